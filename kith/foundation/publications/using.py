"""Which published figures are made from a value: directly, or as a part of a rate, share or change.

An edition never changes. What is found here is what a corrected value would change in the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from kith.foundation.indicators import Want
from kith.foundation.indicators.lookups import contributing
from kith.foundation.publications.models import Edition, EditionFigure
from kith.kernel.refusals import Refused

COMPARISONS = ("change", "difference", "share")


@dataclass(frozen=True, slots=True)
class Used:
    """A figure of a published edition, as it is printed there, and where it is read."""

    document: str
    edition: int
    title: str
    shown: str
    url: str


def published_using(values: Iterable[Want]) -> list[Used]:
    """The figures of each document's newest published edition that are made from these values.

    Two queries. A hidden number is named like any other, and shown as it is printed.
    """
    changed = frozenset(values)
    newest = (
        Edition.objects.filter(published_at__isnull=False)
        .values("document")
        .annotate(number=Max("number"))
    )
    latest = {(row["document"], row["number"]) for row in newest}
    rows = (
        EditionFigure.objects.filter(
            edition__published_at__isnull=False,
            edition__document__in={document for document, _ in latest},
            edition__number__in={number for _, number in latest},
        )
        .select_related("edition__document")
        .defer("figure", "edition__content")
        .order_by("edition__document", "pk")
    )
    return [
        Used(
            str(row.edition.document),
            row.edition.number,
            row.title,
            row.shown,
            reverse("public_figure", args=[row.edition.document.key, row.edition.number, row.mark]),
        )
        for row in rows
        if (row.edition.document_id, row.edition.number) in latest
        and not changed.isdisjoint(made_from(row.key))
    ]


def made_from(key: str) -> frozenset[Want]:
    """Every value that a figure with this lasting name is made from."""
    found: set[Want] = set()
    for want in wants_in(key):
        try:
            found |= contributing(want)
        except Refused:  # an indicator or a period that Kith no longer knows
            found.add(want)
    return frozenset(found)


def wants_in(key: str) -> list[Want]:
    """What a figure's lasting name says was asked for; nothing of a figure that was typed."""
    first, *rest = key.split("|")
    if first == "stated":
        return []
    if first in COMPARISONS:
        return [_want(one) for one in rest]
    wants = [_want(one) for one in first.split("+")]
    if rest == ["share"]:
        wants += [want._replace(breakdown="") for want in wants]
    return wants


def _want(text: str) -> Want:
    return Want(*text.split(":", 3))

"""Items that a partnership adds to its dataset become indicators of their own.

Their definitions are those of the editions that the group agreed to: the newest one counts, and a
change of meaning from one edition to the next is the next version. They are read with one small
query, once in a request, so that every process sees an approval at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import local
from typing import Any

from django.core.signals import request_finished, request_started

from kith.foundation.accounts.prepared import Prepared
from kith.foundation.indicators.definitions import Definition, RateOf
from kith.kernel.figures import Kind, Polarity, Unit
from kith.modules.dataset.editions.comparing import AGREED, MEANING, meaning_changed
from kith.modules.dataset.models import Item

PREFIX = "local."
POPULATION = "population.children"
SOURCE = "Returns of the agencies"
ROW = (
    *("key", "title", "section", "priority", "noun", "polarity", "owner", "why", "stored_as"),
    *("shape", "parts_title", "edition__title", *MEANING),
)

_request = local()
# Asked with most requests, so its query is written once.
_ITEMS = Prepared(
    lambda: (
        Item.objects.filter(key__startswith=PREFIX, edition__state__in=AGREED)
        .order_by("edition__first_year", "edition")
        .values_list(*ROW)
    )
)


def local_definitions() -> Mapping[str, Definition]:
    """The partnership's own indicators, by key."""
    known: Mapping[str, Definition] | None = getattr(_request, "known", None)
    if known is None:
        known = _by_key(dict(zip(ROW, row, strict=True)) for row in _ITEMS.tuples())
        if getattr(_request, "under_way", False):
            _request.known = known
    return known


def forget(**_: Any) -> None:
    """Read again when next asked, because an edition was approved."""
    _request.known = None


def _begin(**_: Any) -> None:
    _request.known, _request.under_way = None, True


def _end(**_: Any) -> None:
    _request.known, _request.under_way = None, False


request_started.connect(_begin, dispatch_uid="dataset.local.begin")
request_finished.connect(_end, dispatch_uid="dataset.local.end")


def _by_key(rows: Iterable[Mapping[str, Any]]) -> dict[str, Definition]:
    """The newest definition of each key; a version for each meaning that it has had."""
    newest: dict[str, Mapping[str, Any]] = {}
    versions: dict[str, tuple[int, str]] = {}
    for row in rows:
        key = row["key"]
        version = versions[key][0] if key in versions else 0
        what = meaning_changed(newest[key], row) if key in newest else []
        if not version:
            versions[key] = 1, f"First defined in {row['edition__title']}."
        elif what:
            versions[key] = version + 1, f"Changed in {row['edition__title']}: {', '.join(what)}."
        newest[key] = row
    found: dict[str, Definition] = {}
    for key, row in newest.items():
        for meaning in _meanings(row, *versions[key]):
            found[meaning.key] = meaning
    return found


def _meanings(row: Mapping[str, Any], version: int, note: str) -> Iterable[Definition]:
    """The definition of an item and, of a rate, that of the count it is made of."""
    shared: dict[str, Any] = {
        "topic": row["section"],
        "kind": Kind(row["kind"]),
        "polarity": Polarity(row["polarity"]),
        "numerator": row["numerator"],
        "noun": row["noun"],
        "priority": row["priority"],
        "owner": row["owner"],
        "source": SOURCE,
        "why": row["why"],
        "version": version,
        "change_note": note,
        "breakdown_title": row["parts_title"],
        "breakdowns": row["parts"],
        "protect": True,
    }
    rate = None
    if row["shape"] == Item.Shape.RATE:
        rate = RateOf(of=row["stored_as"], population=POPULATION)
        title = f"{row['title']}, number"
        yield Definition(key=rate.of, title=title, unit=Unit.COUNT, **shared)
    yield Definition(
        key=row["key"],
        title=row["title"],
        unit=Unit(row["unit"]),
        denominator=row["denominator"],
        rate=rate,
        **shared,
    )

"""What can be found in publications: sections of drafts, and of what was published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from kith.foundation.access import Actor, Permission, visible
from kith.foundation.publications.models import Edition, Section
from kith.foundation.ui.searching import MOST, Hit, source


@source("Drafts", place=30)
def drafts(actor: Actor, words: str) -> Iterator[Hit]:
    """Sections of drafts, for those who may read drafts."""
    said = Q(title__icontains=words) | Q(lead__icontains=words) | Q(body__icontains=words)
    rows = visible(Section.objects.filter(said), actor, Permission.REPORT_READ_DRAFT)
    for section in rows.select_related("document").order_by("document", "order")[:MOST]:
        url = reverse("report_section", args=[section.document.key, section.key])
        yield Hit(section.title, url, f"Draft of {section.document}")


@source("Published reports", place=20)
def published(actor: Actor, words: str) -> Iterator[Hit]:
    """Sections of the latest published edition of each document."""
    rows = visible(Edition.objects.all(), actor, Permission.PUBLISHED_READ)
    seen: set[int] = set()
    for edition in rows.select_related("document").order_by("document", "-number"):
        if edition.document_id in seen:
            continue
        seen.add(edition.document_id)
        for section in json.loads(edition.content).get("sections", []):
            if words.casefold() in " ".join(_texts(section)).casefold():
                key = edition.document.key
                url = reverse("public_section", args=[key, edition.number, section["key"]])
                yield Hit(section["title"], url, f"{edition.document}, edition {edition.number}")


def _texts(part: Any) -> Iterator[str]:
    """Every text in a part of a publication."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)

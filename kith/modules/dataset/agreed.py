"""The items of an edition and of whom each is asked, read once while they cannot change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kith.modules.dataset.models import Edition, Item

Asked = Mapping[int, frozenset[int]]  # item -> organisations, both by primary key


@dataclass(frozen=True, slots=True)
class Agreed:
    """An edition's items in the order of the form, with the organisations that answer each."""

    items: tuple[Item, ...]
    asked: Asked
    beside: Asked  # whose answer is set beside the owner's and never added to it

    def of(self, organisation: int) -> list[Item]:
        """The items that an organisation answers; what is worked out has no box."""
        return [
            item
            for item in self.items
            if not item.worked_out_from
            and (
                item.asked_of_all
                or organisation in self.asked.get(item.pk, ())
                or organisation in self.beside.get(item.pk, ())
            )
        ]


def agreed(edition: Edition) -> Agreed:
    """Of an edition that the group agreed to; it cannot change, so it is kept. A draft is read."""
    if edition.may_change:
        return _read(edition.pk)
    return _kept(edition.pk, edition.version, edition.made_at)


@lru_cache(maxsize=16)
def _kept(edition: int, _version: int, _made_at: datetime) -> Agreed:
    return _read(edition)


def _read(edition: int) -> Agreed:
    items = tuple(Item.objects.filter(edition=edition))
    return Agreed(
        items, _pairs(Item.asked_of.through, edition), _pairs(Item.also_asked.through, edition)
    )


def _pairs(through: type, edition: int) -> Asked:
    found: dict[int, set[int]] = {}
    rows = through.objects.filter(item__edition=edition)  # type: ignore[attr-defined]
    for item, organisation in rows.values_list("item", "organisation"):
        found.setdefault(item, set()).add(organisation)
    return {item: frozenset(bodies) for item, bodies in found.items()}

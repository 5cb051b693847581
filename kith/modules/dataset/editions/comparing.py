"""What differs between two editions, field by field, and where a series breaks because of it.

A series breaks where the meaning of an item changes (what is counted, out of what, the unit, the
kind of number, the parts) or where another item takes its place. All else, such as the help or
who is asked, leaves the numbers comparable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kith.foundation.indicators.breaks import Break
from kith.kernel.periods import parse_period
from kith.modules.dataset.models import Edition, Item

MEANING = ("numerator", "denominator", "unit", "kind", "parts")
# What of a rate is the meaning of its count.
COUNTED = ("numerator", "kind", "parts")
AGREED = (Edition.State.APPROVED, Edition.State.FROZEN)

# What is compared, in the order and the words of the page.
FIELDS = {
    "numerator": "What is counted",
    "denominator": "Out of what",
    "unit": "Unit",
    "kind": "On a day or over a period",
    "parts": "Parts",
    "number": "Number",
    "title": "Title",
    "section": "Part of the form",
    "priority": "Priority",
    "noun": "What one of them is called",
    "polarity": "Which way is better",
    "frequency": "How often",
    "yearly": "How a year is made",
    "owner": "Owner",
    "asked_of_all": "Asked of all agencies",
    "asked_of": "Asked of",
    "also_asked": "Asked as well, to compare",
    "help": "Help",
    "where": "Where the number is found",
    "low": "Lowest expected",
    "high": "Highest expected",
    "change_limit": "A change that needs a sentence (per cent)",
    "nil_possible": "Can be nought",
    "blank_needs_reason": "A blank needs a reason",
    "parts_title": "Name of the parts",
    "parts_add_up": "Parts add up to the whole",
    "within": "Part of item",
    "among_is": "Its whole is item",
    "worked_out_from": "Worked out from item",
    "starts": "What comes in is item",
    "ends": "What goes out is item",
    "official": "Official series",
    "why": "Why it is collected",
}
LINKS = ("asked_of", "also_asked")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an item that differs, in words."""

    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return FIELDS[self.field]

    @property
    def breaks(self) -> bool:
        """Whether values before and after may not be compared."""
        return self.field in MEANING


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that both editions have, with what differs."""

    before: Item
    after: Item
    fields: tuple[FieldChange, ...]

    @property
    def breaks(self) -> bool:
        return any(one.breaks for one in self.fields)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[ItemChange, ...]
    same: int

    @property
    def breaks(self) -> int:
        """In how many items a series breaks: a meaning changed, or another item took over."""
        gone = {item.key for item in self.removed}
        replaced = sum(1 for item in self.added if item.replaces in gone)
        return replaced + sum(1 for change in self.changed if change.breaks)


def items_to_compare(edition: Edition) -> list[Item]:
    """The items of an edition with who is asked, in three queries."""
    return list(edition.items.prefetch_related(*LINKS))


def compare(before: Iterable[Item], after: Iterable[Item]) -> Comparison:
    """What was added, removed and changed between two lists of items, matched by key."""
    old, new = ({item.key: item for item in items} for items in (before, after))
    both = [(old[key], item) for key, item in new.items() if key in old]
    changes = [ItemChange(one, two, tuple(_differences(one, two))) for one, two in both]
    return Comparison(
        added=tuple(item for key, item in new.items() if key not in old),
        removed=tuple(item for key, item in old.items() if key not in new),
        changed=tuple(change for change in changes if change.fields),
        same=sum(1 for change in changes if not change.fields),
    )


def _differences(one: Item, two: Item) -> Iterable[FieldChange]:
    for name in FIELDS:
        before, after = shown(one, name), shown(two, name)
        if before != after:
            yield FieldChange(name, before, after)


def shown(item: Item, name: str) -> str:
    """A field of an item in words."""
    if name in LINKS:
        return ", ".join(sorted(body.called for body in getattr(item, name).all()))
    if name == "parts":
        return "; ".join(item.parts.values())
    display = getattr(item, f"get_{name}_display", None)
    value = display() if display else getattr(item, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in ("low", "high"):
        return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    return str(value)


def meaning_changed(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Collection[str] = MEANING
) -> list[str]:
    """The words for each part of the meaning that differs between two rows of one key."""
    return [FIELDS[name].lower() for name in names if before[name] != after[name]]


def breaks_told(keys: Collection[str]) -> dict[str, list[Break]]:
    """Where the agreed editions break these series: one query for all of them.

    The count that a rate is stored as breaks where what the rate counts changes.
    """
    agreed = Item.objects.filter(edition__state__in=AGREED)
    # Those that they replaced as well, for their titles.
    replaced = agreed.filter(key__in=keys).exclude(replaces="").values("replaces")
    rows = (
        agreed.filter(
            Q(key__in=keys) | Q(replaces__in=keys) | Q(stored_as__in=keys) | Q(key__in=replaced)
        )
        .order_by("edition__first_year", "edition")
        .values("key", "title", "replaces", "stored_as", *MEANING)
        .annotate(year=F("edition__first_year"), told_in=F("edition__title"))
    )
    found: dict[str, set[Break]] = {key: set() for key in keys}
    before: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        for key, one in _breaks(row, before):
            found.setdefault(key, set()).add(one)
        before[row["key"]] = row
    return {key: sorted(found[key]) for key in keys}


def _breaks(
    row: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]
) -> Iterable[tuple[str, Break]]:
    """The breaks that a row brings, given the last row of each key before it."""
    key, on, said = row["key"], parse_period(row["year"]).starts_on, f"with {row['told_in']}"
    old = before.get(key)
    if old is not None:
        if what := meaning_changed(old, row):
            yield key, Break(on, f"Changed {said}: {', '.join(what)}")
        if row["stored_as"] and (what := meaning_changed(old, row, COUNTED)):
            yield row["stored_as"], Break(on, f"Changed {said}: {', '.join(what)}")
    elif row["replaces"]:
        named = before.get(row["replaces"], {}).get("title") or row["replaces"]
        yield key, Break(on, f"Took the place of “{named}” {said}")
        yield row["replaces"], Break(on, f"“{row['title']}” took its place {said}")

"""What people do to an edition: edit, add, move and remove its items; approve or discard it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.indicators.definitions import REGISTRY, shipped
from kith.foundation.indicators.store import store_meanings
from kith.foundation.organisations.models import Organisation
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.editions.comparing import LINKS, shown
from kith.modules.dataset.editions.faults import KEY, POINTERS, faults, pointing_at
from kith.modules.dataset.editions.local import PREFIX, forget, local_definitions
from kith.modules.dataset.editions.starting import STEP, year_of
from kith.modules.dataset.models import Edition, Item

# For an item whose indicator Kith defines, an edition says how it is collected and no more.
MEANT = frozenset(
    {"title", "noun", "shape", "unit", "kind", "polarity", "numerator", "denominator", "why"}
    | {"key", "stored_as"}
)
OFTEN_UNIT = {"count": "count", "share": "percent", "rate": "rate"}


class NotApproved(Refused):
    """An edition that cannot be approved yet, with everything that is wrong with it."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(" ".join(found))
        self.faults = found


def is_local(key: str) -> bool:
    """Whether the partnership itself defines what a key means."""
    shipped()
    return key not in REGISTRY


def _draft(edition: Edition) -> Edition:
    """The edition, held until the transaction ends; refused when it may not change any more."""
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if not held.may_change:
        raise Refused(
            f"{held.title} was approved and does not change any more. Begin the next edition as "
            "a copy of it, and make the change there."
        )
    return held


@action(Permission.DATASET_EDIT, on="item")
def edit_item(*, item: Item, expected_version: int, by: Actor, **changes: Any) -> Item:
    """Change an item of a draft. What Kith defines about it stays; who is asked may change."""
    edition = _draft(item.edition)
    links = {name: changes.pop(name) for name in LINKS if name in changes}
    if not is_local(item.key) and (fixed := MEANT & changes.keys()):
        names = ", ".join(sorted(fixed))
        raise Refused(f"Kith defines what {item.title} means, so its {names} cannot be changed.")
    if "number" in changes:
        _free(edition, changes["number"], item)
    if "shape" in changes:
        changes |= _made_of(changes["shape"], item.key)
    before = {name: shown(item, name) for name in (*changes, *links)}
    held = bump(item, expected_version, **changes)
    if before.get("number", held.number) != held.number:
        _point_again(edition, before["number"], held.number)
    _ask(held, links)
    held = Item.objects.prefetch_related(*LINKS).get(pk=held.pk)
    after = {name: shown(held, name) for name in before}
    told = {n: [before[n], after[n]] for n in before if before[n] != after[n]}
    audit.record(kinds.ITEM, by=by, ref=held, what=_named(held, edition), data={"changed": told})
    return held


@action(Permission.DATASET_EDIT, on="edition")
def add_item(*, edition: Edition, name: str, by: Actor, **fields: Any) -> Item:
    """Add the partnership's own item at the end of its part of the form.

    `name` is the short name that its key is made of; the same name in another edition is the
    same indicator.
    """
    edition = _draft(edition)
    key = PREFIX + name
    if not KEY.fullmatch(key):
        raise Refused("A short name has small letters, numbers and underscores only.")
    if edition.items.filter(key=key).exists():
        raise Refused(f"This edition has an item with the short name {name} already.")
    _free(edition, fields["number"])
    links = {link: fields.pop(link, ()) for link in LINKS}
    fields |= _made_of(fields["shape"], key)
    order = _end(edition, fields["section"])
    item = Item.objects.create(edition=edition, key=key, order=order, **fields)
    _ask(item, links)
    told = {"added": True, "key": key}
    audit.record(kinds.ITEM, by=by, ref=item, what=_named(item, edition), data=told)
    return item


@action(Permission.DATASET_EDIT, on="item")
def remove_item(*, item: Item, by: Actor, why: str = "") -> None:
    """Take an item out of a draft; refused while another item points at it."""
    edition = _draft(item.edition)
    if pointing := pointing_at(item.number, edition.items.all()):
        numbers = ", ".join(one.number for one in pointing)
        raise Refused(f"Item {numbers} points at this one. Change that first, then remove this.")
    told, ref = _named(item, edition), audit.ref_of(item)
    item.delete()
    data = {"removed": True, "key": item.key}
    audit.record(kinds.ITEM, by=by, ref=ref, what=told, data=data, why=why)


@action(Permission.DATASET_EDIT, on="item")
def move_item(*, item: Item, section: str, after: str, expected_version: int, by: Actor) -> Item:
    """Put an item into a part of the form, after another item of it or ("") at its beginning."""
    edition = _draft(item.edition)
    if section not in edition.sections:
        raise Refused(f"The form has no part called “{section}”.")
    item = bump(item, expected_version, section=section)
    rows = list(edition.items.exclude(pk=item.pk))
    numbers = [one.number for one in rows if one.section == section]
    if after and after not in numbers:
        raise Refused(f"There is no item {after} in “{section}”.")
    if after:
        place = [one.number for one in rows].index(after) + 1
    else:
        place = next((n for n, one in enumerate(rows) if one.section == section), len(rows))
    rows.insert(place, item)
    for position, one in enumerate(rows, start=1):
        one.order = position * STEP
    Item.objects.bulk_update(rows, ["order"])
    told = {"moved": [section, after]}
    audit.record(kinds.ITEM, by=by, ref=item, what=_named(item, edition), data=told)
    return item


@action(Permission.DATASET_EDIT, on="edition")
def describe(
    *, edition: Edition, title: str, first_year: str, expected_version: int, by: Actor
) -> Edition:
    """Change a draft's title or the year from which it counts."""
    edition = _draft(edition)
    changes = {"title": title.strip(), "first_year": year_of(first_year)}
    told = {name: [getattr(edition, name), value] for name, value in changes.items()}
    held = bump(edition, expected_version, **changes)
    audit.record(kinds.EDITION, by=by, ref=held, what=held.title, data={"changed": told})
    return held


@action(Permission.DATASET_EDIT, on="edition")
def edit_sections(
    *, edition: Edition, sections: Mapping[str, str], expected_version: int, by: Actor
) -> Edition:
    """Change the parts of the form and what the top of each says, in the order given."""
    edition = _draft(edition)
    used = set(edition.items.values_list("section", flat=True))
    if left := sorted(used - set(sections)):
        raise Refused(f"“{left[0]}” still has items. Move them first.")
    held = bump(edition, expected_version, sections=dict(sections))
    audit.record(kinds.EDITION, by=by, ref=held, what=held.title, data={"sections": list(sections)})
    return held


@action(Permission.DATASET_APPROVE, on="edition")
def approve(
    *, edition: Edition, on: date, by_whom: str, expected_version: int, by: Actor
) -> Edition:
    """Record that the group agreed to an edition: from then on it does not change.

    Refused, with everything that is wrong, unless the edition holds together. The partnership's
    own items become indicators.
    """
    edition = _draft(edition)
    if not by_whom.strip():
        raise Refused("Say which group approved it, and where that is minuted.")
    if on > by.today:
        raise Refused("The day on which the group agreed is not here yet.")
    if found := faults(edition):
        raise NotApproved(found)
    held = bump(
        edition,
        expected_version,
        state=Edition.State.APPROVED,
        approved_on=on,
        approved_by=by_whom.strip(),
    )
    forget()
    new = store_meanings(local_definitions().values())
    data = {"on": on.isoformat(), "by_whom": held.approved_by, "new_definitions": new}
    audit.record(kinds.APPROVED, by=by, ref=held, what=held.title, data=data)
    return held


@action(Permission.DATASET_EDIT, on="edition")
def discard(*, edition: Edition, why: str, by: Actor) -> None:
    """Throw a draft away; nothing was asked by it."""
    edition = _draft(edition)
    if edition.followed_by.exists() or edition.rounds.exists():
        raise Refused(f"{edition.title} is used: it cannot be discarded.")
    if not why.strip():
        raise Refused("Say why the draft is discarded: the reason is kept in the log.")
    ref, data = audit.ref_of(edition), {"items": edition.items.count(), "discarded": True}
    edition.items.all().delete()
    edition.delete()
    audit.record(kinds.EDITION, by=by, ref=ref, what=edition.title, data=data, why=why.strip())


def _free(edition: Edition, number: str, item: Item | None = None) -> None:
    taken = edition.items.filter(number=number)
    if item is not None:
        taken = taken.exclude(pk=item.pk)
    if taken.exists():
        raise Refused(f"There is an item {number} already. Give this one another number.")


def _point_again(edition: Edition, old: str, new: str) -> None:
    """Let the items that pointed at one go on doing so under its new number."""
    for name in POINTERS:
        edition.items.filter(**{name: old}).update(**{name: new, "version": F("version") + 1})


def _made_of(shape: str, key: str) -> dict[str, str]:
    """The unit that follows from the shape and, of a rate, the indicator that holds its count."""
    stored_as = f"{key}_number" if shape == Item.Shape.RATE else ""
    return {"unit": OFTEN_UNIT[shape], "stored_as": stored_as}


def _end(edition: Edition, section: str) -> int:
    """A place after the last item of a part of the form, before the next item."""
    orders = list(edition.items.values_list("order", "section"))
    here = [order for order, name in orders if name == section]
    if not here:
        return max((order for order, _ in orders), default=0) + STEP
    later = [order for order, _ in orders if order > max(here)]
    return max(here) + 1 if not later or min(later) > max(here) + 1 else max(here)


def _ask(item: Item, links: Mapping[str, Collection[Organisation]]) -> None:
    for name, bodies in links.items():
        getattr(item, name).set(bodies)


def _named(item: Item, edition: Edition) -> str:
    return f"{item}, {edition.title}"

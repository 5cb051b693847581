"""What must be true of the items of an edition side by side."""

from __future__ import annotations

from collections.abc import Mapping

from kith.kernel.content_files import ContentError
from kith.kernel.dataset_content.model import Shape, StarterItem


def hold_together(item: StarterItem, items: Mapping[str, StarterItem]) -> None:
    """Refuse an item whose links to other items lead nowhere or compare what cannot be compared.

    Both ends of a link stand in one return, so they are asked of the same owners as often.
    """
    links = {
        "within": item.within,
        "among_is": item.among_is,
        "worked_out_from": item.worked_out_from,
        "starts": item.starts,
        "ends": item.ends,
    }
    for name, number in links.items():
        if not number:
            continue
        if number not in items or number == item.number:
            raise _error(item, f"“{name}” names {number}, which is no other item")
        other = items[number]
        if other.asked_of != item.asked_of:
            raise _error(item, f"“{name}” names {number}, which is asked of other owners")
        if name != "worked_out_from" and other.frequency is not item.frequency:
            raise _error(item, f"“{name}” names {number}, which is asked less or more often")
        if other.shape is not Shape.COUNT:
            raise _error(item, f"“{name}” names {number}, which is no count")
    made_of = item.meaning.rate_of
    if item.worked_out_from and items[item.worked_out_from].indicator != made_of:
        raise _error(item, f"“worked_out_from” must name the item that counts {made_of}")


def _error(item: StarterItem, why: str) -> ContentError:
    return ContentError(f"item {item.number}: {why}.")

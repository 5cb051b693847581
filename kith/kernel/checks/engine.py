"""The engine: asks every rule of every box, and puts the answers in the order of the boxes."""

from __future__ import annotations

from collections.abc import Iterable

from kith.kernel.checks import rules  # noqa: F401  (importing the rules registers them)
from kith.kernel.checks.model import Agreed, Box, Importance, Raised
from kith.kernel.checks.registry import RULES, Return

_WEIGHT = {importance: weight for weight, importance in enumerate(Importance)}


def check_return(boxes: Iterable[Box]) -> list[Raised]:
    """Everything the rules have to say, box by box, what must be put right first.

    Raises `ValueError` when two boxes share an id, which is a fault of the caller.
    """
    given = Return(boxes)
    found: list[Raised] = []
    for box in given.boxes:
        about = [each for rule in RULES.values() for each in rule.on(box, given)]
        about.sort(key=lambda each: _WEIGHT[each.importance])
        found += about
    return found


def passes(boxes: Iterable[Box]) -> list[Agreed]:
    """What agrees with each other, in words, in the order of the rules."""
    given = Return(boxes)
    return [each for rule in RULES.values() for each in rule.agreed(given)]


def standing_in_the_way(raised: Iterable[Raised]) -> list[Raised]:
    """What must be put right or explained before the return may be sent."""
    return [each for each in raised if not each.settled]

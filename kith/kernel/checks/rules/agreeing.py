"""Numbers of one return that must fit together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.checks.model import Agreed, Box, Importance, Raised
from kith.kernel.checks.registry import Return, Rule, register
from kith.kernel.checks.words import comparable, joined, number, since
from kith.kernel.figures import Count

# Who can be counted once among things that happen to them, for “2.6 each”.
_PEOPLE = ("babies", "children", "families", "girls", "boys", "people", "pupils", "young people")
LONG_SUM = 6  # more parts than this are worded by how many there are


@register
class PartOfShare(Rule):
    key = "part_of_share"
    title = "More of them than there are"
    importance = Importance.MUST
    why = "A share cannot be more than all. The two numbers may have changed places."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.count is None or box.whole is None or box.count <= box.whole:
            return
        yield self.raised(
            box,
            f"{box.name} says {number(box.count)} of {number(box.whole)}, which is more than all "
            "of them.",
            "Check both numbers. They may have changed places.",
        )


@register
class Within(Rule):
    key = "within"
    title = "More than the number it is part of"
    importance = Importance.MUST
    why = (
        "Some counts are part of another: those missing for the first time are among all who were "
        "missing. The part cannot be the larger."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        whole = given.box(box.within)
        if whole is None or box.count is None or whole.count is None or box.count <= whole.count:
            return
        yield self.raised(
            box,
            f"{box.name} says {number(box.count)}, but “{whole.name}” says "
            f"{number(whole.count)}, and the first is part of the second.",
            "Check both numbers and change the one that is wrong.",
        )

    def agreed(self, given: Return) -> Iterator[Agreed]:
        inside: dict[str, list[Box]] = {}
        for box in given.boxes:
            whole = given.box(box.within)
            if whole is None or box.count is None or whole.count is None:
                continue
            if box.count > whole.count:
                continue
            if box.noun != whole.noun and box.noun.casefold() in _PEOPLE and box.count:
                yield Agreed(self.key, whole.id, _each(box, whole))
            else:
                inside.setdefault(whole.id, []).append(box)
        for key, boxes in inside.items():
            numbers = joined([number(box.count or 0) for box in boxes])
            be = "is" if len(boxes) == 1 else "are"
            limit = number(given.by_id[key].count or 0)
            yield Agreed(self.key, key, f"{numbers} {be} no more than {limit}.")


@register
class WholeOfShare(Rule):
    key = "whole_of_share"
    title = "A share out of another number than the return gives"
    importance = Importance.MUST
    why = (
        "When a return gives the whole in a box of its own, its shares must be out of that number."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        whole = given.box(box.among_is)
        if whole is None or box.whole is None or whole.count is None or box.whole == whole.count:
            return
        yield self.raised(
            box,
            f"{box.name} is out of {number(box.whole)}, but “{whole.name}” says "
            f"{number(whole.count)}.",
            "The two should be the same number. Change the one that is wrong.",
        )


@register
class Parts(Rule):
    key = "parts"
    title = "Parts that do not make the whole"
    importance = Importance.MUST
    why = (
        "When a number is given by parts, each thing is in exactly one part, so they add up to it."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        parts = given.parts.get(box.id)
        if not parts or box.count is None:
            return
        total, blanks = _sum(parts)
        if total == box.count or (blanks and total < box.count):
            return
        made = "come to" if len(parts) > 1 else "comes to"
        short = number(abs(total - box.count))
        way = "more" if total > box.count else "fewer"
        yield self.raised(
            box,
            f"{box.name} says {number(box.count)}, but {_addition(parts)} {made} "
            f"{number(total)}: {short} {way}.",
            "Check the parts and the whole. Something may be counted twice or left out.",
        )

    def agreed(self, given: Return) -> Iterator[Agreed]:
        for key, parts in given.parts.items():
            whole = given.box(key)
            if whole is None or whole.count is None or len(parts) < 2:
                continue
            total, blanks = _sum(parts)
            if total == whole.count and not blanks:
                says = f"{_addition(parts)} make {number(total)}."
                yield Agreed(self.key, key, says[0].upper() + says[1:])


@register
class StockAndFlow(Rule):
    key = "stock_flow"
    title = "What was open, what started and what ended"
    importance = Importance.EXPLAIN
    why = (
        "What was open before, with what started and without what ended, should be what is open "
        "now. Late entries and moves between areas can break the sum, so it asks for a sentence."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        sums = _flow(box, given)
        if sums is None or sums[3] == box.count:
            return
        opening, starts, ends, follows = sums
        assert box.count is not None
        gap = number(abs(box.count - follows))
        way = "more" if box.count > follows else "fewer"
        if follows < 0:
            says = (
                f"{number(opening)} before and {number(starts)} started are fewer than the "
                f"{number(ends)} that ended."
            )
        else:
            says = (
                f"{number(opening)} before, {number(starts)} started and {number(ends)} ended "
                f"leave {number(follows)}, but {box.name} says {number(box.count)}: {gap} {way}."
            )
        yield self.raised(
            box,
            says,
            "Check the three numbers. If they are right, say why they do not meet.",
        )

    def agreed(self, given: Return) -> Iterator[Agreed]:
        for box in given.boxes:
            sums = _flow(box, given)
            if sums and sums[3] == box.count:
                opening, starts, ends, follows = (number(each) for each in sums)
                says = f"{opening} before, {starts} started and {ends} ended leave {follows}."
                yield Agreed(self.key, box.id, says)


def _flow(box: Box, given: Return) -> tuple[int, int, int, int] | None:
    """Opening, starts, ends and what follows from them; None where one of them is not known."""
    starts, ends = given.box(box.starts), given.box(box.ends)
    if starts is None or ends is None or not isinstance(box.opening, Count):
        return None
    if box.count is None or starts.count is None or ends.count is None:
        return None
    opening = box.opening.value
    return opening, starts.count, ends.count, opening + starts.count - ends.count


def _sum(parts: list[Box]) -> tuple[int, int]:
    """The sum of the parts that have a number, and how many have none."""
    numbers = [part.count for part in parts if part.count is not None]
    return sum(numbers), len(parts) - len(numbers)


def _addition(parts: list[Box]) -> str:
    numbers = [part.count for part in parts if part.count is not None]
    if len(numbers) > LONG_SUM:
        return f"its {len(parts)} parts"
    return " + ".join(number(each) for each in numbers)


def _each(people: Box, events: Box) -> str:
    """`342 episodes by 132 children is 2.6 each, 2.3 last quarter.`"""
    assert people.count is not None
    assert events.count is not None
    now = number(Fraction(events.count, people.count), places=1)
    words = (
        f"{number(events.count)} {events.noun} by {number(people.count)} {people.noun} "
        f"is {now} each"
    )
    before = comparable(events.last, events), comparable(people.last, people)
    if before[0] is not None and before[1] and people.last_label == events.last_label:
        then = number(before[0] / before[1], places=1)
        words += f", {then} {since(people.last_label, 'last time')}"
    return f"{words}."

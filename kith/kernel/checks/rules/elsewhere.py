"""The same measure from somewhere else: the official series, or another agency."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.checks.model import Agreed, Box, Importance, Raised
from kith.kernel.checks.registry import Return, Rule, register
from kith.kernel.checks.words import box_number, comparable, number, said, say, unit_of
from kith.kernel.figures import Kind, Printed, Unit, Value

# Two counts of one thing, taken on different days from different systems, differ by a little:
# up to 5 in 100, or 5 of a count or points of a share, is worth knowing and no more.
CLOSE_PERCENT = 5
CLOSE = 5


class _Elsewhere(Rule):
    importance = Importance.EXPLAIN

    def beside(self, box: Box, other: Value, whose: str, do: str) -> Iterator[Raised]:
        """Says so when the two differ: a note when they are close, otherwise it asks why."""
        theirs, ours = comparable(other, box), box_number(box)
        if theirs is None or ours is None or _equal(ours, theirs, other):
            return
        gap = abs(ours - theirs)
        near = gap <= max(Fraction(CLOSE), theirs * CLOSE_PERCENT / 100)
        unit = unit_of(box)
        points = " points" if unit is Unit.PERCENT else ""
        size = number(gap, Unit.NUMBER, 1 if points else 0)
        way = "more" if ours > theirs else "fewer"
        if points:
            way = "higher" if ours > theirs else "lower"
        yield self.raised(
            box,
            f"{box.name} says {said(box)}; {whose} {say(other, box)}: {size}{points} {way}.",
            "Nothing need be done: a little apart is usual." if near else do,
            Importance.NOTE if near else None,
        )


@register
class Official(_Elsewhere):
    key = "official"
    title = "Apart from the official figure"
    why = "Where the same measure is published officially, readers will compare, and ask."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if (value := self.value(box)) is not None:
            yield from self.beside(
                box,
                value,
                "the official figure is",
                "Check that both count the same thing. If yours is right, say why it differs.",
            )

    def agreed(self, given: Return) -> Iterator[Agreed]:
        for box in given.boxes:
            value, ours = self.value(box), box_number(box)
            theirs = comparable(value, box)
            if ours is not None and value and theirs is not None and _equal(ours, theirs, value):
                says = f"{box.name} says {said(box)}, and so does the official figure."
                yield Agreed(self.key, box.id, says)

    def value(self, box: Box) -> Value | None:
        """The official value, if it is for the very same days and is the same sort of number."""
        figure = box.official
        if figure is None or (figure.kind is Kind.STOCK) != (box.kind is Kind.STOCK):
            return None
        same = (figure.period.starts_on, figure.period.ends_on) == (
            box.period.starts_on,
            box.period.ends_on,
        )
        closing = box.kind is Kind.STOCK and figure.period.ends_on == box.period.ends_on
        return figure.value if same or closing else None


@register
class TwoAgencies(_Elsewhere):
    key = "two_agencies"
    title = "Two agencies give different numbers"
    why = "When two agencies count the same thing, a gap shows that they count it differently."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.twin is not None:
            yield from self.beside(
                box,
                box.twin.value,
                f"{box.twin.agency} says",
                f"Ask {box.twin.agency} how they count it. If yours is right, say why it differs.",
            )

    def agreed(self, given: Return) -> Iterator[Agreed]:
        for box in given.boxes:
            ours = box_number(box)
            theirs = comparable(box.twin.value, box) if box.twin else None
            if box.twin is None or ours is None or theirs is None:
                continue
            if _equal(ours, theirs, box.twin.value):
                says = f"{box.name} says {said(box)}, and so does {box.twin.agency}."
                yield Agreed(self.key, box.id, says)


def _equal(ours: Fraction, theirs: Fraction, value: Value) -> bool:
    """Whether they are the same, or would be printed the same."""
    if isinstance(value, Printed):
        low, high = value.bounds
        return low <= ours <= high
    return ours == theirs

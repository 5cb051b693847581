"""What was expected of a number: its range, and how far it usually moves.

When is a move worth a sentence? Small numbers jump by chance: 4 after 2 is 100% more and means
nothing. So a count is asked about only when it, or the one before, is 10 or more and they are at
least 5 apart; a share only when both are out of 20 or more and at least 5 percentage points apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kith.kernel.checks.model import Box, Importance, Raised
from kith.kernel.checks.registry import Return, Rule, register
from kith.kernel.checks.words import (
    apart,
    box_number,
    comparable,
    number,
    said,
    say,
    since,
    unit_of,
)
from kith.kernel.figures import SMALL_DENOMINATOR, Change, Ratio, Unit, Value
from kith.kernel.refusals import Refused
from kith.kernel.spc import MINIMUM_POINTS, SHIFT, XmR, xmr
from kith.kernel.spc import Rule as Pattern

SMALL = 10  # below this, a count's moves are chance
LEAST_MOVE = 5  # a count's or a percentage's least move that is worth a sentence
IF_RIGHT = "If it is a slip, change it. If it is right, say in a sentence why."
SLIP = "If it is a slip, change it and this goes away. If it is right, say in a sentence why."


@register
class Range(Rule):
    key = "range"
    title = "Outside the range that was expected"
    importance = Importance.EXPLAIN
    why = (
        "The definition says between which values this usually lies. A slip of the keyboard shows."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        exact = box_number(box)
        if exact is None:
            return
        if box.low is not None and exact < Fraction(box.low):
            yield self.beyond(box, "less than the lowest", box.low)
        if box.high is not None and exact > Fraction(box.high):
            yield self.beyond(box, "more than the highest", box.high)

    def beyond(self, box: Box, how: str, limit: Decimal) -> Raised:
        """A value beyond one end of its range."""
        edge = number(limit) + ("%" if box.shape == "share" else "")
        says = f"{box.name} says {said(box)}, {how} that is expected, {edge}."
        return self.raised(box, says, SLIP)


class _Moved(Rule):
    importance = Importance.EXPLAIN

    def against(self, box: Box, before: Value | None, when: str) -> Iterator[Raised]:
        """Says so when the box moved from `before` by more than its limit and it is no noise."""
        was, now = comparable(before, box), box_number(box)
        if box.change_limit is None or was is None or now is None or was < 0:
            return
        if was == now or _noise(box, before, was, now):
            return
        if was == 0:
            says = f"{box.name} says {said(box)}, and {when} there were none."
        elif abs(percent := Change(was, now).percent) <= box.change_limit:
            return
        elif box.shape == "share":
            way = "up" if percent > 0 else "down"
            points = number(abs(now - was), places=1)
            says = (
                f"{box.name} says {said(box)}; {when} it was {say(before, box)}: {way} by "
                f"{points} points."
            )
        else:
            way = "more" if percent > 0 else "fewer"
            size = apart(percent, box.change_limit)
            says = f"{size} {way} than {when}: {said(box)}, was {say(before, box)}."
        yield self.raised(box, f"{says} {_asked(box, box.change_limit)}", SLIP)


@register
class MovedSinceLast(_Moved):
    key = "moved"
    title = "A large move since last time"
    why = (
        "Most slips show as a jump, and most true jumps have a story that the group will ask for. "
        "Small counts are left alone, because they jump by chance."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        yield from self.against(box, box.last, since(box.last_label, "last time"))


@register
class MovedSinceLastYear(_Moved):
    key = "moved_in_a_year"
    title = "A large move since the same time last year"
    why = "Some counts rise and fall with the seasons, so the same time last year is a fairer rule."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        if box.year_ago is not None and not _same_time(box):
            yield from self.against(box, box.year_ago, since(box.year_ago_label, "a year ago"))


@register
class Limits(Rule):
    key = "limits"
    title = "Outside the limits of its own history"
    importance = Importance.EXPLAIN
    why = (
        f"With {MINIMUM_POINTS} values or more before it, a series says itself how far it moves "
        "by chance. A value outside is more than chance."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        now, chart = box_number(box), _chart(box, given)
        if now is None or chart is None:
            return
        new = len(box.earlier)
        outside = any(s.rule is Pattern.OUTSIDE and new in s.points for s in chart.signals)
        if not outside or abs(float(now) - chart.mean) < _least(box):
            return
        unit = unit_of(box)
        top = 100.0 if unit is Unit.PERCENT else chart.upper
        low, high = max(0.0, chart.lower), min(top, chart.upper)
        yield self.raised(
            box,
            f"{box.name} says {said(box)}. It has usually been between {number(low, unit)} and "
            f"{number(high, unit)}, so this is more than chance.",
            IF_RIGHT,
        )


@register
class Run(Rule):
    key = "run"
    title = "A run on one side"
    importance = Importance.NOTE
    why = (
        f"{SHIFT} values in a row on one side of the mean seldom happen by chance, so the level "
        "has moved."
    )

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        chart = _chart(box, given)
        if chart is None:
            return
        new = len(box.earlier)
        for signal in chart.signals:
            # A longer run was noted when it reached the seventh.
            ends_here = signal.points[-1] == new and len(signal.points) == SHIFT
            if signal.rule is Pattern.SHIFT and ends_here:
                yield self.raised(
                    box,
                    f"{box.name}: {signal.words.lower()} of the values before, "
                    f"{number(chart.mean, unit_of(box))}.",
                    "Nothing need be done. If you know why the level moved, say so.",
                )


@register
class NoneNow(Rule):
    key = "none_now"
    title = "None now, some before"
    importance = Importance.NOTE
    why = "A 0 is a count. Where nobody counted, the box stays empty and the reason is given."

    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        was = comparable(box.last, box)
        if box.shape == "share" or box.count != 0 or not was or not box.nil_possible:
            return
        when = since(box.last_label, "last time")
        yield self.raised(
            box,
            f"{box.name} says 0, and {when} it was {say(box.last, box)}.",
            "If there were none, leave the 0. If nobody counted, leave it empty and tell us why.",
        )


def _noise(box: Box, before: Value | None, was: Fraction, now: Fraction) -> bool:
    """Whether the two are so small or so close that the move says nothing."""
    if abs(now - was) < LEAST_MOVE:
        return True
    if box.shape == "share":
        few = isinstance(before, Ratio) and before.among < SMALL_DENOMINATOR
        return few or (box.whole or 0) < SMALL_DENOMINATOR
    return max(was, now) < SMALL


def _least(box: Box) -> float:
    """How far from the mean a value must lie to be worth a sentence: 1 point of a share."""
    return 1.0 if box.shape == "share" else float(LEAST_MOVE)


def _asked(box: Box, limit: int) -> str:
    if box.shape == "share":
        return f"A share that moves by more than {limit}% of itself needs a sentence."
    return f"Anything that moves by more than {limit}% needs a sentence."


def _same_time(box: Box) -> bool:
    """Whether last time was a year ago, so that one question would be asked twice."""
    return box.last is not None and bool(box.last_label) and box.last_label == box.year_ago_label


def _chart(box: Box, given: Return) -> XmR | None:
    """The limits that the series before sets for the new value, or None with too few points."""
    if len(box.earlier) < MINIMUM_POINTS:
        return None
    if box.id not in given.charts:
        given.charts[box.id] = _limits(box)
    return given.charts[box.id]


def _limits(box: Box) -> XmR | None:
    now = box_number(box)
    before = [comparable(value, box) for value in box.earlier]
    if now is None or sum(value is not None for value in before) < MINIMUM_POINTS:
        return None
    try:
        return xmr([*before, now], baseline=range(len(before)))
    except Refused:  # points that never follow one another set no limits
        return None

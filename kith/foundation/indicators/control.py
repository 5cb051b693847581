"""What chance would lead us to expect of a line, and which of its points chance does not explain.

Limits are set once, on the first twelve points or on others that the reader names, and are set
again only where the series breaks: a limit that moves with the values would never be crossed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from kith.foundation.indicators.breaks import Break, breaks_among
from kith.foundation.indicators.sentences import in_words
from kith.foundation.indicators.steps import Step, year_of
from kith.foundation.indicators.timelines import Spot, Timeline
from kith.kernel.figures import Polarity, Unit
from kith.kernel.refusals import Refused
from kith.kernel.spc import MINIMUM_POINTS, Rule, Signal, XmR, xmr

FIRST, ALL = "first", "all"
_BY_WEIGHT = (Rule.OUTSIDE, Rule.SHIFT, Rule.TREND, Rule.TWO_OF_THREE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points between two breaks, from `first` to `last` inclusive, with what is expected there.

    `upper` and `lower` stay within what the unit can be: no share above 100%, no count below 0.
    """

    first: int
    last: int
    mean: float
    upper: float
    lower: float
    signals: tuple[Signal, ...]  # positions in the whole line
    words: str  # what the limits were set on: "2018-19", "the first 12 months"


@dataclass(frozen=True)
class Limits:
    """The stretches of a line that have limits; a line may begin with one that has none."""

    stretches: tuple[Stretch, ...]

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        return tuple(signal for one in self.stretches for signal in one.signals)

    @cached_property
    def points(self) -> frozenset[int]:
        """Every point that is part of a signal."""
        return frozenset(point for signal in self.signals for point in signal.points)

    @property
    def now(self) -> Stretch:
        """The stretch that the latest points are in."""
        return self.stretches[-1]

    def at(self, point: int) -> Signal | None:
        """The weightiest signal that a point is part of."""
        found = [signal for signal in self.signals if point in signal.points]
        return min(found, key=lambda s: _BY_WEIGHT.index(s.rule)) if found else None


def within(limits: Limits | None, first: int, last: int) -> Limits | None:
    """The limits seen through a window of points, whose positions then count from `first`."""
    kept = []
    for one in limits.stretches if limits else ():
        if one.last < first or one.first > last:
            continue
        signals = tuple(
            Signal(s.rule, points, s.words)
            for s in one.signals
            if (points := tuple(p - first for p in s.points if first <= p <= last))
        )
        opens, ends = max(one.first - first, 0), min(one.last, last) - first
        kept.append(replace(one, first=opens, last=ends, signals=signals))
    return Limits(tuple(kept)) if kept else None


def broken_at(timeline: Timeline, breaks: Iterable[Break]) -> dict[int, Break]:
    """The first point after each break, by its position; a break outside the line is left out."""
    found = {}
    for one in sorted(breaks):
        for index, spot in enumerate(timeline.spots):
            if spot.period.ends_on >= one.on:
                if index:
                    found[index] = one
                break
    return found


def choices_of(timeline: Timeline, breaks: Iterable[Break] = ()) -> list[tuple[str, str]]:
    """What limits may be set on: the first twelve points, a year of twelve, or all points."""
    opens = max(broken_at(timeline, breaks), default=0)
    spots = timeline.spots[opens:]
    if sum(spot.number is not None for spot in spots) < MINIMUM_POINTS:
        return []
    first = _first(spots)
    found = [(FIRST, _said(timeline, [spots[i] for i in first]))]
    in_years: dict[str, int] = {}
    for spot in spots:
        in_years[year_of(spot.period)] = in_years.get(year_of(spot.period), 0) + (
            spot.number is not None
        )
    found += [
        (name, name)
        for name, points in in_years.items()
        if points >= MINIMUM_POINTS and name != found[0][1]
    ]
    return [*found, (ALL, f"all {timeline.step.plural}")]


def limits_of(
    timeline: Timeline, breaks: Iterable[Break] = (), baseline: str = FIRST
) -> Limits | None:
    """The limits of a line; None where no stretch of it has twelve points.

    `baseline` is one of `choices_of`: it holds for the latest stretch, and an earlier one is
    judged by its own first twelve points. A stretch after a break that is still too short has none.
    """
    edges = [0, *broken_at(timeline, breaks), len(timeline.spots)]
    found = []
    for first, end in pairwise(edges):
        latest = end == len(timeline.spots)
        one = _stretch(timeline, first, end, baseline if latest else FIRST)
        if one is not None:
            found.append(one)
    return Limits(tuple(found)) if found else None


def why_none(timeline: Timeline, breaks: Iterable[Break] = ()) -> str:
    """Why a line has no limits at its end, in a sentence; "" when it has."""
    opens = max(broken_at(timeline, breaks), default=0)
    points = sum(spot.number is not None for spot in timeline.spots[opens:])
    if points >= MINIMUM_POINTS:
        return ""
    since = " since the series broke" if opens else ""
    are = "is" if points == 1 else "are"
    name = timeline.step.value if points == 1 else timeline.step.plural
    return (
        f"Limits need {MINIMUM_POINTS} points, and there {are} {in_words(points)} {name}{since}: "
        "the line shows the values alone, and no rise or fall is called a signal."
    )


def _stretch(timeline: Timeline, first: int, end: int, baseline: str) -> Stretch | None:
    spots = timeline.spots[first:end]
    chosen = _baseline(spots, baseline)
    try:
        made = xmr([spot.number for spot in spots], chosen)
    except Refused:  # fewer than twelve points, or none that follows another
        return None
    lower, upper = _clipped(timeline.meaning.unit, made)
    words = (
        f"all {timeline.step.plural}"
        if baseline == ALL
        else _said(timeline, [spots[i] for i in chosen])
    )
    signals = tuple(
        Signal(one.rule, tuple(point + first for point in one.points), one.words)
        for one in made.signals
    )
    return Stretch(first, end - 1, made.mean, upper, lower, signals, words)


def _baseline(spots: Sequence[Spot], baseline: str) -> list[int]:
    if baseline == ALL:
        return list(range(len(spots)))
    in_year = [i for i, spot in enumerate(spots) if year_of(spot.period) == baseline]
    if sum(spots[i].number is not None for i in in_year) >= MINIMUM_POINTS:
        return in_year
    return _first(spots)


def _first(spots: Sequence[Spot]) -> list[int]:
    """The positions up to the twelfth number, the gaps between them included."""
    known = 0
    for index, spot in enumerate(spots):
        known += spot.number is not None
        if known == MINIMUM_POINTS:
            return list(range(index + 1))
    return list(range(len(spots)))


def _said(timeline: Timeline, spots: Sequence[Spot]) -> str:
    """What a baseline is called: its year where it is one whole year of months."""
    years = {year_of(spot.period) for spot in spots}
    if timeline.step is Step.MONTH and len(years) == 1 and len(spots) == 12:
        return years.pop()
    known = sum(spot.number is not None for spot in spots)
    return f"the first {known} {timeline.step.plural}"


def _clipped(unit: Unit, made: XmR) -> tuple[float, float]:
    lower, upper = made.lower, made.upper
    if unit is Unit.PERCENT:
        upper = min(upper, 100.0)
    if unit in (Unit.PERCENT, Unit.COUNT, Unit.RATE):
        lower = max(lower, 0.0)
    return lower, upper


@dataclass(frozen=True, slots=True)
class Signalled:
    """A line whose last point is a signal: what changed that is not noise."""

    timeline: Timeline
    spot: Spot
    limits: Stretch
    signal: Signal
    higher: bool
    words: str

    @property
    def key(self) -> str:
        return self.timeline.line.key

    @property
    def rule(self) -> Rule:
        return self.signal.rule

    @property
    def reading(self) -> str:
        """`better`, `worse`, or where neither is: `higher` or `lower`."""
        polarity = self.timeline.meaning.polarity
        if polarity is Polarity.NEUTRAL:
            return "higher" if self.higher else "lower"
        return "better" if self.higher is (polarity is Polarity.HIGH) else "worse"

    @property
    def distance(self) -> float:
        """How far the point is from the mean, in widths from the mean to the limit."""
        edge = self.limits.upper if self.higher else self.limits.lower
        width = abs(edge - self.limits.mean)
        gap = abs((self.spot.number or 0.0) - self.limits.mean)
        return gap / width if width else gap


def signalled(
    timelines: Iterable[Timeline] | Mapping[str, Timeline],
    breaks: Mapping[str, Collection[Break]] | None = None,
) -> list[Signalled]:
    """The lines whose last point is a signal: the worse first, then the weightiest rule.

    Without `breaks` they are asked for all lines at once.
    """
    every = list(timelines.values() if isinstance(timelines, Mapping) else timelines)
    long = [one for one in every if one.known >= MINIMUM_POINTS]
    if breaks is None:
        breaks = breaks_among([one.line.key for one in long]) if long else {}
    found = []
    for timeline in long:
        one = _at_its_end(timeline, breaks.get(timeline.line.key, ()))
        if one is not None:
            found.append(one)
    order = {"worse": 0, "higher": 1, "lower": 1, "better": 2}
    return sorted(
        found, key=lambda s: (order[s.reading], _BY_WEIGHT.index(s.rule), -s.distance, s.key)
    )


def _at_its_end(timeline: Timeline, breaks: Iterable[Break]) -> Signalled | None:
    limits, last = limits_of(timeline, breaks), len(timeline.spots) - 1
    spot = timeline.spots[last]
    if limits is None or spot.number is None or limits.now.last != last:
        return None
    signal = limits.at(last)
    if signal is None:
        return None
    higher = rises(timeline, limits.now, signal)
    words = told(timeline, limits.now, signal)
    return Signalled(timeline, spot, limits.now, signal, higher, words)


def rises(timeline: Timeline, limits: Stretch, signal: Signal) -> bool:
    """Whether a signal is of higher values: of a trend, whether it goes up."""
    numbers = [n for i in signal.points if (n := timeline.spots[i].number) is not None]
    if signal.rule is Rule.TREND:
        return numbers[-1] > numbers[0]
    return numbers[-1] > limits.mean


def told(timeline: Timeline, limits: Stretch, signal: Signal) -> str:
    """A signal in a plain sentence, with what it was expected from."""
    up, count = rises(timeline, limits, signal), len(signal.points)
    last = timeline.spots[signal.points[-1]].period.label
    units = timeline.step.plural
    match signal.rule:
        case Rule.OUTSIDE:
            run = _run_outside(limits, signal)
            far = f"{'above' if up else 'below'} what {limits.words} would lead us to expect"
            if run > 1:
                return f"{in_words(run).capitalize()} {units} in a row were {far}"
            return f"{last} was {far}"
        case Rule.SHIFT:
            side = "above" if up else "below"
            return (
                f"{in_words(count).capitalize()} {units} in a row were {side} the mean of "
                f"{limits.words}"
            )
        case Rule.TREND:
            way = "rose" if up else "fell"
            steps = in_words(count - 1)
            return f"It {way} {steps} {units} in a row, to {last}"
    side = "upper" if up else "lower"
    return f"Two of the last three {units} were close to the {side} limit set on {limits.words}"


def _run_outside(limits: Stretch, signal: Signal) -> int:
    """How many points in a row, up to this one, are outside on its side."""
    outside = {
        s.points[0] for s in limits.signals if (s.rule, s.words) == (signal.rule, signal.words)
    }
    run = 0
    while signal.points[-1] - run in outside:
        run += 1
    return run

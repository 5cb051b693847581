"""Is a change more than chance? Individuals charts (XmR) and funnel limits.

Source of the formulas: the NHS "plot the dots" method (NHSRplotthedots), and Wilson's limits turned
round for the funnel (PHEindicatormethods). Limits are estimates, hence floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from statistics import fmean

from kith.kernel.intervals import Interval, z_score
from kith.kernel.refusals import Refused

MINIMUM_POINTS = 12
SHIFT = 7  # this many points in a row on one side of the mean
LIMIT = 2.66  # moving ranges from the mean to a process limit
INNER = 1.773  # two thirds of that
SCREEN = 3.267  # a moving range this many times the mean one may be left out

Number = int | float | Fraction


class Rule(StrEnum):
    """The four signals looked for."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two of three"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something chance would seldom do. `points` are positions in the series, from 0."""

    rule: Rule
    points: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class XmR:
    """The limits of an individuals chart and the signals found, in the unit of the values."""

    mean: float
    upper: float
    lower: float
    inner_upper: float
    inner_lower: float
    signals: tuple[Signal, ...]

    @property
    def signal_points(self) -> frozenset[int]:
        """Every point that is part of some signal."""
        return frozenset(point for signal in self.signals for point in signal.points)


def xmr(
    values: Sequence[Number | None],
    baseline: Sequence[int] | None = None,
    trend: int = 7,
    screen: bool = False,
) -> XmR:
    """Limits from the points of `baseline` (positions; all of them if None), and signals.

    None is a gap: it breaks runs and moving ranges. `trend` is how many points in a row must each
    be higher (or lower) than the last, counting the first. `screen` leaves out moving ranges of
    3.267 times the mean or more. Refuses fewer than 12 points, in all or in the baseline.
    Percentages may get limits beyond 0 and 100: clip them when drawing, not here.
    """
    series = [None if v is None else float(v) for v in values]
    if trend < 3:
        raise Refused("A trend needs at least 3 points.")
    chosen = range(len(series)) if baseline is None else sorted(set(baseline))
    if any(not 0 <= i < len(series) for i in chosen):
        raise Refused("The baseline names points that are not in the series.")
    points = [v for v in (series[i] for i in chosen) if v is not None]
    if len(points) < MINIMUM_POINTS:
        where = "in the baseline" if baseline is not None else "here"
        raise Refused(
            f"Limits need at least {MINIMUM_POINTS} points and there are {len(points)} {where}. "
            "Use monthly figures, or draw a line without limits."
        )
    mean = fmean(points)
    spread = _mean_moving_range(series, chosen, screen)
    upper, lower = mean + LIMIT * spread, mean - LIMIT * spread
    inner_upper, inner_lower = mean + INNER * spread, mean - INNER * spread
    signals = [
        *_outside(series, lower, upper),
        *_shifts(series, mean),
        *_trends(series, trend),
        *_two_of_three(series, mean, (inner_lower, lower), (inner_upper, upper)),
    ]
    return XmR(mean, upper, lower, inner_upper, inner_lower, tuple(signals))


def funnel(p: float, n: int, z: float | None = None) -> Interval:
    """Where a proportion of `n` should lie if the true one is `p`; both from 0 to 1.

    `z` is `z_score(0.95)` unless given; use `z_score(0.998)` for the outer limits.
    """
    if not 0 <= p <= 1:
        raise Refused(f"A proportion lies from 0 to 1; {p} does not.")
    if n <= 0:
        raise Refused(f"A funnel limit needs a denominator above 0, not {n}.")
    # The published formula, Wilson's limits solved for the observed share, comes down to this.
    spread = (z_score(0.95) if z is None else z) * math.sqrt(p * (1 - p) / n)
    return Interval(max(0.0, p - spread), min(1.0, p + spread))


def _mean_moving_range(
    series: Sequence[float | None], chosen: Sequence[int], screen: bool
) -> float:
    ranges = []
    for i, j in pairwise(chosen):
        before, after = series[i], series[j]
        if j == i + 1 and before is not None and after is not None:
            ranges.append(abs(after - before))
    if not ranges:
        raise Refused("Limits need points that follow one another; here each stands alone.")
    average = fmean(ranges)
    if screen and average:
        average = fmean([r for r in ranges if r < SCREEN * average])
    return average


def _outside(series: Sequence[float | None], lower: float, upper: float) -> Iterator[Signal]:
    for i, value in enumerate(series):
        if value is not None and value > upper:
            yield Signal(Rule.OUTSIDE, (i,), "A point above the upper limit")
        elif value is not None and value < lower:
            yield Signal(Rule.OUTSIDE, (i,), "A point below the lower limit")


def _shifts(series: Sequence[float | None], mean: float) -> Iterator[Signal]:
    tests: list[tuple[str, Callable[[float], bool]]] = [
        ("above", lambda v: v > mean),
        ("below", lambda v: v < mean),
    ]
    for side, test in tests:
        for run in _runs([v is not None and test(v) for v in series]):
            if len(run) >= SHIFT:
                words = f"{_spelt(len(run))} points in a row {side} the mean"
                yield Signal(Rule.SHIFT, run, words)


def _trends(series: Sequence[float | None], least: int) -> Iterator[Signal]:
    steps = [
        0 if a is None or b is None or a == b else (1 if b > a else -1) for a, b in pairwise(series)
    ]
    for direction, word in ((1, "rising"), (-1, "falling")):
        for run in _runs([step == direction for step in steps]):
            if len(run) + 1 >= least:
                points = (*run, run[-1] + 1)
                words = f"{_spelt(len(points))} points in a row {word}"
                yield Signal(Rule.TREND, points, words)


def _two_of_three(
    series: Sequence[float | None],
    mean: float,
    low: tuple[float, float],
    high: tuple[float, float],
) -> Iterator[Signal]:
    """`low` and `high` are each (inner limit, outer limit)."""
    for sign, (inner, outer), word in ((-1, low, "lower"), (1, high, "upper")):
        close: set[int] = set()
        for start in range(len(series) - 2):
            three = [v for v in series[start : start + 3] if v is not None]
            near = [
                start + i
                for i, v in enumerate(three)
                if (v - inner) * sign > 0 and (v - outer) * sign <= 0
            ]
            if len(three) == 3 and all((v - mean) * sign > 0 for v in three) and len(near) > 1:
                close.update(near)
        for group in _neighbours(sorted(close)):
            words = f"Two of three points in a row close to the {word} limit"
            yield Signal(Rule.TWO_OF_THREE, group, words)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for i, flag in enumerate([*flags, False]):
        if flag:
            run.append(i)
        elif run:
            yield tuple(run)
            run = []


def _neighbours(points: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Points at most one apart from the next, together."""
    group: list[int] = []
    for point in points:
        if group and point - group[-1] > 2:
            yield tuple(group)
            group = []
        group.append(point)
    if group:
        yield tuple(group)


def _spelt(number: int) -> str:
    words = {3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine"}
    return words.get(number, str(number))

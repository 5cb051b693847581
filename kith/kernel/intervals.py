"""How sure a figure is: confidence intervals, and what they say beside a benchmark.

Formulas: Byar's approximation for counts of 10 or more, the exact Poisson limits below that, and
Wilson's limits for proportions, as in the public health indicator methods used in England
(PHEindicatormethods); Student's t for a mean. Results are estimates, hence floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import NormalDist, fmean, stdev

from kith.kernel.figures import Polarity, Rate, Ratio, Unit, Value, shown_number
from kith.kernel.refusals import Refused

FEW_EVENTS = 10  # below this Byar's approximation is not close enough


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included, in the unit of the figure it belongs to."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise Refused(f"An interval cannot run from {self.low} to {self.high}.")

    def contains(self, x: float | Fraction) -> bool:
        return self.low <= x <= self.high

    def shown(self, unit: Unit, places: int | None = None) -> str:
        """The interval in words: "68.3 to 82.2"."""
        low = shown_number(self.low, unit, places)
        return f"{low} to {shown_number(self.high, unit, places)}"


class Verdict(StrEnum):
    """How a figure stands to a benchmark; higher and lower where neither is better."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"


def verdict(interval: Interval, benchmark: float | Fraction, polarity: Polarity) -> Verdict:
    """Similar when the benchmark is inside the interval or on its edge."""
    if interval.contains(benchmark):
        return Verdict.SIMILAR
    above = interval.low > benchmark
    if polarity is Polarity.NEUTRAL:
        return Verdict.HIGHER if above else Verdict.LOWER
    return Verdict.BETTER if above is (polarity is Polarity.HIGH) else Verdict.WORSE


def z_score(confidence: float = 0.95) -> float:
    """The normal quantile that leaves half the remainder in each tail: 1.95996 for 0.95."""
    return NormalDist().inv_cdf(1 - _tail(confidence))


def byar(count: int, population: int = 1, per: int = 1, confidence: float = 0.95) -> Interval:
    """The interval of a rate of `count` events for each `per` of `population`.

    Exact Poisson limits are used below 10 events. A count alone: leave `population` and `per`.
    """
    if population <= 0:
        raise Refused(f"A rate needs a population above 0, but this one is {population}.")
    limits = exact_poisson(count, confidence) if count < FEW_EVENTS else _byar(count, confidence)
    return Interval(limits.low * per / population, limits.high * per / population)


def _byar(count: int, confidence: float) -> Interval:
    z, above = z_score(confidence), count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return Interval(low, high)


def exact_poisson(count: int, confidence: float = 0.95) -> Interval:
    """The exact interval of a count of random events; from 0 when the count is 0.

    The limits are half the chi-square quantiles of 2n and 2n + 2 degrees of freedom, found here
    as the means at which so many events or more, or so many or fewer, have a tail's probability.
    """
    if count < 0:
        raise Refused(f"A count cannot be less than 0, but this one is {count}.")
    tail = _tail(confidence)
    ceiling = count + 12 * math.sqrt(count + 1) + 40  # far beyond any limit at these confidences
    high = _root(lambda mean: tail - _poisson_at_most(count, mean), count, ceiling)
    if count == 0:
        return Interval(0.0, high)
    low = _root(lambda mean: 1 - _poisson_at_most(count - 1, mean) - tail, 0.0, count)
    return Interval(low, high)


def wilson(of: int, among: int, confidence: float = 0.95) -> Interval:
    """The interval of a percentage, in per cent, never outside 0 to 100."""
    if among == 0:
        raise Refused("A percentage of none has no interval.")
    z, among_and = z_score(confidence), Ratio(of, among).among
    centre = 2 * of + z * z
    spread = z * math.sqrt(z * z + 4 * of * (1 - of / among_and))
    whole = 2 * (among + z * z)
    low = 0.0 if of == 0 else 100 * (centre - spread) / whole
    high = 100.0 if of == among else 100 * (centre + spread) / whole
    return Interval(low, high)


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> Interval:
    """The interval of the mean of a sample of two or more, by Student's t."""
    if len(values) < 2:
        raise Refused("The interval of a mean needs at least 2 values.")
    tail = _tail(confidence)
    freedom = len(values) - 1
    t = _root(lambda x: _student_within(x, freedom) - (1 - 2 * tail), 0.0, 1 / tail**2)
    centre, spread = fmean(values), t * stdev(values) / math.sqrt(len(values))
    return Interval(centre - spread, centre + spread)


def interval_of(value: Value, confidence: float = 0.95) -> Interval | None:
    """The interval of a rate or percentage in its own unit; None where there is none."""
    match value:
        case Rate(of, population, per):
            return byar(of, population, per, confidence)
        case Ratio(of, among) if among:
            return wilson(of, among, confidence)
        case _:
            return None


def _tail(confidence: float) -> float:
    if not 0.5 <= confidence < 1:
        raise Refused(f"Give a confidence from 0.5 to below 1, such as 0.95, not {confidence}.")
    return (1 - confidence) / 2


def _poisson_at_most(count: int, mean: float) -> float:
    """The probability of `count` events or fewer when `mean` (above 0) are expected."""
    log_mean = math.log(mean)
    return math.fsum(math.exp(k * log_mean - mean - math.lgamma(k + 1)) for k in range(count + 1))


def _student_within(t: float, freedom: int) -> float:
    """The probability that Student's t lies within ±t (Abramowitz and Stegun 26.7.3-4)."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    series = term if freedom > 1 else 0.0
    for n in range(3 if odd else 2, freedom - 1, 2):
        term *= cosine * cosine * (n - 1) / n
        series += term
    return 2 / math.pi * (angle + sine * series) if odd else sine * series


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0 between `low` and `high`, by halving."""
    while low < (middle := (low + high) / 2) < high:
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return middle

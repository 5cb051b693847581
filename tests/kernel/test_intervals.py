"""Intervals: worked values, another's numbers, and what must hold for any count."""

import math
from decimal import Decimal
from statistics import stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kith.kernel.figures import Count, Polarity, Printed, Rate, Ratio, Unit
from kith.kernel.intervals import (
    Interval,
    Verdict,
    byar,
    exact_poisson,
    interval_of,
    mean_interval,
    verdict,
    wilson,
    z_score,
)
from kith.kernel.refusals import Refused

BOTH = pytest.mark.parametrize("confidence", [0.95, 0.998])


def test_the_worked_rate_of_the_partnership_has_its_known_interval() -> None:
    assert byar(463, 61_733, 10_000).shown(Unit.RATE) == "68.3 to 82.2"


def test_the_worked_percentage_of_the_partnership_has_its_known_interval() -> None:
    assert wilson(129, 585).shown(Unit.PERCENT) == "18.9% to 25.6%"


def test_the_normal_quantiles_are_the_usual_ones() -> None:
    assert z_score() == pytest.approx(1.959964, abs=1e-6)
    assert z_score(0.998) == pytest.approx(3.090232, abs=1e-6)


@BOTH
@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 10, 60, 500])
def test_exact_limits_agree_with_the_chi_square_quantiles(count: int, confidence: float) -> None:
    tail = (1 - confidence) / 2
    limits = exact_poisson(count, confidence)
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0
    assert limits.low == pytest.approx(low, rel=1e-8)
    assert limits.high == pytest.approx(stats.chi2.ppf(1 - tail, 2 * count + 2) / 2, rel=1e-8)


@BOTH
@pytest.mark.parametrize("count", [10, 25, 463])
def test_the_approximation_is_close_to_the_exact_limits(count: int, confidence: float) -> None:
    near, exact = byar(count, confidence=confidence), exact_poisson(count, confidence)
    assert near.low == pytest.approx(exact.low, rel=0.02)
    assert near.high == pytest.approx(exact.high, rel=0.02)


def test_few_events_get_exact_limits_scaled_to_the_rate() -> None:
    limits, exact = byar(3, 2_000, 10_000), exact_poisson(3)
    assert limits.low == pytest.approx(5 * exact.low)
    assert limits.high == pytest.approx(5 * exact.high)


@BOTH
@pytest.mark.parametrize(("of", "among"), [(0, 7), (7, 7), (1, 2), (129, 585)])
def test_percentage_limits_agree_with_another_program(
    of: int, among: int, confidence: float
) -> None:
    theirs = stats.binomtest(of, among).proportion_ci(confidence, method="wilson")
    ours = wilson(of, among, confidence)
    assert ours.low == pytest.approx(100 * theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(100 * theirs.high, abs=1e-9)


@BOTH
@pytest.mark.parametrize("size", [2, 3, 4, 5, 6, 7, 12, 31])
def test_the_interval_of_a_mean_agrees_with_students_t(size: int, confidence: float) -> None:
    values = [float(n * n) for n in range(size)]
    limits = mean_interval(values, confidence)
    t = stats.t.ppf(1 - (1 - confidence) / 2, size - 1)
    middle = sum(values) / size
    assert limits.low == pytest.approx(middle - t * stdev(values) / math.sqrt(size))
    assert limits.high == pytest.approx(middle + t * stdev(values) / math.sqrt(size))


@BOTH
@given(count=st.integers(0, 400))
def test_one_more_event_never_lowers_a_limit(count: int, confidence: float) -> None:
    fewer, more = byar(count, confidence=confidence), byar(count + 1, confidence=confidence)
    assert fewer.low <= more.low
    assert fewer.high < more.high
    assert fewer.contains(count)


@BOTH
@given(st.integers(1, 400), st.data())
def test_one_more_child_counted_never_lowers_a_percentages_limit(
    confidence: float, among: int, data: st.DataObject
) -> None:
    of = data.draw(st.integers(0, among - 1))
    fewer, more = wilson(of, among, confidence), wilson(of + 1, among, confidence)
    assert 0 <= fewer.low < more.low + 1e-12
    assert fewer.high <= more.high <= 100
    assert fewer.contains(100 * of / among)


@given(st.integers(0, 400), st.integers(1, 400))
def test_greater_confidence_gives_a_wider_interval(of: int, among: int) -> None:
    for interval in (byar, wilson):
        narrow, wide = (interval(min(of, among), among, confidence=c) for c in (0.95, 0.998))
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high


@given(st.integers(1, 100_000))
def test_a_larger_population_with_the_same_rate_narrows_the_interval(population: int) -> None:
    small, large = byar(10, population, 100), byar(40, 4 * population, 100)
    assert large.high - large.low < small.high - small.low


@pytest.mark.parametrize(
    ("comparator", "polarity", "expected"),
    [
        (50, Polarity.HIGH, Verdict.BETTER),
        (50, Polarity.LOW, Verdict.WORSE),
        (50, Polarity.NEUTRAL, Verdict.HIGHER),
        (90, Polarity.HIGH, Verdict.WORSE),
        (90, Polarity.LOW, Verdict.BETTER),
        (90, Polarity.NEUTRAL, Verdict.LOWER),
        (75, Polarity.HIGH, Verdict.SIMILAR),
        (70, Polarity.LOW, Verdict.SIMILAR),
        (80, Polarity.NEUTRAL, Verdict.SIMILAR),
    ],
)
def test_a_benchmark_outside_the_interval_is_judged_by_polarity(
    comparator: int, polarity: Polarity, expected: Verdict
) -> None:
    assert verdict(Interval(70, 80), comparator, polarity) is expected


def test_a_value_has_an_interval_only_when_its_parts_are_known() -> None:
    assert interval_of(Rate(463, 61_733)) == byar(463, 61_733, 10_000)
    assert interval_of(Ratio(129, 585), 0.998) == wilson(129, 585, 0.998)
    assert interval_of(Ratio(0, 0)) is None
    assert interval_of(Count(9)) is None
    assert interval_of(Printed(Decimal("54"), Unit.PERCENT, 0)) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Interval(2, 1),
        lambda: Interval(math.nan, 1),
        lambda: byar(5, 0),
        lambda: byar(-1, 10),
        lambda: wilson(0, 0),
        lambda: wilson(3, 2),
        lambda: mean_interval([1.0]),
        lambda: wilson(1, 2, 95),
        lambda: wilson(1, 2, 1),
        lambda: exact_poisson(1, 0.2),
    ],
)
def test_an_interval_that_cannot_be_is_refused(make: Any) -> None:
    with pytest.raises(Refused):
        make()

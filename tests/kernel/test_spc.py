"""Process-control charts: limits by hand, each signal named, and funnels."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.intervals import wilson, z_score
from kith.kernel.refusals import Refused
from kith.kernel.spc import Rule, Signal, funnel, xmr

CALM = [50, 52] * 6  # mean 51, every moving range 2


def found(values: list[Any], rule: Rule, **options: Any) -> list[Signal]:
    return [signal for signal in xmr(values, **options).signals if signal.rule is rule]


def test_limits_are_the_mean_and_multiples_of_the_mean_moving_range() -> None:
    chart = xmr(CALM)
    assert chart.mean == 51
    assert chart.upper == pytest.approx(51 + 2.66 * 2)
    assert chart.lower == pytest.approx(51 - 2.66 * 2)
    assert chart.inner_upper == pytest.approx(51 + 1.773 * 2)
    assert chart.inner_lower == pytest.approx(51 - 1.773 * 2)
    assert chart.signals == ()


def test_a_point_outside_either_limit_is_a_signal() -> None:
    chart = xmr([*CALM, 80, 51, 20], baseline=range(12))
    assert [(s.points, s.words) for s in chart.signals] == [
        ((12,), "A point above the upper limit"),
        ((14,), "A point below the lower limit"),
    ]
    assert chart.signal_points == {12, 14}


def test_a_point_on_the_limit_is_not_outside_it() -> None:
    limit = xmr(CALM).upper
    assert found([*CALM, limit], Rule.OUTSIDE, baseline=range(12)) == []


@pytest.mark.parametrize(("level", "side"), [(52, "above"), (50, "below")])
def test_seven_points_on_one_side_of_the_mean_are_a_signal(level: int, side: str) -> None:
    start = [*CALM, 51]
    assert found([*start, *[level] * 6], Rule.SHIFT, baseline=range(12)) == []
    (signal,) = found([*start, *[level] * 7], Rule.SHIFT, baseline=range(12))
    assert signal.words == f"Seven points in a row {side} the mean"
    assert signal.points == tuple(range(13, 20))


def test_a_run_longer_than_seven_is_one_signal_with_all_its_points() -> None:
    (signal,) = found([*CALM, 51, *[52] * 10], Rule.SHIFT, baseline=range(12))
    assert signal.words == "10 points in a row above the mean"
    assert len(signal.points) == 10


def test_a_point_on_the_mean_or_a_gap_breaks_a_run() -> None:
    for breaker in (51, None):
        series = [*CALM, 51, *[52] * 4, breaker, *[52] * 4]
        assert found(series, Rule.SHIFT, baseline=range(12)) == []


@pytest.mark.parametrize(("step", "word"), [(1, "rising"), (-1, "falling")])
def test_a_trend_is_seven_points_unless_set_otherwise(step: int, word: str) -> None:
    opening = [50, 52, 50, 52, 50, 52, 50, 52, 50, 52, 50, 51 + step, 51 - step]
    six = [*opening, *(51 + step * n * 0.1 for n in range(5))]  # from 51 - step: six points
    assert found(six, Rule.TREND, baseline=range(12)) == []
    (signal,) = found(six, Rule.TREND, baseline=range(12), trend=6)
    assert signal.words == f"Six points in a row {word}"
    assert signal.points == tuple(range(12, 18))
    (signal,) = found([*six, 51 + step], Rule.TREND, baseline=range(12))
    assert signal.words == f"Seven points in a row {word}"


def test_two_equal_points_break_a_trend() -> None:
    series = [*CALM, 50.1, 50.2, 50.3, 50.4, 50.4, 50.5, 50.6, 50.7]
    assert found(series, Rule.TREND, baseline=range(12)) == []


@pytest.mark.parametrize(("near", "between", "word"), [(55, 52, "upper"), (47, 50, "lower")])
def test_two_of_three_points_close_to_a_limit_are_a_signal(
    near: int, between: int, word: str
) -> None:
    (signal,) = found([*CALM, 51, near, between, near, 51], Rule.TWO_OF_THREE, baseline=range(12))
    assert signal.points == (13, 15)
    assert signal.words == f"Two of three points in a row close to the {word} limit"


@pytest.mark.parametrize("third", [51, 50, None, 90])
def test_two_of_three_needs_all_three_on_one_side_and_two_within_the_limits(third: Any) -> None:
    near = [55, third] if third == 90 else [55, third, 55]
    series = [*CALM, 51, *near, 51]
    assert found(series, Rule.TWO_OF_THREE, baseline=range(12)) == []


def test_two_separate_pairs_close_to_a_limit_are_two_signals() -> None:
    series = [*CALM, 51, 55, 55, 52, 51, 50, 51, 55, 52, 55]
    signals = found(series, Rule.TWO_OF_THREE, baseline=range(12))
    assert [signal.points for signal in signals] == [(13, 14), (19, 21)]


def test_fewer_than_twelve_points_are_refused_in_words() -> None:
    with pytest.raises(Refused, match="at least 12 points and there are 11 here"):
        xmr(CALM[:11])
    with pytest.raises(Refused, match="11 in the baseline"):
        xmr(CALM, baseline=range(11))
    with pytest.raises(Refused, match="11 here"):
        xmr([*CALM[:11], None])


def test_a_gap_gives_no_moving_range() -> None:
    with_gap = xmr([50, 52] * 3 + [None] + [80, 82] * 3)
    assert with_gap.mean == 66
    assert with_gap.upper == pytest.approx(66 + 2.66 * 2)


def test_a_baseline_sets_the_limits_and_later_points_do_not() -> None:
    assert xmr([*CALM, 90, 91, 92], baseline=range(12)).upper == xmr(CALM).upper


def test_screening_leaves_out_a_moving_range_that_is_far_too_great() -> None:
    series = [*[50, 52] * 6, 100, *[50, 52] * 6]
    wide, screened = xmr(series), xmr(series, screen=True)
    assert screened.upper - screened.mean == pytest.approx(2.66 * 2)
    assert wide.upper > screened.upper
    assert wide.mean == screened.mean


def test_a_series_that_never_moves_has_no_spread_and_no_signal() -> None:
    chart = xmr([Fraction(7)] * 12, screen=True)
    assert (chart.lower, chart.mean, chart.upper) == (7, 7, 7)
    assert chart.signals == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda: xmr(CALM, trend=2),
        lambda: xmr(CALM, baseline=range(20)),
        lambda: xmr(CALM * 2, baseline=range(0, 24, 2)),
        lambda: funnel(1.2, 50),
        lambda: funnel(0.2, 0),
    ],
)
def test_a_chart_that_cannot_be_is_refused(make: Any) -> None:
    with pytest.raises(Refused):
        make()


@given(st.lists(st.integers(-1000, 1000), min_size=12, max_size=40), st.integers(-500, 500))
def test_moving_every_point_alike_moves_the_limits_alike(values: list[int], by: int) -> None:
    here, there = xmr(values), xmr([value + by for value in values])
    assert there.upper == pytest.approx(here.upper + by)
    assert there.lower == pytest.approx(here.lower + by)


@given(st.lists(st.integers(-1000, 1000), min_size=12, max_size=40))
def test_limits_lie_in_order_round_the_mean(values: list[int]) -> None:
    chart = xmr(values)
    lines = [chart.lower, chart.inner_lower, chart.mean, chart.inner_upper, chart.upper]
    assert lines == sorted(lines)


def test_the_worked_funnel_has_its_known_limits() -> None:
    inner, outer = funnel(0.2, 50), funnel(0.2, 50, z_score(0.998))
    assert (round(inner.low, 3), round(inner.high, 3)) == (0.089, 0.311)
    assert (round(outer.low, 3), round(outer.high, 3)) == (0.025, 0.375)


@given(st.integers(0, 100), st.integers(1, 5000))
def test_a_funnel_narrows_as_the_denominator_grows(percent: int, n: int) -> None:
    p = percent / 100
    near, far = funnel(p, 4 * n), funnel(p, n)
    assert 0 <= far.low <= near.low + 1e-9
    assert near.high <= far.high + 1e-9 <= 1 + 1e-9
    assert near.low - 1e-9 <= p <= near.high + 1e-9


@given(st.integers(1, 200), st.data())
def test_a_value_on_the_funnels_edge_has_the_centre_on_its_own_intervals_edge(
    n: int, data: st.DataObject
) -> None:
    of = data.draw(st.integers(0, n))
    interval = wilson(of, n)
    for p in (interval.low / 100, interval.high / 100):
        limits = funnel(p, n)
        assert limits.low - 1e-6 <= of / n <= limits.high + 1e-6
        edges = (abs(limits.low - of / n), abs(limits.high - of / n))
        assert min(edges) < 1e-6

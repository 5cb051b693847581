"""Lines of values over time, and what chance would lead us to expect of them. No database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.foundation.indicators.breaks import Break
from kith.foundation.indicators.control import (
    ALL,
    choices_of,
    limits_of,
    signalled,
    why_none,
    within,
)
from kith.foundation.indicators.steps import Step, steps_among, under_axis
from kith.foundation.indicators.timelines import Line, Raw, Timeline, Values
from kith.kernel.periods import as_at, month
from kith.kernel.spc import xmr

STOCK, FLOW, SHARE = "child_protection.open", "child_protection.starts", "conferences.first_in_time"
numbers = st.lists(st.none() | st.integers(0, 60), min_size=2, max_size=48)


def months(count: int) -> list[str]:
    return [month(2018 + (3 + i) // 12, (3 + i) % 12 + 1).code for i in range(count)]


def raw(value: float | None, code: str = "") -> Raw:
    return Raw(1, value, None, None, code, "", "accepted")


def line_of(values: list[float | None], key: str = FLOW) -> Timeline:
    """A line of months from April 2018; None is a month for which nothing is stored."""
    places = zip(months(len(values)), values, strict=True)
    line = Line(key)
    return Values({line: {code: raw(v) for code, v in places if v is not None}}).line(
        line, Step.MONTH
    )


@given(numbers, st.randoms())
@settings(max_examples=60, deadline=None)
def test_points_stand_in_order_of_time_and_a_gap_is_never_nought(values, random) -> None:  # type: ignore[no-untyped-def]
    pairs = [(c, v) for c, v in zip(months(len(values)), values, strict=True) if v is not None]
    random.shuffle(pairs)
    line = Line(FLOW)
    made = Values({line: {code: raw(v) for code, v in pairs}}).line(line, Step.MONTH)
    ends = [spot.period.ends_on for spot in made.spots]
    assert ends == sorted(set(ends))
    stored = dict(pairs)
    assert {s.period.code: s.number for s in made.spots if s.number is not None} == stored
    for spot in made.spots:
        if spot.period.code not in stored:
            assert spot.number is None
            assert made.shown(spot) == "-"


@given(st.lists(st.integers(0, 60), min_size=12, max_size=40))
@settings(max_examples=60, deadline=None)
def test_signals_agree_with_those_of_the_kernel(values) -> None:  # type: ignore[no-untyped-def]
    limits = limits_of(line_of(values))
    made = xmr(values, list(range(12)))
    assert limits is not None
    assert limits.points == made.signal_points
    assert limits.now.mean == pytest.approx(made.mean)
    ends = signalled([line_of(values)], {})
    assert bool(ends) == (len(values) - 1 in made.signal_points)


def test_a_code_is_a_gap_that_says_its_code() -> None:
    line = Line(FLOW)
    values = {"2019-04": raw(5), "2019-05": raw(None, "x"), "2019-06": raw(7)}
    made = Values({line: values}).line(line)
    assert made.numbers == [5, None, 7]
    assert [made.shown(spot) for spot in made.spots] == ["5", "x", "7"]


def test_the_month_ends_of_a_stock_hold_its_quarters() -> None:
    line = Line(STOCK)
    days = ("2019-04-30", "2019-05-31", "2019-06-30", "2019-07-31", "2019-08-31", "2019-09-30")
    values = Values({line: {day: raw(i) for i, day in enumerate(days)}})
    assert values.line(line).step is Step.MONTH
    assert [s.number for s in values.line(line, Step.QUARTER).spots] == [2, 5]


def test_school_terms_follow_one_another_without_the_summer_between() -> None:
    line = Line("missing_education.incoming")
    codes = ("2018-04..2018-07", "2018-09..2018-12", "2018-19 Q4", "2019-04..2019-07")
    made = Values({line: {code: raw(1) for code in codes}}).line(line)
    assert made.step is Step.TERM
    assert [spot.period.code for spot in made.spots] == list(codes)


def test_a_year_stands_once_under_a_chart() -> None:
    assert steps_among(["2019-20"]) == [Step.YEAR]
    periods = [as_at(date(2019, 3, 31)), as_at(date(2019, 4, 30)), as_at(date(2019, 5, 31))]
    assert under_axis(periods, Step.MONTH) == ("Mar 2018-19", "Apr 2019-20", "May")


def test_a_share_is_worked_out_from_its_parts_and_limits_stay_within_a_hundred() -> None:
    line = Line(SHARE)
    stored = {
        code: Raw(1, None, 96.0 + i % 2 * 4, 100.0, "", "", "accepted")
        for i, code in enumerate(months(14))
    }
    made = Values({line: stored}).line(line)
    limits = limits_of(made)
    assert made.numbers[:2] == [96, 100]
    assert limits is not None
    assert limits.now.upper == 100


def test_a_rate_uses_the_population_of_the_official_area(settings) -> None:  # type: ignore[no-untyped-def]
    settings.AREA = "E06000035"
    line = Line("child_protection.open_rate")
    people = Line("population.children", settings.AREA)
    values = {
        Line(STOCK): {"2020-03-31": raw(463)},
        people: {"2019-06-30": raw(63672)},
    }
    (spot,) = Values(values).line(line).spots
    assert Values(values).line(line).shown(spot) == "72.7"


def test_eleven_points_get_no_limits_and_the_page_says_why() -> None:
    short = line_of(list(range(11)))
    assert limits_of(short) is None
    assert choices_of(short) == []
    assert "Limits need 12 points, and there are 11 months" in why_none(short)
    assert why_none(line_of(list(range(12)))) == ""


def test_limits_are_set_anew_at_a_break_and_nowhere_else() -> None:
    values = [10, 12] * 8 + [50, 52] * 8
    whole = limits_of(line_of(values))
    broken = limits_of(line_of(values), [Break(date(2019, 8, 1), "Counted otherwise")])
    assert whole is not None
    assert broken is not None
    assert len(whole.stretches) == 1
    assert set(range(16, 32)) <= whole.points
    assert [(s.first, s.last) for s in broken.stretches] == [(0, 15), (16, 31)]
    assert broken.points == frozenset()
    assert signalled([line_of(values)], {FLOW: [Break(date(2019, 8, 1), "")]}) == []


def test_too_few_points_after_a_break_have_no_limits() -> None:
    values = [10, 12] * 8 + [50] * 4
    breaks = [Break(date(2019, 8, 1), "Counted otherwise")]
    assert "since the series broke" in why_none(line_of(values), breaks)
    assert signalled([line_of(values)], {FLOW: breaks}) == []


def test_limits_may_be_set_on_a_year_or_on_all_points() -> None:
    line = line_of([10, 12] * 6 + [20, 22] * 6)
    assert [key for key, _ in choices_of(line)] == ["first", "2019-20", "all"]
    means = [limits_of(line, (), base).now.mean for base in ("first", "2019-20", ALL)]  # type: ignore[union-attr]
    assert means == [11, 21, 16]


def test_a_narrower_view_does_not_move_limits() -> None:
    limits = limits_of(line_of([10, 12] * 6 + [40]))
    seen = within(limits, 10, 12)
    assert seen is not None
    assert limits is not None
    assert seen.now.mean == limits.now.mean
    assert seen.points == {2}


def test_a_signal_says_whether_it_is_better_or_worse() -> None:
    low = line_of([10, 12] * 6 + [40], "child_protection.subsequent")
    neutral = line_of([10, 12] * 6 + [40])
    (worse, higher) = signalled([neutral, low], {})
    assert (worse.reading, higher.reading) == ("worse", "higher")
    assert higher.words == "April 2019 was above what 2018-19 would lead us to expect"

"""Periods: how they are written, shown, ordered and joined."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.periods import (
    Basis,
    Grain,
    Period,
    PeriodError,
    as_at,
    compare_across,
    month,
    parse_period,
    quarter,
    span,
    year,
)
from kith.kernel.refusals import Refused

YEARS = st.integers(1950, 2150)
KINDS = st.sampled_from([Basis.FINANCIAL, Basis.ACADEMIC, Basis.CALENDAR])
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
SPANS = st.builds(
    lambda start, length: span(start, start + timedelta(days=31 * length)),
    st.dates(date(1950, 1, 1), date(2100, 12, 31)),
    st.integers(0, 40),
)
PERIODS = st.one_of(
    st.builds(year, KINDS, YEARS),
    st.builds(quarter, KINDS, YEARS, st.integers(1, 4)),
    st.builds(month, YEARS, st.integers(1, 12)),
    SPANS,
    st.builds(as_at, DAYS),
)

WAYS_OF_WRITING = {
    "2019-20": ["2019/20", "2019-2020", "2019/2020", "FY2019-20", "FY 2019/20", "2019–20",
                "financial year 2019-20", "2019-20 financial year", "201920", " 2019 - 20 ",
                "April 2019 to March 2020", "year ending March 2020", "Year to 31 March 2020",
                "1 April 2019 to 31 March 2020", "2019-04..2020-03", "2019-04-01..2020-03-31"],
    "2009-10": ["2009/10", "200910", "FY2009-10", "2009-2010"],
    "1999-00": ["1999/00", "1999-2000"],
    "2019-20 Q3": ["Q3 2019-20", "2019/20 Q3", "Q3 of 2019-20", "quarter 3 2019/20", "2019-20Q3",
                   "2019-20 (Q3)", "Oct to Dec 2019", "October–December 2019",
                   "October to December 2019 (Q3)", "2019-10..2019-12"],
    "2019-20 Q4": ["January to March 2020 (Q4)", "Q4 FY2019-20"],
    "AY2019-20": ["AY 2019/20", "academic year 2019-20", "2019-20 academic year",
                  "school year 2019-2020", "September 2019 to August 2020"],
    "AY2019-20 Q2": ["Q2 of academic year 2019-20",
                     "December 2019 to February 2020 (Q2 of academic year 2019-20)"],
    "CY2019": ["2019", "calendar year 2019", "January to December 2019",
               "year ending December 2019", "year to 31 December 2019"],
    "CY2019 Q4": ["Q4 CY2019", "October to December 2019 (Q4 of 2019)"],
    "2019-08": ["August 2019", "Aug 2019", "aug. 2019", "08/2019", "2019/08", "Aug-2019"],
    "2009-10..2009-10": ["October 2009", "10/2009"],
    "2019-09": ["Sept 2019", "Sep 2019"],
    "2020-03-31": ["31 March 2020", "31/03/2020", "31.3.2020", "31st Mar 2020", "March 31, 2020",
                   "as at 31 March 2020", "at 31 March 2020", "end of March 2020",
                   "end March 2020"],
    "2019-06-30": ["mid-2019", "mid 2019", "mid-year 2019"],
    "2019-09..2020-07": ["September 2019 to July 2020", "Sept 2019 - July 2020",
                         "2019-09-01..2020-07-31", "2019-09 to 2020-07"],
}  # fmt: skip

UNREADABLE = [
    "", "  ", "soon", "2019-21", "2019-2021", "201921", "19/20", "FY19-20", "Mar-20", "March 20",
    "FY2019", "AY2019", "CY2019-20", "Q4 2019", "2019 Q4", "Q5 2019-20", "2019-20 Q0", "2019-13",
    "2019-00", "30 February 2020", "31/04/2020", "12/31/2020", "Smarch 2020", "7 Smarch 2020",
    "July 2020 to September 2019", "Dec to Oct 2019", "2 April 2019 to 31 March 2020",
    "1 April 2019 to 30 March 2020", "year ending soon", "year to 30 March 2020",
    "October to December 2019 (Q2)", "nonsense 2019 (Q3)", "October to December 2019 (Q7)",
    "Foo to Dec 2019", "end of term", "1899", "1850-51", "2200-01", "1 January 1899",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [(text, code) for code, texts in WAYS_OF_WRITING.items() for text in [code, *texts]],
)
def test_every_way_of_writing_a_period_gives_its_one_code(text: str, code: str) -> None:
    assert parse_period(text).code == code


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_unclear_or_impossible_is_refused_by_name(text: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse_period(text)
    assert str(refusal.value).endswith(".")
    assert isinstance(refusal.value, Refused)


def test_a_refusal_says_what_to_write_instead() -> None:
    with pytest.raises(PeriodError, match="2019-20 Q4 or CY2019 Q4"):
        parse_period("Q4 2019")
    with pytest.raises(PeriodError, match="four digits"):
        parse_period("Mar-20")


@pytest.mark.parametrize(
    ("code", "starts_on", "ends_on", "label"),
    [
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31), "2019-20"),
        ("2019-20 Q3", date(2019, 10, 1), date(2019, 12, 31), "October to December 2019 (Q3)"),
        ("2019-20 Q4", date(2020, 1, 1), date(2020, 3, 31), "January to March 2020 (Q4)"),
        ("AY2019-20", date(2019, 9, 1), date(2020, 8, 31), "academic year 2019-20"),
        ("AY2019-20 Q2", date(2019, 12, 1), date(2020, 2, 29),
         "December 2019 to February 2020 (Q2 of academic year 2019-20)"),
        ("CY2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("CY2019 Q4", date(2019, 10, 1), date(2019, 12, 31),
         "October to December 2019 (Q4 of 2019)"),
        ("2019-08", date(2019, 8, 1), date(2019, 8, 31), "August 2019"),
        ("2020-03-31", date(2020, 3, 31), date(2020, 3, 31), "31 March 2020"),
        ("2019-09..2020-07", date(2019, 9, 1), date(2020, 7, 31), "September 2019 to July 2020"),
        ("2019-05..2019-07", date(2019, 5, 1), date(2019, 7, 31), "May to July 2019"),
    ],
)  # fmt: skip
def test_a_period_knows_its_days_and_its_label(
    code: str, starts_on: date, ends_on: date, label: str
) -> None:
    period = parse_period(code)
    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)
    assert period.label == label
    assert str(period) == code


@given(PERIODS)
def test_a_code_and_a_label_read_back_as_the_same_period(period: Period) -> None:
    assert parse_period(period.code) == period
    assert parse_period(period.label) == period


@given(PERIODS)
def test_the_next_of_the_previous_is_the_period_itself(period: Period) -> None:
    if period.grain is Grain.DAY and (period.starts_on.month, period.starts_on.day) == (2, 29):
        with pytest.raises(PeriodError, match="29 February"):
            period.next()
        return
    assert period.previous().next() == period
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


@given(PERIODS)
def test_the_period_before_can_be_compared_with_the_period(period: Period) -> None:
    if period.grain is not Grain.DAY:
        assert period.comparable(period.next())


@given(st.builds(year, KINDS, YEARS))
def test_quarters_and_months_tile_a_year(whole: Period) -> None:
    for parts, number in ((whole.quarters(), 4), (whole.months(), 12)):
        assert len(parts) == number
        assert parts[0].starts_on == whole.starts_on
        assert parts[-1].ends_on == whole.ends_on
        for earlier, later in pairwise(parts):
            assert earlier.ends_on + timedelta(days=1) == later.starts_on
            assert earlier.next() == later


@given(st.builds(year, KINDS, YEARS))
def test_years_follow_one_another_without_a_gap(whole: Period) -> None:
    assert whole.next().starts_on == whole.ends_on + timedelta(days=1)
    assert whole.closing_date() == whole.next().opening_date()


@given(PERIODS, DAYS)
def test_a_period_contains_its_own_days_and_no_others(period: Period, day: date) -> None:
    assert period.contains(period.starts_on)
    assert period.contains(period.ends_on)
    assert period.contains(day) is (period.starts_on <= day <= period.ends_on)
    assert not period.contains(period.opening_date().starts_on)


def test_a_year_opens_on_the_day_before_and_closes_on_its_last() -> None:
    year_2019 = parse_period("2019-20")
    assert year_2019.opening_date().code == "2019-03-31"
    assert year_2019.closing_date().code == "2020-03-31"
    assert year_2019.closing_date().basis is Basis.AS_AT


def test_the_day_before_on_the_same_date_is_a_year_earlier() -> None:
    assert parse_period("2020-03-31").previous().code == "2019-03-31"


def test_a_leap_day_has_no_day_before_or_after_to_stand_beside() -> None:
    leap_day = parse_period("29 February 2020")
    for move in (leap_day.previous, leap_day.next):
        with pytest.raises(PeriodError, match="29 February"):
            move()


def test_a_span_of_eleven_months_moves_by_a_year_and_a_longer_one_by_two() -> None:
    assert parse_period("2019-09..2020-07").previous().code == "2018-09..2019-07"
    assert parse_period("2019-09..2020-11").next().code == "2021-09..2022-11"


def test_periods_of_one_basis_sort_by_time() -> None:
    codes = ["2019-20 Q1", "2018-19", "2019-20", "2018-19 Q4"]
    in_order = [p.code for p in sorted(map(parse_period, codes))]
    assert in_order == ["2018-19", "2018-19 Q4", "2019-20 Q1", "2019-20"]
    assert parse_period("2018-19") <= parse_period("2018-19")
    assert parse_period("2019-20") >= parse_period("2018-19")
    assert parse_period("2019-20") > parse_period("2018-19")


def test_two_kinds_of_year_are_put_in_order_only_when_asked() -> None:
    financial, academic = parse_period("2019-20"), parse_period("AY2019-20")
    for compare in (Period.__lt__, Period.__le__, Period.__gt__, Period.__ge__):
        with pytest.raises(PeriodError, match="different kinds of year"):
            compare(financial, academic)
    assert compare_across(financial, academic) == -1
    assert compare_across(academic, financial) == 1
    assert compare_across(financial, financial) == 0


def test_only_like_stands_beside_like() -> None:
    assert not parse_period("2019-20").comparable(parse_period("AY2019-20"))
    assert not parse_period("2019-20").comparable(parse_period("2019-20 Q4"))
    assert parse_period("2019-20").comparable(parse_period("2012-13"))
    eleven = parse_period("2019-09..2020-07")
    assert eleven.comparable(parse_period("2018-09..2019-07"))
    assert not eleven.comparable(parse_period("2018-08..2019-06"))
    assert not eleven.comparable(parse_period("2018-09..2019-06"))


def test_a_quarter_is_its_own_quarter_and_other_parts_have_none() -> None:
    third = parse_period("2019-20 Q3")
    assert third.quarters() == (third,)
    for code in ("2019-08", "2019-09..2020-07", "2020-03-31"):
        with pytest.raises(PeriodError, match="not a year"):
            parse_period(code).quarters()


def test_a_day_has_no_months_and_a_span_has_its_own() -> None:
    with pytest.raises(PeriodError, match="no months"):
        parse_period("2020-03-31").months()
    assert [p.code for p in parse_period("2019-05..2019-07").months()] == [
        "2019-05", "2019-06", "2019-07",
    ]  # fmt: skip


def test_a_run_of_months_that_is_a_year_or_a_quarter_is_that_period() -> None:
    assert span(date(2019, 4, 1), date(2020, 3, 1)) == year(Basis.FINANCIAL, 2019)
    assert span(date(2019, 9, 1), date(2020, 8, 1)) == year(Basis.ACADEMIC, 2019)
    assert span(date(2019, 1, 1), date(2019, 12, 1)) == year(Basis.CALENDAR, 2019)
    assert span(date(2020, 1, 1), date(2020, 3, 1)) == quarter(Basis.FINANCIAL, 2019, 4)
    assert span(date(2019, 5, 1), date(2020, 4, 1)).grain is Grain.SPAN
    with pytest.raises(PeriodError, match="before the first"):
        span(date(2020, 1, 1), date(2019, 12, 1))


def test_a_period_cannot_be_made_wrong() -> None:
    with pytest.raises(PeriodError, match="ends before it starts"):
        Period("2019-20", date(2020, 3, 31), date(2019, 4, 1), Basis.FINANCIAL)
    with pytest.raises(PeriodError, match="quarters 1 to 4"):
        quarter(Basis.FINANCIAL, 2019, 5)
    with pytest.raises(PeriodError, match="as_at"):
        year(Basis.AS_AT, 2019)

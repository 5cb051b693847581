"""Working days: the calendar, what it adds up to, and where it stops knowing."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.content_files import ContentError
from kith.kernel.workdays import (
    CalendarError,
    add_days,
    add_months,
    load_calendar,
    read_calendar,
)

CALENDAR = load_calendar()
DAYS = st.dates(date(2013, 1, 1), date(2029, 12, 31))
NUMBERS = st.integers(1, 200)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2019, 12, 20), 15, date(2020, 1, 15)),
        (date(2020, 3, 2), 45, date(2020, 5, 6)),
        (date(2022, 5, 30), 5, date(2022, 6, 8)),
        (date(2020, 4, 9), 1, date(2020, 4, 14)),
        (date(2026, 3, 31), 15, date(2026, 4, 23)),
    ],
)
def test_the_worked_values_of_the_handbook_hold(start: date, number: int, end: date) -> None:
    assert CALENDAR.add_working_days(start, number) == end
    assert CALENDAR.working_days_between(start, end) == number


def test_the_weekday_holidays_agree_with_another_calculation() -> None:
    years = range(CALENDAR.first_year, CALENDAR.last_year + 1)
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=years)
    assert set(CALENDAR.holidays) == {day for day in theirs if day.weekday() < 5}


def test_the_announced_holidays_agree_with_the_list_of_government() -> None:
    feed = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    theirs = {entry["date"] for entry in feed}
    announced = range(min(theirs).year, CALENDAR.announced_to + 1)
    assert {day for day in CALENDAR.holidays if day.year in announced} == {
        day for day in theirs if day.year in announced
    }
    assert min(theirs).year == CALENDAR.first_year


def test_the_calendar_says_where_it_is_from_and_when_it_was_checked() -> None:
    assert CALENDAR.url.startswith("https://www.gov.uk/")
    assert CALENDAR.checked_on >= date(2026, 11, 23)
    assert (CALENDAR.first_year, CALENDAR.last_year) == (2012, 2030)


@given(DAYS, NUMBERS)
def test_adding_never_lands_on_a_day_off(day: date, number: int) -> None:
    for landed in (
        CALENDAR.add_working_days(day, number),
        CALENDAR.add_working_days(day, 0),
        CALENDAR.add_working_days(day, -number),
    ):
        assert CALENDAR.is_working_day(landed)
        assert landed.weekday() < 5
        assert not CALENDAR.holiday(landed)


@given(DAYS, NUMBERS)
def test_taking_away_undoes_adding(day: date, number: int) -> None:
    start = CALENDAR.add_working_days(day, 0)
    end = CALENDAR.add_working_days(start, number)
    assert CALENDAR.add_working_days(end, -number) == start
    assert CALENDAR.working_days_between(start, end) == number
    assert CALENDAR.working_days_between(end, start) == -number


@given(DAYS, NUMBERS)
def test_adding_agrees_with_counting_day_by_day(day: date, number: int) -> None:
    landed, counted = day, 0
    while counted < number:
        landed += timedelta(days=1)
        counted += landed.weekday() < 5 and landed not in CALENDAR.holidays
    assert CALENDAR.add_working_days(day, number) == landed


@given(DAYS)
def test_the_next_working_day_is_the_first_after(day: date) -> None:
    following = CALENDAR.next_working_day(day)
    assert following > day
    between = (day + timedelta(days=n) for n in range(1, (following - day).days))
    assert not any(CALENDAR.is_working_day(other) for other in between)


def test_adding_nothing_to_a_day_off_gives_the_next_working_day() -> None:
    assert CALENDAR.add_working_days(date(2020, 4, 10), 0) == date(2020, 4, 14)
    assert CALENDAR.add_working_days(date(2020, 4, 9), 0) == date(2020, 4, 9)


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2031, 1, 1)])
def test_a_day_outside_the_known_years_is_an_error_and_never_a_guess(day: date) -> None:
    for ask in (CALENDAR.is_working_day, CALENDAR.next_working_day, CALENDAR.holiday):
        with pytest.raises(CalendarError, match=r"after 2030|before 2012"):
            ask(day)
    with pytest.raises(CalendarError):
        CALENDAR.working_days_between(date(2020, 1, 1), day)


def test_an_answer_beyond_the_last_known_year_is_an_error() -> None:
    with pytest.raises(CalendarError, match="after 2030"):
        CALENDAR.add_working_days(date(2030, 12, 30), 5)
    with pytest.raises(CalendarError, match="before 2012"):
        CALENDAR.add_working_days(date(2012, 1, 5), -5)


def test_a_local_day_off_counts_and_leaves_the_calendar_as_it_was() -> None:
    local = CALENDAR.with_local_days({date(2026, 7, 3): "Extra bank holiday"})
    assert local.next_working_day(date(2026, 7, 2)) == date(2026, 7, 6)
    assert local.holiday(date(2026, 7, 3)) == "Extra bank holiday"
    assert CALENDAR.next_working_day(date(2026, 7, 2)) == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("day", "name", "why"),
    [
        (date(2026, 7, 4), "Fair", "weekend"),
        (date(2026, 12, 25), "Fair", "already a day off: Christmas Day"),
        (date(2026, 7, 3), " ", "name"),
        (date(2031, 7, 3), "Fair", "after 2030"),
    ],
)
def test_a_local_day_off_that_changes_nothing_is_refused(day: date, name: str, why: str) -> None:
    with pytest.raises(CalendarError, match=why):
        CALENDAR.with_local_days({day: name})


@pytest.mark.parametrize(
    ("at", "counted_from"),
    [
        (datetime(2020, 4, 9, 17, 0), date(2020, 4, 9)),
        (datetime(2020, 4, 9, 17, 1), date(2020, 4, 14)),
        (datetime(2020, 4, 11, 10, 0), date(2020, 4, 14)),
    ],
)
def test_what_arrives_after_hours_can_count_from_the_next_working_day(
    at: datetime, counted_from: date
) -> None:
    assert CALENDAR.counted_from(at, closes=time(17)) == counted_from


@pytest.mark.parametrize(
    ("day", "number", "end"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
    ],
)
def test_a_month_too_short_gives_its_last_day(day: date, number: int, end: date) -> None:
    assert add_months(day, number) == end


def test_calendar_days_are_added_as_they_come() -> None:
    assert add_days(date(2020, 2, 28), 2) == date(2020, 3, 1)


GOOD = """
title: Test
source: Test
url: https://www.gov.uk/bank-holidays
checked_on: 2026-11-23
announced_to: 2020
years:
  2020:
    2020-01-01: New Year's Day
"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2020-01-01", "2020-01-04", "2020-01-04 is not a weekday of 2020"),
        ("2020-01-01", "2021-01-01", "2021-01-01 is not a weekday of 2020"),
        ("2020-01-01", "first", "first is not a weekday of 2020"),
        ("New Year's Day", "''", "2020-01-01 has no name"),
        ("  2020:\n", "  2018: {2018-01-01: A}\n  2020:\n", "without a gap"),
        ("  2020:\n", "  soon:\n", "must map each year"),
        ("www.gov.uk", "www.example.org", "link to gov.uk"),
        ("checked_on: 2026-11-23\n", "", "“checked_on” is missing"),
        ("checked_on: 2026-11-23", "checked_on: soon", "must be a date"),
        ("announced_to: 2020", "announced_to: 0", "whole number above 0"),
        ("announced_to: 2020\n", "", "“announced_to” is missing"),
        ("title: Test", "title: Test\ncolour: red", "“colour” is not a key"),
        ("title: Test", "title: 7", "“title” must be text"),
        ("  2020:\n    2020-01-01: New Year's Day", "  2020: [1]", "must hold keys and values"),
    ],
)
def test_a_calendar_with_a_fault_is_refused_naming_the_file(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = tmp_path / "place.yaml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(why)) as error:
        read_calendar(file)
    assert "place.yaml" in str(error.value)


def test_a_sound_calendar_is_read(tmp_path: Path) -> None:
    file = tmp_path / "place.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert read_calendar(file).next_working_day(date(2020, 1, 3)) == date(2020, 1, 6)


@pytest.mark.parametrize("text", ["- a list", "a: 1\na: 2", "a: [", ""])
def test_a_file_that_is_not_a_plain_mapping_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "place.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape("place.yaml")):
        read_calendar(file)

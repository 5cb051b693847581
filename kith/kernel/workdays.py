"""Working days: Monday to Friday, without the bank holidays of England and Wales.

Day 0 is the day of the event, so "within 5 working days" ends on the fifth working day after it.
The calendar is content with a source (`content/calendars`); a day outside the years it knows is
an error, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kith.content import path
from kith.kernel.content_files import Entry, read_mapping
from kith.kernel.refusals import Refused

ENGLAND_AND_WALES = "england_and_wales.yaml"
_SATURDAY = 5


class CalendarError(Refused):
    """A day outside the years a calendar knows, or an addition it cannot take."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of the years from `first_year` to `last_year`, both included.

    `holidays` maps each day off that is not a weekend to its name. `announced_to` is the last year
    that government has announced; later years are worked out by rule and may gain a day.
    """

    title: str
    first_year: int
    last_year: int
    announced_to: int
    holidays: Mapping[date, str]
    source: str
    url: str
    checked_on: date
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = range(
            date(self.first_year, 1, 1).toordinal(), date(self.last_year, 12, 31).toordinal() + 1
        )
        off = {day.toordinal() for day in self.holidays}
        # 1 January of the year 1 was a Monday, so an ordinal leaves 6 (Saturday) or 0 (Sunday).
        working = tuple(day for day in days if day % 7 not in (6, 0) and day not in off)
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))
        object.__setattr__(self, "_working", working)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is a working day; raises `CalendarError` outside the known years."""
        self._know(day)
        index = bisect_left(self._working, day.toordinal())
        return self._working[index : index + 1] == (day.toordinal(),)

    def holiday(self, day: date) -> str:
        """The name of the bank holiday or local day off, or an empty text."""
        self._know(day)
        return self.holidays.get(day, "")

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, number: int) -> date:
        """The working day that is `number` working days after the day, or before if negative.

        Adding 0 gives the day itself, or the next working day when it is not one. Raises
        `CalendarError` when the day or the answer is outside the known years.
        """
        self._know(day)
        ordinal = day.toordinal()
        if number > 0:
            index = bisect_right(self._working, ordinal) + number - 1
        else:
            index = bisect_left(self._working, ordinal) + number
        if not 0 <= index < len(self._working):
            raise self._unknown(f"{number} working days from {day:%-d %B %Y}", after=number >= 0)
        return date.fromordinal(self._working[index])

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days after `start`, up to and including `end`.

        It answers `number` for `end = add_working_days(start, number)` when `number` is above 0,
        and is negative when `end` comes first.
        """
        self._know(start)
        self._know(end)
        if end < start:
            return -self.working_days_between(end, start)
        return bisect_right(self._working, end.toordinal()) - bisect_right(
            self._working, start.toordinal()
        )

    def counted_from(self, at: datetime, closes: time) -> date:
        """Day 0 of something received at an instant of local time.

        What arrives after the office closes, or on a day off, counts from the next working day.
        Whether an office counts so is its own choice: the law's Day 0 is the day itself.
        """
        day = at.date()
        if self.is_working_day(day) and at.time() <= closes:
            return day
        return self.next_working_day(day)

    def with_local_days(self, additions: Mapping[date, str]) -> WorkingCalendar:
        """The same calendar with days off added, such as an extra bank holiday.

        Raises `CalendarError` for a weekend, a day that is a holiday already, a day without a
        name or a day outside the known years. Nothing can be taken away.
        """
        for day, name in additions.items():
            shown = f"{day:%A} {day:%-d %B %Y}"
            if not name.strip():
                raise CalendarError(f"Give {shown} a name that says why it is a day off.")
            if self.holiday(day):
                raise CalendarError(f"{shown} is already a day off: {self.holiday(day)}.")
            if day.weekday() >= _SATURDAY:
                raise CalendarError(f"{shown} is at the weekend, so it is already a day off.")
        return replace(self, holidays={**self.holidays, **additions})

    def _know(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise self._unknown(f"{day:%-d %B} {day.year}", after=day.year > self.last_year)

    def _unknown(self, what: str, *, after: bool) -> CalendarError:
        edge = f"after {self.last_year}" if after else f"before {self.first_year}"
        return CalendarError(
            f"{what[0].upper()}{what[1:]} cannot be worked out: the bank holidays {edge} are not "
            "in the calendar. Check the date, or bring the calendar up to date."
        )


@cache
def load_calendar(name: str = ENGLAND_AND_WALES) -> WorkingCalendar:
    """The calendar in `content/calendars`; raises `ContentError` for anything it cannot trust."""
    return read_calendar(path("calendars", name))


def read_calendar(file: Path) -> WorkingCalendar:
    """A calendar from a file: each day in its year, on a weekday, named, and no year left out."""
    entry = Entry(file.name, read_mapping(file))
    title, source = entry.take_text("title"), entry.take_text("source")
    url, checked_on = entry.take_official_url("url"), entry.take_date("checked_on")
    announced_to = entry.take_number("announced_to")
    years = entry.take("years")
    entry.done()
    if not isinstance(years, dict) or not years or any(type(year) is not int for year in years):
        raise entry.error("“years” must map each year to its days")
    if list(years) != list(range(min(years), max(years) + 1)):
        raise entry.error("the years must follow one another without a gap")
    holidays: dict[date, str] = {}
    for year, days in years.items():
        inner = Entry(f"{file.name}, {year}", days)
        for day, name in days.items():
            if type(day) is not date or day.year != year or day.weekday() >= _SATURDAY:
                raise inner.error(f"{day} is not a weekday of {year}")
            if not isinstance(name, str) or not name.strip():
                raise inner.error(f"{day} has no name")
            holidays[day] = name
    return WorkingCalendar(
        title, min(years), max(years), announced_to, holidays, source, url, checked_on
    )


def add_months(day: date, number: int) -> date:
    """The same day of the month, that many calendar months later or (negative) earlier.

    A month too short for the day gives its last day: one month after 31 January is 28 February,
    or 29 February in a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, number: int) -> date:
    """That many calendar days later or (negative) earlier."""
    return day + timedelta(days=number)

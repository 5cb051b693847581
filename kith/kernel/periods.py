"""Periods: the years, quarters, months, spans of months and days that figures belong to.

A period knows its basis, because a financial year (April to March), an academic year (September
to August) and a calendar year that look alike do not cover the same children. Ordering two periods
of different bases is refused unless `compare_across` is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kith.kernel.period_text import PeriodError, read

__all__ = [
    "Basis", "Grain", "Period", "PeriodError", "as_at", "compare_across", "month", "parse_period",
    "quarter", "span", "year",
]  # fmt: skip


class Basis(StrEnum):
    """Which kind of year a period is counted in; months and spans are counted by the calendar."""

    FINANCIAL = "FY"
    ACADEMIC = "AY"
    CALENDAR = "CY"
    AS_AT = "AT"


class Grain(StrEnum):
    """How much time a period covers."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    SPAN = "span"
    DAY = "day"


_FIRST_MONTH = {Basis.FINANCIAL: 4, Basis.ACADEMIC: 9, Basis.CALENDAR: 1}
_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a figure is for, from `starts_on` to `ends_on`, both included.

    `code` is canonical and `parse_period` reads it back. An as-at day starts and ends on the same
    day. Make one with `parse_period`, `year`, `quarter`, `month`, `span` or `as_at`.
    """

    code: str
    starts_on: date
    ends_on: date
    basis: Basis

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise PeriodError(f"“{self.code}” ends before it starts.")

    def __str__(self) -> str:
        return self.code

    @property
    def grain(self) -> Grain:
        """Whether this is a year, a quarter, a month, a span of months or a day."""
        if self.basis is Basis.AS_AT:
            return Grain.DAY
        if " Q" in self.code:
            return Grain.QUARTER
        if self.basis is not Basis.CALENDAR or self.code.startswith("CY"):
            return Grain.YEAR
        return Grain.MONTH if _month_count(self) == 1 else Grain.SPAN

    @property
    def label(self) -> str:
        """What a person reads: `2019-20`, `October to December 2019 (Q3)`, `31 March 2020`."""
        match self.grain:
            case Grain.DAY:
                day = self.starts_on
                return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
            case Grain.YEAR:
                return _year_label(self.basis, self.starts_on.year)
            case Grain.QUARTER:
                number, opens = self.code[-1], _opening_year(self)
                of = (
                    "" if self.basis is Basis.FINANCIAL else f" of {_year_label(self.basis, opens)}"
                )
                return f"{_months_label(self)} (Q{number}{of})"
        return _months_label(self)

    def previous(self) -> Period:
        """The period before: adjacent, or a year earlier for a span of months and for a day."""
        return _moved(self, -1)

    def next(self) -> Period:
        """The period after: adjacent, or a year later for a span of months and for a day."""
        return _moved(self, 1)

    def closing_date(self) -> Period:
        """As at the last day: the day of the closing balance of a stock."""
        return as_at(self.ends_on)

    def opening_date(self) -> Period:
        """As at the day before the first: the day of the opening balance of a stock."""
        return as_at(self.starts_on - timedelta(days=1))

    def contains(self, day: date) -> bool:
        """Whether the day falls in the period, its first and last day included."""
        return self.starts_on <= day <= self.ends_on

    def months(self) -> tuple[Period, ...]:
        """The months covered, in order; raises `PeriodError` for a day."""
        if self.grain is Grain.DAY:
            raise PeriodError(f"{self.label} is a day, so it has no months.")
        first = _month_index(self.starts_on)
        return tuple(month(*_year_month(first + n)) for n in range(_month_count(self)))

    def quarters(self) -> tuple[Period, ...]:
        """The four quarters of a year, or the quarter itself; otherwise raises `PeriodError`."""
        if self.grain is Grain.QUARTER:
            return (self,)
        if self.grain is not Grain.YEAR:
            raise PeriodError(f"{self.label} is not a year, so it has no quarters.")
        return tuple(quarter(self.basis, self.starts_on.year, n) for n in (1, 2, 3, 4))

    def comparable(self, other: Period) -> bool:
        """Whether two figures for these periods may stand side by side without a warning.

        They must cover the same kind of year and the same amount of it; two spans must also cover
        the same months of the year.
        """
        alike = self.basis is other.basis and self.grain is other.grain
        if alike and self.grain is Grain.SPAN:
            return self.starts_on.month == other.starts_on.month and _month_count(
                self
            ) == _month_count(other)
        return alike

    def __lt__(self, other: Period) -> bool:
        return _order(self, other) < 0

    def __le__(self, other: Period) -> bool:
        return _order(self, other) <= 0

    def __gt__(self, other: Period) -> bool:
        return _order(self, other) > 0

    def __ge__(self, other: Period) -> bool:
        return _order(self, other) >= 0


def year(basis: Basis, starts_in: int) -> Period:
    """The year of that basis that starts in the given year; 2019 gives 2019-20 or CY2019."""
    opens = _FIRST_MONTH[_countable(basis)]
    first = starts_in * 12 + opens - 1
    return Period(_year_code(basis, starts_in), *_ends(first, 12), basis)


def quarter(basis: Basis, starts_in: int, number: int) -> Period:
    """Quarter 1 to 4 of the year of that basis that starts in the given year."""
    if number not in (1, 2, 3, 4):
        raise PeriodError(f"A year has quarters 1 to 4, not {number}.")
    first = starts_in * 12 + _FIRST_MONTH[_countable(basis)] - 1 + 3 * (number - 1)
    return Period(f"{_year_code(basis, starts_in)} Q{number}", *_ends(first, 3), basis)


def month(in_year: int, number: int) -> Period:
    """The calendar month, 1 to 12.

    October 2009 is coded `2009-10..2009-10`, because `2009-10` is the financial year.
    """
    first = date(in_year, number, 1)
    code = f"{in_year:04d}-{number:02d}"
    if number == (in_year + 1) % 100:
        code = f"{code}..{code}"
    return Period(code, *_ends(_month_index(first), 1), Basis.CALENDAR)


def span(first: date, last: date) -> Period:
    """The run of whole months from the month of `first` to the month of `last`.

    A run that is exactly one month, a financial quarter, or a financial, academic or calendar year
    is that period, so that one stretch of time has one code. Raises `PeriodError` when `last`
    comes before `first`.
    """
    start, count = _month_index(first), _month_index(last) - _month_index(first) + 1
    if count < 1:
        raise PeriodError("The last month of a span comes before the first.")
    if count == 1:
        return month(first.year, first.month)
    if count == 12:
        for basis, opens in _FIRST_MONTH.items():
            if first.month == opens:
                return year(basis, first.year)
    if count == 3 and first.month in (4, 7, 10, 1):
        opens_in = first.year - (first.month < 4)
        return quarter(Basis.FINANCIAL, opens_in, (first.month - 4) % 12 // 3 + 1)
    code = f"{first:%Y-%m}..{last:%Y-%m}"
    return Period(code, *_ends(start, count), Basis.CALENDAR)


def as_at(day: date) -> Period:
    """A single day, for what is counted on a day rather than during a period."""
    _refuse_far_away(day.year)
    return Period(day.isoformat(), day, day, Basis.AS_AT)


def parse_period(text: str) -> Period:
    """The period that `text` names, however it is written; raises `PeriodError` if it is unclear.

    Reads 2019-20, 2019/20, 2019-2020, FY2019-20, Q3 2019-20, AY2019-20, CY2019, March 2020,
    31 March 2020, mid-2019 (30 June 2019), year ending March 2020, 2019-09..2020-07 and the labels
    that `Period.label` gives.
    """
    written = read(text)
    match written.shape:
        case "year":
            return year(Basis(written.basis), written.year)
        case "quarter":
            return quarter(Basis(written.basis), written.year, written.quarter)
        case "day":
            return as_at(written.first)
    return span(written.first, written.last)


def compare_across(a: Period, b: Period) -> int:
    """-1, 0 or 1 as `a` ends (then starts) before, with or after `b`, whatever their bases.

    Calling this is how a caller says that the two periods are known not to match.
    """
    left, right = (a.ends_on, a.starts_on), (b.ends_on, b.starts_on)
    return (left > right) - (left < right)


def _order(a: Period, b: Period) -> int:
    if a.basis is not b.basis:
        raise PeriodError(
            f"{a.label} and {b.label} are counted in different kinds of year and cannot be put in "
            "order. Compare periods of one kind, or say that the comparison is across kinds."
        )
    return compare_across(a, b)


def _countable(basis: Basis) -> Basis:
    if basis is Basis.AS_AT:
        raise PeriodError("A day has no year or quarter of its own. Use as_at for a day.")
    return basis


def _moved(period: Period, by: int) -> Period:
    start = period.starts_on
    match period.grain:
        case Grain.DAY:
            if (start.month, start.day) == (2, 29):
                raise PeriodError(
                    "29 February has no same day in the years beside it. Name the day you mean."
                )
            return as_at(start.replace(year=start.year + by))
        case Grain.YEAR:
            return year(period.basis, start.year + by)
        case Grain.QUARTER:
            index = _opening_year(period) * 4 + int(period.code[-1]) - 1 + by
            return quarter(period.basis, index // 4, index % 4 + 1)
        case Grain.MONTH:
            return month(*_year_month(_month_index(start) + by))
    # A span of eleven months moves by a year, so that it still covers the same months.
    years = by * -(-_month_count(period) // 12)
    return span(
        start.replace(year=start.year + years),
        period.ends_on.replace(year=period.ends_on.year + years, day=1),
    )


def _year_code(basis: Basis, starts_in: int) -> str:
    if basis is Basis.CALENDAR:
        return f"CY{starts_in:04d}"
    prefix = "AY" if basis is Basis.ACADEMIC else ""
    return f"{prefix}{starts_in:04d}-{(starts_in + 1) % 100:02d}"


def _year_label(basis: Basis, starts_in: int) -> str:
    code = _year_code(basis, starts_in)
    return {"AY": "academic year ", "CY": "", "FY": ""}[basis] + code.removeprefix(basis)


def _months_label(period: Period) -> str:
    first, last = period.starts_on, period.ends_on
    closing = f"{_MONTH_NAMES[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return closing
    opening = _MONTH_NAMES[first.month - 1]
    return f"{opening}{'' if first.year == last.year else f' {first.year}'} to {closing}"


def _opening_year(period: Period) -> int:
    """The year in which the year that holds a quarter starts."""
    return period.starts_on.year - (period.starts_on.month < _FIRST_MONTH[period.basis])


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _year_month(index: int) -> tuple[int, int]:
    return index // 12, index % 12 + 1


def _month_count(period: Period) -> int:
    return _month_index(period.ends_on) - _month_index(period.starts_on) + 1


def _refuse_far_away(in_year: int) -> None:
    """A year outside these is a slip of the keyboard, not a period anyone has figures for."""
    if not 1900 <= in_year <= 2199:
        raise PeriodError(f"The year {in_year} is outside the years that Kith keeps, 1900 to 2199.")


def _ends(first: int, count: int) -> tuple[date, date]:
    """The first and last day of a run of months, given as the index of its first month."""
    _refuse_far_away(first // 12)
    _refuse_far_away((first + count - 1) // 12)
    return date(*_year_month(first), 1), date(*_year_month(first + count), 1) - timedelta(days=1)

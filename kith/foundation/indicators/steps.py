"""The steps in which a line of values goes forward: months, terms, quarters or years.

A stock is counted on the last day of each step, and a flow over the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from kith.foundation.indicators.lookups import period_of
from kith.kernel.periods import Basis, Grain, Period, as_at, month, quarter, span, year

_TERMS = {9: 12, 1: 3, 4: 7}  # the month a school term opens in, and the one it closes in


class Step(StrEnum):
    """How far one point of a line is from the next."""

    MONTH = "month"
    TERM = "term"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def plural(self) -> str:
        return f"{self.value}s"


@lru_cache(maxsize=8192)
def steps_of(code: str) -> frozenset[Step]:
    """Every step that a period can be one of: 31 March ends a month, a term, a quarter, a year."""
    period = period_of(code)
    if period.grain is Grain.DAY:
        return _ended(period.ends_on)
    first, last = period.starts_on.month, period.ends_on.month
    if period.grain is Grain.MONTH:
        return frozenset({Step.MONTH})
    if period.grain is Grain.YEAR:
        return frozenset({Step.YEAR}) if period.basis is Basis.FINANCIAL else frozenset()
    days = (period.ends_on - period.starts_on).days
    term = {Step.TERM} if _TERMS.get(first) == last and days < 130 else set()
    return frozenset(term | ({Step.QUARTER} if period.grain is Grain.QUARTER else set()))


def _ended(day: date) -> frozenset[Step]:
    if (day + timedelta(days=1)).day != 1:
        return frozenset()
    found = {Step.MONTH}
    if day.month % 3 == 0:
        found.add(Step.QUARTER)
    if day.month in _TERMS.values():
        found.add(Step.TERM)
    if day.month == 3:
        found.add(Step.YEAR)
    return frozenset(found)


def steps_among(codes: Iterable[str]) -> list[Step]:
    """The steps in which these periods can be read, the finest first.

    The month ends of a stock hold its quarter ends, and those its year ends.
    """
    periods = [period_of(code) for code in codes]
    days = {p.ends_on.month for p in periods if p.grain is Grain.DAY and steps_of(p.code)}
    found = {step for p in periods if p.grain is not Grain.DAY for step in steps_of(p.code)}
    if Step.TERM in found:
        spans = any(p.grain is Grain.SPAN and steps_of(p.code) for p in periods)
        quarters = any(p.grain is Grain.QUARTER and p.code[-1] != "4" for p in periods)
        # January to March is the spring term as well as the last quarter.
        found -= {Step.TERM} - ({Step.TERM} if spans else set())
        found -= set() if quarters or not spans else {Step.QUARTER}
    if 3 in days:
        found.add(Step.YEAR)
    if 7 in days and days <= set(_TERMS.values()):
        found.add(Step.TERM)
    elif days:
        found |= {Step.QUARTER} if days & {6, 9, 12} else set()
        found |= {Step.MONTH} if days - {3, 6, 9, 12} else set()
    return [step for step in Step if step in found]


def stepped(step: Step, first: Period, last: Period) -> Iterator[Period]:
    """Every period of a step from the first to the last, both included, in order of time."""
    on_days = first.grain is Grain.DAY
    period = _at(step, first.ends_on)
    while period.ends_on <= last.ends_on:
        yield as_at(period.ends_on) if on_days else period
        period = _at(step, period.ends_on + timedelta(days=28))


@lru_cache(maxsize=8192)
def _at(step: Step, day: date) -> Period:
    """The period of a step that a day is in, or after August, which has no term, the next."""
    starts_in = day.year - (day.month < 4)
    match step:
        case Step.MONTH:
            return month(day.year, day.month)
        case Step.QUARTER:
            return quarter(Basis.FINANCIAL, starts_in, (day.month - 4) % 12 // 3 + 1)
        case Step.YEAR:
            return year(Basis.FINANCIAL, starts_in)
    opens = 9 if day.month >= 8 else 4 if day.month >= 4 else 1
    return span(date(day.year, opens, 1), date(day.year, _TERMS[opens], 1))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year_of(period: Period) -> str:
    """The financial year that a period ends in: `2019-20`."""
    end = period.ends_on
    starts_in = end.year - (end.month < 4)
    return f"{starts_in}-{(starts_in + 1) % 100:02d}"


def under_axis(periods: Sequence[Period], step: Step) -> tuple[str, ...]:
    """Names under a chart, each year only at its first period."""
    found, before = [], ""
    for period in periods:
        name, _, in_year = short(period, step).partition(" ")
        found.append(f"{name} {in_year}" if in_year and in_year != before else name)
        before = in_year
    return tuple(found)


def short(period: Period, step: Step) -> str:
    """A period's name under a chart, its year after a space: `Apr 2019-20`, `Q3 2019-20`."""
    if step is Step.YEAR:
        return str(period.ends_on.year) if period.grain is Grain.DAY else period.label
    if step is Step.MONTH:
        return f"{_MONTHS[period.ends_on.month - 1]} {year_of(period)}"
    if step is Step.QUARTER:
        return f"Q{(period.ends_on.month - 4) % 12 // 3 + 1} {year_of(period)}"
    term = {12: "Autumn", 3: "Spring", 7: "Summer"}[period.ends_on.month]
    return f"{term} {period.ends_on.year}"

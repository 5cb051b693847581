"""Clocks: whether something the law or the partnership asks for was done in time.

A clock is declared once; a reading is pure: the same facts, day and rules give the same answer.
The value in force on the *start* date governs, however late the reading is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from kith.kernel.provisions import Bound, DatedValue, Law, LimitUnit, Parameter
from kith.kernel.refusals import Refused
from kith.kernel.workdays import WorkingCalendar, add_months

Moment = date | datetime
Facts = Mapping[str, Moment | None]


class ClockError(Refused):
    """Facts that a clock cannot be read from, or a clock that no rule can drive."""


class State(StrEnum):
    """Where a clock stands. Overdue is late and not done; missed is done late or never."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, slots=True)
class Hold:
    """Time in which a clock is held up, such as by an inquest, with the reason.

    It runs from `starts_on` up to the day before `ends_on`, or goes on while that is empty. A hold
    that `pauses` moves the due date on; one that does not only explains. Neither hides how long
    the case has taken.
    """

    reason: str
    starts_on: date
    ends_on: date | None = None
    pauses: bool = True

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ClockError("Say why the clock is held.")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ClockError(f"The hold “{self.reason}” ends before it starts.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows on a day.

    `due` is a day, or an instant when the limit is in hours. `margin` is how much is left, or was
    left when it was done, in working days, calendar days or whole hours; below 0 it is how late.
    `age_days` counts every calendar day since the start, holds included. `reason` says why a clock
    is not required, is held, or was missed without being done.
    """

    clock: str
    state: State
    started: Moment | None = None
    due: Moment | None = None
    stopped: Moment | None = None
    margin: int | None = None
    age_days: int | None = None
    value: DatedValue | None = None
    held: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit on one thing: which event starts it, which stops it, and which rule limits it.

    `limit` is the key of a parameter. `starts` may be empty, and is then the event the rule itself
    counts from, which a new rulebook may change. A limit of the form "at least" counts back from
    its event: a report is sent 7 working days before it is published.
    """

    key: str
    stops: str
    limit: str
    starts: str = ""

    def read(
        self,
        facts: Facts,
        *,
        today: Moment,
        law: Law,
        calendar: WorkingCalendar,
        holds: Sequence[Hold] = (),
        not_required: str = "",
        closed_on: date | None = None,
    ) -> Reading:
        """The reading today. `not_required` is the reason it need not be done.

        A case closed (`closed_on`) without the stop having happened is missed, never a pass.
        Raises `ClockError` when a limit in hours has only a day to start from, when the stop comes
        before the start, or when the rule has no limit of time.
        """
        if not_required.strip():
            return Reading(self.key, State.NOT_REQUIRED, reason=not_required.strip())
        parameter = law[self.limit]
        begun = self._start(facts, parameter)
        if begun is None:
            return Reading(self.key, State.NOT_STARTED)
        started, value = begun
        run = _Run(self.key, started, value, parameter.bound, calendar, today)
        if parameter.bound is Bound.AT_MOST and _earlier(today, started):
            return Reading(self.key, State.NOT_STARTED, started=started, value=value)
        stopped = facts.get(self.stops)
        if stopped is not None and _earlier(today, stopped):
            stopped = None
        return run.reading(stopped, holds, closed_on)

    def _start(self, facts: Facts, parameter: Parameter) -> tuple[Moment, DatedValue] | None:
        """The start and the value that governs it: of all that apply, the earliest to start."""
        begun = []
        for value in parameter.values:
            event = self.starts or value.counts_from
            if not event:
                raise ClockError(f"The clock {self.key} does not say which event starts it.")
            moment = facts.get(event)
            if moment is not None and value.covers(_day(moment)):
                begun.append((moment, value))
        return min(begun, key=lambda pair: _day(pair[0])) if begun else None


@dataclass(frozen=True, slots=True)
class _Run:
    """A clock that has started, with everything a reading needs."""

    clock: str
    started: Moment
    value: DatedValue
    bound: Bound
    calendar: WorkingCalendar
    today: Moment

    def reading(
        self, stopped: Moment | None, holds: Sequence[Hold], closed_on: date | None
    ) -> Reading:
        closed = closed_on if closed_on is not None and closed_on <= _day(self.today) else None
        until = stopped or closed or self.today
        if stopped and self.bound is Bound.AT_MOST and _earlier(stopped, self.started):
            raise ClockError(
                f"{self.clock}: it was done before the clock started. Check the dates."
            )
        due = self._due(_day(until), holds)
        late = _later(until, due)
        state, reason = self._state(stopped, closed, late)
        open_hold = next((h for h in holds if _holds_on(h, _day(until))), None)
        held = open_hold is not None and state in (State.RUNNING, State.OVERDUE)
        return Reading(
            clock=self.clock,
            state=state,
            started=self.started,
            due=due,
            stopped=stopped,
            margin=self._margin(until, due),
            age_days=max(0, (_day(until) - _day(self.started)).days),
            value=self.value,
            held=held,
            reason=open_hold.reason if held and open_hold else reason,
        )

    def _state(self, stopped: Moment | None, closed: date | None, late: bool) -> tuple[State, str]:
        if stopped is not None:
            return (State.MISSED if late else State.MET), ""
        if closed is not None:
            return State.MISSED, f"Closed on {closed:%-d %B %Y} without this being done."
        return (State.OVERDUE if late else State.RUNNING), ""

    def _due(self, until: date, holds: Sequence[Hold]) -> Moment:
        """The last day (or instant) in time, moved on by the holds that pause."""
        limit, start = self.value.limit, self.started
        number = limit.value if self.bound is Bound.AT_MOST else -limit.value
        match limit.unit:
            case LimitUnit.WORKING_DAYS:
                due: Moment = self.calendar.add_working_days(_day(start), number)
            case LimitUnit.CALENDAR_DAYS:
                due = _day(start) + timedelta(days=number)
            case LimitUnit.MONTHS:
                due = add_months(_day(start), number)
            case LimitUnit.HOURS:
                due = self._hours_after(start, number)
            case _:
                raise ClockError(f"{self.clock}: {limit} is not a limit of time for a clock.")
        for begins, ends in self._pauses(until, holds):
            if begins > _day(due):
                break
            due = self._moved_on(due, begins, ends)
        return due

    def _hours_after(self, start: Moment, number: int) -> datetime:
        """Hours are counted as they pass, also on the night the clocks change."""
        if not isinstance(start, datetime):
            raise ClockError(f"{self.clock}: a limit in hours needs the time of day it starts.")
        due = _elapsing(start) + timedelta(hours=number)
        return due if start.tzinfo is None else due.astimezone(start.tzinfo)

    def _pauses(self, until: date, holds: Sequence[Hold]) -> list[tuple[date, date]]:
        """Pausing holds as stretches of days after the start, in order and without overlap."""
        if self.bound is Bound.AT_LEAST:
            return []
        stretches: list[tuple[date, date]] = []
        first = _day(self.started) + timedelta(days=1)
        for hold in sorted((h for h in holds if h.pauses), key=lambda h: h.starts_on):
            begins = max(hold.starts_on, stretches[-1][1] if stretches else first)
            ends = hold.ends_on or until
            if ends > begins:
                stretches.append((begins, ends))
        return stretches

    def _moved_on(self, due: Moment, begins: date, ends: date) -> Moment:
        if self.value.limit.unit is LimitUnit.WORKING_DAYS:
            eve = timedelta(days=1)
            days = self.calendar.working_days_between(begins - eve, ends - eve)
            return self.calendar.add_working_days(_day(due), days)
        return due + (ends - begins)

    def _margin(self, until: Moment, due: Moment) -> int:
        if self.value.limit.unit is LimitUnit.WORKING_DAYS:
            return self.calendar.working_days_between(_day(until), _day(due))
        if isinstance(due, datetime):
            return (_elapsing(due) - _instant(until, due)) // timedelta(hours=1)
        return (due - _day(until)).days


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _elapsing(instant: datetime) -> datetime:
    """In universal time, because Python subtracts local times as if no clock had changed."""
    return instant if instant.tzinfo is None else instant.astimezone(UTC)


def _instant(moment: Moment, like: datetime) -> datetime:
    """A moment as an instant; a day alone is taken at its first minute, which is never too late."""
    if isinstance(moment, datetime):
        if (moment.tzinfo is None) is not (like.tzinfo is None):
            raise ClockError("Give every time of day with its time zone, or none of them.")
        return _elapsing(moment)
    return _elapsing(datetime(moment.year, moment.month, moment.day, tzinfo=like.tzinfo))


def _later(moment: Moment, due: Moment) -> bool:
    """Whether a moment is after the due day, or after the due instant when there is one."""
    if isinstance(due, datetime):
        return _instant(moment, due) > _elapsing(due)
    return _day(moment) > due


def _earlier(moment: Moment, other: Moment) -> bool:
    if isinstance(moment, datetime) and isinstance(other, datetime):
        return _instant(moment, other) < _elapsing(other)
    return _day(moment) < _day(other)


def _holds_on(hold: Hold, day: date) -> bool:
    return hold.starts_on <= day and (hold.ends_on is None or day < hold.ends_on)

"""Where a return stands, worked out from what was done to it, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kith.foundation.ui.words import day
from kith.modules.dataset.models import Return, Round


class State(StrEnum):
    """The states of a return; `title` is what a person reads."""

    title: str

    def __new__(cls, key: str, title: str) -> State:
        member = str.__new__(cls, key)
        member._value_ = key
        member.title = title
        return member

    NOT_OPEN = "not_open", "Not open yet"
    OPEN = "open", "Not started"
    PART = "part", "Part filled"
    SENT = "sent", "Sent"
    QUERIED = "queried", "Queried"
    ACCEPTED = "accepted", "Accepted"
    LOCKED = "locked", "Locked"
    EXCUSED = "excused", "Excused"


# States in which the round waits for the agency.
OWED = frozenset({State.OPEN, State.PART, State.QUERIED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A state with the reason for it, and what may be done in it."""

    state: State
    reason: str
    may_fill: bool
    late: bool = False

    @property
    def title(self) -> str:
        return self.state.title


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state of a return follows from."""

    opens_on: date
    due_on: date
    locks_on: date
    asked: int
    filled: int
    open_queries: int
    excused_on: date | None = None
    excused_because: str = ""
    reopened_until: date | None = None
    reopened_because: str = ""
    first_sent_on: date | None = None
    sent_at: datetime | None = None
    changed_at: datetime | None = None
    accepted_at: datetime | None = None


def facts_of(return_to: Return, round_: Round, filled: int, open_queries: int) -> Facts:
    """The facts of a stored return; the counts come from the query that read it."""
    first = return_to.first_sent_at
    return Facts(
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        locks_on=round_.locks_on,
        asked=return_to.asked,
        filled=filled,
        open_queries=open_queries,
        excused_on=return_to.excused_on,
        excused_because=return_to.excused_because,
        reopened_until=return_to.reopened_until,
        reopened_because=return_to.reopened_because,
        first_sent_on=first.date() if first else None,
        sent_at=return_to.sent_at,
        changed_at=return_to.changed_at,
        accepted_at=return_to.accepted_at,
    )


def standing(facts: Facts, today: date) -> Standing:
    """Where a return stands on a day. Pure: the same facts give the same answer."""
    if facts.excused_on:
        return Standing(State.EXCUSED, f"Excused: {facts.excused_because}", may_fill=False)
    if today < facts.opens_on:
        return Standing(State.NOT_OPEN, f"Opens on {day(facts.opens_on)}", may_fill=False)
    reopened = facts.reopened_until is not None and today <= facts.reopened_until
    if today > facts.locks_on and not reopened:
        return Standing(State.LOCKED, _locked(facts), may_fill=False, late=_late(facts, today))
    late = _late(facts, today)
    if facts.open_queries:
        many = "One value is" if facts.open_queries == 1 else f"{facts.open_queries} values are"
        return Standing(State.QUERIED, f"{many} queried", may_fill=True, late=late)
    if facts.accepted_at and not _changed_since(facts, facts.accepted_at):
        return Standing(State.ACCEPTED, f"Accepted on {day(facts.accepted_at.date())}", reopened)
    if facts.sent_at and not _changed_since(facts, facts.sent_at):
        return Standing(State.SENT, f"Sent on {day(facts.sent_at.date())}", True, late)
    return Standing(*_filling(facts, today, reopened), may_fill=True, late=late)


def _filling(facts: Facts, today: date, reopened: bool) -> tuple[State, str]:
    if reopened and facts.reopened_until:
        return State.PART, f"Reopened until {day(facts.reopened_until)}: {facts.reopened_because}"
    if facts.sent_at:
        return State.PART, "Changed since it was sent: send it again"
    due = f"due {day(facts.due_on)}" if today <= facts.due_on else f"was due {day(facts.due_on)}"
    if facts.filled:
        return State.PART, f"{facts.filled} of {facts.asked} filled in, {due}"
    return State.OPEN, due[0].upper() + due[1:]


def _changed_since(facts: Facts, moment: datetime) -> bool:
    return facts.changed_at is not None and facts.changed_at > moment


def _late(facts: Facts, today: date) -> bool:
    """Sent after the due day, or not sent and the day is past."""
    return (facts.first_sent_on or today) > facts.due_on


def _locked(facts: Facts) -> str:
    on = day(facts.locks_on)
    if facts.accepted_at:
        return f"Accepted on {day(facts.accepted_at.date())}; locked since {on}"
    if facts.sent_at:
        return f"Sent on {day(facts.sent_at.date())}, never accepted; locked since {on}"
    return f"Never sent; locked since {on}"

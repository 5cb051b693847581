"""Reminders of returns that are owed: by the calendar, or because somebody asks for one now.

A letter holds no figure and no name: only that something waits, and until when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.accounts.models import User
from kith.foundation.tasks.models import Letter
from kith.foundation.tasks.outbox import remember
from kith.foundation.ui.words import MONTHS
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.models import Return, Round
from kith.modules.dataset.rounds.leads import leads_of
from kith.modules.dataset.rounds.tally import due_of
from kith.modules.dataset.standings import Seen, standings
from kith.modules.dataset.states import OWED

KIND = "return"
SUBJECT = "Something waits for you in Kith"
OVERDUE = "Something of yours in Kith is overdue"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Reminder:
    """Which reminder is due today, and what its letter says."""

    step: str
    subject: str
    line: str


def reminder_for(due_on: date, today: date) -> Reminder | None:
    """The reminder of a thing due on a day that holds today; each has a step of its own name.

    A week before (or, when that day was missed, as soon as it is noticed), the day before or on
    the day itself, and from the day after once in every seven days.
    """
    left = (due_on - today).days
    on = f"{due_on:%A} {due_on.day} {MONTHS[due_on.month - 1]} {due_on.year}"
    if left < 0:
        return Reminder(f"overdue-{(-left - 1) // WEEK}", OVERDUE, f"It was due on {on}.")
    if left <= 1:
        return Reminder("day", SUBJECT, f"It is due on {on}.")
    if left <= WEEK:
        return Reminder("week", SUBJECT, f"It is due on {on}.")
    return None


def owed(today: date) -> list[Seen]:
    """The returns for which a round waits today; one query."""
    open_now = Q(round__opens_on__lte=today) & (
        Q(round__locks_on__gte=today) | Q(reopened_until__gte=today)
    )
    rows = Return.objects.filter(open_now, excused_on__isnull=True)
    return [seen for seen in standings(rows, today) if seen.standing.state in OWED]


@action(Permission.ROUND_MANAGE)
def remind(*, by: Actor) -> int:
    """Write the reminders that hold today; how many letters are new. Twice a day is as once."""
    found = owed(by.today)
    leads = leads_of((seen.return_to.organisation_id for seen in found), by.today)
    written = 0
    for seen in found:
        row, due_on = seen.return_to, due_of(seen.return_to)
        if reminder := reminder_for(due_on, by.today):
            new = [
                _write(row, lead.user, reminder, f"{due_on}:{reminder.step}", by)
                for lead in leads[row.organisation_id]
            ]
            written += sum(new)
            if any(new):
                _note(row, reminder.step, sum(new), by)
    return written


@action(Permission.ROUND_MANAGE, on="round_")
def chase(*, round_: Round, returns: Iterable[int], by: Actor) -> list[int]:
    """Write a reminder now to the leads of chosen returns that are owed; the letters' numbers.

    A lead who was reminded of a return today, in this way, gets no second letter.
    """
    rows = round_.returns.filter(pk__in=set(returns))
    found = [s for s in standings(rows, by.today) if s.standing.state in OWED]
    if not found:
        raise Refused("Choose at least one agency that still owes something.")
    leads = leads_of((seen.return_to.organisation_id for seen in found), by.today)
    nobody = [s.return_to.organisation for s in found if not leads[s.return_to.organisation_id]]
    if len(nobody) == len(found):
        names = ", ".join(each.called for each in nobody)
        raise Refused(f"Nobody leads for {names} in Kith. Appoint somebody, or telephone.")
    keys = []
    for seen in found:
        row, due_on = seen.return_to, due_of(seen.return_to)
        reminder = reminder_for(due_on, by.today) or Reminder("now", SUBJECT, _due(due_on))
        told = 0
        for lead in leads[row.organisation_id]:
            told += _write(row, lead.user, reminder, f"chased:{by.today}", by)
            keys.append(_key(row, lead.user, f"chased:{by.today}"))
        if told:
            _note(row, "now", told, by)
    return list(Letter.objects.filter(key__in=keys, sent_at=None).values_list("pk", flat=True))


def last_reminded(returns: Iterable[Return]) -> dict[int, Letter]:
    """The newest reminder of each return; two queries."""
    by_ref = {audit.ref_of(row): row.pk for row in returns}
    rows = Letter.objects.filter(kind=KIND, about__in=list(by_ref))
    newest = rows.values("about").annotate(last=Max("pk")).order_by().values("last")
    return {by_ref[letter.about]: letter for letter in Letter.objects.filter(pk__in=newest)}


def _due(due_on: date) -> str:
    return f"It is due on {due_on:%A} {due_on.day} {MONTHS[due_on.month - 1]} {due_on.year}."


def _key(row: Return, user: User, step: str) -> str:
    return f"{KIND}:{row.pk}:{user.pk}:{step}"


def _write(row: Return, user: User, reminder: Reminder, step: str, by: Actor) -> bool:
    return remember(
        key=_key(row, user, step),
        user=user,
        kind=KIND,
        about=audit.ref_of(row),
        subject=reminder.subject,
        lines=["Something in Kith waits for you.", reminder.line],
        at=by.now,
    )


def _note(row: Return, step: str, letters: int, by: Actor) -> None:
    audit.record(
        kinds.CHASED,
        by=by,
        ref=row,
        what=f"the lead for {row}",
        data={"step": step, "letters": letters},
    )

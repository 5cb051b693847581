"""What is done to an escalation: the group raises it, the partner answers, the group closes it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.indicators.definitions import definition
from kith.foundation.organisations.models import Duty, Organisation
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused
from kith.kernel.workdays import load_calendar
from kith.modules.dataset import kinds
from kith.modules.dataset.models import Escalation

ANSWER_WITHIN = 10  # working days; the group may give another day


def usual_day(today: date) -> date:
    """By when an answer is asked for unless the group says otherwise."""
    return load_calendar().add_working_days(today, ANSWER_WITHIN)


def partners(today: date) -> list[Organisation]:
    """The safeguarding partners of a day: whom an exception can be put to."""
    rows = Organisation.objects.with_duty(Duty.Name.SAFEGUARDING_PARTNER, today)
    return list(rows.open_on(today).order_by("name"))


@action(Permission.EXCEPTION_RAISE)
def escalate(
    *,
    key: str,
    period: str,
    part: str = "",
    about: Organisation | None = None,
    title: str,
    why: str,
    asked: str,
    asked_of: Organisation,
    answer_by: date,
    by: Actor,
) -> Escalation:
    """Put an exception to the Executive: what the figures show, what is asked of whom by when."""
    meaning = definition(key)
    when = parse_period(period)
    if part and part not in meaning.breakdowns:
        raise Refused(f"{meaning.title} has no part called {part}.")
    if answer_by < by.today:
        raise Refused("The day by which it is to be answered is past. Give a later one.")
    if asked_of not in partners(by.today):
        raise Refused(f"{asked_of} is no safeguarding partner today. Choose one that is.")
    same = Escalation.objects.filter(
        ~Q(state=Escalation.State.CLOSED), key=key, period=when.code, part=part, asked_of=asked_of
    )
    if same.exists():
        raise Refused(
            f"This was put to {asked_of} already and is not closed. Read it in the list of "
            "escalations, and say there what followed."
        )
    made = Escalation.objects.create(
        key=key,
        period=when.code,
        part=part,
        about=about,
        title=title.strip(),
        why=why.strip(),
        asked=asked.strip(),
        asked_of=asked_of,
        answer_by=answer_by,
        raised_by=by.user,
        raised_at=by.now,
    )
    told = {"indicator": key, "period": when.code, "part": part, "answer_by": str(answer_by)}
    audit.record(
        kinds.ESCALATED, by=by, ref=made, what=f"{made.title}, to {asked_of}", data=told, why=asked
    )
    return made


@action(Permission.EXCEPTION_ANSWER, on="escalation")
def reply(*, escalation: Escalation, answer: str, expected_version: int, by: Actor) -> Escalation:
    """Answer for the partner it was put to."""
    held = _held(escalation)
    if held.state != Escalation.State.RAISED:
        raise Refused("It was answered already. What more there is to say, tell the group.")
    held = bump(
        held,
        expected_version,
        state=Escalation.State.ANSWERED,
        answer=answer.strip(),
        answered_by=by.user,
        answered_at=by.now,
    )
    audit.record(kinds.REPLIED, by=by, ref=held, what=held.title, why=held.answer)
    return held


@action(Permission.EXCEPTION_RAISE, on="escalation")
def close(*, escalation: Escalation, followed: str, expected_version: int, by: Actor) -> Escalation:
    """Say what followed, and close it; what was not answered stays open."""
    held = _held(escalation)
    if held.state == Escalation.State.RAISED:
        raise Refused(f"{held.asked_of} has not answered yet, so it cannot be closed.")
    if held.state == Escalation.State.CLOSED:
        raise Refused("It is closed already.")
    held = bump(
        held,
        expected_version,
        state=Escalation.State.CLOSED,
        followed=followed.strip(),
        closed_at=by.now,
    )
    audit.record(kinds.FOLLOWED, by=by, ref=held, what=held.title, why=held.followed)
    return held


def _held(escalation: Escalation) -> Escalation:
    """As it stands now, held until the transaction ends."""
    rows = Escalation.objects.select_for_update(of=("self",)).select_related("asked_of")
    return rows.get(pk=escalation.pk)

"""The example's escalations, raised, answered and followed through the actions that people use.

The first is what the report of 2019-20 tells without figures, low attendance by a health provider
at conferences; what was asked, the answer and what followed are invented. The second still waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from django.utils import timezone

from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Organisation
from kith.kernel.workdays import load_calendar
from kith.modules.dataset.escalating.actions import close, escalate, reply, usual_day
from kith.modules.dataset.escalating.telling import figures_show
from kith.modules.dataset.models import Escalation

ATTENDANCE, ADULTS = "conferences.first_attendance", "mental-health-adults"
PLANS = "child_protection.open"
RAISED, ANSWERED, CLOSED = date(2020, 5, 19), date(2020, 5, 29), date(2020, 9, 15)
WAITED = 3  # working days for which the second has waited


def load_escalations(today: date) -> int:
    """Two escalations; how many there are. Needs the example's rounds and people."""
    _attendance()
    _plans(today)
    return Escalation.objects.count()


def _attendance() -> None:
    asked_of = _body("saltmere-and-weald-ccg")
    one = escalate(
        key=ATTENDANCE,
        period="2019-20 Q3",
        part=ADULTS,
        title="Low attendance by a health provider at first conferences",
        why=f"{figures_show(ATTENDANCE, '2019-20 Q3', ADULTS)} A plan that is made without the "
        "service that sees the parent cannot be kept by it. It has been so in every quarter.",
        asked="Ask the provider to come to every first conference to which it is invited, or to "
        "send a report two working days before, and tell the group each quarter how often.",
        asked_of=asked_of,
        answer_by=usual_day(RAISED),
        by=_by("analyst", RAISED),
    )
    one = reply(
        escalation=one,
        answer="The provider has named a lead for conferences. From July its teams join by video "
        "link, and a report is sent where nobody can. Attendance is in the contract’s quarterly "
        "review from this quarter on.",
        expected_version=one.version,
        by=_by("health", ANSWERED),
    )
    close(
        escalation=one,
        followed="The lead met the conference chairs in July. The group reads the provider’s "
        "attendance each quarter, and returns to it when two more quarters are in.",
        expected_version=one.version,
        by=_by("manager", CLOSED),
    )


def _plans(today: date) -> None:
    raised = load_calendar().add_working_days(today, -WAITED)
    escalate(
        key=PLANS,
        period="2020-03-31",
        title="More children on protection plans than chance explains",
        why=f"{figures_show(PLANS, '2020-03-31')} Every month of 2019-20 was above what 2018-19 "
        "would lead us to expect: more plans began, and no more ended.",
        asked="Ask for a joint audit of twelve plans that began since August, to show whether "
        "thresholds moved, and tell the group what it found.",
        asked_of=_body("saltmere-council"),
        answer_by=usual_day(raised),
        by=_by("analyst", raised),
    )


def _body(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def _by(who: str, day: date) -> Actor:
    user = User.objects.get(email=f"{who}@saltmere.example")
    moment = timezone.make_aware(datetime.combine(day, time(11, 0)))
    return replace(Actor.of(user, day), today=day, at=moment)

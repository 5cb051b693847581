"""The example's escalations: one followed to its end, one that still waits."""

from datetime import date
from decimal import Decimal

import pytest

from kith.foundation.audit.models import Event
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.example import load_demo_people, load_organisations
from kith.modules.dataset.escalating.telling import standing
from kith.modules.dataset.example.escalating import ADULTS, ATTENDANCE, PLANS, load_escalations
from kith.modules.dataset.models import Escalation
from tests.foundation.indicators.making import put

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def loaded() -> None:
    store_definitions()
    load_organisations(TODAY)
    load_demo_people("four plain words together")
    share = Given(numerator=Decimal(12), denominator=Decimal(28))
    put(ATTENDANCE, "2019-20 Q3", share, area="", part=ADULTS)
    put(PLANS, "2020-03-31", "463", area="")
    put(PLANS, "2019-12-31", "430", area="")
    assert load_escalations(TODAY) == 2


def test_low_attendance_was_raised_answered_by_the_health_partner_and_followed(
    loaded: None,
) -> None:
    one = Escalation.objects.get(key=ATTENDANCE)
    assert one.state == Escalation.State.CLOSED
    assert "12 of 28 (42.9%) in October to December 2019 (Q3)" in one.why
    assert one.asked_of.key == "saltmere-and-weald-ccg"
    assert one.answered_by is not None
    assert one.answered_by.email == "health@saltmere.example"
    days = [m.date() for m in (one.raised_at, one.answered_at, one.closed_at) if m]
    assert days == [date(2020, 5, 19), date(2020, 5, 29), date(2020, 9, 15)]
    assert one.answer_by == date(2020, 6, 3)
    told = Event.objects.filter(ref=f"escalation:{one.pk}").values_list("kind", flat=True)
    assert set(told) >= {"exception.escalated", "exception.answered", "exception.closed"}


def test_the_second_waits_for_the_council_and_is_not_overdue(loaded: None) -> None:
    one = Escalation.objects.get(key=PLANS)
    assert standing(one, TODAY).words == "Waiting for an answer"
    assert one.why.startswith(
        "Children subject to a child protection plan: 463 on 31 March 2020; 430 on 31 December"
    )
    assert one.answer_by > TODAY

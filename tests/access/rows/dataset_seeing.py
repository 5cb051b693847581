"""Rows for the group's pages and escalations: a quarter with accepted values, exceptions."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.models import Duty
from kith.modules.dataset.models import Edition, Escalation, Item, Return, Round
from tests.access.factories import Rows, form_for, rows_for, seed
from tests.access.world import CANARY, Principal, World

QUARTER = "2029-30 Q1"


@seed
def _seen(world: World) -> None:
    store_definitions()
    edition = Edition.objects.create(
        key="seen-2029-30",
        title=f"{CANARY} seen",
        first_year="2029-30",
        state=Edition.State.FROZEN,
        approved_on=world.today,
        sections={f"{CANARY} part": "Words."},
    )
    Item.objects.create(
        edition=edition,
        number="1",
        key="missing.episodes",
        section=f"{CANARY} part",
        priority="1, effective partnerships",
        title=f"{CANARY} episodes",
        shape="count",
        unit="count",
        kind="flow",
        numerator="Episodes.",
        asked_of_all=True,
    )
    round_ = Round.objects.create(
        quarter=QUARTER,
        edition=edition,
        opens_on=world.today - timedelta(days=90),
        due_on=world.today - timedelta(days=60),
        locks_on=world.today - timedelta(days=30),
    )
    now = timezone.now()
    for body in (world.home, world.other):
        Return.objects.create(
            round=round_, organisation=body, asked=1, sent_at=now, accepted_at=now
        )
        Duty.objects.create(
            organisation=body, duty=Duty.Name.SAFEGUARDING_PARTNER, starts_on=world.today
        )
    bodies = {"own": world.home, "other": world.other}
    world.escalated = {
        (state, at): Escalation.objects.create(
            key="missing.episodes",
            period=QUARTER,
            title=f"{CANARY} exception",
            why=f"{CANARY} why",
            asked=f"{CANARY} asked",
            asked_of=body,
            answer_by=world.today,
            state=state,
            answer="" if state == "raised" else f"{CANARY} answer",
            answered_at=None if state == "raised" else now,
            answered_by=None if state == "raised" else world.colleague,
            raised_by=world.colleague,
            raised_at=now,
        ).pk
        for state in ("raised", "answered")
        for at, body in bodies.items()
    }


def _at(world: World, state: str) -> Rows:
    return {at: {"pk": world.escalated[state, at]} for at in ("own", "other")}


@rows_for("dataset-escalation", "dataset-escalation-answer")
def _(world: World, who: Principal) -> Rows:
    return _at(world, "raised")


@rows_for("dataset-escalation-close")
def _(world: World, who: Principal) -> Rows:
    return _at(world, "answered")


@form_for("dataset-escalation-answer")
def _(world: World, who: Principal) -> dict[str, Any]:
    return {"answer": "It will be done by June.", "expected_version": 1}


@form_for("dataset-escalation-close")
def _(world: World, who: Principal) -> dict[str, Any]:
    return {"followed": "It was done.", "expected_version": 1}


@rows_for("dataset-by-priority")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"number": 1}}


@rows_for("dataset-by-quarter")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"quarter": QUARTER}}


@rows_for("dataset-by-agency")
def _(world: World, who: Principal) -> Rows:
    return {"own": {"key": world.home.key}, "other": {"key": world.other.key}}

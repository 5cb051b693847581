"""Rows for the API and its keys: each principal who has an office has a system with a key."""

from datetime import timedelta

from django.utils import timezone

from kith.foundation.access import Role
from kith.foundation.organisations.models import Appointment, Organisation
from kith.modules.dataset.api.keys import digest_of
from kith.modules.dataset.models import Edition, Item, Receipt, Return, Round, Token
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, STRANGER, Principal, World

FIRST, SECOND = "2034-35 Q1", "2034-35 Q2"  # of the second, only the other body has a return


def key_of(who: Principal) -> str:
    """The key of a principal's system: the same in every run, and none without an office."""
    return "kith_" + who.name.ljust(43, "-") if who.role is not None else ""


@seed
def _keys(world: World) -> None:
    for who in world.principals.values():
        if who.user is None or who.role is None:
            continue
        held = Appointment.objects.filter(user=who.user, organisation=who.organisation)
        _token(held.get(role=who.role), f"{CANARY} {who.name}", key_of(who))
    held = Appointment.objects.get(user=world.stranger, role=Role.SCHOOL_LEAD)
    stranger = _token(held, f"{STRANGER} system", "stranger")
    own = Token.objects.get(digest=digest_of(key_of(world.principals[Role.AGENCY_LEAD])))
    world.api_keys = {"own": own.pk, "other": stranger.pk}


def _token(made_under: Appointment, name: str, key: str) -> Token:
    return Token.objects.create(
        organisation=made_under.organisation,
        appointment=made_under,
        name=name,
        digest=digest_of(key),
        hint=CANARY[:4],
        made_at=timezone.now(),
        ends_on=timezone.localdate() + timedelta(days=9),
    )


@seed
def _returns(world: World) -> None:
    edition = Edition.objects.create(
        key="api-2034-35",
        title=f"{CANARY} edition of the API",
        first_year="2034-35",
        state=Edition.State.FROZEN,
        approved_on=world.today,
    )
    Item.objects.create(
        edition=edition,
        number="1",
        key="missing.episodes",
        section=f"{CANARY} asked",
        title=f"{CANARY} episodes",
        shape="count",
        unit="count",
        kind="flow",
        numerator="Episodes.",
        asked_of_all=True,
    )
    rounds = [
        Round.objects.create(
            quarter=quarter,
            edition=edition,
            opens_on=world.today - timedelta(days=5),
            due_on=world.today + timedelta(days=5),
            locks_on=world.today + timedelta(days=9),
        )
        for quarter in (FIRST, SECOND)
    ]
    Return.objects.create(round=rounds[1], organisation=world.other, asked=1)
    world.api_receipts = {
        "own": _receipt(rounds[0], world.home),
        "other": _receipt(rounds[0], world.other),
    }


def _receipt(round_: Round, body: Organisation) -> int:
    made = Return.objects.create(round=round_, organisation=body, asked=1)
    return Receipt.objects.create(
        return_to=made,
        number=1,
        via="api",
        key=f"api-{body.pk}",
        values=1,
        blanks=0,
        changed=1,
        checksum="0" * 64,
        office=STRANGER if body.key.startswith(CANARY) else f"{CANARY} office",
        at=timezone.now(),
    ).pk


@rows_for("dataset-api-withdraw")
def _(world: World, who: Principal) -> Rows:
    return {at: {"pk": pk} for at, pk in world.api_keys.items()}


@rows_for("api-receipt")
def _(world: World, who: Principal) -> Rows:
    return {at: {"pk": pk} for at, pk in world.api_receipts.items()}


@rows_for("api-return")
def _(world: World, who: Principal) -> Rows:
    return {"own": {"quarter": FIRST}, "other": {"quarter": SECOND}}

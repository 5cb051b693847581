"""Rows for the pages of returns: a round with the return of one's own body and of another."""

from datetime import timedelta

from django.utils import timezone

from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.models import Organisation
from kith.modules.dataset.models import Edition, Item, Query, Receipt, Return, Round, Upload
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World

SECTION = f"{CANARY} sent"


@seed
def _round(world: World) -> None:
    store_definitions()
    edition = Edition.objects.create(
        key="sent-2033-34",
        title=f"{CANARY} edition",
        first_year="2033-34",
        state=Edition.State.FROZEN,
        approved_on=world.today,
        sections={SECTION: "Words."},
    )
    item = Item.objects.create(
        edition=edition,
        number="1",
        key="missing.episodes",
        section=SECTION,
        title=f"{CANARY} episodes",
        shape="count",
        unit="count",
        kind="flow",
        numerator="Episodes.",
        asked_of_all=True,
    )
    world.sent_round = Round.objects.create(
        quarter="2033-34 Q1",
        edition=edition,
        opens_on=world.today - timedelta(days=5),
        due_on=world.today + timedelta(days=5),
        locks_on=world.today + timedelta(days=9),
    )
    bodies = {"own": world.home, "other": world.other}
    world.sent = {at: _return(world, item, body) for at, body in bodies.items()}


def _return(world: World, item: Item, body: Organisation) -> dict[str, int]:
    made = Return.objects.create(round=world.sent_round, organisation=body, asked=1)
    receipt = Receipt.objects.create(
        return_to=made,
        number=1,
        via="form",
        key=f"key-{body.pk}",
        values=1,
        blanks=0,
        changed=1,
        checksum="0" * 64,
        office=f"{CANARY} office",
        at=timezone.now(),
    )
    query = Query.objects.create(
        return_to=made,
        item=item,
        period="2033-34 Q1",
        question=f"{CANARY} why",
        asked_by=world.colleague,
        asked_at=timezone.now(),
    )
    upload = Upload.objects.create(
        return_to=made,
        file_name=f"{CANARY}.xlsx",
        sha256="0" * 64,
        state=Upload.State.DISCARDED,
        at=timezone.now(),
        decided_at=timezone.now(),
    )
    return {"return": made.pk, "receipt": receipt.pk, "query": query.pk, "upload": upload.pk}


def _rows(world: World, what: str, **more: str) -> Rows:
    return {at: {"pk": ids[what], **more} for at, ids in world.sent.items()}


@rows_for("dataset-return", "dataset-return-send", "dataset-workbook", "dataset-workbook-file")
def _(world: World, who: Principal) -> Rows:
    return _rows(world, "return")


@rows_for("dataset-return-section")
def _(world: World, who: Principal) -> Rows:
    return _rows(world, "return", section=f"{CANARY}-sent")


@rows_for("dataset-receipt")
def _(world: World, who: Principal) -> Rows:
    return _rows(world, "receipt")


@rows_for("dataset-query-answer")
def _(world: World, who: Principal) -> Rows:
    return _rows(world, "query")


@rows_for("dataset-upload", "dataset-upload-refused")
def _(world: World, who: Principal) -> Rows:
    return _rows(world, "upload")

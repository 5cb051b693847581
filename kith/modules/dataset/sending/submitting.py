"""Sending a return: checked, stored as the agency's observations, and acknowledged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import DataSource
from kith.foundation.indicators.returned import WHOLE, Place, Stored, store_returned, summed
from kith.foundation.indicators.store import data_source, hold
from kith.kernel.checks import Raised, standing_in_the_way
from kith.kernel.figures import Code, Origin, Source
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.checking.gathering import checked
from kith.modules.dataset.models import Answer, Receipt, Return, Round
from kith.modules.dataset.standings import standing_of

SOURCE = "Multi-agency dataset"


class NotReady(Refused):
    """The return cannot be sent yet; `raised` says what is missing, box by box."""

    def __init__(self, raised: list[Raised]) -> None:
        self.raised = raised
        many = "One box needs" if len(raised) == 1 else f"{len(raised)} boxes need"
        super().__init__(f"{many} something before this return can be sent.")


@action(Permission.RETURN_FILL, on="return_to")
def submit(*, return_to: Return, via: str, key: str, by: Actor) -> Receipt:
    """Send a return. The same sending (its `key`, or its very content) gives the first receipt.

    Raises `NotReady` when a check says so; nothing is stored then.
    """
    held = (
        Return.objects.select_for_update()
        .select_related("round__edition", "organisation")
        .get(pk=return_to.pk)
    )
    before = held.receipts.first()
    if first := held.receipts.filter(key=key).first():
        return first
    where = standing_of(held, by.today)
    if not where.may_fill:
        raise Refused(f"This return cannot be sent now. {where.reason}.")
    answers = list(held.answers.select_related("item").order_by("item__order", "period", "part"))
    checksum = checksum_of(held, answers)
    if before and before.checksum == checksum:
        return before
    if stops := standing_in_the_way(checked(held, answers)):
        raise NotReady(stops)
    now = by.now
    stored = _store(held, answers, by, now)
    receipt = _receipt(held, before, answers, stored, via, key, checksum, by, now)
    Return.objects.filter(pk=held.pk).update(
        first_sent_at=held.first_sent_at or now,
        sent_at=now,
        changed_at=now,
        version=F("version") + 1,
    )
    audit.record(
        kinds.SENT,
        by=by,
        ref=held,
        what=str(held),
        data={"receipt": receipt.reference, "values": receipt.values, "via": via},
    )
    return receipt


def checksum_of(return_to: Return, answers: Iterable[Answer]) -> str:
    """SHA-256 over quarter, agency and every answer in the order of the form."""
    rows = [
        [a.box, *(None if n is None else str(n.normalize()) for n in (a.of, a.among)),
         a.reason, a.explanation]
        for a in answers
        if not a.empty
    ]  # fmt: skip
    content = [return_to.round.quarter, return_to.organisation.key, rows]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def source_of(round_: Round) -> DataSource:
    """The source that values of a round name; the example says that it invented its own."""
    said = f"{SOURCE}, {round_.quarter}"
    if round_.origin == Origin.INVENTED:
        said += " (invented for the example)"
    publisher = "The partnership’s agencies"
    return data_source(Source(said, Origin(round_.origin), publisher=publisher))


def values_of(answers: Iterable[Answer]) -> dict[Place, tuple[Given, str]]:
    """The observations that answers become; parts that make a whole are added up to it as well."""
    values: dict[Place, tuple[Given, str]] = {}
    wholes: dict[Place, list[Given]] = {}
    for answer in answers:
        if answer.empty:
            continue
        item = answer.item
        place = Place(item.holds, answer.period, answer.part)
        given, why = given_for(answer), answer.reason or answer.explanation
        values[place] = given, why
        if item.parts and item.parts_add_up and answer.part:
            wholes.setdefault(Place(item.holds, answer.period, WHOLE), []).append(given)
    for place, parts in wholes.items():
        values[place] = summed(parts), ""
    return values


def given_for(answer: Answer) -> Given:
    """A number, two numbers, or "not available" where a reason stands instead."""
    if answer.of is None:
        return Given(code=Code.NOT_AVAILABLE.value)
    if answer.item.out_of:
        return Given(numerator=answer.of, denominator=answer.among)
    return Given(value=answer.of)


def _store(held: Return, answers: list[Answer], by: Actor, now: datetime) -> Stored:
    values = values_of(answers)
    hold({place.indicator for place in values})
    return store_returned(
        values,
        organisation=held.organisation_id,
        source=source_of(held.round),
        by=by.user_id,
        at=now,
        reference=f"Return {held.round.quarter}",
    )


def _receipt(
    held: Return,
    before: Receipt | None,
    answers: list[Answer],
    stored: Stored,
    via: str,
    key: str,
    checksum: str,
    by: Actor,
    now: datetime,
) -> Receipt:
    filled = [answer for answer in answers if not answer.empty]
    return Receipt.objects.create(
        return_to=held,
        number=before.number + 1 if before else 1,
        via=via,
        key=key,
        values=sum(answer.of is not None for answer in filled),
        blanks=sum(answer.of is None for answer in filled),
        changed=stored.new + stored.changed,
        checksum=checksum,
        by=by.user,
        office=by.office,
        at=now,
    )

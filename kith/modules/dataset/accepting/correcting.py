"""Correcting a value after the lock: a new version, and what had been made from the old one.

What was sent stays readable: the agency's value, the partnership's sum over the agencies, and the
sums over months and quarters each get a new revision with the reason. Published editions never
change; those figures of theirs that are made from the value are listed first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, Stale, action
from kith.foundation.indicators import Want
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import ObservationState
from kith.foundation.indicators.returned import WHOLE, Place, store_returned
from kith.foundation.indicators.store import hold
from kith.foundation.publications.using import Used, published_using
from kith.kernel.figures import Kind
from kith.kernel.periods import Grain, Period
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.accepting.actions import add_to_partnership, year_of
from kith.modules.dataset.asking import Box, boxes_of
from kith.modules.dataset.models import Answer, Item, Return
from kith.modules.dataset.sending.saving import Entry, Refusals, faults
from kith.modules.dataset.sending.submitting import source_of, values_of
from kith.modules.dataset.standings import standing_of
from kith.modules.dataset.states import State


@dataclass(frozen=True, slots=True)
class Effect:
    """What a correction changes: the values of the partnership, and what was published of them."""

    values: list[Want]
    published: list[Used]


def may_correct(return_to: Return, state: State) -> bool:
    """Only what was sent and can no longer be changed by the agency itself."""
    return bool(return_to.sent_at) and state in (State.LOCKED, State.ACCEPTED)


def effect_of(return_to: Return, box: Box) -> Effect:
    """What would change if the value in a box did; nothing of a return that is not accepted."""
    if not return_to.accepted_at:
        return Effect([], [])
    values = values_of_partnership(box, return_to.round.period)
    return Effect(values, published_using(values))


def values_of_partnership(box: Box, quarter: Period) -> list[Want]:
    """The partnership's values that a box is part of: of its period, the quarter and the year."""
    item, period = box.item, box.period
    codes = [period.code]
    if item.yearly == Item.Yearly.SUM and item.kind != Kind.STOCK:
        if period.grain is Grain.MONTH:
            codes.append(quarter.code)
        if period.grain in (Grain.MONTH, Grain.QUARTER):
            codes.append(year_of(quarter).code)
    parts = [box.part]
    if box.part and item.parts_add_up:
        parts.append(WHOLE)
    return [Want(item.holds, code, "", part) for code in codes for part in parts]


@action(Permission.RETURN_ACCEPT, on="return_to")
def correct(
    *,
    return_to: Return,
    box: str,
    of: Decimal | None,
    among: Decimal | None,
    why: str,
    expected_version: int,
    by: Actor,
    reason: str = "",
) -> Answer:
    """Replace a value that was sent, after the agency can no longer do so itself.

    `reason` says why there is no number, where the correction is that there is none;
    `expected_version` is that of the answer which the person saw, 0 for an empty box.
    """
    if not why.strip():
        raise Refused("Say why the value is corrected: the reason is kept with both values.")
    held = (
        Return.objects.select_for_update()
        .select_related("round__edition", "organisation")
        .get(pk=return_to.pk)
    )
    where = standing_of(held, by.today)
    if not may_correct(held, where.state):
        raise Refused(
            "Only a value that was sent and is locked or accepted is corrected here. "
            f"{where.reason}."
        )
    asked = {one.id: one for one in boxes_of(held)}
    entry = Entry(box, of, among, reason.strip() if of is None else "", why.strip())
    if wrong := faults([entry], asked):
        raise Refusals(wrong)
    if of is None and not entry.reason:
        raise Refused("Give the right number, or say why there is none.")
    answer = _changed(held, asked[box], entry, expected_version, by)
    _store(held, answer, entry.explanation, by)
    audit.record(
        kinds.CORRECTED,
        by=by,
        ref=held,
        what=f"{held}: {asked[box].title}",
        data={"box": box, "version": answer.version},
        why=entry.explanation,
    )
    return answer


def _changed(held: Return, box: Box, entry: Entry, expected: int, by: Actor) -> Answer:
    rows = held.answers.select_for_update(of=("self",)).select_related("item")
    place = {"item": box.item, "period": box.period.code, "part": box.part}
    answer = rows.filter(**place).first() or Answer(return_to=held, version=0, **place)
    if answer.version != expected:
        raise Stale(
            "Somebody changed this value after you opened it. Nothing of yours was saved: open "
            "it again, compare, and make your correction there."
        )
    if (answer.of, answer.among, answer.reason) == (entry.of, entry.among, entry.reason):
        raise Refused("This is the value that stands there already. Nothing was changed.")
    answer.of, answer.among, answer.reason = entry.of, entry.among, entry.reason
    answer.by, answer.at, answer.version = by.user, by.now, answer.version + 1
    answer.save()
    return answer


def _store(held: Return, answer: Answer, why: str, by: Actor) -> None:
    """New revisions of the agency's value, of the whole it is part of, and of the sums."""
    item = answer.item
    beside = held.answers.filter(item=item, period=answer.period).select_related("item")
    values = values_of(beside)
    own = Place(item.holds, answer.period, answer.part)
    whole = Place(item.holds, answer.period, WHOLE)
    changed: dict[Place, tuple[Given, str]] = {
        place: (values[place][0], why) for place in {own, whole} if place in values
    }
    if whole != own and not item.parts_add_up:
        changed.pop(whole, None)
    hold({place.indicator for place in changed})
    accepted = ObservationState.ACCEPTED if held.accepted_at else ObservationState.RECEIVED
    store_returned(
        changed,
        organisation=held.organisation_id,
        source=source_of(held.round),
        by=by.user_id,
        at=by.now,
        reference=f"Correction {held.round.quarter}",
        state=accepted,
    )
    if held.accepted_at:
        add_to_partnership(held.round, beside, by, why=why)

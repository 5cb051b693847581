"""What the analyst does with a return: ask, accept, and correct after the lock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump, visible
from kith.foundation.indicators.models import ObservationState
from kith.foundation.indicators.returned import (
    Place,
    accept_returned,
    add_up,
    add_up_over_time,
)
from kith.foundation.indicators.store import hold
from kith.kernel.periods import Period, parse_period, year
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.asking import boxes_of
from kith.modules.dataset.models import Answer, Item, Query, Return, Round
from kith.modules.dataset.seeing.keeping import keep_signals
from kith.modules.dataset.sending.submitting import source_of, values_of
from kith.modules.dataset.standings import standing_of
from kith.modules.dataset.states import State


@action(Permission.RETURN_ACCEPT, on="return_to")
def ask(*, return_to: Return, box: str, question: str, by: Actor) -> Query:
    """Query a value that was sent; the agency answers with a sentence or a new value."""
    if not question.strip():
        raise Refused("Write what you want to know about the value.")
    return_to = Return.objects.select_related("round__edition", "organisation").get(
        pk=return_to.pk
    )  # as it stands now
    if not return_to.sent_at:
        raise Refused("This return has not been sent: there is nothing to query yet.")
    asked = {found.id: found for found in boxes_of(return_to)}.get(box)
    if asked is None:
        raise Refused("This return has no such box.")
    query = Query.objects.create(
        return_to=return_to,
        item=asked.item,
        period=asked.period.code,
        part=asked.part,
        question=question.strip(),
        asked_by=by.user,
        asked_at=by.now,
    )
    _mark([_place(query)], return_to, ObservationState.QUERIED)
    Return.objects.filter(pk=return_to.pk).update(accepted_at=None, accepted_by=None)
    audit.record(
        kinds.QUERIED, by=by, ref=return_to, what=f"{return_to}: {asked.title}", why=query.question
    )
    return query


@action(Permission.RETURN_FILL, on="query")
def answer(*, query: Query, text: str, expected_version: int, by: Actor) -> Query:
    """Answer a query with a sentence; a new value goes through the form and is sent again."""
    if not text.strip():
        raise Refused("Write the answer, or correct the value and send the return again.")
    query = bump(
        query,
        expected_version,
        answer=text.strip(),
        answered_by=by.user,
        answered_at=by.now,
    )
    audit.record(
        kinds.ANSWERED,
        by=by,
        ref=query.return_to,
        what=f"{query.return_to}: {query.item.title}",
        why=query.answer,
    )
    return query


@action(Permission.RETURN_ACCEPT, on="query")
def close(*, query: Query, expected_version: int, by: Actor) -> Query:
    """Take a query as settled."""
    query = bump(query, expected_version, closed_at=by.now)
    audit.record(
        kinds.CLOSED, by=by, ref=query.return_to, what=f"{query.return_to}: {query.item.title}"
    )
    return query


@action(Permission.RETURN_ACCEPT, on="return_to")
def accept(*, return_to: Return, expected_version: int, by: Actor) -> Return:
    """Accept a return: its values become part of the partnership's figures."""
    held = _taken(return_to, expected_version, by)
    add_to_partnership(held.round, _accepted(held, by), by)
    return held


@action(Permission.RETURN_ACCEPT)
def accept_several(*, round_: Round, returns: Iterable[Return], by: Actor) -> int:
    """Accept several returns of a round at once, all of them or none; how many they were."""
    mine = visible(Return.objects.filter(round=round_), by, Permission.RETURN_ACCEPT)
    held = list(
        mine.filter(pk__in=[row.pk for row in returns]).select_related("round", "organisation")
    )
    answers: list[Answer] = []
    for row in held:
        row.round = round_
        answers += _accepted(_taken(row, row.version, by), by)
    add_to_partnership(round_, answers, by)
    return len(held)


def _taken(return_to: Return, expected_version: int, by: Actor) -> Return:
    where = standing_of(return_to, by.today)
    if where.state is not State.SENT and not (
        where.state is State.LOCKED and return_to.sent_at and not return_to.accepted_at
    ):
        raise Refused(
            f"{return_to.organisation.called}: only a return that was sent can be accepted. "
            f"{where.reason}."
        )
    held = bump(return_to, expected_version, accepted_at=by.now, accepted_by=by.user)
    Query.objects.filter(return_to=held, closed_at__isnull=True).update(
        closed_at=by.now, version=F("version") + 1
    )
    return held


def _accepted(return_to: Return, by: Actor) -> list[Answer]:
    """Mark a return's values as accepted; gives its answers."""
    answers = list(return_to.answers.select_related("item"))
    places = list(values_of(answers))
    hold({place.indicator for place in places})
    _mark(places, return_to, ObservationState.ACCEPTED)
    data = {"values": len(places)}
    audit.record(kinds.ACCEPTED, by=by, ref=return_to, what=str(return_to), data=data)
    return answers


def add_to_partnership(round_: Round, answers: Iterable[Answer], by: Actor, why: str = "") -> None:
    """Add accepted values up: over the agencies, then over months, quarters and the year."""
    given = list(answers)
    places = list(values_of(given))
    now, source = by.now, source_of(round_)
    items = {answer.item_id: answer.item for answer in given}.values()
    asked = _how_many(round_, items)
    add_up(
        places,
        asked={place: asked.get(place.indicator, 1) for place in places},
        source=source,
        by=by.user_id,
        at=now,
        why=why,
        beside=_also_asked(round_, items),
    )
    quarter = parse_period(round_.quarter)
    summed = {item.holds for item in items if item.yearly == Item.Yearly.SUM}
    monthly = {item.holds for item in items if item.frequency == Item.Frequency.MONTHLY}
    within = {place for place in places if place.indicator in summed}
    steps: list[tuple[set[Place], Period, tuple[Period, ...]]] = [
        ({p for p in within if p.indicator in monthly}, quarter, quarter.months())
    ]
    whole = year_of(quarter)
    if Round.objects.filter(quarter=whole.quarters()[-1].code).exists():
        steps.append((within, whole, whole.quarters()))
    for some, into, spans in steps:
        if some:
            add_up_over_time(some, into, spans, source=source, by=by.user_id, at=now)
    keep_signals()


def year_of(quarter: Period) -> Period:
    """The financial year that a quarter is part of."""
    return year(quarter.basis, quarter.starts_on.year - (quarter.starts_on.month < 4))


def _how_many(round_: Round, items: Iterable[Item]) -> dict[str, int]:
    """How many organisations each item is asked of, in its round."""
    everyone = round_.returns.filter(excused_on__isnull=True).count()
    asked = agreed(round_.edition).asked
    return {
        item.holds: everyone if item.asked_of_all else len(asked.get(item.pk, ())) for item in items
    }


def _also_asked(round_: Round, items: Iterable[Item]) -> set[tuple[str, int]]:
    """Agencies whose answer is set beside the owner's, by indicator."""
    beside = agreed(round_.edition).beside
    return {(item.holds, body) for item in items for body in beside.get(item.pk, ())}


def _place(query: Query) -> Place:
    return Place(query.item.holds, query.period, query.part)


def _mark(places: list[Place], return_to: Return, state: ObservationState) -> None:
    accept_returned(places, organisation=return_to.organisation_id, state=state)

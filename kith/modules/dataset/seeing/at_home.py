"""What the group's page puts on the first page: the last quarter's signals, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from kith.foundation.access import Actor, Permission, Role, can, visible
from kith.foundation.ui.home import Group, Need, Part, Signal, State
from kith.foundation.ui.words import day
from kith.modules.dataset.escalating.listing import address_of
from kith.modules.dataset.models import Escalation
from kith.modules.dataset.seeing.cards import card
from kith.modules.dataset.seeing.quarters import quarters
from kith.modules.dataset.seeing.readings import picture

# Those who read the whole picture; an agency's first page is about the agency.
READERS = (Role.BUSINESS_MANAGER, Role.DATA_ANALYST, Role.EXECUTIVE, Role.SCRUTINEER)
AREA, MOST = "Exceptions", 3


def signals(actor: Actor) -> Iterator[Part]:
    """The true signals of the last quarter with accepted values, and how many there are."""
    if actor.role not in READERS:
        return
    round_ = quarters().chosen
    if round_ is None:
        return
    shared, page = picture(round_), reverse("dataset-performance")
    label = round_.period.label
    yield State(f"{label}: {_lower(shared.sentence)}", page, "Performance")
    group = Group(f"Signals, {label}", "Beyond what chance explains.", page, "All of them")
    for read in shared.signals[:MOST]:
        one = card(read, numbers=False)
        words = f"{one.tag}. {one.sentence} {one.chance}".strip()
        calm = one.tag == "Better"
        yield Signal(one.name, one.big, one.when, words, one.url, calm, one.spark, group)


def exceptions(actor: Actor) -> Iterator[Need]:
    """Answers that the reader owes, and those that the group waits for in vain."""
    owes, waits = actor.role is Role.EXECUTIVE, can(actor, Permission.EXCEPTION_RAISE)
    if not (owes or waits):
        return
    permission = Permission.EXCEPTION_ANSWER if owes else Permission.EXCEPTION_RAISE
    rows = visible(Escalation.objects.all(), actor, permission)
    rows = rows.exclude(state=Escalation.State.CLOSED).select_related("asked_of")
    for one in rows.order_by("answer_by", "pk"):
        late = actor.today > one.answer_by
        since = one.answer_by if late else None
        if one.state == Escalation.State.RAISED and owes:
            asked = "was asked for" if late else "is asked for"
            yield Need(f"Answer the group: {one.title}", address_of(one),
                       f"An answer {asked} by {day(one.answer_by)}.", AREA, since)  # fmt: skip
        elif one.state == Escalation.State.RAISED and late:
            yield Need(f"Ask {one.asked_of.called} for its answer: {one.title}", address_of(one),
                       f"It was to be answered by {day(one.answer_by)}.", AREA, since)  # fmt: skip
        elif one.state == Escalation.State.ANSWERED and waits:
            yield Need(f"Say what followed: {one.title}", address_of(one),
                       f"{one.asked_of.called} has answered.", AREA)  # fmt: skip


def _lower(words: str) -> str:
    """A sentence that goes on after a colon; a number at its start stays."""
    return words[:1].lower() + words[1:]

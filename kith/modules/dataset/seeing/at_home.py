"""What the group's page puts on the first page: the last quarter's signals, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from kith.foundation.access import Actor, Permission, Role, visible
from kith.foundation.ui.home import Group, Need, Part, State
from kith.foundation.ui.words import day
from kith.modules.dataset.escalating.listing import address_of
from kith.modules.dataset.models import Escalation, Return, Round
from kith.modules.dataset.seeing.keeping import kept_signals

# Those who read the whole picture; an agency's first page is about the agency.
READERS = (Role.BUSINESS_MANAGER, Role.DATA_ANALYST, Role.EXECUTIVE, Role.SCRUTINEER)
AREA = "Exceptions"


def parts(actor: Actor) -> Iterator[Part]:
    """The true signals of the last quarter with accepted values, and what waits for an answer.

    One query; a second only where an answer waits.
    """
    if actor.role not in READERS:
        return
    waiting = _waiting(actor)
    accepted = Return.objects.filter(round=OuterRef("pk"), accepted_at__isnull=False)
    rounds = Round.objects.filter(Exists(accepted)).annotate(waits=Exists(waiting.order_by()))
    round_ = rounds.order_by("-quarter").first()
    if round_ is None or round_.waits:
        yield from _asked(actor, waiting)
    if round_ is not None and round_.signals:
        page, label = reverse("dataset-performance"), round_.period.label
        said = round_.signals["sentence"]
        yield State(f"{label}: {said[:1].lower()}{said[1:]}", page, "Performance")
        group = Group(f"Signals, {label}", "Beyond what chance explains.", page, "All of them")
        yield from kept_signals(round_, group)


def _waiting(actor: Actor) -> QuerySet[Escalation]:
    """For an Executive member, what waits for their answer; for the group, what is overdue."""
    raised = Escalation.objects.filter(state=Escalation.State.RAISED)
    if actor.role is Role.EXECUTIVE:
        return visible(raised, actor, Permission.EXCEPTION_ANSWER)
    overdue = raised.filter(answer_by__lt=actor.today)
    return visible(overdue, actor, Permission.EXCEPTION_RAISE)


def _asked(actor: Actor, waiting: QuerySet[Escalation]) -> Iterator[Need]:
    for one in waiting.select_related("asked_of").order_by("answer_by", "pk"):
        late = actor.today > one.answer_by
        since = one.answer_by if late else None
        if actor.role is Role.EXECUTIVE:
            asked = "was asked for" if late else "is asked for"
            title = f"Answer the group: {one.title}"
            text = f"An answer {asked} by {day(one.answer_by)}."
        else:
            title = f"Ask {one.asked_of.called} for its answer: {one.title}"
            text = f"It was to be answered by {day(one.answer_by)}."
        yield Need(title, address_of(one), text, AREA, since)

"""The list of escalations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from kith.foundation.ui.components import tag
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.kernel.periods import parse_period
from kith.modules.dataset.escalating.telling import indicator_of, standing
from kith.modules.dataset.models import Escalation

OVERDUE = "overdue"


def address_of(one: Escalation) -> str:
    """Its page."""
    return reverse("dataset-escalation", args=[one.pk])


def escalations_table(
    query: Mapping[str, str], rows: QuerySet[Escalation], today: date, may_raise: bool
) -> Table:
    """Every escalation, what waits first."""

    def by_state(found: QuerySet[Escalation], chosen: str) -> QuerySet[Escalation]:
        if chosen == OVERDUE:
            return found.filter(state=Escalation.State.RAISED, answer_by__lt=today)
        return found.filter(state=chosen)

    def state(one: Escalation) -> str:
        return standing(one, today).words

    states = [
        ("", "every state"),
        (OVERDUE, "answer overdue"),
        *((value, label.lower()) for value, label in Escalation.State.choices),
    ]
    return Table(
        columns=[
            Column("title", "Exception", header=True, link=address_of, sort="title",
                   small=indicator_of),
            Column("period", "Period", value=lambda e: parse_period(e.period).label),
            Column("asked_of", "Put to", value=lambda e: e.asked_of.called,
                   sort="asked_of__name"),
            Column("answer_by", "Answer by", sort="answer_by", nowrap=True),
            Column("state", "State", value=state, sort="state",
                   html=lambda e: tag(state(e), standing(e, today).kind)),
        ],
        rows=rows.select_related("asked_of"),
        query=query,
        caption="Escalations to the Executive",
        caption_hidden=True,
        sort="-answer_by",
        filters=[Filter("state", "State", states, by=by_state)],
        noun="escalation",
        name="escalations",
        empty=Empty(
            "Nothing was escalated",
            "What the group puts to the Executive stands here, with the answer and what followed.",
            reverse("dataset-escalations-new") if may_raise else "",
            "Escalate an exception" if may_raise else "",
        ),
    )  # fmt: skip

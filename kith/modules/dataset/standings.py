"""Returns with where they stand: one query for however many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kith.modules.dataset.models import Answer, Query, Return
from kith.modules.dataset.states import Standing, facts_of, standing


@dataclass(frozen=True, slots=True)
class Seen:
    """A return and where it stands today."""

    return_to: Return
    standing: Standing
    filled: int
    open_queries: int


def _number_of(rows: QuerySet) -> Coalesce:  # type: ignore[type-arg]
    counted = rows.order_by().values("return_to").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def standings(returns: QuerySet[Return], today: date) -> list[Seen]:
    """Each return with its state; `returns` may be narrowed and ordered by the caller."""
    filled = Answer.objects.filter(return_to=OuterRef("pk")).filter(
        Q(of__isnull=False) | Q(among__isnull=False) | ~Q(reason="")
    )
    waiting = Query.objects.filter(
        return_to=OuterRef("pk"), answered_at__isnull=True, closed_at__isnull=True
    )
    rows = returns.select_related("round__edition", "organisation").annotate(
        filled=_number_of(filled), waiting=_number_of(waiting)
    )
    return [_seen(row, today) for row in rows]


def _seen(row: Return, today: date) -> Seen:
    filled, waiting = row.filled, row.waiting  # type: ignore[attr-defined]
    facts = facts_of(row, row.round, filled, waiting)
    return Seen(row, standing(facts, today), filled, waiting)


def standing_of(return_to: Return, today: date) -> Standing:
    """Where one return stands, read afresh."""
    return standings(Return.objects.filter(pk=return_to.pk), today)[0].standing

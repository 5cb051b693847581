"""Returns with where they stand: one query for however many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kith.modules.dataset.models import Answer, Query, Return
from kith.modules.dataset.states import Standing, facts_of, standing

GIVEN = Q(of__isnull=False) | Q(among__isnull=False) | ~Q(reason="")  # a box that is filled in
WAITING = Q(answered_at__isnull=True, closed_at__isnull=True)  # a query without an answer


@dataclass(frozen=True, slots=True)
class Seen:
    """A return and where it stands today."""

    return_to: Return
    standing: Standing
    filled: int
    open_queries: int


def number_of(rows: QuerySet) -> Coalesce:  # type: ignore[type-arg]
    """How many of `rows` belong to a return, for an annotation; they name it by `OuterRef`."""
    counted = rows.order_by().values("return_to").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def standings(returns: QuerySet[Return], today: date) -> list[Seen]:
    """Each return with its state; `returns` may be narrowed and ordered by the caller."""
    filled = Answer.objects.filter(GIVEN, return_to=OuterRef("pk"))
    waiting = Query.objects.filter(WAITING, return_to=OuterRef("pk"))
    rows = returns.select_related("round__edition", "organisation").annotate(
        filled=number_of(filled), waiting=number_of(waiting)
    )
    return [_seen(row, today) for row in rows]


def _seen(row: Return, today: date) -> Seen:
    filled, waiting = row.filled, row.waiting  # type: ignore[attr-defined]
    facts = facts_of(row, row.round, filled, waiting)
    return Seen(row, standing(facts, today), filled, waiting)


def standing_of(return_to: Return, today: date) -> Standing:
    """Where one return stands, read afresh."""
    row = Return.objects.select_related("round").get(pk=return_to.pk)
    filled = Answer.objects.filter(GIVEN, return_to=row).count()
    waiting = Query.objects.filter(WAITING, return_to=row).count()
    return standing(facts_of(row, row.round, filled, waiting), today)

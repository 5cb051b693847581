"""What organisations gave for the points of a line, and how that was changed: newest first.

A value that is still asked about, or waits to be accepted, is its organisation's own affair and
that of whoever accepts: others see it once an accepted value has followed it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from kith.foundation.access import Actor, Permission, can
from kith.foundation.indicators.lookups import period_of
from kith.foundation.indicators.models import Observation, ObservationState
from kith.foundation.indicators.store import given_of
from kith.foundation.indicators.timelines import Timeline

MOST = 12
_WORDS = {
    ObservationState.RECEIVED: "received",
    ObservationState.QUERIED: "queried",
    ObservationState.ACCEPTED: "accepted",
}


def given_and_changed(
    line: Timeline, keys: Collection[str], seen: QuerySet[Observation], actor: Actor
) -> list[dict[str, Any]]:
    """What was given for the last point, and every change of the points before it. One query."""
    if not line.spots:
        return []
    periods = [spot.period.code for spot in line.spots]
    rows = list(
        seen.filter(
            Q(period=periods[-1]) | Q(revision__gt=1) | Q(current=False),
            series__indicator__key__in=keys,
            series__area__code=line.line.area,
            series__breakdown=line.line.part,
            series__organisation__isnull=False,
            period__in=periods,
        )
        .select_related("series__organisation", "by")
        .order_by("-at", "-revision", "pk")[: MOST * 20]
    )
    accepted: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.state == ObservationState.ACCEPTED:
            place = row.series_id, row.period
            accepted[place] = max(accepted.get(place, 0), row.revision)
    judges = can(actor, Permission.OBSERVATION_CORRECT)
    shown = [
        row
        for row in rows
        if judges
        or row.revision <= accepted.get((row.series_id, row.period), 0)
        or row.series.organisation_id == actor.organisation_id
    ]
    return [_told(row) for row in shown[:MOST]]


def _told(row: Observation) -> dict[str, Any]:
    state = _WORDS[ObservationState(row.state)]
    replaced = "" if row.current else ", then replaced"
    who = row.series.organisation.name if row.series.organisation else ""
    return {
        "what": f"{given_of(row)} {state}{replaced}: {who}, {period_of(row.period).label}",
        "when": row.at,
        "by": row.by.office if row.by else "",
        "detail": row.reason or row.reference,
    }

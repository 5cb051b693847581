"""Values that organisations return: stored as theirs, accepted, and added up for the partnership.

An organisation's value is an observation of its own series. When it is accepted, the
partnership's own observation becomes the sum over the organisations whose values are accepted:
counts add up, shares add up in both their parts, and a reason instead of a number stays out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import (
    DataSource,
    Indicator,
    Observation,
    ObservationState,
    Series,
)
from kith.foundation.indicators.store import given_of, partnership_area
from kith.kernel.periods import Period, parse_period

WHOLE = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of the partnership stands: indicator, period and part."""

    indicator: str
    period: str
    part: str = WHOLE


@dataclass(frozen=True, slots=True)
class Stored:
    """How many values an organisation's sending brought, by what they were before."""

    new: int
    changed: int
    same: int


def store_returned(
    values: Mapping[Place, tuple[Given, str]],
    *,
    organisation: int,
    source: DataSource,
    by: int | None,
    at: datetime,
    reference: str = "",
    state: ObservationState = ObservationState.RECEIVED,
) -> Stored:
    """Store an organisation's values, each with what was said of it; only inside an action.

    A value equal to the stored one makes no revision. Four queries, however many values.
    """
    series = _series({(p.indicator, p.part) for p in values}, organisation)
    current = _current(series.values(), {p.period for p in values})
    new = changed = same = 0
    rows, set_aside = [], []
    for place, (given, why) in values.items():
        line = series[place.indicator, place.part]
        before = current.get((line, place.period))
        if before is not None and given_of(before).key == given.key and before.reason == why:
            same += 1
            continue
        new, changed = new + (before is None), changed + (before is not None)
        if before is not None:
            set_aside.append(before.pk)
        revision = before.revision + 1 if before else 1
        rows.append(
            _row(line, place.period, given, revision, source, why, by, at, reference, state)
        )
    Observation.objects.filter(pk__in=set_aside).update(current=False)
    Observation.objects.bulk_create(rows, batch_size=500)
    return Stored(new, changed, same)


def accept_returned(places: Iterable[Place], *, organisation: int, state: ObservationState) -> None:
    """Move an organisation's current values to a later state."""
    wanted = set(places)
    series = _series({(p.indicator, p.part) for p in wanted}, organisation)
    Observation.objects.filter(
        series_id__in=series.values(), period__in={p.period for p in wanted}, current=True
    ).update(state=state)


def add_up(
    places: Iterable[Place],
    *,
    asked: Mapping[Place, int],
    source: DataSource,
    by: int | None,
    at: datetime,
    why: str = "",
    beside: Collection[tuple[str, int]] = (),
) -> Stored:
    """Make the partnership's value of each place the sum of its organisations' accepted ones.

    `asked` is how many organisations were asked; the reference of the value says how many gave
    one. A place that nobody gave a number for gets no value, or the reason's code. `beside` are
    indicators and organisations whose value is only set beside another's, and not added.
    """
    wanted = list(dict.fromkeys(places))
    given = _accepted(wanted, beside)
    values: dict[Place, tuple[Given, str]] = {}
    for place in wanted:
        parts = given.get(place, [])
        if parts:
            values[place] = summed(parts), why
    return _store_own(values, given, asked, source, by, at)


def summed(parts: Sequence[Given]) -> Given:
    """The sum of what several gave; of codes alone, the first code."""
    numbers = [part for part in parts if not part.code]
    if not numbers:
        return Given(code=parts[0].code)
    if numbers[0].numerator is not None:
        pairs = [(n.numerator or Decimal(0), n.denominator or Decimal(0)) for n in numbers]
        return Given(
            numerator=sum((of for of, _ in pairs), Decimal(0)),
            denominator=sum((among for _, among in pairs), Decimal(0)),
        )
    return Given(value=sum((n.value or Decimal(0) for n in numbers), Decimal(0)))


def add_up_over_time(
    places: Iterable[Place],
    into: Period,
    spans: Sequence[Period],
    *,
    source: DataSource,
    by: int | None,
    at: datetime,
    why: str = "",
) -> int:
    """Store the partnership's value of a longer period from its parts, where all of them are there.

    Returns how many values were stored or changed.
    """
    keys = {(place.indicator, place.part) for place in places}
    series = _series(keys, None)
    codes = [span.code for span in spans]
    current = _current(series.values(), {*codes, into.code})
    values: dict[Place, tuple[Given, str]] = {}
    for (indicator, part), line in series.items():
        found = [current.get((line, code)) for code in codes]
        given = [given_of(row) for row in found if row is not None]
        if len(given) == len(codes) and not any(g.code for g in given):
            values[Place(indicator, into.code, part)] = summed(given), why
    if not values:
        return 0
    stored = _store_own(values, {}, {}, source, by, at, f"{len(codes)} periods added up")
    return stored.new + stored.changed


def _store_own(
    values: Mapping[Place, tuple[Given, str]],
    given: Mapping[Place, list[Given]],
    asked: Mapping[Place, int],
    source: DataSource,
    by: int | None,
    at: datetime,
    reference: str = "",
) -> Stored:
    series = _series({(p.indicator, p.part) for p in values}, None)
    current = _current(series.values(), {p.period for p in values})
    new = changed = same = 0
    rows, set_aside = [], []
    for place, (value, why) in values.items():
        line = series[place.indicator, place.part]
        before = current.get((line, place.period))
        if before is not None and given_of(before).key == value.key:
            same += 1
            continue
        new, changed = new + (before is None), changed + (before is not None)
        if before is not None:
            set_aside.append(before.pk)
        said = reference or _said(len(given.get(place, [])), asked.get(place, 0))
        rows.append(
            _row(
                *(line, place.period, value, before.revision + 1 if before else 1, source),
                *(why, by, at, said, ObservationState.ACCEPTED),
            )
        )
    Observation.objects.filter(pk__in=set_aside).update(current=False)
    Observation.objects.bulk_create(rows, batch_size=500)
    return Stored(new, changed, same)


def _said(gave: int, asked: int) -> str:
    if asked <= 1:
        return ""
    return f"{gave} of {asked} organisations"


def _row(
    line: int,
    period: str,
    given: Given,
    revision: int,
    source: DataSource,
    why: str,
    by: int | None,
    at: datetime,
    reference: str,
    state: ObservationState,
) -> Observation:
    when = parse_period(period)
    return Observation(
        series_id=line,
        period=period,
        starts_on=when.starts_on,
        ends_on=when.ends_on,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        code=given.code,
        revision=revision,
        state=state,
        source=source,
        reference=reference,
        reason=why,
        by_id=by,
        at=at,
    )


def _series(keys: set[tuple[str, str]], organisation: int | None) -> dict[tuple[str, str], int]:
    """The series of each indicator and part, made where there is none yet."""
    area = partnership_area()
    rows = Series.objects.filter(
        area=area, organisation=organisation, indicator__key__in={key for key, _ in keys}
    ).values_list("indicator__key", "breakdown", "pk")
    found = {(key, part): pk for key, part, pk in rows}
    missing = [key for key in keys if key not in found]
    if missing:
        ids = dict(
            Indicator.objects.filter(key__in={key for key, _ in missing}).values_list("key", "pk")
        )
        Series.objects.bulk_create(
            [
                Series(
                    indicator_id=ids[key], area=area, organisation_id=organisation, breakdown=part
                )
                for key, part in sorted(missing)
            ],
            ignore_conflicts=True,
        )
        rows = Series.objects.filter(
            area=area, organisation=organisation, indicator__key__in=set(ids)
        ).values_list("indicator__key", "breakdown", "pk")
        found |= {(key, part): pk for key, part, pk in rows}
    return {key: found[key] for key in keys}


def _current(series: Iterable[int], periods: set[str]) -> dict[tuple[int, str], Observation]:
    rows = Observation.objects.filter(
        series_id__in=list(series), period__in=periods, current=True
    ).select_for_update(of=("self",))
    return {(row.series_id, row.period): row for row in rows}


def _accepted(
    places: Sequence[Place], beside: Collection[tuple[str, int]]
) -> dict[Place, list[Given]]:
    """What the organisations gave for each place, as far as it is accepted."""
    wanted = set(places)
    rows = Observation.objects.filter(
        series__area=partnership_area(),
        series__organisation__isnull=False,
        series__indicator__key__in={p.indicator for p in wanted},
        period__in={p.period for p in wanted},
        current=True,
        state=ObservationState.ACCEPTED,
    ).values_list(
        *("series__indicator__key", "series__organisation", "period", "series__breakdown"),
        *("value", "numerator", "denominator", "code"),
    )
    found: dict[Place, list[Given]] = defaultdict(list)
    for key, organisation, period, part, *numbers in rows:
        place = Place(key, period, part)
        if place in wanted and (key, organisation) not in beside:
            found[place].append(Given(*numbers))
    return found

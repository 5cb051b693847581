"""Values over time, in order and with their gaps: many lines at once, in two queries.

A line is one indicator of one area, perhaps one part of it, perhaps what one organisation gave of
it. Only accepted values are on a line; of an organisation's value that is asked about again, the
revision that was accepted last. A period for which there is no number is a gap, never nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.db.models import FloatField, Q, QuerySet
from django.db.models.functions import Cast

from kith.foundation.indicators.definitions import Definition, definition
from kith.foundation.indicators.lookups import as_value, period_of, population_date
from kith.foundation.indicators.models import Observation, ObservationState, Series
from kith.foundation.indicators.steps import Step, short, stepped, steps_among, steps_of
from kith.kernel.figures import Code, Missing, Rate, Ratio, Unit, Value, shown
from kith.kernel.periods import Period

MOST = 480  # points on one line: forty years of months


class Line(NamedTuple):
    """Which values are wanted: area "" and no organisation is the partnership's own total."""

    key: str
    area: str = ""
    part: str = ""
    organisation: int | None = None


class Raw(NamedTuple):
    """The numbers of one observation as read; whole numbers and four decimals stay exact."""

    id: int
    value: float | None
    numerator: float | None
    denominator: float | None
    code: str
    reason: str
    state: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One period of a line. `number` is what is drawn: None is a gap."""

    period: Period
    number: float | None
    raw: Raw | None = None
    # The number of a population, or of a ratio's other part, that `raw` was divided by.
    among: float | None = None

    @property
    def observation(self) -> int:
        return self.raw.id if self.raw else 0

    @property
    def reason(self) -> str:
        """What was said of it: an explanation, or why there is no number."""
        return self.raw.reason if self.raw else ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The points of a line in order of time, every step from the first to the last."""

    line: Line
    meaning: Definition
    step: Step
    spots: tuple[Spot, ...] = ()
    steps: tuple[Step, ...] = ()  # in which steps there are values

    @property
    def numbers(self) -> list[float | None]:
        return [spot.number for spot in self.spots]

    @property
    def known(self) -> int:
        """How many points have a number."""
        return sum(spot.number is not None for spot in self.spots)

    @property
    def last(self) -> Spot | None:
        """The last point, whether it has a number or not."""
        return self.spots[-1] if self.spots else None

    def label(self, spot: Spot) -> str:
        return short(spot.period, self.step)

    def value(self, spot: Spot) -> Value:
        """The point's value, exact."""
        return _value(self.meaning, spot)

    def shown(self, spot: Spot, small: str = "of") -> str:
        """The point's value as people read it; of a gap, its code."""
        return shown(_value(self.meaning, spot), self.meaning.unit, small=small)

    def between(self, since: str, until: str) -> Timeline:
        """The points from one period to another, by their codes; "" is as far as there are."""
        first = period_of(since).ends_on if since else date.min
        last = period_of(until).ends_on if until else date.max
        kept = tuple(s for s in self.spots if first <= s.period.ends_on <= last)
        return replace(self, spots=kept)


def timelines(
    keys: Iterable[str],
    *,
    area: str = "",
    part: str = "",
    organisation: int | None = None,
    step: Step | None = None,
    since: date | None = None,
) -> dict[str, Timeline]:
    """The line of each indicator, as `lines` gives it; one without values has no points."""
    wanted = {key: Line(key, area, part, organisation) for key in keys}
    found = lines(wanted.values(), step=step, since=since)
    return {key: found[line] for key, line in wanted.items()}


def lines(
    wanted: Iterable[Line],
    *,
    step: Step | None = None,
    since: date | None = None,
    among: QuerySet[Observation] | None = None,
) -> dict[Line, Timeline]:
    """Each line, in two queries for however many there are.

    Without `step` each has the finest for which it has values. `since` leaves out what ended
    before. `among` are the observations that the reader may see: without it, all that are accepted.
    """
    asked = list(dict.fromkeys(wanted))
    values = read(asked, since=since, among=among)
    return {line: values.line(line, step) for line in asked}


_Values = dict[Line, dict[str, Raw]]  # by period code


@dataclass(frozen=True)
class Values:
    """What was read of some lines: each can be had in any of its steps."""

    raw: _Values

    def line(self, line: Line, step: Step | None = None) -> Timeline:
        return _timeline(line, self.raw, step)


def read(
    wanted: Iterable[Line],
    *,
    since: date | None = None,
    among: QuerySet[Observation] | None = None,
) -> Values:
    """What lines are made of, in two queries; as for `lines`."""
    needed = {part for line in wanted for part in _parts(line)}
    return read_series(_series(needed), since=since, among=among)


def read_series(
    series: Mapping[int, Line],
    *,
    since: date | None = None,
    among: QuerySet[Observation] | None = None,
) -> Values:
    """The same where the series are known by their primary keys: one query."""
    return Values(_read(series, since, among))


def _parts(line: Line) -> Iterator[Line]:
    """The lines that a line is worked out from, itself first."""
    yield line
    meaning = definition(line.key)
    if meaning.ratio:
        yield line._replace(key=meaning.ratio.of)
        yield _whole(line, meaning)
    if meaning.rate:
        yield line._replace(key=meaning.rate.of)
        yield from _peopled(line, meaning)


def _whole(line: Line, meaning: Definition) -> Line:
    assert meaning.ratio is not None
    whole = line._replace(key=meaning.ratio.among)
    return whole._replace(part="") if meaning.ratio.keeps_breakdown else whole


def _peopled(line: Line, meaning: Definition) -> list[Line]:
    """Where the population is looked for: the partnership's is that of its official area."""
    assert meaning.rate is not None
    if meaning.rate.same_period:
        return [Line(meaning.rate.population, line.area, "", line.organisation)]
    own = Line(meaning.rate.population, line.area)
    return [own] if line.area else [own, own._replace(area=settings.AREA)]


def _read(
    series: Mapping[int, Line], since: date | None, among: QuerySet[Observation] | None
) -> _Values:
    base = Observation.objects.all() if among is None else among
    own = [pk for pk, line in series.items() if line.organisation is None]
    theirs = [pk for pk, line in series.items() if line.organisation is not None]
    # Of the partnership's own values the current one; of an organisation's the last accepted.
    rows = base.filter(
        Q(series_id__in=own, current=True)
        | Q(series_id__in=theirs, state=ObservationState.ACCEPTED)
    )
    if since is not None:
        # A population counts for the year after it, and for the months until the next.
        people = [pk for pk, line in series.items() if line.key.startswith("population.")]
        rows = rows.filter(Q(ends_on__gte=since) | Q(series_id__in=people))
    # As floats: making a Decimal of each of ten thousand values takes longer than all the rest.
    floats = {f"{name}_": Cast(name, FloatField()) for name in ("value", "numerator")}
    floats["denominator_"] = Cast("denominator", FloatField())
    found: _Values = defaultdict(dict)
    names = ("series_id", "period", "id", "value_", "numerator_", "denominator_")
    for row in (
        rows.annotate(**floats).order_by("revision").values_list(*names, "code", "reason", "state")
    ):
        found[series[row[0]]][row[1]] = Raw._make(row[2:])
    return found


def _series(needed: Collection[Line]) -> dict[int, Line]:
    wanted = set(needed)
    bodies = {line.organisation for line in wanted if line.organisation is not None}
    rows = Series.objects.filter(
        Q(organisation=None) | Q(organisation__in=bodies),
        area__code__in={line.area for line in wanted},
        indicator__key__in={line.key for line in wanted},
    ).values_list("pk", "indicator__key", "area__code", "breakdown", "organisation_id")
    found = {pk: Line(*rest) for pk, *rest in rows}
    return {pk: line for pk, line in found.items() if line in wanted}


def _timeline(line: Line, raw: _Values, step: Step | None) -> Timeline:
    meaning = definition(line.key)
    spots = _spots(line, meaning, raw)
    steps = steps_among(spots)
    chosen = step or _usual(spots, steps)
    kept = [spot for code, spot in spots.items() if chosen in steps_of(code)]
    if not kept:
        return Timeline(line, meaning, chosen, (), tuple(steps))
    ends = [spot.period for spot in kept]
    first, last = min(ends, key=_end), max(ends, key=_end)
    every = [spots.get(p.code) or Spot(p, None) for p in stepped(chosen, first, last)]
    return Timeline(line, meaning, chosen, tuple(every[-MOST:]), tuple(steps))


def _usual(spots: Collection[str], steps: list[Step]) -> Step:
    """The finest step with more than two values; a month here and there is no line."""
    often = (step for step in steps if sum(step in steps_of(code) for code in spots) > 2)
    return next(often, steps[0] if steps else Step.QUARTER)


def _end(period: Period) -> date:
    return period.ends_on


def _spots(line: Line, meaning: Definition, raw: _Values) -> dict[str, Spot]:
    """The points by period: worked out from their parts, else as they were published."""
    found = {}
    if meaning.ratio:
        whole = raw.get(_whole(line, meaning), {})
        for code, one in raw.get(line._replace(key=meaning.ratio.of), {}).items():
            found[code] = _divided(code, one, _number(whole.get(code)), 100)
    elif meaning.rate:
        places = [raw.get(place, {}) for place in _peopled(line, meaning)]
        for code, one in raw.get(line._replace(key=meaning.rate.of), {}).items():
            at = code if meaning.rate.same_period else _mid_year(code)
            people = [_number(place.get(at)) for place in places]
            known = next((n for n in people if n is not None), None)
            found[code] = _divided(code, one, known, meaning.rate.per)
    for code, one in raw.get(line, {}).items():
        if code not in found or found[code].number is None:
            found[code] = Spot(period_of(code), _plain(meaning, one), one)
    return found


def _divided(code: str, one: Raw, among: float | None, per: int) -> Spot:
    count = _number(one)
    # A part that is more than its whole is of another kind than the whole: no share.
    wrong = per == 100 and count is not None and among is not None and count > among
    number = None if count is None or not among or wrong else count * per / among
    return Spot(period_of(code), number, one, among)


def _mid_year(code: str) -> str:
    return population_date(period_of(code)).code


def _number(raw: Raw | None) -> float | None:
    return None if raw is None or raw.code else raw.value


def _plain(meaning: Definition, raw: Raw) -> float | None:
    """The number that is drawn of a stored value: of a share in two parts, its percentage."""
    if raw.code:
        return None
    if meaning.unit is Unit.PERCENT and raw.numerator is not None and raw.denominator is not None:
        return raw.numerator * 100 / raw.denominator if raw.denominator else None
    return raw.value


def _value(meaning: Definition, spot: Spot) -> Value:
    raw = spot.raw
    if raw is None:
        return Missing(Code.NOT_COLLECTED)
    if raw.code:
        return Missing(Code(raw.code))
    if spot.among is not None and raw.value is not None and spot.number is not None:
        if meaning.rate:
            return Rate(int(raw.value), int(spot.among), meaning.rate.per)
        return Ratio(int(raw.value), int(spot.among))
    if meaning.derived and spot.number is None:
        return Missing(Code.NOT_AVAILABLE)
    return as_value(
        meaning, _exact(raw.value), _exact(raw.numerator), _exact(raw.denominator), raw.code
    )


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number)).quantize(Decimal("0.0001"))

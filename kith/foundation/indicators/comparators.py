"""An area beside England, its region and its statistical neighbours, over all years.

Counts of areas of different sizes are not set side by side: for a count, the rate made from it
is compared, where there is one. The neighbours' value is the unweighted mean of their values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from kith.foundation.indicators.definitions import Definition, definition, shipped
from kith.foundation.indicators.lookups import Want, lookup, period_of
from kith.foundation.indicators.models import (
    Area,
    AreaKind,
    Neighbour,
    NeighbourModel,
    Observation,
)
from kith.kernel.figures import Figure, Unit
from kith.kernel.intervals import Interval, Verdict, interval_of, verdict
from kith.kernel.periods import Grain, Period

COMPARED = frozenset({Unit.RATE, Unit.PERCENT})


@dataclass(frozen=True, slots=True)
class Place:
    """An area that is compared with; a neighbour whose code changed has several codes."""

    codes: tuple[str, ...]
    name: str
    role: str  # area | country | region | neighbour


@dataclass(frozen=True, slots=True)
class Mean:
    """The unweighted mean of the neighbours that have a value, and how many those are."""

    number: Fraction
    of: int
    among: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of an area among others by value, the highest first; ties share a place."""

    place: int
    among: int


@dataclass(slots=True)
class Comparison:
    """One indicator of one area for one period, and everything it is set beside."""

    meaning: Definition
    area: Place
    period: Period
    periods: list[Period]
    places: list[Place] = field(default_factory=list)
    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)  # by role name, period
    neighbours_title: str = ""

    def figure(self, place: Place, period: Period | None = None) -> Figure:
        return self.figures[place.name, (period or self.period).code]

    @property
    def own(self) -> Figure:
        return self.figure(self.area)

    @property
    def own_interval(self) -> Interval | None:
        return interval_of(self.own.value)

    @property
    def country(self) -> Place | None:
        return next((p for p in self.places if p.role == "country"), None)

    @property
    def region(self) -> Place | None:
        return next((p for p in self.places if p.role == "region"), None)

    @property
    def neighbours(self) -> list[Place]:
        return [p for p in self.places if p.role == "neighbour"]

    def mean(self, period: Period | None = None) -> Mean | None:
        """The neighbours' mean; None when none of them has a value."""
        numbers = [self.figure(p, period).number for p in self.neighbours]
        known = [n for n in numbers if n is not None]
        if not known:
            return None
        return Mean(sum(known, Fraction(0)) / len(known), len(known), len(numbers))

    def against(self, benchmark: Fraction | None) -> Verdict | None:
        """How the area stands to a benchmark, by its 95% interval; None where it has none."""
        interval = self.own_interval
        if interval is None or benchmark is None:
            return None
        return verdict(interval, benchmark, self.meaning.polarity)

    def against_place(self, place: Place | None) -> Verdict | None:
        return self.against(self.figure(place).number) if place else None

    @property
    def rank(self) -> Rank | None:
        """The area's place among itself and its neighbours."""
        others = [self.figure(p).number for p in self.neighbours]
        return rank_of(self.own.number, others)


def rank_of(own: Fraction | None, others: Iterable[Fraction | None]) -> Rank | None:
    known = [n for n in others if n is not None]
    if own is None or not known:
        return None
    return Rank(1 + sum(n > own for n in known), len(known) + 1)


def compared_with(meaning: Definition) -> Definition | None:
    """The indicator whose values may be compared between areas: itself, or the rate made of it."""
    if meaning.unit in COMPARED:
        return meaning
    return next((d for d in shipped() if d.rate and d.rate.of == meaning.key), None)


def observed_key(meaning: Definition) -> str:
    """The indicator whose observations say for which periods there is a figure."""
    if meaning.ratio:
        return observed_key(definition(meaning.ratio.of))
    if meaning.rate:
        return observed_key(definition(meaning.rate.of))
    return meaning.key


def periods_of(meaning: Definition, area: str, breakdown: str | None = None) -> list[Period]:
    """The periods an area has observations for, oldest first, all of the commonest length."""
    rows = Observation.objects.filter(
        series__indicator__key__in={observed_key(meaning), meaning.key},
        series__area__code=area,
        series__organisation=None,
        current=True,
    )
    if breakdown is not None:
        rows = rows.filter(series__breakdown=breakdown)
    codes = rows.order_by().values_list("period", flat=True).distinct()
    found = [period_of(code) for code in codes]
    shapes = [(p.basis, p.grain) for p in found]
    if not shapes:
        return []
    common = max(set(shapes), key=lambda s: (shapes.count(s), s[1] is Grain.YEAR, s))
    alike = [p for p in found if (p.basis, p.grain) == common]
    return sorted(alike, key=lambda p: p.starts_on)


def compare_area(
    meaning: Definition, area: Area, period: Period, periods: list[Period], breakdown: str = ""
) -> Comparison:
    """The area beside its comparators for all `periods`; the number of queries is constant."""
    own = Place((area.code,), area.name, "area")
    result = Comparison(meaning, own, period, periods)
    if area.kind != AreaKind.PARTNERSHIP:
        result.places = list(_wider(area))
        title, neighbours = neighbours_of(area, period)
        result.places += [p for p in neighbours if not set(p.codes) & {area.code}]
        result.neighbours_title = title
    every = [own, *result.places]
    wants = {
        (place, p): [Want(meaning.key, p.code, code, breakdown) for code in place.codes]
        for place in every
        for p in periods
    }
    figures = lookup(want for group in wants.values() for want in group)
    for (place, p), group in wants.items():
        candidates = [figures[want] for want in group]
        known = [f for f in candidates if f.number is not None]
        result.figures[place.name, p.code] = known[0] if known else candidates[0]
    return result


def _wider(area: Area) -> Iterable[Place]:
    """England and the area's region; of Inner London that is Inner London."""
    seen = area.parent
    while seen is not None:
        if seen.kind == AreaKind.COUNTRY:
            yield Place((seen.code,), seen.name, "country")
        elif seen.pk == area.parent_id:
            yield Place((seen.code,), seen.name, "region")
        seen = seen.parent


def neighbours_of(area: Area, period: Period) -> tuple[str, list[Place]]:
    """The neighbours in the list in force in the period's closing year, and the list's title."""
    model = _model_in_force(area.number, period.ends_on.year)
    if model is None:
        return "", []
    rows = list(
        Neighbour.objects.filter(model=model, authority=area.number)
        .order_by("rank")
        .values_list("number", "name")
    )
    areas: dict[str, list[Area]] = {}
    for found in Area.objects.filter(number__in=[number for number, _ in rows]).order_by("code"):
        areas.setdefault(found.number, []).append(found)
    places = [
        Place(
            tuple(a.code for a in areas.get(number, [])),
            areas[number][-1].name if number in areas else name or number,
            "neighbour",
        )
        for number, name in rows
    ]
    return model.title, [p for p in places if p.codes]


def _model_in_force(number: str, year: int) -> NeighbourModel | None:
    """The newest list not later than the year; before the first list, the first."""
    if not number:
        return None
    lists = list(
        NeighbourModel.objects.filter(neighbours__authority=number)
        .distinct()
        .order_by("year", "pk")
    )
    in_time = [model for model in lists if model.year <= year]
    return in_time[-1] if in_time else (lists[0] if lists else None)


def national_rank(comparison: Comparison, breakdown: str = "") -> Rank | None:
    """The area's place among all authorities that have a value for the period."""
    if comparison.own.number is None:
        return None
    key = observed_key(comparison.meaning)
    codes = (
        Observation.objects.filter(
            series__indicator__key=key,
            series__area__kind=AreaKind.AUTHORITY,
            series__organisation=None,
            current=True,
            period=comparison.period.code,
        )
        .order_by()
        .values_list("series__area__code", flat=True)
        .distinct()
    )
    wants = [Want(comparison.meaning.key, comparison.period.code, c, breakdown) for c in codes]
    figures = lookup(wants)
    own = comparison.area.codes
    return rank_of(
        comparison.own.number, [f.number for w, f in figures.items() if w.area not in own]
    )

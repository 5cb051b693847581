"""From what is wanted to figures: two or three queries, however many are wanted.

A figure that is a rate or a share is worked out here from its parts, so that what is printed can
always be followed back to a count and the population it was divided by.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from kith.foundation.indicators.definitions import Definition, RateOf, definition, definitions
from kith.foundation.indicators.models import Area, Observation, Series
from kith.kernel.figures import (
    Amount,
    Code,
    Count,
    Figure,
    Missing,
    Origin,
    Printed,
    Rate,
    Ratio,
    Source,
    Unit,
    Value,
)
from kith.kernel.periods import Period, as_at, parse_period

period_of = lru_cache(maxsize=4096)(parse_period)

NOBODY = Source(title="Not collected", origin=Origin.STATED)


class Want(NamedTuple):
    """One figure asked for; area "" is the partnership's own value."""

    indicator: str
    period: str
    area: str = ""
    breakdown: str = ""

    def __str__(self) -> str:
        """What is asked for, in words: its title, part, area and period."""
        meaning = definition(self.indicator)
        part = meaning.breakdown_label(self.breakdown) if self.breakdown else ""
        return ", ".join(word for word in (meaning.title, part, self.area, self.period) if word)


@dataclass(frozen=True, slots=True)
class Observed:
    """The current revision of one observation, as read in bulk."""

    id: int
    value: Value
    source: Source
    state: str


_Key = tuple[str, str, str, str]
# What the functions of derived indicators gave, so that each is called once for each period.
_Called = dict[tuple[str, str], Value | Mapping[str, Value]]
_FIELDS = (
    "series_id",
    "period",
    "id",
    "value",
    "numerator",
    "denominator",
    "code",
    "source__title",
    "source__origin",
    "source__publisher",
    "source__url",
    "source__as_at",
    "reference",
    "state",
)


def lookup(wants: Iterable[Want]) -> dict[Want, Figure]:
    """The figure for each want; one that nobody has given is `Missing(NOT_COLLECTED)`.

    Raises `UnknownIndicator` for a key without a definition and `PeriodError` for a period that
    is none.
    """
    asked = list(dict.fromkeys(wants))
    needed = {part for want in asked for part in _parts(want)}
    series, names = _series(needed)
    observed = _observed(needed, series)
    if nameless := {want.area for want in asked} - names.keys():  # nothing is held of these
        names |= Area.objects.filter(code__in=nameless).values_list("code", "name")
    called: _Called = {}
    return {want: _figure(want, observed, names, called) for want in asked}


@dataclass(frozen=True)
class Held:
    """All the current values of some areas: every figure of theirs can be made from it."""

    observed: dict[_Key, Observed]  # by indicator, period, area and breakdown
    names: dict[str, str]  # of the areas, by code

    def figures(self, wants: Iterable[Want]) -> dict[Want, Figure]:
        """As `lookup` gives them, for wants of these areas."""
        called: _Called = {}
        return {want: _figure(want, self.observed, self.names, called) for want in wants}


def held(areas: Iterable[str]) -> Held:
    """What is held of whole areas, in one query; for what is kept until a value changes."""
    rows = Observation.objects.filter(
        series__area__code__in=set(areas), series__organisation=None, current=True
    ).values_list(
        *_FIELDS,
        "series__indicator__key",
        "series__area__code",
        "series__breakdown",
        "series__area__name",
    )
    known = {meaning.key for meaning in definitions()}
    found: dict[_Key, Observed] = {}
    names = {}
    for *row, key, area, breakdown, name in rows:
        names[area] = name
        if key in known:
            found[key, row[1], area, breakdown] = _read(key, tuple(row))
    names[""] = settings.PARTNERSHIP
    return Held(found, names)


def population_date(period: Period) -> Period:
    """The mid-year day (30 June) that last came before the period's end."""
    end = period.ends_on
    mid_year = date(end.year, 6, 30)
    return as_at(mid_year if mid_year <= end else date(end.year - 1, 6, 30))


def contributing(want: Want) -> frozenset[Want]:
    """The observations that a figure may be made from, itself included."""
    return frozenset(_parts(want))


def _parts(want: Want) -> list[Want]:
    """The want itself and the observations it may be worked out from."""
    meaning = definition(want.indicator)
    found = [want]
    if meaning.ratio:
        kept = want.breakdown if meaning.ratio.keeps_breakdown else ""
        found += _parts(want._replace(indicator=meaning.ratio.of))
        found += _parts(
            want._replace(
                indicator=meaning.ratio.among,
                breakdown="" if kept else want.breakdown,
            )
        )
    if meaning.rate:
        found += _parts(want._replace(indicator=meaning.rate.of))
        found += _parts(_population(want, meaning.rate))
    return found


def _population(want: Want, rate: RateOf) -> Want:
    if rate.same_period:
        return Want(rate.population, want.period, want.area)
    # Who lives in the partnership is who lives in the area that official statistics know it by.
    area = want.area or settings.AREA
    return Want(rate.population, population_date(period_of(want.period)).code, area)


_Series = dict[int, tuple[str, str, str]]  # indicator, area and breakdown, by primary key


def _series(wants: set[Want]) -> tuple[_Series, dict[str, str]]:
    """The series that hold what is wanted, and the names of their areas by code."""
    wanted = {(w.indicator, w.area, w.breakdown) for w in wants}
    rows = Series.objects.filter(
        area__code__in={w.area for w in wants},
        indicator__key__in={w.indicator for w in wants},
        organisation=None,
    ).values_list("pk", "indicator__key", "area__code", "breakdown", "area__name")
    found: _Series = {}
    names = {}
    for pk, key, area, breakdown, name in rows:
        names[area] = name
        if (key, area, breakdown) in wanted:
            found[pk] = (key, area, breakdown)
    names[""] = settings.PARTNERSHIP
    return found, names


def _observed(wants: set[Want], series: _Series) -> dict[_Key, Observed]:
    """The current observations of all wants.

    Series were found by indicator and area; values are found by series and period, each by its
    own index. What was read beside the point is never looked at.
    """
    found: dict[_Key, Observed] = {}
    values = Observation.objects.filter(
        series_id__in=series, period__in={w.period for w in wants}, current=True
    )
    for row in values.values_list(*_FIELDS):
        key, area, breakdown = series[row[0]]
        found[key, row[1], area, breakdown] = _read(key, row)
    return found


def _read(key: str, row: tuple) -> Observed:  # type: ignore[type-arg]
    _, _, pk, value, numerator, denominator, code, *source, state = row
    title, origin, publisher, url, as_at_day, reference = source
    return Observed(
        id=pk,
        value=as_value(definition(key), value, numerator, denominator, code),
        source=_source(title, origin, publisher, url, as_at_day, reference),
        state=state,
    )


@lru_cache(maxsize=1024)
def _source(
    title: str, origin: str, publisher: str, url: str, day: date | None, reference: str
) -> Source:
    return Source(title, Origin(origin), publisher, url, day, reference)


def as_value(
    meaning: Definition,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    code: str,
) -> Value:
    """A stored observation as a kernel value; parts are preferred to a printed percentage."""
    if code:
        return Missing(Code(code))
    if meaning.unit is Unit.PERCENT and numerator is not None and denominator is not None:
        return Ratio(int(numerator), int(denominator))
    if value is None:
        return Missing(Code.NOT_COLLECTED)
    match meaning.unit:
        case Unit.COUNT:
            return Count(int(value))
        case Unit.PERCENT | Unit.RATE:
            plain = value.normalize()
            places = max(0, -int(plain.as_tuple().exponent))
            return Printed(round(value, places), meaning.unit, places)
        case _:
            return Amount(value)


def _figure(
    want: Want, observed: dict[_Key, Observed], names: dict[str, str], called: _Called
) -> Figure:
    meaning = definition(want.indicator)
    period = period_of(want.period)
    value, source, population = _work_out(want, meaning, observed, called)
    return Figure(
        indicator=want.indicator,
        title=meaning.title,
        area=want.area,
        area_name=names.get(want.area, want.area),
        period=period,
        kind=meaning.kind,
        unit=meaning.unit,
        polarity=meaning.polarity,
        value=value,
        source=source,
        version=meaning.version,
        breakdown=want.breakdown,
        population_source=population,
        numerator_text=meaning.numerator,
        denominator_text=meaning.denominator,
    )


def _work_out(
    want: Want, meaning: Definition, observed: dict[_Key, Observed], called: _Called
) -> tuple[Value, Source, Source | None]:
    """The value, where it is from, and where its population is from."""
    if meaning.function:
        own = Source(meaning.source or "The partnership’s accounts", Origin.ACCOUNTS)
        return _derived(want, meaning, called), own, None
    stored = observed.get(want)
    if meaning.ratio:
        of = _stored(want._replace(indicator=meaning.ratio.of), observed)
        whole = want._replace(indicator=meaning.ratio.among)
        if meaning.ratio.keeps_breakdown:
            whole = whole._replace(breakdown="")
        among = _stored(whole, observed)
        a, b = _integer(of.value), _integer(among.value)
        # A part that is more than its whole is of another kind than the whole: no share.
        if a is not None and b is not None and a <= b:
            return Ratio(a, b), of.source, None
        return _fall_back(stored, of, among)
    if meaning.rate:
        of = _stored(want._replace(indicator=meaning.rate.of), observed)
        people = _stored(_population(want, meaning.rate), observed)
        a, b = _integer(of.value), _integer(people.value)
        if a is not None and b:
            return Rate(a, b, meaning.rate.per), of.source, people.source
        return _fall_back(stored, of, people)
    if stored:
        return stored.value, stored.source, None
    return Missing(Code.NOT_COLLECTED), NOBODY, None


def _derived(want: Want, meaning: Definition, called: _Called) -> Value:
    """What an indicator's function gives: one value, or one for each breakdown."""
    assert meaning.function is not None
    name = (want.indicator, want.period)
    if name not in called:
        called[name] = meaning.function(period_of(want.period))
    found = called[name]
    if isinstance(found, Mapping):
        return found.get(want.breakdown, Missing(Code.NOT_COLLECTED))
    return Missing(Code.NOT_APPLICABLE) if want.breakdown else found


def _stored(want: Want, observed: dict[_Key, Observed]) -> Observed:
    absent = Observed(0, Missing(Code.NOT_COLLECTED), NOBODY, "")
    return observed.get(want, absent)


def _integer(value: Value) -> int | None:
    return value.value if isinstance(value, Count) else None


def _fall_back(stored: Observed | None, *parts: Observed) -> tuple[Value, Source, Source | None]:
    """A rate published without its parts; else why the part that is missing is missing."""
    if stored:
        return stored.value, stored.source, None
    for part in parts:
        if isinstance(part.value, Missing):
            return part.value, part.source, None
    return Missing(Code.NOT_APPLICABLE), parts[0].source, None

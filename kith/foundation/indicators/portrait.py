"""All that an indicator's page shows of one area and period, worked out in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.indicators import drawings, sentences
from kith.foundation.indicators.collected import Collected, collected
from kith.foundation.indicators.comparators import (
    Comparison,
    Rank,
    compare_area,
    compared_with,
    national_rank,
    observed_key,
    periods_of,
)
from kith.foundation.indicators.definitions import Definition, definition
from kith.foundation.indicators.lookups import Want, lookup, period_of, population_date
from kith.foundation.indicators.models import Area, Observation
from kith.foundation.indicators.store import given_of, history, partnership_area
from kith.foundation.ui.charts import Chart
from kith.foundation.ui.table_html import filters as filter_sentence
from kith.foundation.ui.table_html import foot, grid
from kith.foundation.ui.tables import Filter, Table
from kith.kernel.figures import Code, Figure, Kind, Unit
from kith.kernel.intervals import interval_of
from kith.kernel.periods import Grain, Period, span

MANY = 40  # fewer authorities than this are the example's own, not the country


@dataclass(slots=True)
class Portrait:
    """The parts of the page, in the order they are read."""

    meaning: Definition
    area: Area
    period: Period | None
    part: str = ""
    own: Figure | None = None
    before: Figure | None = None
    by_period: dict[str, Figure] = field(default_factory=dict)
    comparison: Comparison | None = None
    nation: Rank | None = None
    lead: list[str] = field(default_factory=list)
    readings: list[tuple[str, str, str]] = field(default_factory=list)
    collected: Collected | None = None
    years: Chart | None = None
    dots: Chart | None = None
    table: Table | None = None
    parts: list[tuple[str, Figure, Figure]] = field(default_factory=list)
    bars: Chart | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    related: list[tuple[Definition, Figure | None]] = field(default_factory=list)
    revisions: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[tuple[str, int]] = field(default_factory=list)

    @property
    def by_part_only(self) -> bool:
        """Whether there are values of parts and none of the whole."""
        if self.own is None or self.own.number is not None:
            return False
        return any(now.number is not None for _, now, _ in self.parts)

    @property
    def from_where(self) -> Figure | None:
        """The figure whose origin the page names; None when nothing has been given."""
        known = [now for _, now, _ in self.parts if now.number is not None]
        found = known[0] if self.by_part_only else self.own
        return found if found is not None and found.missing is not Code.NOT_COLLECTED else None

    @property
    def charts(self) -> dict[str, Chart]:
        """Every chart of the page, by the name of its files."""
        found = {"years": self.years, "beside-others": self.dots, "parts": self.bars}
        drawn = {name: chart for name, chart in found.items() if chart is not None}
        return {**(self.collected.charts if self.collected else {}), **drawn}

    @property
    def files(self) -> dict[str, str]:
        """The address of each chart's files, without their endings, as the page stands."""
        here = self.table.address() if self.table else "?"
        start = here if here.endswith("?") else f"{here}&"
        names = (*self.charts, "organisations")
        return {name.replace("-", "_"): f"{start}file={name}" for name in names}

    @property
    def choices(self) -> SafeString:
        """The sentence that says what is shown, with the form to change it."""
        return SafeString(filter_sentence(self.table)) if self.table else SafeString("")

    @property
    def numbers(self) -> SafeString:
        """The table of all periods with its download."""
        if not self.table or not self.table.count or self.by_part_only:
            return SafeString("")
        return SafeString(grid(self.table) + foot(self.table))


def portrait(meaning: Definition, query: Mapping[str, str], actor: Actor) -> Portrait:
    """The page of an indicator as the address asks for it; unknown choices are the default."""
    areas = _areas(meaning)
    area_choice = _area_choice(areas)
    area = areas.get(_own(area_choice.chosen(query))) or next(
        iter(areas.values()), partnership_area()
    )
    part_choice = _part_choice(meaning)
    part = part_choice.chosen(query) if part_choice else ""
    # Without a chosen part, any part of a breakdown tells for which periods there are values.
    whole = None if meaning.breakdowns and not part else part
    periods = periods_of(meaning, area.code, whole)
    period_choice = _period_choice(periods)
    chosen = period_choice.chosen(query)
    page = Portrait(meaning, area, period_of(chosen) if chosen else None, part)
    choices = [c for c in (area_choice, part_choice, period_choice) if c]
    if area.code in ("", settings.AREA):
        page.collected = collected(meaning, query, part, actor)
    if page.collected:
        choices = [*page.collected.choices, *choices]
    if page.period is None:
        page.table = drawings.table_of(page, [], choices, query)
        # Who may see what code works out is for that code's own pages to say.
        worked_out = "It is worked out when a report asks for it. No value is stored."
        page.lead = [worked_out if meaning.function else "No value has been stored yet."]
        page.facts = facts(page)
        return page
    _fill(page, periods)
    page.table = drawings.table_of(page, periods, choices, query)
    _add_history(page, actor)
    return page


def _areas(meaning: Definition) -> dict[str, Area]:
    """The areas that have values, the installation's own first."""
    keys = {observed_key(meaning), meaning.key}
    rows = (
        Area.objects.filter(series__indicator__key__in=keys)
        .select_related("parent__parent__parent")
        .distinct()
        .order_by("name")
    )
    found = {area.code: area for area in rows}
    first = [code for code in (settings.AREA, "") if code in found]
    order = first + [code for code in found if code not in first]
    return {code: found[code] for code in order}


def _area_choice(areas: dict[str, Area]) -> Filter:
    # The partnership's own area has the code "", which in an address would mean "not asked".
    labels = [(code or "own", area.name) for code, area in areas.items()]
    default = labels[0][0] if labels else ""
    return Filter("area", "Area", labels, by=_unfiltered, default=default)


def _own(chosen: str) -> str:
    return "" if chosen == "own" else chosen


def _part_choice(meaning: Definition) -> Filter | None:
    if not meaning.breakdowns:
        return None
    labels = [("", "all of them"), *meaning.breakdowns.items()]
    return Filter("part", meaning.breakdown_title, labels, by=_unfiltered)


def _period_choice(periods: list[Period]) -> Filter:
    labels = [(p.code, p.label) for p in reversed(periods)]
    default = labels[0][0] if labels else ""
    return Filter("period", "Period", labels, by=_unfiltered, default=default)


def _unfiltered(rows: Any, _chosen: str) -> Any:
    """These choices change what the page is about, not which rows of its table are shown."""
    return rows


def _fill(page: Portrait, periods: list[Period]) -> None:
    meaning, area, period = page.meaning, page.area, page.period
    assert period is not None
    compared = compared_with(meaning)
    if compared is not None:
        page.comparison = compare_area(compared, area, period, periods, page.part)
        if page.comparison.places:
            page.nation = national_rank(page.comparison, page.part)
    earlier = [p for p in periods if p.ends_on < period.ends_on]
    previous = earlier[-1] if earlier else None
    own = {p: Want(meaning.key, p.code, area.code, page.part) for p in periods}
    flows = _flows(meaning, previous, period, area.code)
    related = {key: aligned(definition(key), meaning, period, area.code) for key in meaning.related}
    parts = _parts(meaning, previous, period, area.code, page.part)
    wanted = [*own.values(), *flows, *(w for w in related.values() if w)]
    figures = lookup([*wanted, *(w for pair in parts for w in pair)])
    page.by_period = {p.code: figures[want] for p, want in own.items()}
    page.own = figures[own[period]]
    page.before = figures[own[previous]] if previous else None
    page.related = [(definition(k), figures[w] if w else None) for k, w in related.items()]
    page.parts = [
        (meaning.breakdown_label(now.breakdown), figures[now], figures[then]) for now, then in parts
    ]
    moved = [figures[want] for want in flows]
    page.lead = _lead(page, moved)
    page.readings = _readings(page, moved)
    if page.collected is None or page.area.code:  # else it is drawn already
        page.years = drawings.years(page, [figures[want] for want in own.values()])
    page.dots = drawings.dots(page)
    if page.collected is None or page.area.code or page.collected.parts is None:
        page.bars = drawings.bars(page)
    page.facts = facts(page)


def _flows(meaning: Definition, previous: Period | None, period: Period, area: str) -> list[Want]:
    """What came in and went out between two days, for a stock that says what its flows are."""
    if not meaning.flows or previous is None or previous.grain is not Grain.DAY:
        return []
    between = span(previous.ends_on + timedelta(days=1), period.ends_on)
    return [Want(key, between.code, area) for key in meaning.flows]


def aligned(other: Definition, meaning: Definition, period: Period, area: str) -> Want | None:
    """The same time for another indicator: a day's year, or a year's last day."""
    if other.kind is meaning.kind:
        return Want(other.key, period.code, area)
    if other.kind is Kind.STOCK and period.grain is not Grain.DAY:
        return Want(other.key, period.closing_date().code, area)
    if other.kind is Kind.FLOW and (period.ends_on.month, period.ends_on.day) == (3, 31):
        year = period.ends_on.year
        return Want(other.key, f"{year - 1}-{year % 100:02d}", area)
    return None


def _parts(
    meaning: Definition, previous: Period | None, period: Period, area: str, part: str
) -> list[tuple[Want, Want]]:
    if not meaning.breakdowns or part:
        return []
    then = (previous or period).code
    return [
        (Want(meaning.key, period.code, area, code), Want(meaning.key, then, area, code))
        for code in meaning.breakdowns
    ]


def _lead(page: Portrait, flows: list[Figure]) -> list[str]:
    assert page.own is not None
    if page.by_part_only:
        part = page.meaning.breakdown_title.lower()
        return [f"The values are given by {part}, {sentences.at(page.own.period)}."]
    if page.before is not None:
        said = [sentences.moved(page.meaning, page.before, page.own)]
    else:
        said = [sentences.alone(page.meaning, page.own)]
    said.append(sentences.flowed(flows))
    if page.comparison is not None:
        said.append(sentences.stands(page.comparison))
    return [one for one in said if one]


def _readings(page: Portrait, flows: list[Figure]) -> list[tuple[str, str, str]]:
    own, comparison = page.own, page.comparison
    if page.by_part_only:
        return []
    assert own is not None
    assert page.period is not None
    noun = page.meaning.noun.capitalize() if own.unit is Unit.COUNT else page.meaning.short
    note = sentences.changed(page.before, own) if page.before else ""
    rows = [(f"{noun}, {page.period.label}", own.shown(), note)]
    if comparison is not None:
        rows += _compared(comparison, own)
        rank = comparison.rank
        if rank is not None:
            nation = page.nation
            small = (
                f"{nation.place} of {nation.among} authorities"
                if nation and nation.among > MANY
                else "1 is the highest value"
            )
            rows.append(("Place among neighbours", f"{rank.place} of {rank.among}", small))
    if len(flows) == 2 and page.before is not None:
        rows += _adds_up(page.before, flows, own)
    return rows


def _compared(comparison: Comparison, own: Figure) -> list[tuple[str, str, str]]:
    rows = []
    figure, interval = comparison.own, comparison.own_interval
    if figure.indicator != own.indicator and figure.number is not None:
        small = f"95% interval {interval.shown(figure.unit)}" if interval else ""
        per = sentences.per_words(figure)
        rows.append((f"{per[:1].upper()}{per[1:]} children", figure.shown(), small))
    said = comparison.against_place(comparison.country)
    if said is not None and comparison.country is not None:
        mean = comparison.mean()
        others = [comparison.figure(comparison.country).shown()]
        if comparison.region:
            others.append(
                f"{comparison.region.name} {comparison.figure(comparison.region).shown()}"
            )
        if mean:
            others.append(f"neighbours’ mean {drawings.mean_shown(mean, figure)}")
        rows.append((f"Against {comparison.country.name}", said.capitalize(), "; ".join(others)))
    return rows


def _adds_up(before: Figure, flows: list[Figure], own: Figure) -> list[tuple[str, str, str]]:
    numbers = [f.number for f in (before, *flows, own)]
    if any(n is None for n in numbers):
        return []
    opening, came, went, closing = (int(n) for n in numbers if n is not None)
    expected = opening + came - went
    sum_shown = f"{opening:,} + {came:,} − {went:,} = {expected:,}"
    if expected == closing:
        return [("Does it add up?", "Yes", sum_shown)]
    gap = abs(expected - closing)
    return [("Does it add up?", f"{gap:,} apart", f"{sum_shown}, but {closing:,} is given")]


def facts(page: Portrait) -> list[tuple[str, str]]:
    """The definition, with the numbers that were used."""
    meaning, own = page.meaning, page.own
    figure = page.comparison.own if page.comparison else own
    rows = [("What is counted", meaning.numerator)]
    if meaning.denominator:
        rows.append(("Out of", meaning.denominator))
    if figure is not None and figure.numerator is not None:
        people = f"{figure.denominator:,}"
        if figure.population_source:
            day = population_date(figure.period).label
            people += f", {day}: {figure.population_source.title}"
        rows += [("Numerator", f"{figure.numerator:,}"), ("Denominator", people)]
        rows.append(("Worked out", figure.working))
        interval = interval_of(figure.value)
        if interval:
            rows.append(("95% interval", interval.shown(figure.unit)))
    if meaning.not_the_same_as:
        rows.append(("Not the same as", meaning.not_the_same_as))
    rows.append(("Better is", sentences.better_is(meaning.polarity)))
    rows += [("Why it matters", meaning.why), ("Owner", meaning.owner)]
    rows.append(("Source of the rule", meaning.source))
    version = f"{meaning.version}. {meaning.change_note}"
    if meaning.next_review:
        version += f" Next review by {meaning.next_review:%d %B %Y}.".replace(" 0", " ")
    rows.append(("Version", version))
    return [(term, value) for term, value in rows if value]


def _add_history(page: Portrait, actor: Actor) -> None:
    """The revisions behind the figure that the reader may see, and what they may correct."""
    assert page.own is not None
    seen = visible(Observation.objects.all(), actor, Permission.OBSERVATION_READ)
    figure = page.comparison.own if page.comparison else page.own
    rows = history(figure, seen)
    may_correct = can(actor, Permission.OBSERVATION_CORRECT)
    for row in rows:
        meaning = definition(row.series.indicator.key)
        page.revisions.append(
            {
                "what": f"{given_of(row)}: {meaning.short or meaning.title}, "
                f"{period_of(row.period).label}",
                "when": row.at,
                "by": row.by.office if row.by else "",
                "detail": row.reason or told_by(row),
            }
        )
        if row.current and may_correct:
            page.corrections.append((meaning.short or meaning.title, row.pk))


def told_by(row: Observation) -> str:
    """Where a revision was taken from, in one line."""
    parts = [row.source.publisher, row.source.title, row.reference]
    if row.batch:
        parts.append(row.batch.file_name)
    return ", ".join(part for part in parts if part)

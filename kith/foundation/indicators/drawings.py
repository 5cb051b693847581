"""The charts and the table of an indicator's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kith.foundation.indicators import sentences
from kith.foundation.indicators.comparators import Comparison, Mean, Place
from kith.foundation.ui.charts import (
    Bar,
    BarChart,
    Dot,
    DotChart,
    Highlight,
    LineChart,
    Point,
    Series,
)
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.kernel.figures import Figure, Source, Unit, shown_number
from kith.kernel.intervals import interval_of
from kith.kernel.periods import Grain, Period

if TYPE_CHECKING:
    from kith.foundation.indicators.portrait import Portrait

FEW_BARS = 8
MOST_BARS = 16


def point(figure: Figure) -> Point:
    """A figure as a chart's point: rounded as it is shown, a code as a gap."""
    if figure.number is None:
        return Point(None, missing=figure.missing.value if figure.missing else "x")
    return Point(float(figure.number), figure.shown(small="percent"))


def short_label(period: Period) -> str:
    return str(period.ends_on.year) if period.grain is Grain.DAY else period.label


def named(source: Source | None) -> str:
    if source is None:
        return ""
    return ", ".join(part for part in (source.publisher, source.title) if part)


def source_line(figure: Figure) -> str:
    """Who published the number and the population it was divided by."""
    told = [named(figure.source)]
    if figure.population_source:
        told.append(f"population: {named(figure.population_source)}")
    return "; ".join(told) + "."


def mean_shown(mean: Mean, like: Figure) -> str:
    return shown_number(mean.number, like.unit, 1)


def years(page: Portrait, own: Sequence[Figure]) -> LineChart | None:
    """All periods: the area alone for a count, beside its comparators for a rate."""
    known = [f for f in own if f.number is not None]
    if len(known) < 2:
        return None
    comparison = page.comparison
    if comparison is not None and comparison.meaning is page.meaning and comparison.places:
        return _compared_years(page, comparison)
    return LineChart(
        title=sentences.extremes_title(list(own)),
        subtitle=f"{page.meaning.title}, {page.area.name}",
        periods=tuple(short_label(f.period) for f in own),
        series=(Series(page.area.name, tuple(point(f) for f in own)),),
        highlights=_chosen(page, own),
        source=source_line(known[-1]),
        percent=page.meaning.unit is Unit.PERCENT,
    )


def _chosen(page: Portrait, own: Sequence[Figure]) -> tuple[Highlight, ...]:
    """A label at the period the page is about, unless it is the last, which has one."""
    at = [i for i, f in enumerate(own[:-1]) if f.period == page.period and f.number is not None]
    return tuple(Highlight(0, index) for index in at)


def _compared_years(page: Portrait, comparison: Comparison) -> LineChart:
    periods = comparison.periods
    lines = [_line(comparison, comparison.area)]
    lines += [_line(comparison, p) for p in (comparison.country, comparison.region) if p]
    means = [comparison.mean(p) for p in periods]
    if any(means):
        shown = [
            Point(float(m.number), mean_shown(m, comparison.own)) if m else Point(None, missing="x")
            for m in means
        ]
        lines.append(Series("Neighbours’ mean", tuple(shown)))
    return LineChart(
        title=sentences.years_title(comparison),
        subtitle=comparison.meaning.title,
        periods=tuple(short_label(p) for p in periods),
        series=tuple(lines[:4]),
        source=source_line(comparison.own),
        highlights=_chosen(page, [comparison.figure(comparison.area, p) for p in periods]),
        percent=comparison.meaning.unit is Unit.PERCENT,
    )


def _line(comparison: Comparison, place: Place) -> Series:
    figures = [comparison.figure(place, p) for p in comparison.periods]
    return Series(place.name, tuple(point(f) for f in figures))


def dots(page: Portrait) -> DotChart | None:
    """The area among its neighbours, England and the region, for the period shown."""
    comparison = page.comparison
    if comparison is None or not comparison.places or comparison.own.number is None:
        return None
    found = []
    for place in (comparison.area, *comparison.places):
        figure = comparison.figure(place)
        if figure.number is None:
            continue
        interval = interval_of(figure.value)
        found.append(
            Dot(
                place.name,
                float(figure.number),
                interval.low if interval else None,
                interval.high if interval else None,
                role=place.role,  # type: ignore[arg-type]
                shown=figure.shown(small="percent"),
            )
        )
    if len(found) < 2:
        return None
    source = source_line(comparison.own)
    if comparison.neighbours_title:
        source = f"{source} {comparison.neighbours_title}."
    return DotChart(
        title=sentences.dots_title(comparison),
        subtitle=f"{comparison.meaning.title}, {comparison.period.label}, with 95% intervals",
        dots=tuple(found),
        source=source,
        measure=comparison.meaning.short or "Value",
        reference=comparison.country.name if comparison.country else "",
    )


def bars(page: Portrait) -> BarChart | None:
    """The parts of the whole: a few in their own order, many with the largest first."""
    known = [(label, now) for label, now, _ in page.parts if now.number is not None]
    if len(known) < 2 or page.period is None:
        return None
    ordered = sorted(known, key=lambda pair: (-(pair[1].number or 0), pair[0]))[:MOST_BARS]
    label, top = ordered[0]
    if len(known) <= FEW_BARS:
        ordered = known
    return BarChart(
        title=f"{label} had the most: {top.shown(small='percent')}",
        subtitle=f"{page.meaning.title}, {page.period.label}"
        + (f"; the {MOST_BARS} largest" if len(known) > MOST_BARS else ""),
        bars=tuple(Bar(name, point(figure)) for name, figure in ordered),
        source=source_line(top),
        measure=page.meaning.short or "Number",
    )


def table_of(
    page: Portrait, periods: list[Period], choices: Sequence[Filter], query: Mapping[str, str]
) -> Table:
    """Every period: the value, its interval, and the comparators' values."""
    comparison = page.comparison
    columns = [Column("period", "Period", header=True, nowrap=True)]
    if comparison is None or comparison.meaning is not page.meaning:
        columns.append(Column("own", page.meaning.short or "Value", numeric=True))
    if comparison is not None:
        columns.append(Column("compared", comparison.meaning.short or "Value", numeric=True))
        columns.append(Column("interval", "95% interval", numeric=True, nowrap=True))
        for place in (comparison.country, comparison.region):
            if place is not None:
                columns.append(Column(place.role, place.name, numeric=True))
        if comparison.neighbours:
            columns.append(Column("mean", "Neighbours’ mean", numeric=True))
    return Table(
        columns=columns,
        rows=[_row(page, period) for period in reversed(periods)],
        query=query,
        caption=f"{page.meaning.title}, {page.area.name}, all periods",
        caption_hidden=True,
        filters=choices,
        name=page.meaning.key.replace(".", "-").replace("_", "-"),
        noun="period",
        page_size=200,
        source=source_line(page.own) if page.own else "",
        downloads=("csv", "xlsx"),
        empty=Empty("No value yet", "A value comes from an import or from an agency’s return."),
    )


def _row(page: Portrait, period: Period) -> dict[str, Any]:
    row: dict[str, Any] = {"period": period.label}
    comparison = page.comparison
    own = page.by_period.get(period.code)
    if own is not None:
        row["own"] = own.shown(small="percent")
    if comparison is not None:
        figure = comparison.figure(comparison.area, period)
        interval = interval_of(figure.value)
        row["compared"] = figure.shown(small="percent")
        row["interval"] = interval.shown(figure.unit) if interval else ""
        for place in (comparison.country, comparison.region):
            if place is not None:
                row[place.role] = comparison.figure(place, period).shown(small="percent")
        mean = comparison.mean(period)
        row["mean"] = mean_shown(mean, figure) if mean else ""
    return row

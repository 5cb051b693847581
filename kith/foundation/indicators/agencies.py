"""What each organisation gave of an indicator: the last value, the one before, and the change.

Only accepted values, and only those that the reader may see: to an agency that is its own. The
total beside them is the shared picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from kith.foundation.indicators.definitions import Definition
from kith.foundation.indicators.models import Observation, Series
from kith.foundation.indicators.steps import Step
from kith.foundation.indicators.timelines import Line, Spot, Timeline, read_series
from kith.foundation.ui.charts import Bar, BarChart, Point
from kith.foundation.ui.tables import Column, Table
from kith.kernel.figures import Unit, rounded, shown_number
from kith.kernel.periods import Period

MOST_BARS = 20
_A_YEAR = {Step.MONTH: 12, Step.QUARTER: 4, Step.TERM: 3, Step.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Given:
    """One organisation's line, read at the period that is shown."""

    name: str
    timeline: Timeline
    now: Spot | None
    before: Spot | None
    year_before: Spot | None

    @property
    def number(self) -> float | None:
        return self.now.number if self.now else None

    def shown(self, spot: Spot | None) -> str:
        """As people read it; in words where nothing was given."""
        return self.timeline.shown(spot) if spot is not None and spot.raw else "none"

    @property
    def gap(self) -> Decimal | None:
        """How it moved since the period before; of shares, in percentage points."""
        then = self.before.number if self.before else None
        if self.number is None or then is None:
            return None
        whole = self.timeline.meaning.unit in (Unit.COUNT, Unit.MONEY)
        return rounded(self.number - then, 0 if whole else 1)

    @property
    def change(self) -> str:
        """The same in words, with its sign."""
        gap = self.gap
        if gap is None:
            return ""
        percent = self.timeline.meaning.unit is Unit.PERCENT
        unit = Unit.NUMBER if percent else self.timeline.meaning.unit
        size = shown_number(abs(gap), unit, 1 if percent else None)
        if gap == 0:
            return "the same"
        return f"{'+' if gap > 0 else '−'}{size}" + (" points" if percent else "")


@dataclass(frozen=True, slots=True)
class Agencies:
    """The organisations that gave a value, the largest first, and the partnership's total."""

    meaning: Definition
    period: Period
    step: Step
    rows: tuple[Given, ...]
    total: Given
    all_of_them: bool

    @property
    def title(self) -> str:
        known = [row for row in self.rows if row.number is not None]
        if not self.all_of_them:
            return "Your organisation and the whole partnership"
        if not known:
            return "No number of an organisation has been accepted for this period"
        if len(known) == 1:
            return f"{known[0].name} alone gave a number"
        top = known[0]
        if self.meaning.unit is Unit.COUNT and self.total.number:
            share = shown_number((top.number or 0) * 100 / self.total.number, Unit.PERCENT, 0)
            return f"{top.name} gave the most: {top.shown(top.now)}, {share} of all"
        return f"{top.name} had the highest value: {top.shown(top.now)}"

    def bars(self) -> BarChart | None:
        """A bar for each organisation; None where one alone would have one."""
        known = [row for row in self.rows if row.number is not None]
        if len(known) < 2:
            return None
        drawn = known[:MOST_BARS]
        more = f"; the {MOST_BARS} largest of {len(known)}" if len(known) > MOST_BARS else ""
        return BarChart(
            title=self.title,
            subtitle=f"{self.meaning.title}, {self.period.label}{more}",
            bars=tuple(Bar(row.name, Point(row.number, row.shown(row.now))) for row in drawn),
            source="accepted returns of the organisations named.",
            measure=self.meaning.short or "Number",
        )

    def table(self) -> Table:
        """Each organisation's last values and the change; the total last."""
        return Table(
            columns=[
                Column("name", "Organisation", header=True),
                Column("now", self.period.label, value=_read("now"), numeric=True),
                Column(
                    "before", f"The {self.step.value} before", value=_read("before"), numeric=True
                ),
                Column("year", "A year before", value=_read("year_before"), numeric=True),
                Column(
                    "change",
                    f"Change since the {self.step.value} before",
                    value=lambda row: row.gap,
                    text=lambda row: row.change,
                    numeric=True,
                ),
            ],
            rows=[*self.rows, self.total],
            caption=f"{self.meaning.title} by organisation, {self.period.label}",
            caption_hidden=True,
            page_size=200,
            downloads=(),
        )


def _read(name: str):  # type: ignore[no-untyped-def]
    return lambda row: row.shown(getattr(row, name))


def agencies(total: Timeline, seen: QuerySet[Observation], *, everyone: bool) -> Agencies | None:
    """What the organisations gave for the last period of `total`. Two queries.

    `total` is the line that organisations give, see `given_as`; `seen` are the observations that
    the reader may see, and `everyone` whether those are all. None where no organisation gives this
    indicator, or none of its values may be seen.
    """
    if not total.spots:
        return None
    meaning = total.meaning
    keys = {meaning.key}
    keys |= {meaning.ratio.of, meaning.ratio.among} if meaning.ratio else set()
    rows = Series.objects.filter(
        indicator__key__in=keys, area__code=total.line.area, organisation__isnull=False
    ).values_list(
        *("pk", "indicator__key", "area__code", "breakdown", "organisation_id"),
        "organisation__name",
    )
    series, bodies = {}, {}
    for pk, key, area, part, body, name in rows:
        series[pk], bodies[body] = Line(key, area, part, body), name
    if not bodies:
        return None
    # The total is the shared picture; what single organisations gave is for those who may see.
    # No more than a year back is shown; who has given nothing since then is not listed.
    back = min(_A_YEAR[total.step], len(total.spots) - 1)
    values = read_series(series, among=seen, since=total.spots[-1 - back].period.ends_on)
    found = [
        _at(name, values.line(total.line._replace(organisation=pk), total.step), total)
        for pk, name in bodies.items()
    ]
    given = [row for row in found if row.timeline.spots]
    if not given:
        return None
    given.sort(key=lambda row: (row.number is None, -(row.number or 0), row.name))
    named = _at(settings.PARTNERSHIP, total, total)
    return Agencies(meaning, total.spots[-1].period, total.step, tuple(given), named, everyone)


def given_as(meaning: Definition) -> str:
    """What organisations give: of a rate, the count; its population is not theirs to give."""
    return meaning.rate.of if meaning.rate else meaning.key


def _at(name: str, timeline: Timeline, total: Timeline) -> Given:
    """A line read at the total's last period, at the one before, and a year before."""
    places = {spot.period.code: spot for spot in timeline.spots}

    def back(by: int) -> Spot | None:
        return places.get(total.spots[-1 - by].period.code) if by < len(total.spots) else None

    return Given(name, timeline, back(0), back(1), back(_A_YEAR[total.step]))

"""What the partnership collects of an indicator: its line, its limits, who gave what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.indicators import runs
from kith.foundation.indicators.agencies import Agencies, agencies, given_as
from kith.foundation.indicators.breaks import Break, breaks_of
from kith.foundation.indicators.control import (
    FIRST,
    Limits,
    broken_at,
    choices_of,
    limits_of,
    why_none,
    within,
)
from kith.foundation.indicators.definitions import Definition
from kith.foundation.indicators.models import Observation
from kith.foundation.indicators.notes import explanations, numbered
from kith.foundation.indicators.revisions import given_and_changed
from kith.foundation.indicators.steps import Step
from kith.foundation.indicators.timelines import Line, Timeline, read
from kith.foundation.ui.charts import BarChart, Chart, ControlChart, LineChart
from kith.foundation.ui.table_html import grid
from kith.foundation.ui.tables import Filter, Table

OFTEN = (Step.MONTH, Step.TERM, Step.QUARTER)
FEWEST = 3  # of fewer points no line is drawn


@dataclass(slots=True)
class Collected:
    """The part of an indicator's page that is made of the partnership's own values."""

    timeline: Timeline
    limits: Limits | None
    breaks: dict[int, Break]
    chart: ControlChart
    choices: list[Filter] = field(default_factory=list)
    why_none: str = ""
    adds_up: str = ""
    agencies: Agencies | None = None
    agency_table: Table | None = None
    agency_bars: BarChart | None = None
    history: list[dict[str, Any]] = field(default_factory=list)
    flows: LineChart | None = None
    parts: BarChart | None = None

    @property
    def beside(self) -> str:
        """How wide the two smaller charts are: half where both stand side by side."""
        return "half" if self.flows and self.parts else "full"

    @property
    def agency_grid(self) -> SafeString:
        """The table of what each organisation gave."""
        return SafeString(grid(self.agency_table)) if self.agency_table else SafeString("")

    @property
    def charts(self) -> dict[str, Chart]:
        """The charts by the names of their files."""
        found: dict[str, Chart | None] = {
            "over-time": self.chart,
            "by-organisation": self.agency_bars,
            "started-and-ended": self.flows,
            "by-part": self.parts,
        }
        return {name: chart for name, chart in found.items() if chart is not None}


def collected(
    meaning: Definition, query: Mapping[str, str], part: str, actor: Actor
) -> Collected | None:
    """The partnership's own line with all that belongs to it; None where nothing is collected
    more often than yearly. Some ten queries, however many points there are.
    """
    if meaning.function:
        return None
    own = Line(meaning.key, "", part)
    stock = [Line(key) for key in meaning.flows] if not part else []
    by_part = {label: own._replace(part=code) for code, label in meaning.breakdowns.items()}
    theirs = own._replace(key=given_as(meaning))
    values = read([own, theirs, *stock, *(by_part.values() if not part else ())])
    usual = values.line(own)
    if not set(usual.steps) & set(OFTEN) or usual.known < FEWEST:
        return None
    step_choice = _step_choice(usual)
    step = Step(step_choice.chosen(query))
    whole = values.line(own, step)
    if len(whole.spots) < 2:
        step, whole = usual.step, usual
    found = {line: values.line(line, step) for line in (theirs, *stock, *by_part.values())}
    since, until = _window_choices(whole)
    shown = whole.between(since.chosen(query), until.chosen(query))
    if len(shown.spots) < 2:  # from is after until
        shown = whole
    breaks = breaks_of(meaning.key)
    limit_choice = _limit_choice(whole, breaks)
    baseline = limit_choice.chosen(query) if limit_choice else FIRST
    limits = _seen(whole, shown, limits_of(whole, breaks, baseline))
    page = _with_chart(shown, _cut(found[theirs], shown), limits, breaks, actor)
    page.choices = [c for c in (step_choice, since, until, limit_choice) if c]
    page.why_none = why_none(whole, breaks)
    if stock and all(found[line].spots for line in stock):
        cut = [_cut(found[line], shown) for line in stock]
        page.adds_up = runs.adds_up(shown, cut)
        page.flows = runs.flows_chart(cut)
    if not part and by_part:
        cuts = {label: _cut(found[line], shown) for label, line in by_part.items()}
        page.parts = runs.parts_chart(cuts, meaning.title, meaning.breakdown_title)
    return page


def _with_chart(
    shown: Timeline, total: Timeline, limits: Limits | None, breaks: list[Break], actor: Actor
) -> Collected:
    meaning = shown.meaning
    seen = visible(Observation.objects.all(), actor, Permission.OBSERVATION_READ)
    marks = broken_at(shown, breaks)
    keys = {meaning.key}
    keys |= {meaning.rate.of} if meaning.rate else set()
    keys |= {meaning.ratio.of} if meaning.ratio else set()
    notes = ()
    given = None
    if can(actor, Permission.OBSERVATION_READ):
        notes = numbered(shown, explanations(shown, keys, seen), marks, limits)
        # Who may see all of them sees them without a condition.
        given = agencies(total, seen, everyone=not seen.query.where)
    page = Collected(shown, limits, marks, runs.run_chart(shown, limits, marks, notes))
    if can(actor, Permission.OBSERVATION_READ):
        page.history = given_and_changed(shown, keys, seen, actor)
    if given is not None:
        page.agencies, page.agency_table, page.agency_bars = given, given.table(), given.bars()
    return page


def _cut(line: Timeline, like: Timeline) -> Timeline:
    """The part of another line that lies in the time that is shown."""
    first, last = like.spots[0].period.ends_on, like.spots[-1].period.ends_on
    return replace(line, spots=tuple(s for s in line.spots if first <= s.period.ends_on <= last))


def _seen(whole: Timeline, shown: Timeline, limits: Limits | None) -> Limits | None:
    """Limits are set on the whole line; a narrower view of it does not move them."""
    codes = [spot.period.code for spot in whole.spots]
    first = codes.index(shown.spots[0].period.code)
    return within(limits, first, first + len(shown.spots) - 1)


def _step_choice(line: Timeline) -> Filter:
    labels = [(step.value, step.plural) for step in line.steps]
    return Filter("step", "Values by", labels, by=_kept, default=line.step.value)


def _window_choices(line: Timeline) -> tuple[Filter, Filter]:
    codes = [(spot.period.code, spot.period.label) for spot in line.spots]
    since = [(code, f"from {label}") for code, label in codes[:-1]]
    until = [(code, f"to {label}") for code, label in reversed(codes[1:])]
    return (
        Filter("from", "From", since, by=_kept, default=since[0][0]),
        Filter("until", "To", until, by=_kept, default=until[0][0]),
    )


def _limit_choice(line: Timeline, breaks: list[Break]) -> Filter | None:
    found = [(key, f"limits set on {words}") for key, words in choices_of(line, breaks)]
    return Filter("limits", "Limits", found, by=_kept, default=FIRST) if found else None


def _kept(rows: Any, _chosen: str) -> Any:
    """These choices change what is drawn, not which rows of the table are shown."""
    return rows

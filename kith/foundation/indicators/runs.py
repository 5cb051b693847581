"""The charts of a line over time: the control chart, its flows, and its parts at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kith.foundation.indicators import sentences
from kith.foundation.indicators.breaks import Break
from kith.foundation.indicators.control import Limits, Stretch, told
from kith.foundation.indicators.sentences import in_words
from kith.foundation.indicators.steps import Step, under_axis, year_of
from kith.foundation.indicators.timelines import Spot, Timeline
from kith.foundation.ui.charts import (
    Band,
    Bar,
    BarChart,
    ControlChart,
    LineChart,
    Note,
    Point,
    Series,
)
from kith.foundation.ui.charts import Break as Mark
from kith.kernel.figures import Kind, Unit, shown_number
from kith.kernel.spc import Rule

SOURCE = "returns of the partnership’s organisations, as accepted."
_ENDS = {Step.MONTH: "month end", Step.QUARTER: "quarter end", Step.TERM: "term end"}


def point(timeline: Timeline, spot: Spot) -> Point:
    """A spot as it is drawn: rounded as it is shown, a gap with its code."""
    text = timeline.shown(spot, small="percent")
    return Point(None, missing=text) if spot.number is None else Point(spot.number, text)


def _as_limit(timeline: Timeline, number: float) -> Point:
    """A limit is an estimate: one decimal for what is small or a rate, else none."""
    unit = timeline.meaning.unit
    places = 1 if unit in (Unit.PERCENT, Unit.RATE) or number < 20 else 0
    return Point(number, shown_number(number, unit, places))


def run_chart(
    timeline: Timeline,
    limits: Limits | None,
    breaks: Mapping[int, Break],
    notes: tuple[Note, ...],
) -> ControlChart:
    """The line with what chance would lead us to expect, where there are points enough."""
    now = limits.now if limits else None
    end = len(timeline.spots) - 1
    live = now if now is not None and now.last == end else None
    earlier = [one for one in (limits.stretches if limits else ()) if one is not live]
    none = Point(None)
    return ControlChart(
        title=run_title(timeline, limits),
        subtitle=_subtitle(timeline, live),
        periods=under_axis([spot.period for spot in timeline.spots], timeline.step),
        names=tuple(spot.period.label for spot in timeline.spots),
        points=tuple(point(timeline, spot) for spot in timeline.spots),
        mean=_as_limit(timeline, live.mean) if live else none,
        upper=_as_limit(timeline, live.upper) if live else none,
        lower=_as_limit(timeline, live.lower) if live else none,
        opens=live.first if live else 0,
        earlier=tuple(Band(o.first, o.last, o.mean, o.upper, o.lower) for o in earlier),
        signals=limits.points if limits else frozenset(),
        source=SOURCE,
        notes=notes,
        breaks=tuple(Mark(index) for index in breaks),
        percent=timeline.meaning.unit is Unit.PERCENT,
        # Without limits nothing says how much is noise: an axis from nought makes no drama of it.
        from_zero=limits is None,
    )


def _subtitle(timeline: Timeline, now: Stretch | None) -> str:
    meaning, step = timeline.meaning, timeline.step
    if meaning.kind is Kind.STOCK and step in _ENDS:
        when = f"at each {_ENDS[step]}"
    elif meaning.kind is Kind.STOCK:
        when = "at 31 March"
    else:
        when = f"each {step.value}"
    part = meaning.breakdown_label(timeline.line.part) if timeline.line.part else ""
    what = ", ".join(word for word in (meaning.title, part, when) if word)
    return f"{what}, with mean and limits from {now.words}" if now else what


def run_title(timeline: Timeline, limits: Limits | None) -> str:
    """The finding of the line, as far as chance does not explain it."""
    if limits is None or limits.now.last != len(timeline.spots) - 1:
        return _extremes(timeline)
    now, end = limits.now, len(timeline.spots) - 1
    whole = _whole_year(timeline, now)
    if whole:
        return whole
    signal = limits.at(end)
    if signal is not None:
        return told(timeline, now, signal)
    outside = {s.points[0] for s in now.signals if s.rule is Rule.OUTSIDE}
    if outside:
        last = max(outside)
        label = timeline.spots[last].period.label
        return f"The latest value is as expected; {label} was the last that was not"
    if now.signals:
        return "The latest value is as expected, after a run that was not"
    return f"No {timeline.step.value} was outside what {now.words} would lead us to expect"


def _whole_year(timeline: Timeline, now: Stretch) -> str:
    """`Every month of 2019-20 was above what 2018-19 would lead us to expect`, where it was."""
    name = year_of(timeline.spots[-1].period)
    places = [i for i, s in enumerate(timeline.spots) if year_of(s.period) == name]
    if len(places) < 3 or now.words == name or now.first > places[0]:
        return ""
    numbers = [timeline.spots[i].number for i in places]
    outside = {s.points[0] for s in now.signals if s.rule is Rule.OUTSIDE}
    if not outside >= set(places):
        return ""
    above = [n is not None and n > now.mean for n in numbers]
    if any(above) and not all(above):
        return ""
    side = "above" if all(above) else "below"
    return (
        f"Every {timeline.step.value} of {name} was {side} what {now.words} would lead us to expect"
    )


def _extremes(timeline: Timeline) -> str:
    known = [(spot.number, spot) for spot in timeline.spots if spot.number is not None]
    if not known:
        return "There is no number to show yet"
    top, low = (pick(known, key=lambda pair: pair[0])[1] for pick in (max, min))
    last = known[-1][1]
    shown = timeline.shown(last, small="percent")
    if len(known) > 2 and last is top and top.number != low.number:
        return f"The latest value, {shown}, was the highest shown"
    if len(known) > 2 and last is low and top.number != low.number:
        return f"The latest value, {shown}, was the lowest shown"
    most = timeline.shown(top, small="percent")
    return f"The highest value was {most}, {sentences.at(top.period)}"


def adds_up(stock: Timeline, flows: Sequence[Timeline]) -> str:
    """Whether what there was, what came and what went make what there is, over the line shown."""
    if len(flows) != 2 or len(stock.spots) < 2:
        return ""
    opening, closing = stock.spots[0], stock.spots[-1]
    sums = []
    for flow in flows:
        inside = [
            spot.number
            for spot in flow.spots
            if opening.period.ends_on < spot.period.ends_on <= closing.period.ends_on
        ]
        if len(inside) != len(stock.spots) - 1 or any(n is None for n in inside):
            return ""
        sums.append(sum(n for n in inside if n is not None))
    if opening.number is None or closing.number is None:
        return ""
    came, went = sums
    expected = opening.number + came - went
    when = f"from {opening.period.label} to {closing.period.label}"
    told_sum = f"{opening.number:,.0f} + {came:,.0f} − {went:,.0f} = {expected:,.0f}"
    if expected == closing.number:
        return f"What started and ended {when} explains the change: {told_sum}."
    gap = abs(expected - closing.number)
    return (
        f"What started and ended {when} does not explain the change: {told_sum}, but "
        f"{closing.number:,.0f} were counted, {gap:,.0f} apart."
    )


def flows_chart(flows: Sequence[Timeline]) -> LineChart | None:
    """What started and what ended in each step; None unless both are known for the same steps."""
    if len(flows) != 2 or not all(flow.spots for flow in flows):
        return None
    places = [{spot.period.code: spot for spot in flow.spots} for flow in flows]
    codes = [spot.period.code for spot in flows[0].spots if spot.period.code in places[1]]
    if len(codes) < 2:
        return None
    spots = [[place[code] for code in codes] for place in places]
    pairs = [
        (a.number, b.number)
        for a, b in zip(*spots, strict=True)
        if a.number is not None and b.number is not None
    ]
    more = sum(a > b for a, b in pairs)
    step = flows[0].step
    periods = [spot.period for spot in spots[0]]
    often = f"{in_words(more)} of {in_words(len(pairs))} {step.plural}"
    return LineChart(
        title=f"More started than ended in {often}",
        subtitle=_by_year(spots),
        periods=under_axis(periods, step),
        names=tuple(period.label for period in periods),
        series=tuple(
            Series(name, tuple(point(flow, spot) for spot in line))
            for name, flow, line in zip(("Started", "Ended"), flows, spots, strict=True)
        ),
        source=SOURCE,
    )


def _by_year(spots: Sequence[Sequence[Spot]]) -> str:
    """`2018-19: 469 started, 458 ended; 2019-20: 583 started, 475 ended`."""
    sums: dict[str, list[float]] = {}
    for place, line in enumerate(spots):
        for spot in line:
            sums.setdefault(year_of(spot.period), [0, 0])[place] += spot.number or 0
    last = list(sums.items())[-3:]
    return "; ".join(
        f"{name}: {came:,.0f} started, {went:,.0f} ended" for name, (came, went) in last
    )


def parts_chart(parts: Mapping[str, Timeline], meaning_title: str, title: str) -> BarChart | None:
    """The parts at the last period that any has, each with its value a year or a step before."""
    ends = [one.spots[-1].period for one in parts.values() if one.spots]
    if not ends:
        return None
    period = max(ends, key=lambda p: p.ends_on)
    found = []
    for label, line in parts.items():
        places = {spot.period.code: i for i, spot in enumerate(line.spots)}
        here = places.get(period.code)
        if here is None or line.spots[here].raw is None:
            continue
        before = line.spots[here - 1] if here else None
        extra = line.shown(before) if before is not None and before.raw else ""
        found.append((label, line, line.spots[here], extra))
    known = [one for one in found if one[2].number is not None]
    if len(known) < 2:
        return None
    label, line, top, _ = max(known, key=lambda one: one[2].number or 0.0)
    return BarChart(
        title=f"{label} had the most: {line.shown(top, small='percent')}",
        subtitle=f"{meaning_title} by {title.lower() or 'part'}, {period.label}; "
        f"in grey, the {line.step.value} before",
        bars=tuple(Bar(name, point(one, spot), extra) for name, one, spot, extra in found),
        source=SOURCE,
        measure=line.meaning.short or "Number",
        extra=f"The {line.step.value} before",
    )

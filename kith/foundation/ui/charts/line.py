"""Lines over time: up to four series, labelled at their ends, gaps where a value is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import svg
from .canvas import Canvas
from .model import Point, Table, listed
from .plot import Break, EndLabel, Plot, Taken, breaks, end_label_room, end_labels, frame

# Where a label may stand beside its point: shares of its half width, and ems.
ABOVE_AND_BELOW = ((0, -0.6), (0, 1.4))
AROUND = (*ABOVE_AND_BELOW[:1], (-0.9, -0.5), (0.9, -0.5), (0, 1.4), (-0.9, 1.3), (0.9, 1.3))


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name and one point for each period."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A point worth a label: which series, which period."""

    series: int
    period: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """Series over the same periods."""

    title: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    subtitle: str = ""
    source: str = ""
    breaks: tuple[Break, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    from_zero: bool = True
    percent: bool = False
    # The periods in full, for the table, where under the chart a year stands only once.
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 4:
            raise ValueError("A line chart has one to four series.")
        for one in self.series:
            if len(one.points) != len(self.periods):
                raise ValueError(f"{one.name} has not one point for each period.")

    def table(self) -> Table:
        """Periods down, series across."""
        header = ("Period", *(one.name for one in self.series))
        rows = tuple(
            (period, *(one.points[index].text for one in self.series))
            for index, period in enumerate(self.names or self.periods)
        )
        return header, rows

    def alt(self) -> str:
        """First, highest and last value of each series."""
        said = []
        for one in self.series:
            known = [
                (p, q)
                for p, q in zip(self.names or self.periods, one.points, strict=True)
                if q.value is not None
            ]
            if not known:
                said.append(f"{one.name}: no value that may be shown")
                continue
            first, last = known[0], known[-1]
            top = max(known, key=lambda pair: pair[1].value or 0)
            words = f"{one.name}: {first[1].text} in {first[0]}"
            if top not in (first, last):
                words += f", at most {top[1].text} in {top[0]}"
            if last is not first:
                words += f", {last[1].text} in {last[0]}"
            gaps = len(self.periods) - len(known)
            said.append(words + (f" ({gaps} not shown)" if gaps else ""))
        return f"Line chart. {listed(said)}."


def colour(index: int) -> str:
    """The colour of the series with this index."""
    return svg.PALETTE[index % len(svg.PALETTE)]


def draw_line(spec: LineChart, canvas: Canvas) -> float:
    """Draws the chart; gives its height."""
    em = canvas.em
    values = [p.value for one in spec.series for p in one.points if p.value is not None]
    named = [(one.name, _last(one.points).text) for one in spec.series]
    room = end_label_room(canvas, named)
    tall = 13.5 if canvas.form.narrow else 12
    top = 2.0 if spec.breaks else 1.4
    plot = frame(
        canvas,
        spec.periods,
        values,
        from_zero=spec.from_zero,
        right_room=room,
        height=tall,
        top=top,
        percent=spec.percent,
    )
    breaks(plot, spec.breaks)
    broken = {mark.before for mark in spec.breaks}
    stacked = [0] * len(spec.periods)
    for index, one in enumerate(spec.series):
        draw_series(plot, one.points, colour(index), svg.MARKS[index], broken, stacked)
    ends = []
    for index, one in enumerate(spec.series):
        last = _last(one.points)
        if last.value is not None:
            fill = svg.WORDS[colour(index)]
            ends.append(EndLabel(one.name, last.text, plot.y(last.value), fill))
    end_labels(plot, ends, room)
    _highlights(plot, spec)
    if not spec.from_zero and plot.y.low > 0:
        words = f"the axis starts at {svg.n(plot.y.low)}"
        canvas.text(plot.left, plot.foot + em, words, size=0.93, fill=svg.INK_2)
        return plot.foot + em * 1.4
    return plot.foot


def _last(points: Sequence[Point]) -> Point:
    known = [point for point in points if point.value is not None]
    return known[-1] if known else Point(None)


def draw_series(
    plot: Plot,
    points: Sequence[Point],
    fill: str,
    shape: str,
    broken: set[int],
    stacked: list[int],
) -> None:
    """A line with its marks; it stops at a missing value and at a break.

    `stacked` counts the gaps already marked in each period: the next stands above them.
    """
    canvas, em = plot.canvas, plot.canvas.em
    run: list[tuple[float, float]] = []
    runs = [run]
    for index, (x, point) in enumerate(zip(plot.xs, points, strict=True)):
        if point.value is None or index in broken:
            run = []
            runs.append(run)
        if point.value is None:
            _gap(plot, x, point, fill, stacked[index])
            stacked[index] += 1
            continue
        run.append((x, plot.y(point.value)))
    for run in runs:
        if len(run) > 1:
            canvas.add(svg.polyline(run, fill, em * 0.14))
    crowded = len(points) > 1 and plot.xs[1] - plot.xs[0] < em * 0.75
    for run in runs:
        for x, y in run:
            canvas.mark(shape, x, y, fill, 0.2 if crowded else 0.3)


def _gap(plot: Plot, x: float, point: Point, fill: str, level: int) -> None:
    """A marked gap: the code of the missing value stands on the axis."""
    canvas, em = plot.canvas, plot.canvas.em
    foot = plot.bottom - em * 1.25 * level
    canvas.rect(
        x - em * 0.45,
        foot - em * 1.15,
        em * 0.9,
        em * 1.15,
        svg.WHITE,
        stroke=fill,
        stroke_width=svg.n(em * 0.07),
        stroke_dasharray=svg.n(em * 0.15),
    )
    words = svg.WORDS.get(fill, svg.INK)
    canvas.text(x, foot - em * 0.3, point.text, size=0.9, fill=words, anchor="middle")


def _highlights(plot: Plot, spec: LineChart) -> None:
    canvas, em = plot.canvas, plot.canvas.em
    taken = Taken()
    broken = {mark.before for mark in spec.breaks}
    for one in spec.series:
        before: tuple[float, float] | None = None
        for index, (x, point) in enumerate(zip(plot.xs, one.points, strict=True)):
            if point.value is None:
                before = None
                continue
            here = (x, plot.y(point.value))
            taken.take_line(before if before and index not in broken else here, here, em * 0.22)
            before = here
    for mark in spec.highlights:
        point = spec.series[mark.series].points[mark.period]
        if point.value is None:
            continue
        words = mark.words or point.text
        wide = canvas.measure(words, 1, True) / 2
        x, y = plot.xs[mark.period], plot.y(point.value)
        # A label moved sideways must not come to stand over its neighbour.
        near = len(plot.xs) > 1 and plot.xs[1] - plot.xs[0] < wide * 2.2
        for dx, dy in ABOVE_AND_BELOW if near else AROUND:
            centre = min(max(x + wide * dx, plot.left + wide), plot.right - wide)
            base = y + em * dy
            box = (centre - wide, base - em * 0.8, centre + wide, base + em * 0.15)
            if box[1] > 0 and box[3] < plot.bottom and taken.free(box):
                fill = svg.WORDS[colour(mark.series)]
                canvas.text(centre, base, words, weight=600, fill=fill, anchor="middle")
                taken.take(box)
                break

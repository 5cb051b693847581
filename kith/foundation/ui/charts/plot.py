"""The frame of charts that run over time: axes, periods, breaks, and labels at the line's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import svg
from .canvas import Canvas
from .scale import Scale, every, nice_ticks, shown, spread


@dataclass(frozen=True, slots=True)
class Break:
    """A break in a series: drawn before the period at `before`; `left` and `right` name the
    stretches on its two sides."""

    before: int
    left: str = ""
    right: str = ""


@dataclass(slots=True)
class Plot:
    """Where things are: the sheet, the scale of values, the places of the periods."""

    canvas: Canvas
    y: Scale
    xs: list[float]
    left: float
    right: float
    top: float
    bottom: float
    foot: float


def value_axis(values: Sequence[float], from_zero: bool, about: int) -> list[float]:
    """Round values that hold all of `values`; from nought unless the chart says otherwise."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    return nice_ticks(low, high, about)


def frame(
    canvas: Canvas,
    periods: Sequence[str],
    values: Sequence[float],
    *,
    from_zero: bool,
    right_room: float,
    height: float,
    top: float = 1.1,
    percent: bool = False,
) -> Plot:
    """Draws the value axis with its hair lines and the period labels.

    `height` of the plotting area and `top` above it are in ems; `right_room` in units.
    """
    em = canvas.em
    ticks = value_axis(values, from_zero, 5 if height > 10 else 4)
    labels = [shown(tick) + ("%" if percent else "") for tick in ticks]
    left = max(canvas.measure(label) for label in labels) + em * 0.7
    right = canvas.width - right_room
    y_top, y_bottom = em * top, em * (top + height)
    y = Scale(ticks[0], ticks[-1], y_bottom, y_top)
    for tick, label in zip(ticks, labels, strict=True):
        base = tick == ticks[0]
        canvas.line(left, y(tick), right, y(tick), svg.AXIS if base else svg.HAIR)
        canvas.text(left - em * 0.6, y(tick) + em * 0.34, label, fill=svg.INK_2, anchor="end")
    inset = em * 0.9
    count = len(periods)
    step = (right - left - 2 * inset) / max(count - 1, 1)
    xs = [left + inset + step * index for index in range(count)]
    if count == 1:
        xs = [(left + right) / 2]
    rows = _periods(canvas, periods, xs, y_bottom, left)
    foot = y_bottom + em * (0.85 + 1.15 * rows)
    return Plot(canvas, y, xs, left, right, y_top, y_bottom, foot)


def _periods(
    canvas: Canvas, periods: Sequence[str], xs: list[float], bottom: float, left: float
) -> int:
    """Names the periods; gives the lines used.

    Where names such as "Q1 2018-19", "Q2", ... do not fit in one line, what follows the first
    space goes to a second one, which needs room only where there is something in it.
    """
    em = canvas.em
    span = (xs[-1] - xs[0]) * len(xs) / max(len(xs) - 1, 1) if len(xs) > 1 else canvas.width
    first = list(periods)
    second = [""] * len(periods)
    skip = every(len(periods), span, _widest(canvas, first) + em * 0.7)
    if skip > 1 and any(" " in period for period in periods):
        first = [period.partition(" ")[0] for period in periods]
        second = [period.partition(" ")[2] for period in periods]
        skip = every(len(periods), span, _widest(canvas, first) + em * 0.5)
    last = len(periods) - 1
    for index, (words, x) in enumerate(zip(first, xs, strict=True)):
        # Counted from the newest, so that the newest always has its label.
        named = (last - index) % skip == 0
        canvas.line(x, bottom, x, bottom + em * (0.35 if named else 0.2), svg.AXIS)
        if named:
            _centred(canvas, x, bottom + em * 1.5, words)
    end = -em
    for words, x in zip(second, xs, strict=True):
        start = min(max(x - canvas.measure(words) / 2, 0), canvas.width - canvas.measure(words))
        if words and start >= end + em * 0.4:
            end = _centred(canvas, x, bottom + em * 2.65, words)
    return 2 if any(second) else 1


def _centred(canvas: Canvas, x: float, y: float, words: str) -> float:
    """Words centred on x, kept on the sheet; gives where they end."""
    half = canvas.measure(words) / 2
    place = min(max(x, half), canvas.width - half)
    canvas.text(place, y, words, fill=svg.INK_2, anchor="middle")
    return place + half


def _widest(canvas: Canvas, labels: Sequence[str]) -> float:
    return max((canvas.measure(words) for words in labels), default=0)


def breaks(plot: Plot, marks: Sequence[Break], bold: bool = True) -> None:
    """Draws the breaks in the series and names the stretches between them."""
    canvas, em = plot.canvas, plot.canvas.em
    for mark in marks:
        x = (plot.xs[mark.before - 1] + plot.xs[mark.before]) / 2
        canvas.line(x, plot.top - em * 0.9, x, plot.bottom + em * 0.6, svg.AXIS)
        weight = 600 if bold else 400
        y = plot.top - em * 0.35
        for words, at, anchor, room in (
            (mark.left, x - em * 0.5, "end", x - plot.left),
            (mark.right, x + em * 0.5, "start", canvas.width - x),
        ):
            if words and canvas.measure(words, 0.95, True) <= room - em * 0.6:
                canvas.text(at, y, words, size=0.95, weight=weight, anchor=anchor)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label at the end of a line."""

    name: str
    value: str
    y: float
    fill: str


def end_label_room(canvas: Canvas, labels: Sequence[tuple[str, str]]) -> float:
    """How much room on the right the labels need; on a narrow sheet they may take two lines."""
    limit = canvas.width * (0.31 if canvas.form.narrow else 0.26)
    widest = max((canvas.measure(f"{a} {b}".strip(), 1, True) for a, b in labels), default=0)
    return min(widest, limit) + canvas.em * 1.3


def end_labels(plot: Plot, labels: Sequence[EndLabel], room: float) -> None:
    """Draws the labels beside the ends of their lines, apart from one another."""
    canvas, em = plot.canvas, plot.canvas.em
    space = room - em * 1.2
    wrapped = [
        svg.wrap(f"{label.name} {label.value}".strip(), em, space, True, 3) for label in labels
    ]
    tallest = max((len(lines) for lines in wrapped), default=1)
    lead = em * 1.2
    places = spread(
        [label.y for label in labels],
        lead * tallest + em * 0.15,
        plot.top + lead * (tallest - 1) / 2 - em * 0.5,
        plot.bottom - lead * (tallest - 1) / 2,
    )
    start = plot.xs[-1] + em * 0.9
    for label, lines, y in zip(labels, wrapped, places, strict=True):
        if abs(y - label.y) > em * 0.8:
            canvas.line(plot.xs[-1] + em * 0.4, label.y, start - em * 0.15, y, label.fill)
        first = y + em * 0.35 - lead * (len(lines) - 1) / 2
        for index, words in enumerate(lines):
            canvas.text(start, first + index * lead, words, weight=700, fill=label.fill)


class Taken:
    """Boxes where words already stand, so that the next words can be put elsewhere."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float]] = []

    def free(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the box (left, top, right, bottom) touches none that is taken."""
        return all(
            box[2] <= b[0] or box[0] >= b[2] or box[3] <= b[1] or box[1] >= b[3] for b in self.boxes
        )

    def take(self, box: tuple[float, float, float, float]) -> None:
        """Marks the box as taken."""
        self.boxes.append(box)

    def take_line(self, a: tuple[float, float], b: tuple[float, float], pen: float) -> None:
        """Marks a straight line as taken, as a chain of small boxes."""
        steps = max(1, int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / (2 * pen)))
        for step in range(steps + 1):
            x = a[0] + (b[0] - a[0]) * step / steps
            y = a[1] + (b[1] - a[1]) * step / steps
            self.take((x - pen, y - pen, x + pen, y + pen))

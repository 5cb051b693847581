"""Horizontal bars from nought: one series, up to four side by side, or shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import svg
from .canvas import Canvas
from .model import Point, Table, listed
from .scale import Scale, nice_ticks


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `extra` is a second reading beside it, such as the share."""

    label: str
    point: Point
    extra: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """One bar for each category, in the order given."""

    title: str
    bars: tuple[Bar, ...]
    subtitle: str = ""
    source: str = ""
    measure: str = "Number"
    extra: str = "Share"

    def table(self) -> Table:
        """Category, value, and the second reading where there is one."""
        if any(bar.extra for bar in self.bars):
            rows = tuple((bar.label, bar.point.text, bar.extra) for bar in self.bars)
            return ("Category", self.measure, self.extra), rows
        return ("Category", self.measure), tuple((b.label, b.point.text) for b in self.bars)

    def alt(self) -> str:
        """Each category with its value."""
        parts = [
            f"{b.label} {b.point.text}" + (f" ({b.extra})" if b.extra else "") for b in self.bars
        ]
        return f"Bar chart. {self.measure}: {listed(parts)}."


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a grouped or stacked chart: one point for each series."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class GroupedBars:
    """Up to four bars for each category."""

    title: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    subtitle: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _check(self.series, self.groups)

    def table(self) -> Table:
        """Categories down, series across."""
        return _group_table(self.series, self.groups)

    def alt(self) -> str:
        """Each category with the value of each series."""
        return f"Grouped bar chart. {_group_words(self.series, self.groups)}."


@dataclass(frozen=True, slots=True)
class StackedShares:
    """Each row is a whole cut into the same parts; the points are counts, drawn as shares."""

    title: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    subtitle: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _check(self.series, self.groups)

    def table(self) -> Table:
        """Rows down, parts across."""
        return _group_table(self.series, self.groups)

    def alt(self) -> str:
        """Each row with its parts."""
        return f"Stacked bars, each row a whole. {_group_words(self.series, self.groups)}."


def _check(series: Sequence[str], groups: Sequence[Group]) -> None:
    if not 1 <= len(series) <= 4:
        raise ValueError("A chart has one to four series.")
    for group in groups:
        if len(group.points) != len(series):
            raise ValueError(f"{group.label} has not one point for each series.")


def _group_table(series: tuple[str, ...], groups: tuple[Group, ...]) -> Table:
    rows = tuple((group.label, *(point.text for point in group.points)) for group in groups)
    return ("Category", *series), rows


def _group_words(series: tuple[str, ...], groups: tuple[Group, ...]) -> str:
    return listed(
        [
            f"{group.label}: "
            + ", ".join(f"{name} {p.text}" for name, p in zip(series, group.points, strict=True))
            for group in groups
        ],
        10,
    )


def _label_room(canvas: Canvas, labels: Sequence[str]) -> float:
    widest = max((canvas.measure(label, 1, True) for label in labels), default=0)
    return min(widest, canvas.width * 0.34) + canvas.em * 0.9


def _missing(canvas: Canvas, x: float, middle: float, point: Point) -> None:
    words = {"c": "c (too few to show)", "x": "not available"}.get(point.text, point.text)
    canvas.text(x + canvas.em * 0.5, middle + canvas.em * 0.35, words, fill=svg.INK_2)


def draw_bars(spec: BarChart, canvas: Canvas) -> float:
    """Draws the bars with label, bar, value and second reading; gives the height."""
    em = canvas.em
    above = canvas.form.narrow and any(
        canvas.measure(bar.label, 1, True) > canvas.width * 0.3 for bar in spec.bars
    )
    left = 0.0 if above else _label_room(canvas, [bar.label for bar in spec.bars])
    values = max(
        (canvas.measure(b.point.text, 1, True) for b in spec.bars if b.point.value is not None),
        default=0,
    )
    extras = max((canvas.measure(bar.extra) for bar in spec.bars), default=0)
    right = canvas.width - values - extras - em * (1.6 if extras else 0.8)
    top_value = max((b.point.value for b in spec.bars if b.point.value is not None), default=1)
    scale = Scale(0, top_value or 1, left, right)
    twice = not above and any(
        len(svg.wrap(bar.label, em, left - em * 0.7, bar.strong)) > 1 for bar in spec.bars
    )
    row = em * (3.2 if above else 2.75 if twice else 1.85)
    y = em * 0.2
    for bar in spec.bars:
        weight = 700 if bar.strong else 400
        middle = y + (em * 1.95 if above else row / 2)
        if above:
            canvas.wrapped(0, y + em * 0.75, bar.label, canvas.width, weight=weight, lines=1)
        else:
            canvas.wrapped(0, middle, bar.label, left - em * 0.7, weight=weight)
        if bar.point.value is None:
            _missing(canvas, left, middle, bar.point)
        else:
            fill = svg.ACCENT if bar.strong else svg.BLUE
            canvas.rect(left, middle - em * 0.6, scale(bar.point.value) - left, em * 1.2, fill)
            base = middle + em * 0.35
            place = canvas.width - extras - (em * 0.9 if extras else 0)
            canvas.text(place, base, bar.point.text, weight=700, anchor="end")
            if bar.extra:
                canvas.text(canvas.width, base, bar.extra, fill=svg.INK_2, anchor="end")
        y += row
    if not above:
        canvas.line(left, 0, left, y, svg.AXIS)
    return y + em * 0.2


def _key(canvas: Canvas, series: Sequence[str], start: float = 0) -> float:
    """The names of the series with their colours, in as many lines as they need."""
    em = canvas.em
    x, y = start, em * 1.1
    for index, name in enumerate(series):
        wide = em * 1.2 + canvas.measure(name) + em * 1.6
        if x > start and x + wide - em * 1.6 > canvas.width:
            x, y = start, y + em * 1.5
        canvas.rect(x, y - em * 0.78, em * 0.86, em * 0.86, svg.PALETTE[index])
        canvas.text(x + em * 1.25, y, name)
        x += wide
    return y + em * 0.9


def draw_grouped(spec: GroupedBars, canvas: Canvas) -> float:
    """Draws the groups; the value stands at the end of each bar."""
    em = canvas.em
    narrow = canvas.form.narrow
    y = _key(canvas, spec.series) if len(spec.series) > 1 else em * 0.2
    left = 0.0 if narrow else _label_room(canvas, [group.label for group in spec.groups])
    known = [p for group in spec.groups for p in group.points if p.value is not None]
    room = max((canvas.measure(point.text, 1, True) for point in known), default=0) + em * 0.6
    top = max((point.value or 0 for point in known), default=1) or 1
    scale = Scale(0, top, left, canvas.width - room)
    bar = em * 1.25
    first = y
    for group in spec.groups:
        if narrow:
            canvas.wrapped(0, y + em * 0.75, group.label, canvas.width, weight=600, lines=1)
            y += em * 1.6
        else:
            middle = y + bar * len(spec.series) / 2
            canvas.wrapped(0, middle, group.label, left - em * 0.7, lines=3)
        for index, point in enumerate(group.points):
            middle = y + bar / 2
            if point.value is None:
                _missing(canvas, left, middle, point)
            else:
                end = scale(point.value)
                canvas.rect(left, middle - em * 0.55, end - left, em * 1.1, svg.PALETTE[index])
                canvas.text(end + em * 0.4, middle + em * 0.35, point.text, weight=600)
            y += bar
        y += em * 0.85
    if not narrow:
        canvas.line(left, first - em * 0.2, left, y - em * 0.65, svg.AXIS)
    return y


def draw_shares(spec: StackedShares, canvas: Canvas) -> float:
    """Draws each row as a whole; a part shows its count where it has room."""
    em = canvas.em
    narrow = canvas.form.narrow
    y = _key(canvas, spec.series)
    left = 0.0 if narrow else _label_room(canvas, [group.label for group in spec.groups])
    wide = canvas.width - left
    on = {svg.BLUE: svg.WHITE, svg.PLUM: svg.WHITE}
    for group in spec.groups:
        if narrow:
            canvas.wrapped(0, y + em * 0.75, group.label, canvas.width, lines=1)
            y += em * 1.5
        else:
            canvas.wrapped(0, y + em * 0.85, group.label, left - em * 0.7)
        whole = sum(point.value or 0 for point in group.points)
        if not whole or any(point.value is None for point in group.points):
            _missing(
                canvas,
                left,
                y + em * 0.85,
                next((p for p in group.points if p.value is None), Point(None, missing="none")),
            )
            y += em * 2.3
            continue
        x = left
        for index, point in enumerate(group.points):
            part = wide * (point.value or 0) / whole
            fill = svg.PALETTE[index]
            canvas.rect(x, y, max(part - em * 0.08, 0), em * 1.7, fill)
            if canvas.measure(point.text, 1, True) + em * 0.6 < part:
                ink = on.get(fill, svg.INK)
                canvas.text(x + em * 0.4, y + em * 1.2, point.text, weight=700, fill=ink)
            x += part
        y += em * 2.3
    return y


def axis_of(canvas: Canvas, top: float, left: float, right: float) -> tuple[Scale, list[float]]:
    """A horizontal scale from nought with round ticks."""
    ticks = nice_ticks(0, top, 4 if canvas.form.narrow else 6)
    return Scale(0, ticks[-1], left, right), ticks

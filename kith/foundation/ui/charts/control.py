"""Process-control (XmR) and funnel charts: what chance explains, and what it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import svg
from .bars import axis_of
from .canvas import Canvas
from .model import Point, Table, listed
from .plot import Break, Plot, Taken, breaks, frame
from .scale import Scale, nice_ticks, shown, spread

_NONE = Point(None)


@dataclass(frozen=True, slots=True)
class Note:
    """An agency's explanation of one point; numbered on the chart, written under it."""

    period: int
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """The mean and the limits of an earlier stretch, from the point `first` to `last`."""

    first: int
    last: int
    mean: float
    upper: float
    lower: float


@dataclass(frozen=True, slots=True)
class ControlChart:
    """One series with the mean and the limits that its baseline sets.

    `signals` are the places of the points that chance does not explain. `upper` and
    `lower` are the natural process limits; the texts that show them come with them. They hold
    from the point `opens`; a stretch before a break has its own band in `earlier`. Without limits
    it is a plain run chart.
    """

    title: str
    periods: tuple[str, ...]
    points: tuple[Point, ...]
    mean: Point = _NONE
    upper: Point = _NONE
    lower: Point = _NONE
    signals: frozenset[int] = frozenset()
    subtitle: str = ""
    source: str = ""
    notes: tuple[Note, ...] = ()
    breaks: tuple[Break, ...] = ()
    from_zero: bool = False
    opens: int = 0
    earlier: tuple[Band, ...] = ()
    percent: bool = False
    # The periods in full, for the table, where under the chart a year stands only once.
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.points) != len(self.periods):
            raise ValueError("A control chart has one point for each period.")

    @property
    def limited(self) -> bool:
        """Whether there are limits; without them it is a run chart."""
        return self.mean.value is not None or bool(self.earlier)

    def _reading(self, index: int) -> str:
        if index in self.signals:
            return "signal"
        judged = self.mean.value is not None and index >= self.opens
        judged |= any(band.first <= index <= band.last for band in self.earlier)
        return "within limits" if judged and self.points[index].value is not None else ""

    def table(self) -> Table:
        """Period, value, and whether it is a signal."""
        pairs = list(zip(self.names or self.periods, self.points, strict=True))
        if not self.limited:
            return ("Period", "Value"), tuple((period, point.text) for period, point in pairs)
        rows = ((p, q.text, self._reading(i)) for i, (p, q) in enumerate(pairs))
        return ("Period", "Value", "Reading"), tuple(rows)

    def alt(self) -> str:
        """The limits, how many points are signals, the latest value."""
        names = self.names or self.periods
        known = [p for p in zip(names, self.points, strict=True) if p[1].value is not None]
        latest = f"Latest: {known[-1][1].text} in {known[-1][0]}." if known else ""
        if not self.limited:
            first = f"{known[0][1].text} in {known[0][0]}. " if known else ""
            return f"Run chart without limits. {first}{latest}"
        said = "No limits at its end"
        if self.mean.value is not None:
            said = f"Mean {self.mean.text}, limits {self.lower.text} to {self.upper.text}"
        where = [f"{names[i]} {self.points[i].text}" for i in sorted(self.signals)]
        signals = f"{len(where)} of {len(known)} points are signals"
        if where:
            signals += f": {listed(where)}"
        return f"Control chart. {said}. {signals}. {latest}"


def draw_control(spec: ControlChart, canvas: Canvas) -> float:
    """Draws the band, the line, the signals as diamonds, the numbered notes."""
    em = canvas.em
    known = [point.value for point in spec.points if point.value is not None]
    limits = [p.value for p in (spec.mean, spec.upper, spec.lower) if p.value is not None]
    limits += [edge for band in spec.earlier for edge in (band.upper, band.lower)]
    names = _limit_names(spec, canvas.form.narrow)
    room = max((canvas.measure(words) for words, _ in names), default=0) + em * 1.3
    plot = frame(
        canvas,
        spec.periods,
        known + limits,
        from_zero=spec.from_zero,
        right_room=room,
        height=13,
        top=2.4,
        percent=spec.percent,
    )
    for band in _bands(spec):
        _draw_band(plot, band, len(spec.periods) - 1)
    breaks(plot, spec.breaks)
    places = spread([plot.y(value) for _, value in names], em * 1.35, plot.top, plot.bottom)
    for (words, _), y in zip(names, places, strict=True):
        canvas.text(plot.right + em * 0.6, y + em * 0.35, words, fill=svg.INK_2)
    _draw_points(plot, spec)
    _draw_notes(plot, spec)
    return _key(plot, spec)


def _bands(spec: ControlChart) -> list[Band]:
    mean, upper, lower = spec.mean.value, spec.upper.value, spec.lower.value
    if mean is None or upper is None or lower is None:
        return list(spec.earlier)
    return [*spec.earlier, Band(spec.opens, len(spec.periods) - 1, mean, upper, lower)]


def _draw_band(plot: Plot, band: Band, end: int) -> None:
    """The band from half-way after the point before it to half-way before the next."""
    canvas, xs = plot.canvas, plot.xs
    left = plot.left if band.first == 0 else (xs[band.first - 1] + xs[band.first]) / 2
    right = plot.right if band.last == end else (xs[band.last] + xs[band.last + 1]) / 2
    upper, lower, mean = plot.y(band.upper), plot.y(band.lower), plot.y(band.mean)
    canvas.parts.insert(0, svg.rect(left, upper, right - left, lower - upper, svg.BAND))
    canvas.dashed(left, mean, right, mean, svg.BLUE)


def _limit_names(spec: ControlChart, narrow: bool) -> list[tuple[str, float]]:
    if spec.mean.value is None:
        return []
    upper, mean, lower = (
        ("Upper", "Mean", "Lower") if narrow else ("Upper limit", "Mean", "Lower limit")
    )
    return [
        (f"{name} {point.text}", point.value or 0.0)
        for name, point in ((upper, spec.upper), (mean, spec.mean), (lower, spec.lower))
    ]


def _draw_points(plot: Plot, spec: ControlChart) -> None:
    canvas, em = plot.canvas, plot.canvas.em
    run: list[tuple[float, float]] = []
    runs = [run]
    for x, point in zip(plot.xs, spec.points, strict=True):
        if point.value is None:
            run = []
            runs.append(run)
            canvas.text(x, plot.bottom - em * 0.3, point.text, fill=svg.INK_2, anchor="middle")
        else:
            run.append((x, plot.y(point.value)))
    for run in runs:
        if len(run) > 1:
            canvas.add(svg.polyline(run, svg.BLUE, em * 0.13))
    for index, (x, point) in enumerate(zip(plot.xs, spec.points, strict=True)):
        if point.value is None:
            continue
        if index in spec.signals:
            canvas.mark("diamond", x, plot.y(point.value), svg.PLUM, 0.32)
        else:
            canvas.mark("circle", x, plot.y(point.value), svg.BLUE, 0.27)
    last = max((i for i, p in enumerate(spec.points) if p.value is not None), default=None)
    if last is not None and last not in {note.period for note in spec.notes}:
        point = spec.points[last]
        y = plot.y(point.value or 0)
        above = y - em * 0.75
        words = point.text
        half = canvas.measure(words, 1.1, True) / 2
        x = min(plot.xs[last], plot.right + em * 0.4 - half)
        canvas.text(x, above, words, size=1.1, weight=700, anchor="middle")


def _draw_notes(plot: Plot, spec: ControlChart) -> None:
    canvas, em = plot.canvas, plot.canvas.em
    taken = Taken()
    for number, note in enumerate(spec.notes, 1):
        point = spec.points[note.period]
        # A gap is noted where its code stands, on the axis.
        y = plot.bottom - em if point.value is None else plot.y(point.value)
        x = plot.xs[note.period]
        top = y - em * 1.5
        while not taken.free((x - em * 0.75, top - em * 0.75, x + em * 0.75, top + em * 0.75)):
            top -= em * 1.55
        top = max(top, em * 0.8)
        taken.take((x - em * 0.75, top - em * 0.75, x + em * 0.75, top + em * 0.75))
        canvas.note(x, top, number)


def _key(plot: Plot, spec: ControlChart) -> float:
    canvas, em = plot.canvas, plot.canvas.em
    y = plot.foot + em * 1.2
    x = em * 0.4
    parts = [("circle", svg.BLUE, "within limits"), ("diamond", svg.PLUM, "signal")]
    if not spec.limited:
        if plot.y.low <= 0:
            return plot.foot
        parts = []
    for shape, fill, words in parts:
        canvas.mark(shape, x, y - em * 0.33, fill, 0.3)
        canvas.text(x + em * 0.7, y, words, size=0.93, fill=svg.INK_2)
        x += canvas.measure(words, 0.93) + em * 2
    if plot.y.low > 0:
        words = f"the axis starts at {shown(plot.y.low)}"
        if x + canvas.measure(words, 0.93) > canvas.width:
            x, y = 0.0, y + em * 1.4
        canvas.text(x, y, words, size=0.93, fill=svg.INK_2)
    return y + em * 0.5


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit: its size (children, cases) and its share or rate."""

    label: str
    size: float
    value: float
    shown: str = ""
    strong: bool = False
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The funnel's limits at one size."""

    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Units by size; the smaller the unit, the wider the range that chance explains."""

    title: str
    points: tuple[FunnelPoint, ...]
    mean: float
    limits: tuple[Limit, ...]
    subtitle: str = ""
    source: str = ""
    size_name: str = "Size"
    value_name: str = "Value"
    mean_shown: str = ""
    percent: bool = False

    def table(self) -> Table:
        """Unit, size, value, and whether it is a signal."""
        rows = tuple(
            (
                p.label,
                shown(p.size),
                p.shown or shown(p.value),
                "signal" if p.signal else "within limits",
            )
            for p in self.points
        )
        return ("Unit", self.size_name, self.value_name, "Reading"), rows

    def alt(self) -> str:
        """Which units are signals."""
        out = [f"{p.label} {p.shown or shown(p.value)}" for p in self.points if p.signal]
        said = listed(out) if out else "none"
        mean = self.mean_shown or shown(self.mean)
        return (
            f"Funnel chart of {len(self.points)} units around a mean of {mean}. "
            f"Outside the limits: {said}."
        )


def draw_funnel(spec: FunnelChart, canvas: Canvas) -> float:
    """Draws the funnel, the points and the names of the signals."""
    em = canvas.em
    values = (
        [p.value for p in spec.points]
        + [lim.high for lim in spec.limits]
        + [lim.low for lim in spec.limits]
    )
    ticks = nice_ticks(min([0.0, *values]), max(values, default=1), 5)
    labels = [shown(tick) + ("%" if spec.percent else "") for tick in ticks]
    left = max(canvas.measure(label) for label in labels) + em * 0.7
    mean = f"Mean {spec.mean_shown or shown(spec.mean)}"
    right = canvas.width - canvas.measure(mean) - em * 0.8
    top, bottom = em * 2.3, em * 16.5
    y = Scale(ticks[0], ticks[-1], bottom, top)
    x, sizes = axis_of(
        canvas, max([p.size for p in spec.points] + [lim.size for lim in spec.limits]), left, right
    )
    canvas.text(0, em * 1.0, spec.value_name, size=0.93, fill=svg.INK_2)
    for tick, label in zip(ticks, labels, strict=True):
        base = tick == ticks[0]
        canvas.line(left, y(tick), right, y(tick), svg.AXIS if base else svg.HAIR)
        canvas.text(left - em * 0.6, y(tick) + em * 0.34, label, fill=svg.INK_2, anchor="end")
    for size in sizes:
        words = shown(size)
        half = canvas.measure(words) / 2
        place = min(x(size), canvas.width - half)
        canvas.line(x(size), bottom, x(size), bottom + em * 0.3, svg.AXIS)
        canvas.text(place, bottom + em * 1.4, words, fill=svg.INK_2, anchor="middle")
    canvas.text(right, bottom + em * 2.9, spec.size_name, size=0.93, fill=svg.INK_2, anchor="end")
    limits = sorted(spec.limits, key=lambda limit: limit.size)
    outline = [(x(lim.size), y(lim.high)) for lim in limits]
    outline += [(x(lim.size), y(lim.low)) for lim in reversed(limits)]
    if len(limits) > 1:
        path = "M" + "L".join(f"{svg.n(a)} {svg.n(b)}" for a, b in outline) + "Z"
        canvas.parts.insert(0, svg.element("path", d=path, fill=svg.BAND))
    canvas.dashed(left, y(spec.mean), right, y(spec.mean), svg.BLUE)
    _funnel_points(canvas, spec, x, y, (left, right, bottom))
    return bottom + em * 3.3


def _funnel_points(
    canvas: Canvas, spec: FunnelChart, x: Scale, y: Scale, area: Sequence[float]
) -> None:
    em = canvas.em
    left, right, bottom = area
    taken = Taken()
    mean = f"Mean {spec.mean_shown or shown(spec.mean)}"
    canvas.text(right + em * 0.5, y(spec.mean) + em * 0.35, mean, fill=svg.INK_2)
    taken.take((right, y(spec.mean) - em * 0.6, canvas.width, y(spec.mean) + em * 0.6))
    taken.take_line((left, y(spec.mean)), (right, y(spec.mean)), em * 0.12)
    for p in spec.points:
        px, py = x(p.size), y(p.value)
        fill = svg.PLUM if p.signal else svg.ACCENT if p.strong else svg.BLUE
        canvas.mark("diamond" if p.signal else "circle", px, py, fill, 0.33)
        taken.take((px - em * 0.4, py - em * 0.4, px + em * 0.4, py + em * 0.4))
    for p in spec.points:
        if not (p.signal or p.strong):
            continue
        words = f"{p.label} {p.shown or shown(p.value)}"
        wide = canvas.measure(words, 0.93, True)
        for dx, dy in ((0.65, 0.33), (-0.65, 0.33), (0.3, -0.65), (0.3, 1.3), (-0.3, -0.65)):
            start = x(p.size) + em * dx - (wide if dx < 0 else 0)
            base = y(p.value) + em * dy
            box = (start, base - em * 0.8, start + wide, base + em * 0.2)
            if (
                box[0] >= left
                and box[2] <= canvas.width
                and box[1] > 0
                and box[3] < bottom
                and taken.free(box)
            ):
                canvas.text(start, base, words, size=0.93, weight=700)
                taken.take(box)
                break

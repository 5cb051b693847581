"""Small drawings: a spark line for a card, squares for counts below twenty, bars of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import svg
from .canvas import Canvas
from .model import Point, Table, listed
from .scale import Scale

FEW = 20


@dataclass(frozen=True, slots=True)
class Spark:
    """A series at a glance, with the band that chance explains and the signals outside it."""

    title: str
    periods: tuple[str, ...]
    points: tuple[Point, ...]
    mean: float | None = None
    upper: float | None = None
    lower: float | None = None
    signals: frozenset[int] = frozenset()
    subtitle: str = ""
    source: str = ""

    def table(self) -> Table:
        """Period and value."""
        rows = tuple((p, q.text) for p, q in zip(self.periods, self.points, strict=True))
        return ("Period", "Value"), rows

    def alt(self) -> str:
        """First and last value, and how many are signals."""
        known = [p for p in zip(self.periods, self.points, strict=True) if p[1].value is not None]
        if not known:
            return f"{self.title}: no value that may be shown."
        first, last = known[0], known[-1]
        count = f"; {len(self.signals)} signals" if self.signals else ""
        return f"{self.title}: {first[1].text} in {first[0]}, {last[1].text} in {last[0]}{count}."


def draw_spark(spec: Spark, canvas: Canvas) -> float:
    """Draws the line with its first and last period beneath."""
    em = canvas.em
    known = [p.value for p in spec.points if p.value is not None]
    limits = [v for v in (spec.upper, spec.lower, spec.mean) if v is not None]
    low, high = min(known + limits, default=0.0), max(known + limits, default=1.0)
    if high == low:
        low, high = low - 1, high + 1
    y = Scale(low, high, em * 3.9, em * 0.6)
    count = len(spec.points)
    inset = em * 0.45
    step = (canvas.width - 2 * inset) / max(count - 1, 1)
    if spec.upper is not None and spec.lower is not None:
        canvas.rect(0, y(spec.upper), canvas.width, y(spec.lower) - y(spec.upper), svg.BAND)
    if spec.mean is not None:
        canvas.dashed(0, y(spec.mean), canvas.width, y(spec.mean), svg.BLUE)
    places = [
        (index, inset + step * index, y(point.value))
        for index, point in enumerate(spec.points)
        if point.value is not None
    ]
    run: list[tuple[float, float]] = []
    before = None
    for index, x, at in places:
        if before is not None and index != before + 1:
            _stroke(canvas, run)
            run = []
        run.append((x, at))
        before = index
    _stroke(canvas, run)
    for index, x, at in places:
        signal = index in spec.signals
        canvas.mark(
            "diamond" if signal else "circle",
            x,
            at,
            svg.PLUM if signal else svg.BLUE,
            0.28 if signal else 0.2,
        )
    base = em * 5.3
    if spec.periods:
        canvas.text(0, base, spec.periods[0], fill=svg.INK_2)
    if len(spec.periods) > 1:
        canvas.text(canvas.width, base, spec.periods[-1], fill=svg.INK_2, anchor="end")
    return em * 5.6


def _stroke(canvas: Canvas, run: Sequence[tuple[float, float]]) -> None:
    if len(run) > 1:
        canvas.add(svg.polyline(list(run), svg.BLUE, canvas.em * 0.13))


@dataclass(frozen=True, slots=True)
class Few:
    """A row of squares: `count` filled of `of`."""

    label: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class CountSquares:
    """Counts too small for a percentage: each square is one."""

    title: str
    rows: tuple[Few, ...]
    subtitle: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if not 0 <= row.count <= row.of < FEW:
                raise ValueError(f"{row.label}: squares are for counts of fewer than {FEW}.")

    def table(self) -> Table:
        """Row and its count."""
        return ("Row", "Count", "Of"), tuple((r.label, str(r.count), str(r.of)) for r in self.rows)

    def alt(self) -> str:
        """Each row as "4 of 6"."""
        return (
            "One square for each. "
            + listed([f"{row.label}: {row.count} of {row.of}" for row in self.rows])
            + "."
        )


def draw_squares(spec: CountSquares, canvas: Canvas) -> float:
    """Draws filled and empty squares with the count in words."""
    em = canvas.em
    narrow = canvas.form.narrow
    widest = max((canvas.measure(row.label) for row in spec.rows), default=0)
    words = max((canvas.measure(f"{r.count} of {r.of}", 1, True) for r in spec.rows), default=0)
    left = 0.0 if narrow else min(widest, canvas.width * 0.36) + em * 1.2
    most = max((row.of for row in spec.rows), default=1)
    room = canvas.width - left - words - em
    step = min(em * 1.35, room / max(most, 1))
    side = step * 0.82
    y = em * 0.3
    for row in spec.rows:
        if narrow:
            canvas.wrapped(0, y + em * 0.7, row.label, canvas.width, lines=1)
            y += em * 1.4
        middle = y + em * 0.85
        if not narrow:
            canvas.wrapped(0, middle, row.label, left - em * 0.9)
        for index in range(row.of):
            full = index < row.count
            canvas.rect(
                left + step * index,
                middle - side / 2,
                side,
                side,
                svg.BLUE if full else svg.WHITE,
                stroke=svg.BLUE if full else svg.AXIS,
                stroke_width=svg.n(em * 0.08),
            )
        canvas.text(
            left + step * row.of + em * 0.5,
            middle + em * 0.35,
            f"{row.count} of {row.of}",
            weight=700,
        )
        y += em * 2.1
    return y


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sum of money; a `hole` is money that nobody has named."""

    label: str
    point: Point
    hole: bool = False


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A bar of money, such as "In" or "Out"."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MoneyBars:
    """Bars of money on one scale; a hole is hatched, so that it is seen as one."""

    title: str
    rows: tuple[MoneyRow, ...]
    subtitle: str = ""
    source: str = ""

    def table(self) -> Table:
        """Bar, part, amount."""
        return ("Bar", "Part", "Amount"), tuple(
            (row.label, part.label, part.point.text) for row in self.rows for part in row.parts
        )

    def alt(self) -> str:
        """Each bar with its parts."""
        return (
            "Bars of money. "
            + listed(
                [
                    f"{row.label}: " + ", ".join(f"{p.label} {p.point.text}" for p in row.parts)
                    for row in self.rows
                ]
            )
            + "."
        )


_FILLS = (svg.BLUE, svg.TEAL, svg.PLUM, svg.GREY, svg.ORANGE, svg.MIST)


def draw_money(spec: MoneyBars, canvas: Canvas) -> float:
    """Draws each bar; parts too narrow for their words are named beneath it."""
    em = canvas.em
    holes = any(part.hole for row in spec.rows for part in row.parts)
    paint = canvas.hatch() if holes else ""
    left = max((canvas.measure(row.label, 1, True) for row in spec.rows), default=0) + em
    if canvas.form.narrow:
        left = 0.0
    most = max((sum(p.point.value or 0 for p in row.parts) for row in spec.rows), default=1)
    wide = canvas.width - left - em * 0.1
    y = em * 0.3
    for row in spec.rows:
        if canvas.form.narrow:
            canvas.text(0, y + em, row.label, weight=700)
            y += em * 1.6
        else:
            canvas.text(0, y + em * 1.7, row.label, weight=700)
        x, later = left, []
        for index, part in enumerate(row.parts):
            span = wide * (part.point.value or 0) / (most or 1)
            fill = _FILLS[index % len(_FILLS)]
            if part.hole:
                canvas.rect(
                    x,
                    y + 0.5,
                    span,
                    em * 2.6,
                    paint,
                    stroke="#c77700",
                    stroke_width=svg.n(em * 0.07),
                )
            else:
                canvas.rect(x, y, max(span - em * 0.1, 0), em * 2.7, fill)
            words = f"{part.label} {part.point.text}"
            size = canvas.measure(words, 1, True)
            if size + em * 1.6 > span:
                later.append((part, paint if part.hole else fill, words))
            elif part.hole:
                start = x + (span - size) / 2
                canvas.rect(start - em * 0.5, y + em * 0.5, size + em, em * 1.7, svg.WHITE)
                canvas.text(start, y + em * 1.7, words, weight=700)
            else:
                ink = svg.WHITE if fill in (svg.BLUE, svg.PLUM) else svg.INK
                canvas.text(x + em * 0.7, y + em * 1.7, words, weight=700, fill=ink)
            x += span
        y = _beneath(canvas, later, left, y + em * 2.7)
        y += em * 1.0
    return y


def _beneath(
    canvas: Canvas, later: Sequence[tuple[Part, str, str]], left: float, y: float
) -> float:
    em = canvas.em
    if not later:
        return y
    x, base = left, y + em * 1.5
    for part, fill, words in later:
        wide = em * 1.25 + canvas.measure(words)
        if x > left and x + wide > canvas.width:
            x, base = left, base + em * 1.5
        edge = {"stroke": "#c77700", "stroke_width": svg.n(em * 0.07)} if part.hole else {}
        canvas.rect(x, base - em * 0.78, em * 0.86, em * 0.86, fill, **edge)
        canvas.text(x + em * 1.25, base, words)
        x += wide + em * 1.5
    return base + em * 0.5

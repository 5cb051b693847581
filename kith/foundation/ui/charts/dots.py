"""Dots with intervals: an area among others, sorted, with England as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import svg
from .bars import axis_of
from .canvas import Canvas
from .model import Table, listed
from .scale import shown

Role = Literal["area", "neighbour", "country", "region", "mean"]


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval; `role` says whose it is."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    role: Role = "neighbour"
    shown: str = ""

    @property
    def text(self) -> str:
        """As it is printed."""
        return self.shown or shown(self.value)


@dataclass(frozen=True, slots=True)
class DotChart:
    """Areas sorted by value, largest first. `reference` is drawn as a line through all rows."""

    title: str
    dots: tuple[Dot, ...]
    subtitle: str = ""
    source: str = ""
    measure: str = "Rate"
    reference: str = ""

    @property
    def sorted(self) -> tuple[Dot, ...]:
        """Largest first; ties by name."""
        return tuple(sorted(self.dots, key=lambda dot: (-dot.value, dot.label)))

    def table(self) -> Table:
        """Area, value and the two ends of its interval."""
        rows = tuple(
            (
                dot.label,
                dot.text,
                "" if dot.low is None else _one(dot.low),
                "" if dot.high is None else _one(dot.high),
            )
            for dot in self.sorted
        )
        return ("Area", self.measure, "95% from", "to"), rows

    def alt(self) -> str:
        """The area first, then the others in order."""
        dots = self.sorted
        parts = [f"{dot.label} {dot.text}" for dot in dots]
        said = [
            f"{dot.label} is {place} of {len(dots)} with {dot.text}"
            for place, dot in enumerate(dots, 1)
            if dot.role == "area"
        ]
        return f"Dots with 95% intervals. {'. '.join([*said, listed(parts, 16)])}."


def _one(value: float) -> str:
    return shown(value, 1)


_LOOKS = {
    "area": ("circle", svg.ACCENT, 0.42),
    "neighbour": ("circle", "#5b6c71", 0.3),
    "country": ("diamond", svg.INK, 0.27),
    "region": ("diamond", svg.INK, 0.27),
    "mean": ("ring", svg.INK, 0.27),
}


def draw_dots(spec: DotChart, canvas: Canvas) -> float:
    """Draws the rows; gives the height."""
    em = canvas.em
    dots = spec.sorted
    limit = canvas.width * (0.36 if canvas.form.narrow else 0.28)
    widest = max((canvas.measure(dot.label, 1, True) for dot in dots), default=0)
    left = min(widest, limit) + em * 1.3
    values = max((canvas.measure(dot.text, 1, True) for dot in dots), default=0)
    right = canvas.width - values - em * 1.4
    top = max((dot.high if dot.high is not None else dot.value for dot in dots), default=1)
    scale, ticks = axis_of(canvas, top, left, right)
    size = 0.93 if canvas.form.narrow else 1
    twice = any(
        len(svg.wrap(dot.label, em * size, left - em * 1.4, dot.role != "neighbour")) > 1
        for dot in dots
    )
    row = em * (2.75 if twice else 2.0 if canvas.form.narrow else 1.75)
    reference = next((dot for dot in dots if dot.label == spec.reference), None)
    start = em * (1.8 if reference else 0.3)
    end = start + row * len(dots)
    for index, dot in enumerate(dots):
        if dot.role == "area":
            canvas.rect(0, start + row * index, canvas.width, row, svg.ACCENT_TINT)
    for tick in ticks:
        canvas.line(scale(tick), start, scale(tick), end, svg.AXIS if tick == 0 else svg.HAIR)
        canvas.text(scale(tick), end + em * 1.25, shown(tick), fill=svg.INK_2, anchor="middle")
    if reference:
        x = scale(reference.value)
        canvas.dashed(x, start - em * 0.3, x, end, svg.INK)
        words = f"{reference.label} {reference.text}"
        half = canvas.measure(words, 1, True) / 2
        place = min(max(x, half), canvas.width - half)
        canvas.text(place, start - em * 0.6, words, weight=700, anchor="middle")
    for index, dot in enumerate(dots):
        _row(canvas, dot, start + row * (index + 0.5), scale, left)
    return end + em * 1.7


def _row(canvas: Canvas, dot: Dot, middle: float, scale: object, left: float) -> None:
    em = canvas.em
    assert callable(scale)
    strong = dot.role != "neighbour"
    pad = em * 0.4
    weight = 700 if strong else 400
    canvas.wrapped(
        pad,
        middle,
        dot.label,
        left - em * 1.0 - pad,
        weight=weight,
        size=0.93 if canvas.form.narrow else 1,
    )
    shape, fill, size = _LOOKS[dot.role]
    if dot.low is not None and dot.high is not None:
        width = svg.n(em * (0.19 if dot.role == "area" else 0.12))
        canvas.line(scale(dot.low), middle, scale(dot.high), middle, fill, stroke_width=width)
    canvas.mark(shape, scale(dot.value), middle, fill, size)
    canvas.text(canvas.width - pad, middle + em * 0.35, dot.text, weight=weight, anchor="end")

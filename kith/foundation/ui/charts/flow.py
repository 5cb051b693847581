"""Stock and flow: what there was, what came, what went, what there is."""

from __future__ import annotations

from dataclasses import dataclass

from . import svg
from .bars import axis_of
from .canvas import Canvas
from .model import Point, Table
from .scale import shown


@dataclass(frozen=True, slots=True)
class Flow:
    """What came (a positive value) or went (a negative one)."""

    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Opening + what came - what went = closing. It refuses parts that do not close."""

    title: str
    opening: Flow
    flows: tuple[Flow, ...]
    closing: Flow
    subtitle: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        values = [self.opening.point.value, *(f.point.value for f in self.flows)]
        if self.closing.point.value is None or any(value is None for value in values):
            raise ValueError("A stock and flow needs every one of its values.")
        total = sum(value or 0 for value in values)
        if abs(total - self.closing.point.value) > 1e-9:
            raise ValueError(
                f"The flow does not close: the parts come to {shown(total)}, "
                f"the closing value is {self.closing.point.text}."
            )

    def table(self) -> Table:
        """Opening, each flow, closing."""
        flows = (self.opening, *self.flows, self.closing)
        return ("Step", "Number"), tuple(
            (f.label, signed(f.point)) if f in self.flows else (f.label, f.point.text)
            for f in flows
        )

    def alt(self) -> str:
        """The sum in words."""
        steps = ", ".join(f"{flow.label} {signed(flow.point)}" for flow in self.flows)
        return (
            f"Stock and flow. {self.opening.label} {self.opening.point.text}; {steps}; "
            f"{self.closing.label} {self.closing.point.text}."
        )


def signed(point: Point) -> str:
    """A flow with its sign: "+ 583", "− 475"."""
    if (point.value or 0) < 0:
        return f"− {point.text.lstrip('−-').strip()}"
    return f"+ {point.text}"


def draw_flow(spec: Waterfall, canvas: Canvas) -> float:
    """Draws the steps as bars that hang on one another."""
    em = canvas.em
    narrow = canvas.form.narrow
    steps = (spec.opening, *spec.flows, spec.closing)
    label = max(canvas.measure(step.label, 1, True) for step in steps)
    left = 0.0 if narrow else min(label, canvas.width * 0.36) + em * 1.2
    tops, running = [], spec.opening.point.value or 0
    for flow in spec.flows:
        tops.append(running)
        running += flow.point.value or 0
        tops.append(running)
    tops += [spec.opening.point.value or 0, spec.closing.point.value or 0]
    scale, ticks = axis_of(canvas, max(tops), left, canvas.width - em * 1.2)
    bar, row = em * 2.0, em * (4.5 if narrow else 3.3)
    end = row * len(steps) - (em * 0.4 if narrow else (row - bar) / 2 - em * 0.2)
    for tick in ticks:
        if tick == 0 or not narrow:
            canvas.line(scale(tick), 0, scale(tick), end, svg.AXIS if tick == 0 else svg.HAIR)
        else:
            canvas.line(scale(tick), end - em * 0.4, scale(tick), end, svg.AXIS)
        half = canvas.measure(shown(tick)) / 2
        canvas.text(
            min(max(scale(tick), half), canvas.width - half),
            end + em * 1.4,
            shown(tick),
            fill=svg.INK_2,
            anchor="middle",
        )
    at = 0.0
    bottom_before: float | None = None
    for index, step in enumerate(steps):
        ends = index in (0, len(steps) - 1)
        value = step.point.value or 0
        start, stop = (0.0, value) if ends else (at, at + value)
        y = row * index + (em * 1.65 if narrow else (row - bar) / 2)
        if bottom_before is not None:
            canvas.dashed(scale(at), bottom_before, scale(at), y, svg.INK_2)
        x1, x2 = scale(min(start, stop)), scale(max(start, stop))
        fill = svg.BLUE if ends else svg.TEAL if value >= 0 else svg.MIST
        canvas.rect(x1, y, x2 - x1, bar, fill)
        _labels(canvas, step, ends, (x1, x2), y + bar / 2, left, index == len(steps) - 1)
        at, bottom_before = stop, y + bar
    return end + em * 1.9


def _labels(
    canvas: Canvas,
    step: Flow,
    ends: bool,
    span: tuple[float, float],
    middle: float,
    left: float,
    last: bool,
) -> None:
    em = canvas.em
    weight = 700 if ends else 400
    if canvas.form.narrow:
        wide = canvas.measure(step.label, 1, True) + em * 0.3
        canvas.rect(0, middle - em * 2.45, wide, em * 1.25, svg.WHITE)
        canvas.wrapped(0, middle - em * 1.85, step.label, canvas.width, weight=weight, lines=1)
    else:
        canvas.wrapped(0, middle, step.label, left - em * 0.9, weight=weight)
    words = (
        step.point.text
        if ends and not last
        else f"= {step.point.text}"
        if ends
        else signed(step.point)
    )
    wide = canvas.measure(words, 1.1, True)
    inside = wide + em * 0.6 < span[1] - span[0]
    ink = svg.WHITE if ends and inside else svg.INK
    if inside:
        x, anchor = (span[0] + span[1]) / 2, "middle"
    elif span[1] + em * 0.4 + wide < canvas.width:
        x, anchor = span[1] + em * 0.4, "start"
    else:
        x, anchor = span[0] - em * 0.4, "end"
    canvas.text(x, middle + em * 0.38, words, size=1.1, weight=700, fill=ink, anchor=anchor)

"""Charts as SVG text, made from frozen specs: the same spec for screen, phone and paper.

`draw(spec, WIDE)` gives the drawing; `spec.table()` the same numbers as rows; `spec.alt()` a
sentence with them; `title_fault(title)` what is wrong with a title that states no finding.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from . import svg
from .bars import (
    Bar,
    BarChart,
    Group,
    GroupedBars,
    StackedShares,
    draw_bars,
    draw_grouped,
    draw_shares,
)
from .canvas import Canvas
from .control import (
    Band,
    ControlChart,
    FunnelChart,
    FunnelPoint,
    Limit,
    Note,
    draw_control,
    draw_funnel,
)
from .dots import Dot, DotChart, draw_dots
from .flow import Flow, Waterfall, draw_flow
from .line import Highlight, LineChart, Series, draw_line
from .model import FULL, HALF, NARROW, PRINT, WIDE, Chart, Form, Point, points, title_fault
from .plot import Break
from .small import (
    CountSquares,
    Few,
    MoneyBars,
    MoneyRow,
    Part,
    Spark,
    draw_money,
    draw_spark,
    draw_squares,
)

__all__ = [
    "FULL", "HALF", "NARROW", "PRINT", "WIDE",
    "Band", "Bar", "BarChart", "Break", "Chart", "ControlChart", "CountSquares", "Dot", "DotChart",
    "Few", "Flow", "Form", "FunnelChart", "FunnelPoint", "Group", "GroupedBars", "Highlight",
    "Limit", "LineChart", "MoneyBars", "MoneyRow", "Note", "Part", "Point", "Series", "Spark",
    "StackedShares", "Waterfall", "draw", "points", "title_fault",
]  # fmt: skip

_DRAW: dict[type, Callable[[Any, Canvas], float]] = {
    LineChart: draw_line,
    BarChart: draw_bars,
    GroupedBars: draw_grouped,
    StackedShares: draw_shares,
    DotChart: draw_dots,
    ControlChart: draw_control,
    FunnelChart: draw_funnel,
    Waterfall: draw_flow,
    Spark: draw_spark,
    CountSquares: draw_squares,
    MoneyBars: draw_money,
}


def draw(spec: Chart, form: Form = WIDE, uid: str = "") -> str:
    """The chart as an SVG text. The same spec and form always give the same text.

    `uid` starts the ids inside the drawing; pages that may show one chart twice give their own.
    """
    uid = uid or "k" + sha256(f"{spec!r}{form.name}{form.width}".encode()).hexdigest()[:10]
    canvas = Canvas(form, uid)
    height = _DRAW[type(spec)](spec, canvas)
    # Every tick label and mark lies within the sheet; a hair more keeps descenders whole.
    return svg.document(
        form.width,
        height + form.text * 0.2,
        canvas.body,
        title=spec.title,
        alt=spec.alt(),
        uid=uid,
        css=f"k-chart k-chart--{form.name}" if form.name != "print" else "",
        unit=form.unit,
    )

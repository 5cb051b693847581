"""Small drawings of web pages, as SVG: bars, trend lines and dots in tables, the cover.

The cell beside a mark holds its number, so a reader who hears the page misses nothing: marks
are hidden from screen readers. Sizes are CSS pixels. Nothing here is a style, only attributes.
"""

from collections.abc import Sequence
from html import escape

from kith.foundation.publications.model import Axis, CoverDots, Dot
from kith.foundation.publications.renderers.drawings import sunflower

DEEP = "#0b3b45"
HAIR, INK, WHITE = "#b8c2c5", "#10191b", "#ffffff"
BLUE, TEAL, PLUM = "#12436d", "#28a197", "#801650"
TONES = {"": BLUE, "blue": BLUE, "teal": TEAL, "orange": "#f46a25", "plum": PLUM, "mist": "#9db4c8"}
KINDS = {"area": BLUE, "country": PLUM, "neighbour": TEAL, "mean": INK}
WIDTH = {"bar": 150, "spark": 116, "dot": 190}
HEIGHT = {"bar": 14, "spark": 30, "dot": 24}


def _svg(kind: str, parts: Sequence[str]) -> str:
    width, height = WIDTH[kind], HEIGHT[kind]
    return (
        f'<svg class="k-small" aria-hidden="true" focusable="false" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )


def bar(share: float, tone: str = "") -> str:
    """A bar whose length is a share of the longest, from 0 to 1."""
    long = max(min(share, 1.0) * WIDTH["bar"], 0.6)
    return _svg("bar", [f'<rect width="{long:.1f}" height="14" fill="{TONES[tone]}"/>'])


def spark(values: Sequence[float], span: int) -> str:
    """A trend from zero. A shorter series keeps to the right, on the years of the longest."""
    width, height = WIDTH["spark"], HEIGHT["spark"]
    top = max(*values, 0.0001) if len(values) > 1 else max(values[0], 0.0001)
    step = (width - 8) / max(span - 1, 1)
    places = [
        (3 + (i + span - len(values)) * step, height - 2 - max(v, 0) / top * (height - 7))
        for i, v in enumerate(values)
    ]
    x, y = places[-1]
    at = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
    parts = [
        f'<line x1="{places[0][0] - 3:.1f}" y1="{height - 1}" x2="{width}" y2="{height - 1}" '
        f'stroke="{HAIR}"/>',
        f'<polyline points="{at}" fill="none" stroke="{BLUE}" stroke-width="1.6"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{BLUE}"/>',
    ]
    return _svg("spark", parts)


def dot(value: Dot, axis: Axis) -> str:
    """A value with its range on the axis of its column; shape and colour say whose it is."""
    width, middle = WIDTH["dot"], HEIGHT["dot"] / 2

    def x(number: float) -> float:
        return 5 + min(number / axis.top, 1.0) * (width - 10)

    parts = [f'<line x1="5" y1="{middle}" x2="{width - 5}" y2="{middle}" stroke="{HAIR}"/>']
    if axis.at is not None:
        parts.append(
            f'<line x1="{x(axis.at):.1f}" y1="0" x2="{x(axis.at):.1f}" y2="{middle * 2}" '
            f'stroke="{PLUM}" stroke-dasharray="4 2"/>'
        )
    colour = KINDS[value.kind]
    if value.low is not None and value.high is not None:
        parts.append(
            f'<line x1="{x(value.low):.1f}" y1="{middle}" x2="{x(value.high):.1f}" y2="{middle}" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
    at = x(value.value)
    if value.kind == "country":
        parts.append(
            f'<rect x="{at - 4.5:.1f}" y="{middle - 4.5}" width="9" height="9" fill="{colour}"/>'
        )
    else:
        fill = colour if value.kind == "area" else WHITE
        parts.append(
            f'<circle cx="{at:.1f}" cy="{middle}" r="4.5" fill="{fill}" stroke="{colour}" '
            'stroke-width="1.6"/>'
        )
    return _svg("dot", parts)


def axis_for(dots: Sequence[Dot], axis: Axis | None) -> Axis:
    """The column's own axis, or one that its values need."""
    if axis is not None:
        return axis
    top = max((d.high if d.high is not None else d.value for d in dots), default=0.0)
    return Axis(top or 1.0, top or 1.0)


def cover(dots: CoverDots, size: int = 330) -> str:
    """The cover's dots: two paths of round points, which take a tenth of what circles take."""
    gap, places, bright = sunflower(dots, size)
    inner = len(places) - bright
    parts = [f'<rect width="{size}" height="{size}" rx="6" fill="{DEEP}"/>']
    for points, colour in ((places[:inner], WHITE), (places[inner:], "#5cc7bd")):
        at = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
        width = f"{gap * 1.12:.2f}"
        stroke = f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round"'
        parts.append(f'<path d="{at}" {stroke}/>')
    return (
        f'<svg role="img" aria-label="{escape(dots.alt)}" width="{size}" height="{size}" '
        f'viewBox="0 0 {size} {size}">{"".join(parts)}</svg>'
    )

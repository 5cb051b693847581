"""Small drawings of the print forms, as SVG in points: the cover's dots and the reading keys."""

from __future__ import annotations

import math

from kith.foundation.publications.model import CoverDots

BLUE, TEAL, ORANGE = "#12436D", "#28A197", "#F46A25"
INK, GREY, MIST = "#1d242b", "#4d5963", "#9db4c8"
MOST_DOTS = 2_000  # beyond this a dot stands for more than one


def _svg(width: float, height: float, parts: list[str]) -> str:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def sunflower(dots: CoverDots, size: float) -> tuple[float, list[tuple[float, float]], int]:
    """The gap between the dots of the cover, the middle of each, and how many are highlighted.

    Dot number i stands at the square root of i from the middle, turned by the golden angle, so
    that dots are evenly spread and areas are true to numbers. The highlighted are the last ones.
    """
    share = max(1, math.ceil(dots.total / MOST_DOTS))
    total, bright = dots.total // share, dots.highlighted // share
    gap = size / 2 / math.sqrt(total + 0.05 * total + 1)
    turn = math.pi * (3 - math.sqrt(5))
    places = []
    for i in range(total):
        r = gap * math.sqrt(i + 0.5)
        places.append((size / 2 + r * math.cos(i * turn), size / 2 + r * math.sin(i * turn)))
    return gap, places, max(bright, 0)


def cover(dots: CoverDots, size: float = 448) -> str:
    """A sunflower of dots, one for each counted; the highlighted are the outer ring."""
    gap, places, bright = sunflower(dots, size)
    parts = []
    for i, (x, y) in enumerate(places):
        fill = "#ffffff" if i < len(places) - bright else "#5cc7bd"
        parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{gap * 0.56:.2f}" fill="{fill}"/>')
    return _svg(size, size, parts)


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, w: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" '
        f'stroke-width="{w}"{dashes}/>'
    )


def _path(points: list[tuple[float, float]], w: float) -> str:
    at = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{at}" fill="none" stroke="{BLUE}" stroke-width="{w}"/>'


def key_flow() -> str:
    """Opening, in, out, closing: four bars, each from where the last one ended."""
    bars = ((0, 34, BLUE), (34, 56, TEAL), (45, 45, MIST), (0, 45, BLUE))
    return _svg(
        96,
        44,
        [
            f'<rect x="{x + 2}" y="{1 + k * 11}" width="{w}" height="8" fill="{c}"/>'
            for k, (x, w, c) in enumerate(bars)
        ],
    )


def key_range() -> str:
    """A dot with the range of chance through it."""
    ends = [_line(x, 18, x, 26, BLUE, 1.2) for x in (14, 78)]
    dot = f'<circle cx="46" cy="22" r="4.5" fill="{BLUE}"/>'
    return _svg(96, 44, [_line(14, 22, 78, 22, BLUE, 1.6), dot, *ends])


def key_signal() -> str:
    """A control chart with a run (squares) and a point beyond the limit (a diamond)."""
    points = [(8.0, 30.0), (22.0, 22.0), (36.0, 28.0), (50.0, 19.0), (64.0, 16.0), (78.0, 7.0)]
    parts = [_line(4, 24, 92, 24, GREY, 0.8), _line(4, 11, 92, 11, GREY, 0.8, "5 3")]
    parts.append(_path(points, 1))
    parts += [f'<circle cx="{x}" cy="{y}" r="2.6" fill="{BLUE}"/>' for x, y in points[:3]]
    mark = f'fill="{ORANGE}" stroke="{INK}" stroke-width="0.8"'
    parts += [
        f'<rect x="{x - 3.2}" y="{y - 3.2}" width="6.4" height="6.4" {mark}/>'
        for x, y in points[3:5]
    ]
    return _svg(96, 44, [*parts, f'<path d="M78,2 l5,5 l-5,5 l-5,-5 z" {mark}/>'])


def key_trend() -> str:
    """A small trend line on its zero."""
    line = _path([(6, 34), (24, 28), (42, 30), (60, 16), (78, 12)], 1.4)
    dot = f'<circle cx="78" cy="12" r="3" fill="{BLUE}"/>'
    return _svg(96, 44, [_line(4, 40, 92, 40, INK, 0.7), line, dot])

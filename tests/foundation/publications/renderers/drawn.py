"""Simple charts for the sample publication, as SVG in points at their printed size."""

from __future__ import annotations

from collections.abc import Sequence

FONT = "Atkinson Hyperlegible Next"
WIDE = 459.2
BLUE, TEAL, MIST, PLUM, INK, GREY = (
    "#12436D",
    "#28A197",
    "#9db4c8",
    "#801650",
    "#1d242b",
    "#4d5963",
)


def _text(x: float, y: float, words: str, size: float = 9, anchor: str = "start", **more: object):
    extra = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" '
        f'text-anchor="{anchor}"{extra}>{words}</text>'
    )


def _svg(height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{height}" '
        f'viewBox="0 0 {WIDE} {height}">{"".join(parts)}</svg>'
    )


def bars(items: Sequence[tuple[str, float]]) -> str:
    """Horizontal bars from zero, each named and numbered."""
    top, step = max(v for _, v in items) or 1, 24
    parts = []
    for i, (name, value) in enumerate(items):
        y, width = i * step + 3, value / top * 270
        parts.append(_text(0, y + 12, name, 9.5, fill=INK))
        colour = BLUE if i == 0 else MIST
        parts.append(f'<rect x="130" y="{y}" width="{width:.1f}" height="16" fill="{colour}"/>')
        parts.append(_text(136 + width, y + 12, f"{value:,.0f}", 10, fill=INK, font_weight=700))
    high = len(items) * step
    parts.append(f'<line x1="130" y1="0" x2="130" y2="{high}" stroke="{INK}" stroke-width="0.8"/>')
    return _svg(high + 4, parts)


def lines(years: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Lines from zero, named at their ends."""
    most = max(max(v) for _, v in series)
    top = next(t for t in (400, 600, 800, 1000, 1200, 1600, 2000) if t >= most)

    def x(i: int) -> float:
        return 26 + i * (WIDE - 130) / (len(years) - 1)

    def y(v: float) -> float:
        return 138 - v / top * 128

    parts = []
    for k in range(5):
        at = y(top * k / 4)
        stroke = INK if k == 0 else "#c3ccd3"
        parts.append(
            f'<line x1="24" y1="{at:.1f}" x2="{WIDE - 100}" y2="{at:.1f}" stroke="{stroke}" '
            'stroke-width="0.6"/>'
        )
        parts.append(_text(20, at + 3, f"{top * k / 4:,.0f}", 8, "end", fill=GREY))
    parts += [_text(x(i), 152, year, 8, "middle", fill=GREY) for i, year in enumerate(years)]
    for (name, values), colour in zip(series, (BLUE, PLUM, TEAL), strict=False):
        at = " ".join(f"{x(i):.1f},{y(v):.1f}" for i, v in enumerate(values))
        parts.append(f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for i, v in enumerate(values):
            parts.append(f'<circle cx="{x(i):.1f}" cy="{y(v):.1f}" r="3" fill="{colour}"/>')
        last = f"{name} {values[-1]:,.0f}"
        end = x(len(values) - 1) + 9
        parts.append(_text(end, y(values[-1]) + 3, last, 9.5, fill=colour, font_weight=700))
    return _svg(158, parts)

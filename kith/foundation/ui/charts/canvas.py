"""A sheet to draw on: sizes in the form's own text size, so that one drawing fits every form."""

from __future__ import annotations

from . import svg
from .model import Form


class Canvas:
    """Collects the parts of one drawing. Lengths given in ems of the form's text size."""

    def __init__(self, form: Form, uid: str) -> None:
        self.form = form
        self.uid = uid
        self.em = form.text
        self.width = form.width
        self.parts: list[str] = []

    def add(self, part: str) -> None:
        """A finished element."""
        self.parts.append(part)

    def measure(self, words: str, size: float = 1, bold: bool = False) -> float:
        """How wide words are drawn."""
        return svg.text_width(words, self.em * size, bold)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 1,
        weight: int = 400,
        fill: str = svg.INK,
        anchor: str = "start",
    ) -> None:
        """Words on the baseline y."""
        args = {"weight": weight, "fill": fill, "anchor": anchor}
        self.add(svg.text(x, y, words, size=self.em * size, **args))  # type: ignore[arg-type]

    def wrapped(
        self,
        x: float,
        middle: float,
        words: str,
        room: float,
        *,
        size: float = 1,
        weight: int = 400,
        fill: str = svg.INK,
        anchor: str = "start",
        lines: int = 2,
    ) -> None:
        """Words in up to `lines` lines, centred on the height `middle`."""
        parts = svg.wrap(words, self.em * size, room, weight >= 600, lines)
        lead = self.em * size * 1.2
        top = middle + self.em * size * 0.36 - lead * (len(parts) - 1) / 2
        for index, part in enumerate(parts):
            self.text(
                x, top + index * lead, part, size=size, weight=weight, fill=fill, anchor=anchor
            )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = svg.HAIR, **more: object
    ) -> None:
        """A straight line."""
        more.setdefault("stroke_width", svg.n(self.em / 14))
        self.add(svg.line(x1, y1, x2, y2, stroke, **more))

    def dashed(self, x1: float, y1: float, x2: float, y2: float, stroke: str = svg.INK) -> None:
        """A dashed line."""
        dash = f"{svg.n(self.em * 0.22)} {svg.n(self.em * 0.22)}"
        self.line(x1, y1, x2, y2, stroke, stroke_dasharray=dash)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **more: object
    ) -> None:
        """A rectangle."""
        self.add(svg.rect(x, y, width, height, fill, **more))

    def mark(self, shape: str, x: float, y: float, fill: str, size: float = 0.3) -> None:
        """A data mark; `size` is its radius."""
        self.add(svg.mark(shape, x, y, fill, self.em * size))

    def hatch(self) -> str:
        """Declares the pattern of a hole (money without a name) and gives its paint."""
        step = svg.n(self.em * 0.57)
        inner = svg.rect(0, 0, float(step), float(step), "#fdf0dc") + svg.line(
            0, 0, 0, float(step), "#c77700", stroke_width=svg.n(self.em * 0.16)
        )
        pattern = svg.element(
            "pattern",
            inner,
            id=f"{self.uid}-h",
            width=step,
            height=step,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        self.add(svg.element("defs", pattern))
        return f"url(#{self.uid}-h)"

    def note(self, x: float, y: float, number: int) -> None:
        """A numbered disc that leads to a note under the chart."""
        radius = self.em * 0.72
        self.add(svg.element("circle", cx=float(x), cy=float(y), r=float(radius), fill=svg.DEEP))
        self.text(
            x,
            y + self.em * 0.33,
            str(number),
            size=0.93,
            weight=700,
            fill=svg.WHITE,
            anchor="middle",
        )

    @property
    def body(self) -> str:
        """Everything drawn so far."""
        return "".join(self.parts)

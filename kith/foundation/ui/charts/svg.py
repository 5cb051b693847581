"""Writing SVG: elements with presentation attributes, everything escaped, no style, no script.

Text is measured with the advance widths of Atkinson Hyperlegible Next, so that a label's
place can be reckoned without a browser.
"""

from __future__ import annotations

from html import escape

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"

INK = "#10191b"
INK_2 = "#47565a"
HAIR = "#e3eaeb"
AXIS = "#7d9095"
DEEP = "#0b3b45"
ACCENT = "#0b6570"
ACCENT_TINT = "#e6f1f1"
BAND = "#e5edf5"
GREY = "#7d9095"
MIST = "#9db4c8"
WHITE = "#ffffff"
BLUE, TEAL, PLUM, ORANGE = "#12436d", "#28a197", "#801650", "#f46a25"
PALETTE = (BLUE, TEAL, PLUM, ORANGE)
# The same hues, dark enough for words: 4.5 to 1 or better on white.
WORDS = {BLUE: BLUE, TEAL: "#0f6b64", PLUM: PLUM, ORANGE: "#a33a00"}

# Advance widths of the printable ASCII characters from the space on, in thousandths of an em.
# fmt: off
_REGULAR = (
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548,
    576, 614, 588, 598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569,
    552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623,
    575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492,
    262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
)
_BOLD = (
    312, 303, 390, 765, 610, 969, 725, 210, 335, 335, 485, 595, 271, 373, 272, 440, 659, 440, 579,
    600, 624, 607, 626, 537, 624, 571, 272, 272, 569, 612, 569, 547, 781, 678, 643, 658, 688, 597,
    566, 718, 701, 424, 561, 663, 552, 858, 717, 746, 629, 756, 650, 610, 607, 686, 644, 886, 685,
    650, 618, 340, 440, 344, 582, 400, 288, 552, 596, 510, 596, 563, 365, 593, 571, 300, 259, 555,
    318, 882, 571, 576, 596, 599, 376, 508, 376, 567, 530, 740, 539, 521, 505, 381, 254, 381, 537,
)
# fmt: on
_OTHER = 620
# Figures are drawn tabular: every digit as wide as a nought.
_DIGITS = frozenset("0123456789")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide the text is, in the units of `size`."""
    table = _BOLD if bold else _REGULAR
    total = 0
    for character in text:
        if character in _DIGITS:
            total += 659 if bold else 648
            continue
        index = ord(character) - 32
        total += table[index] if 0 <= index < len(table) else _OTHER
    return total * size / 1000


def wrap(text: str, size: float, room: float, bold: bool = False, lines: int = 2) -> list[str]:
    """The text in at most `lines` lines no wider than `room`; what does not fit ends in "…"."""
    out: list[str] = []
    current = ""
    for word in text.split():
        trial = f"{current} {word}" if current else word
        if text_width(trial, size, bold) <= room or not current:
            current = trial
            continue
        out.append(current)
        current = word
    out.append(current)
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [_shortened(line, size, room, bold) for line in out]


def _shortened(line: str, size: float, room: float, bold: bool) -> str:
    if text_width(line, size, bold) <= room:
        return line
    while line and text_width(line + "…", size, bold) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def n(value: float) -> str:
    """A coordinate with at most one decimal, without a needless nought."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def attributes(values: dict[str, object]) -> str:
    """Attributes as text: `stroke_width=2` becomes `stroke-width="2"`; None is left out."""
    parts = []
    for key, value in values.items():
        if value is None:
            continue
        shown = n(value) if isinstance(value, float) else escape(str(value))
        parts.append(f' {key.replace("_", "-")}="{shown}"')
    return "".join(parts)


def element(name: str, inner: str = "", **values: object) -> str:
    """An element whose content is already SVG."""
    if inner:
        return f"<{name}{attributes(values)}>{inner}</{name}>"
    return f"<{name}{attributes(values)}/>"


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 14,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
) -> str:
    """A line of words on the baseline `y`."""
    return element(
        "text",
        escape(words),
        x=float(x),
        y=float(y),
        font_size=n(size),
        font_weight=weight if weight != 400 else None,
        fill=fill,
        text_anchor=anchor if anchor != "start" else None,
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = HAIR, **more: object) -> str:
    """A straight line."""
    return element(
        "line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), stroke=stroke, **more
    )


def rect(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    """A rectangle; a negative size is drawn as nothing."""
    return element(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0)),
        height=float(max(height, 0)),
        fill=fill,
        **more,
    )


def polyline(points: list[tuple[float, float]], stroke: str, width: float = 2) -> str:
    """Joined straight lines."""
    path = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    return element(
        "polyline",
        points=path,
        fill="none",
        stroke=stroke,
        stroke_width=n(width),
        stroke_linejoin="round",
        stroke_linecap="round",
    )


def mark(shape: str, x: float, y: float, fill: str, size: float = 4) -> str:
    """A data mark: circle, square, triangle, diamond or ring. Series differ in it, not in
    colour alone."""
    if shape == "ring":
        return element(
            "circle", cx=float(x), cy=float(y), r=n(size), fill=WHITE, stroke=fill, stroke_width=2
        )
    edge = {"stroke": WHITE, "stroke_width": 1}
    if shape == "square":
        return rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, fill, **edge)
    if shape == "triangle":
        d = f"M{n(x)} {n(y - size * 1.2)}L{n(x + size * 1.15)} {n(y + size * 0.85)}"
        return element("path", d=f"{d}H{n(x - size * 1.15)}Z", fill=fill, **edge)
    if shape == "diamond":
        r = size * 1.35
        d = f"M{n(x)} {n(y - r)}L{n(x + r)} {n(y)}L{n(x)} {n(y + r)}L{n(x - r)} {n(y)}Z"
        return element("path", d=d, fill=fill, **edge)
    return element("circle", cx=float(x), cy=float(y), r=n(size), fill=fill, **edge)


MARKS = ("circle", "square", "triangle", "diamond")


def document(
    width: float, height: float, body: str, *, title: str, alt: str, uid: str, css: str, unit: str
) -> str:
    """A whole drawing, named and described for those who do not see it."""
    return element(
        "svg",
        f'<title id="{escape(uid)}-t">{escape(title)}</title>'
        f'<desc id="{escape(uid)}-d">{escape(alt)}</desc>{body}',
        xmlns="http://www.w3.org/2000/svg",
        **{"class": css or None},
        width=f"{n(width)}{unit}",
        height=f"{n(height)}{unit}",
        viewBox=f"0 0 {n(width)} {n(height)}",
        role="img",
        aria_labelledby=f"{uid}-t {uid}-d",
        font_family=FONT,
    )

"""Reads a drawing back: where its words and marks stand, for tests of charts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from kith.foundation.ui.charts.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def overlaps(self, other: Box, slack: float) -> bool:
        """Whether the two cover one another by more than `slack`."""
        return (
            self.left + slack < other.right
            and other.left + slack < self.right
            and self.top + slack < other.bottom
            and other.top + slack < self.bottom
        )


@dataclass(frozen=True)
class Sheet:
    """A drawing: its size, its words, its marks and bars."""

    width: float
    height: float
    words: list[Box]
    places: list[tuple[float, float]]
    root: ET.Element


def read(svg: str) -> Sheet:
    """The drawing's parts. Pattern contents are left out: they have their own space."""
    root = ET.fromstring(svg)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    words: list[Box] = []
    places: list[tuple[float, float]] = []
    _walk(root, words, places)
    return Sheet(width, height, words, places, root)


def _walk(node: ET.Element, words: list[Box], places: list[tuple[float, float]]) -> None:
    for child in node:
        name = child.tag.removeprefix(SVG)
        a = child.attrib
        if name == "defs":
            continue
        if name == "text":
            words.append(_box(child))
        elif name == "circle":
            places.append((float(a["cx"]), float(a["cy"])))
        elif name == "line":
            places += [(float(a["x1"]), float(a["y1"])), (float(a["x2"]), float(a["y2"]))]
        elif name == "rect":
            x, y = float(a["x"]), float(a["y"])
            places += [(x, y), (x + float(a["width"]), y + float(a["height"]))]
        elif name == "polyline":
            for pair in a["points"].split():
                x, y = pair.split(",")
                places.append((float(x), float(y)))
        elif name == "path":
            places += [
                (float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", a["d"])
            ]
        _walk(child, words, places)


def _box(node: ET.Element) -> Box:
    a = node.attrib
    size = float(a["font-size"])
    shown = node.text or ""
    wide = text_width(shown, size, int(a.get("font-weight", "400")) >= 600)
    x, y = float(a["x"]), float(a["y"])
    anchor = a.get("text-anchor", "start")
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * 0.72, left + wide, y + size * 0.05, shown)


def clashes(sheet: Sheet, slack: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of words that cover one another."""
    found = []
    for index, one in enumerate(sheet.words):
        for other in sheet.words[index + 1 :]:
            if one.words and other.words and one.overlaps(other, slack):
                found.append((one.words, other.words))
    return found


def outside(sheet: Sheet, slack: float = 1.0) -> list[object]:
    """Words and marks that leave the sheet."""
    wide, tall = sheet.width + slack, sheet.height + slack
    out: list[object] = [
        box
        for box in sheet.words
        if box.left < -slack or box.right > wide or box.top < -slack or box.bottom > tall
    ]
    out += [(x, y) for x, y in sheet.places if x < -slack or x > wide or y < -slack or y > tall]
    return out

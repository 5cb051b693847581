"""What a chart says, apart from how it is drawn: frozen specs with their table and their sentence.

A value arrives already rounded, with the text that shows it (`shown`): a chart rounds nothing.
A value that is not a number (`None`) carries its code and leaves a marked gap, never a nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .scale import shown


@dataclass(frozen=True, slots=True)
class Form:
    """A size to draw at. `text` is the size of a label in the unit of `width`."""

    name: str
    width: float
    text: float
    unit: str = ""

    @property
    def narrow(self) -> bool:
        """Whether labels go above their marks."""
        return self.width < 30 * self.text


WIDE = Form("wide", 760, 14)
FULL = Form("wide", 1160, 14)
HALF = Form("half", 540, 14)
NARROW = Form("narrow", 320, 13)
PRINT = Form("print", 459.2, 8.2, "pt")

Row = tuple[str, ...]
Table = tuple[Row, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `missing` is the code of a value that is not a number ("c" suppressed)."""

    value: float | None
    shown: str = ""
    missing: str = ""

    @property
    def text(self) -> str:
        """As it is printed."""
        if self.value is None:
            return self.missing or "x"
        return self.shown or shown(self.value)


def points(values: Iterable[float | str | None], places: int | None = None) -> tuple[Point, ...]:
    """Points from numbers; a text such as "c" is the code of a missing value."""
    made = []
    for value in values:
        if value is None or isinstance(value, str):
            made.append(Point(None, missing=value or "x"))
        else:
            made.append(Point(float(value), shown(value, places)))
    return tuple(made)


class Chart(Protocol):
    """What every chart spec offers."""

    @property
    def title(self) -> str:
        """What the chart shows, as a finding."""

    @property
    def subtitle(self) -> str:
        """What is measured, where and when."""

    @property
    def source(self) -> str:
        """Who published the numbers, and as at when."""

    def table(self) -> Table:
        """The same numbers as a header and rows."""

    def alt(self) -> str:
        """A sentence with the numbers, for those who do not see the drawing."""


def listed(parts: Sequence[str], limit: int = 14) -> str:
    """Parts in a sentence; a long list says how many are left for the table."""
    parts = list(parts)
    if len(parts) > limit:
        return "; ".join(parts[:limit]) + f"; and {len(parts) - limit} more in the table"
    return "; ".join(parts)


_STATIC = ("chart", "graph", "figure", "number of", "rate of", "percentage of", "breakdown")
_FINDING = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "rose",
        "fell",
        "grew",
        "shrank",
        "came",
        "went",
        "stood",
        "stayed",
        "kept",
        "doubled",
        "halved",
        "more",
        "fewer",
        "less",
        "higher",
        "lower",
        "above",
        "below",
        "most",
        "least",
        "none",
        "nobody",
        "every",
        "all",
        "only",
        "half",
        "third",
        "quarter",
        "twice",
        "no",
        "not",
        "never",
        "as",
        "than",
        "again",
        "still",
        "now",
        "close",
        "closes",
        "add",
        "adds",
        "agree",
        "agrees",
        "make",
        "makes",
        "made",
        "take",
        "takes",
        "took",
        "give",
        "gives",
        "gave",
        "lead",
        "leads",
        "began",
        "begin",
        "begins",
        "left",
        "leave",
        "leaves",
        "rise",
        "rises",
        "fall",
        "falls",
        "show",
        "shows",
        "need",
        "needs",
        "hold",
        "holds",
        "held",
        "meet",
        "meets",
        "met",
        "lost",
        "gained",
        "won",
        "pay",
        "pays",
        "paid",
        "spend",
        "spends",
        "spent",
        "cost",
        "costs",
        "say",
        "says",
        "said",
        "told",
        "come",
        "comes",
        "go",
        "goes",
    ]
)


def title_fault(title: str) -> str:
    """What is wrong with a chart's title, or "": a title states the finding, not the topic."""
    words = [word.strip(".,:;!?’'\"()").lower() for word in title.split()]
    if len(words) < 3:
        return "The title is too short to say what the chart shows."
    says = any(word in _FINDING or (word.endswith("ed") and len(word) > 4) for word in words)
    if says:
        return ""
    if title.lower().startswith(_STATIC):
        return "The title names the topic: say what the chart shows, as a sentence."
    return "The title has no verb: say what the chart shows, as a sentence."

"""The parts that a publication is made of: words, figures in a sentence, tables, charts.

Text is always plain text. No field is markup, except the SVG of a chart, which the product
draws itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Literal

FigureKind = Literal["live", "stated"]
Tone = Literal["blue", "teal", "orange", "plum", "mist"]

NODES: dict[str, type[Node]] = {}


class Node:
    """A part of a publication. `tag` names it in JSON; `readers` turn stored values back."""

    tag: ClassVar[str] = ""
    readers: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        NODES[cls.tag] = cls


# ---- inside a paragraph ------------------------------------------------------------------


@dataclass(frozen=True)
class Text(Node):
    """Words."""

    tag = "text"
    text: str


@dataclass(frozen=True)
class Strong(Node):
    """Words that matter more."""

    tag = "strong"
    text: str


@dataclass(frozen=True)
class Emphasis(Node):
    """A title, or a word used as a word."""

    tag = "emphasis"
    text: str


@dataclass(frozen=True)
class Link(Node):
    """A link to a page (`url`) or inside the publication (`key` of a section, table or chart)."""

    tag = "link"
    text: str
    url: str = ""
    key: str = ""


@dataclass(frozen=True)
class FigureMark(Node):
    """A figure in a sentence: `shown` is what is printed, `mark` ("A6") its row in appendix A.

    `kind` is "stated" for a number that a person typed with its source, "live" for one that is
    looked up. `hidden`: suppressed, so that `shown` is the sign "c".
    """

    tag = "figure"
    mark: str
    shown: str
    kind: FigureKind = "live"
    hidden: bool = False
    strong: bool = False


Inline = Text | Strong | Emphasis | Link | FigureMark
Inlines = tuple[Inline, ...]


# ---- blocks ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Subheading(Node):
    """A heading inside a section."""

    tag = "subheading"
    text: str
    key: str = ""


@dataclass(frozen=True)
class Paragraph(Node):
    """A paragraph; `number` ("2.3") hangs in the margin, `note` stands beside it."""

    tag = "paragraph"
    inlines: Inlines
    number: str = ""
    note: Inlines = ()


@dataclass(frozen=True)
class Bullets(Node):
    """A list; `numbered` if the order matters."""

    tag = "bullets"
    items: tuple[Inlines, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Panel(Node):
    """Words set apart. Holds paragraphs and bullets only."""

    tag = "panel"
    title: str
    blocks: tuple[Paragraph | Bullets, ...]
    tone: Tone = "blue"


@dataclass(frozen=True)
class Columns(Node):
    """Two or three short panels side by side (one below another where the page is narrow)."""

    tag = "columns"
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Habit(Node):
    """How to read the figures: a sign or a small drawing, and what it means."""

    tag = "habit"
    title: str
    inlines: Inlines
    sign: str = ""
    caption: str = ""
    svg: str = ""


@dataclass(frozen=True)
class Axis(Node):
    """The scale of a column of dots: from 0 to `top`, with a line through `at` named `name`."""

    tag = "axis"
    top: float
    step: float
    at: float | None = None
    name: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Dot(Node):
    """A value with its 95% range, drawn as a dot and a line on the axis of its column."""

    tag = "dot"
    value: float
    low: float | None = None
    high: float | None = None
    kind: Literal["area", "country", "neighbour", "mean"] = "neighbour"


@dataclass(frozen=True)
class Column(Node):
    """A column: `width` is a share of the table's width (0: shared out evenly).

    `drawn` columns hold bars, trend lines or dots and nothing that is not in another column;
    spreadsheets and CSV leave them out.
    """

    tag = "column"
    label: str
    numeric: bool = False
    width: float = 0
    unit: str = ""
    drawn: Literal["", "bar", "spark", "dot"] = ""
    axis: Axis | None = None


@dataclass(frozen=True)
class Cell(Node):
    """A cell: `text` is what is printed, `value` the exact number behind it for spreadsheets.

    `code` is the sign of a value that is not a number ("c", "x", "z", "k", "u", "-"); `hidden`
    is true for "c". `mark` leads to appendix A. `sub` is a second, smaller line. `bar` is a
    length from 0 to 1, `spark` a short series, oldest first, `stage` a shape beside words.
    """

    tag = "cell"
    readers: ClassVar = {"value": Decimal}
    text: str = ""
    value: Decimal | None = None
    unit: str = ""
    code: str = ""
    hidden: bool = False
    mark: str = ""
    strong: bool = False
    sub: str = ""
    large: bool = False
    bar: float | None = None
    spark: tuple[float, ...] = ()
    dot: Dot | None = None
    stage: Literal["", "yes", "part", "no"] = ""
    tone: Tone | Literal[""] = ""


@dataclass(frozen=True)
class Row(Node):
    """A row; its first cell is its header. `level` 1 is set in under the group above it."""

    tag = "row"
    cells: tuple[Cell, ...]
    total: bool = False
    group: bool = False
    level: int = 0
    warn: bool = False


@dataclass(frozen=True)
class TableBlock(Node):
    """A table. `number` is its printed label ("Table 4"); `kind` "words" has no figures in it."""

    tag = "table"
    id: str
    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: Inlines = ()
    notes: tuple[str, ...] = ()
    kind: Literal["data", "words"] = "data"


@dataclass(frozen=True)
class ChartBlock(Node):
    """A chart. `svg` is drawn in points at its printed size (162 mm is 459.2 points wide).

    `wide` and `narrow` are for the web. `table` holds the same numbers. `alt` says what the
    chart shows, with its numbers.
    """

    tag = "chart"
    id: str
    number: str
    title: str
    alt: str
    svg: str
    subtitle: str = ""
    wide: str = ""
    narrow: str = ""
    table: TableBlock | None = None
    source: Inlines = ()


@dataclass(frozen=True)
class PageBreak(Node):
    """A new page in print; nothing elsewhere."""

    tag = "page_break"


Block = (
    Subheading | Paragraph | Bullets | Panel | Columns | Habit | TableBlock | ChartBlock | PageBreak
)

"""A publication as data: what every form of output (web, PDF, Word, tables) is rendered from.

A `Doc` is frozen, knows no database and no clock, and turns into JSON and back without loss.
Its digest is taken over that JSON, so a frozen version can be shown to be unchanged.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar

from kith.foundation.publications.blocks import (
    NODES,
    Axis,
    Block,
    Bullets,
    Cell,
    ChartBlock,
    Column,
    Columns,
    Dot,
    Emphasis,
    FigureKind,
    FigureMark,
    Habit,
    Inline,
    Inlines,
    Link,
    Node,
    PageBreak,
    Panel,
    Paragraph,
    Row,
    Strong,
    Subheading,
    TableBlock,
    Text,
    Tone,
)

__all__ = [  # the parts are imported from here as well
    "Axis",
    "Block",
    "Bullets",
    "Cell",
    "ChartBlock",
    "Column",
    "Columns",
    "Correction",
    "CoverDots",
    "Doc",
    "DocError",
    "Dot",
    "Edition",
    "Emphasis",
    "FigureKind",
    "FigureMark",
    "FigureRow",
    "Habit",
    "Inline",
    "Inlines",
    "Link",
    "Node",
    "PageBreak",
    "Panel",
    "Paragraph",
    "Row",
    "Section",
    "Strong",
    "Subheading",
    "TableBlock",
    "Text",
    "Tone",
    "charts",
    "digest",
    "doc_from_json",
    "doc_to_json",
    "from_plain",
    "marks_of",
    "plain",
    "tables",
    "to_plain",
]


class DocError(ValueError):
    """Stored JSON that is not a publication; the message names what is wrong with it."""


# ---- the publication ---------------------------------------------------------------------


@dataclass(frozen=True)
class Section(Node):
    """A section: it opens with its finding (`lead`); `finding` is the short form for contents."""

    tag = "section"
    key: str
    title: str
    lead: Inlines
    blocks: tuple[Block, ...]
    number: str | None = None
    finding: str = ""


@dataclass(frozen=True)
class CoverDots(Node):
    """The drawing on the cover: `total` dots, of which the outer `highlighted` are coloured."""

    tag = "cover_dots"
    total: int
    highlighted: int
    caption: Inlines
    alt: str


@dataclass(frozen=True)
class Edition(Node):
    """Which edition this is. `status` is printed at the foot of every page."""

    tag = "edition"
    readers: ClassVar = {"date": datetime.date.fromisoformat}
    number: int
    status: str
    date: datetime.date
    about: str = ""
    other_forms: str = ""


@dataclass(frozen=True)
class FigureRow(Node):
    """Where a figure comes from: a row of appendix A."""

    tag = "figure_row"
    readers: ClassVar = {"value": Decimal}
    mark: str
    title: str
    shown: str
    key: str = ""
    kind: FigureKind = "live"
    value: Decimal | None = None
    unit: str = ""
    code: str = ""
    working: str = ""
    numerator: str = ""
    denominator: str = ""
    period: str = ""
    source: str = ""
    origin: str = ""
    definition: str = ""
    signed_off: str = ""
    version: int = 1
    url: str = ""


@dataclass(frozen=True)
class Correction(Node):
    """A change since an earlier edition: a row of appendix B. `where` is a paragraph or table."""

    tag = "correction"
    readers: ClassVar = {"date": datetime.date.fromisoformat}
    number: int
    where: str
    before: str
    after: str
    why: str
    date: datetime.date | None = None


@dataclass(frozen=True)
class Doc(Node):
    """A whole publication. `notes` say how to read the figures."""

    tag = "doc"
    key: str
    title: str
    partnership: str
    period_label: str
    edition: Edition
    sections: tuple[Section, ...]
    subtitle: str = ""
    lang: str = "en-GB"
    cover: CoverDots | None = None
    figures: tuple[FigureRow, ...] = ()
    corrections: tuple[Correction, ...] = ()
    notes: tuple[Habit, ...] = ()


# ---- walking -----------------------------------------------------------------------------


def plain(inlines: Inlines) -> str:
    """The words alone, as a screen reader or a spreadsheet needs them."""
    return "".join(i.shown if isinstance(i, FigureMark) else i.text for i in inlines)


def marks_of(inlines: Inlines) -> tuple[FigureMark, ...]:
    """The figures of a sentence that have a row in appendix A, each mark once, in order."""
    found: dict[str, FigureMark] = {}
    for i in inlines:
        if isinstance(i, FigureMark) and i.mark:
            found.setdefault(i.mark, i)
    return tuple(found.values())


def charts(doc: Doc) -> Iterator[ChartBlock]:
    """Every chart, in order."""
    for section in doc.sections:
        yield from (b for b in section.blocks if isinstance(b, ChartBlock))


def tables(doc: Doc) -> Iterator[TableBlock]:
    """Every table in order, those behind charts included."""
    for section in doc.sections:
        for block in section.blocks:
            if isinstance(block, TableBlock):
                yield block
            elif isinstance(block, ChartBlock) and block.table is not None:
                yield block.table


# ---- JSON --------------------------------------------------------------------------------


def to_plain(value: Any) -> Any:
    """Plain JSON values. A field at its default is left out, so that a field added later does
    not change the digest of what was frozen before."""
    if isinstance(value, Node):
        out = {"is": value.tag}
        for f in fields(value):  # type: ignore[arg-type]
            item = getattr(value, f.name)
            if f.default is MISSING or item != f.default:
                out[f.name] = to_plain(item)
        return out
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def from_plain(value: Any) -> Any:
    """The reverse of `to_plain`; raises `DocError` for what is not part of a publication."""
    if isinstance(value, list):
        return tuple(from_plain(v) for v in value)
    if not isinstance(value, dict):
        return value
    cls = NODES.get(str(value.get("is")))
    if cls is None:
        raise DocError(f"Not part of a publication: {value.get('is')!r}.")
    given = {k: from_plain(v) for k, v in value.items() if k != "is"}
    for name, reader in cls.readers.items():
        if given.get(name) is not None:
            given[name] = reader(given[name])
    try:
        return cls(**given)
    except TypeError as error:
        raise DocError(f"A {cls.tag!r} that cannot be read: {error}.") from error


def doc_to_json(doc: Doc) -> str:
    """The publication as JSON: sorted keys and no spaces, so that equal means identical."""
    return json.dumps(to_plain(doc), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def doc_from_json(text: str) -> Doc:
    """The publication that `doc_to_json` wrote."""
    doc = from_plain(json.loads(text))
    if not isinstance(doc, Doc):
        raise DocError("The JSON does not hold a publication.")
    return doc


def digest(doc: Doc) -> str:
    """SHA-256 of the JSON, in hexadecimal."""
    return hashlib.sha256(doc_to_json(doc).encode()).hexdigest()

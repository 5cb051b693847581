"""The tables as accessible spreadsheets, in one layout for XLSX and ODS.

The layout is the one that government statisticians ask for: a cover, contents with links, notes,
and one sheet for each table. A sheet says in its first rows what it holds; its one table is
marked as a table, has one header row, no merged cells and no blank rows. Signs that stand in
place of a number are explained on every sheet that uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kith.foundation.publications.model import Cell, Doc, Row, TableBlock, plain
from kith.foundation.publications.renderers import common

Value = str | Decimal
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines above its table, then the table. `links` lead from a row to a sheet."""

    name: str
    title: str
    lines: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    links: tuple[str, ...] = ()
    table: str = ""
    totals: tuple[int, ...] = ()


def book(doc: Doc) -> list[Sheet]:
    """All sheets, in order: cover, contents, notes, tables, figures, corrections."""
    blocks = [(t.number, t) for t in common.data_tables(doc)]
    if doc.figures:
        blocks.append(("Figures", common.sources_sheet(doc)))
    if doc.corrections:
        blocks.append(("Corrections", common.corrections_table(doc)))
    sheets: list[Sheet] = []
    taken = {"cover", "contents", "notes"}
    for number, (label, block) in enumerate(blocks, 1):
        name = _name(label or f"Table {number}", taken)
        sheets.append(_sheet(name, f"table_{number}", block, doc))
    contents = Sheet(
        "Contents",
        "Contents",
        ("This sheet lists the others. It contains one table.",),
        ("Sheet", "What it holds"),
        tuple((s.name, s.title) for s in sheets),
        tuple(s.name for s in sheets),
        "contents",
    )
    return [_cover(doc), contents, _notes(doc), *sheets]


def _name(label: str, taken: set[str]) -> str:
    """A name that both formats take: 31 letters, none of the reserved ones, not used before."""
    plain_ = " ".join(label.translate(_NOT_IN_NAMES).split())[:28].strip() or "Table"
    name, again = plain_, 2
    while name.lower() in taken:
        name, again = f"{plain_} {again}", again + 1
    taken.add(name.lower())
    return name


def _cover(doc: Doc) -> Sheet:
    edition = doc.edition
    lines = (
        doc.partnership,
        doc.subtitle,
        f"Period: {doc.period_label}",
        f"{edition.status}, {common.day(edition.date)}",
        edition.about,
        "This file holds every table of the publication and the numbers behind every chart. "
        "The sheet called Contents lists them; Notes explains the signs.",
    )
    return Sheet("Cover", doc.title, tuple(line for line in lines if line))


def _notes(doc: Doc) -> Sheet:
    signs = tuple((f"[{s}]" if s == "-" else s, m) for s, m in common.SIGNS.items())
    habits = tuple((h.title, plain(h.inlines)) for h in doc.notes)
    return Sheet(
        "Notes",
        "Notes",
        (
            "This sheet explains the signs and how to read the figures. It contains one table.",
            "A sign stands where a value is not a number. It is never zero and never blank.",
        ),
        ("Sign or subject", "What it means"),
        (*signs, *habits),
        table="notes",
    )


def _sheet(name: str, table: str, block: TableBlock, doc: Doc) -> Sheet:
    kept = [i for i, c in enumerate(block.columns) if not c.drawn]
    signs = "; ".join(f"{_sign(s)} {common.SIGNS[s]}" for s in common.signs_used(block))
    lines = [
        f"{doc.title}, {doc.partnership}. This sheet contains one table.",
        f"Signs: {signs}." if signs else "",
        *block.notes,
        f"Source: {plain(block.source)}" if block.source else "",
    ]
    title = f"{block.number}: {block.title}" if block.number else block.title
    return Sheet(
        name,
        title,
        tuple(line for line in lines if line),
        _headers([block.columns[i].label for i in kept]),
        tuple(tuple(_value(row, i) for i in kept) for row in block.rows),
        table=table,
        totals=tuple(n for n, row in enumerate(block.rows) if row.total or row.group),
    )


def _headers(labels: list[str]) -> tuple[str, ...]:
    """A marked table needs a different, non-empty name for each column."""
    out: list[str] = []
    for n, label in enumerate(labels, 1):
        name = label or f"Column {n}"
        while name.lower() in (o.lower() for o in out):
            name = f"{name} ({n})"
        out.append(name)
    return tuple(out)


def _sign(sign: str) -> str:
    return "[-]" if sign == "-" else sign


def _value(row: Row, index: int) -> Value:
    """A number as a number; a sign as its letter; words as words, never blank."""
    cell: Cell = row.cells[index]
    if cell.hidden:
        return "c"
    if cell.code:
        return _sign(cell.code)
    if cell.value is not None:
        return cell.value
    text = cell.text + (f" ({cell.sub})" if cell.sub else "")
    if cell.stage:
        said = {"yes": "accepted", "part": "some evidence", "no": "none yet"}[cell.stage]
        text = f"{text} [{said}]"
    return text or "[z]"


def width(sheet: Sheet, column: int) -> float:
    """Letters across that a column needs: enough to read, never more than half a screen."""
    cells = (str(row[column]) for row in sheet.rows)
    return float(min(52, max([11, len(sheet.header[column]) + 3, *map(len, cells)])))

"""The tables and the figures as tidy CSV: one row for each cell, one for each figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kith.foundation.publications.model import Doc, plain
from kith.foundation.publications.renderers import common
from kith.foundation.publications.renderers.zipped import pack
from kith.foundation.ui.table_files import safe_text

CELLS = ("table", "table_title", "row", "column", "value", "unit", "code", "text", "source")
FIGURES = (
    "mark key title period value shown unit code kind working numerator denominator source origin "
    "definition definition_version signed_off url"
).split()


def render(doc: Doc) -> bytes:
    """A zip of cells.csv and figures.csv. The same `doc` always gives the same bytes."""
    return pack({"cells.csv": cells(doc), "figures.csv": figures(doc)})


def cells(doc: Doc) -> bytes:
    """Every cell of every table that is not the header of its row."""
    rows = []
    for number, table in enumerate(common.data_tables(doc), 1):
        name = table.number or f"Table {number}"
        group = ""
        for row in table.rows:
            label = row.cells[0].text
            group = label if row.group else group if row.level else ""
            named = f"{group}: {label}" if row.level and group else label
            for column, cell in list(zip(table.columns, row.cells, strict=True))[1:]:
                if column.drawn:
                    continue
                code = "c" if cell.hidden else cell.code
                value = "" if code or cell.value is None else format(cell.value, "f")
                words = "" if code or value else cell.text + (f" ({cell.sub})" if cell.sub else "")
                unit = cell.unit or column.unit
                source = plain(table.source)
                rows.append(
                    (name, table.title, named, column.label, value, unit, code, words, source)
                )
    return _csv(CELLS, rows)


def figures(doc: Doc) -> bytes:
    """Every figure with how it is made and where it comes from."""
    rows = (
        (
            *(f.mark, f.key, f.title, f.period),
            "" if f.code or f.value is None else format(f.value, "f"),
            *(f.shown, f.unit, f.code, f.kind, f.working, f.numerator, f.denominator),
            *(f.source, f.origin, f.definition, str(f.version), f.signed_off, f.url),
        )
        for f in common.is_marked(doc.figures).values()
    )
    return _csv(FIGURES, rows)


def _csv(header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()  # the mark tells Excel that this is UTF-8


def _safe(text: str) -> str:
    """A text that a spreadsheet would run as a formula, kept a text; numbers and signs stay."""
    if len(text) < 2:
        return text
    try:
        float(text)
    except ValueError:
        return safe_text(text)
    return text

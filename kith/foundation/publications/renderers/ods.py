"""The tables as an accessible ODS file."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from odf import dc, meta
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import A, P

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import common
from kith.foundation.publications.renderers.sheets import Sheet, book, width
from kith.foundation.publications.renderers.zipped import repack


def render(doc: Doc) -> bytes:
    """The tables as ODS. The same `doc` always gives the same bytes."""
    file = OpenDocumentSpreadsheet()
    lang, _, country = doc.lang.partition("-")
    default = Style(name="Default", family="table-cell")
    default.addElement(
        TextProperties(fontfamily="Arial", fontsize="12pt", language=lang, country=country)
    )
    file.styles.addElement(default)
    styles = {
        name: _style(file, name, **properties)
        for name, properties in {
            "title": {"fontsize": "15pt", "fontweight": "bold"},
            "head": {"fontweight": "bold"},
            "strong": {"fontweight": "bold"},
        }.items()
    }
    file.meta.addElement(dc.Title(text=doc.title))
    file.meta.addElement(dc.Language(text=doc.lang))
    file.meta.addElement(dc.Creator(text=doc.partnership))
    moment = common.timestamp(doc).strftime("%Y-%m-%dT%H:%M:%S")
    file.meta.addElement(meta.CreationDate(text=moment))
    file.meta.addElement(dc.Date(text=moment))
    ranges = DatabaseRanges()
    for sheet in book(doc):
        file.spreadsheet.addElement(_table(file, sheet, styles))
        if sheet.header:
            ranges.addElement(_range(sheet))
    file.spreadsheet.addElement(ranges)
    out = io.BytesIO()
    file.save(out)
    return repack(out.getvalue(), first="mimetype")


def _style(file: Any, name: str, **properties: str) -> Any:
    style = Style(name=f"kith-{name}", family="table-cell", parentstylename="Default")
    style.addElement(TextProperties(**properties))
    if name == "head":
        style.addElement(TableCellProperties(borderbottom="0.5pt solid #1d242b"))
    file.automaticstyles.addElement(style)
    return style


def _table(file: Any, sheet: Sheet, styles: dict[str, Any]) -> Any:
    table = Table(name=sheet.name)
    for c in range(max(len(sheet.header), 1)):
        name = f"kith-width-{int(width(sheet, c)) if sheet.header else 90}"
        _column_style(file, name)
        table.addElement(TableColumn(stylename=name))
    for n, line in enumerate((sheet.title, *sheet.lines)):
        row = TableRow()
        row.addElement(_cell(line, styles["title"] if n == 0 else None))
        table.addElement(row)
    if sheet.header:
        head = TableRow()
        for label in sheet.header:
            head.addElement(_cell(label, styles["head"]))
        header = TableHeaderRows()
        header.addElement(head)
        table.addElement(header)
    for n, values in enumerate(sheet.rows):
        row = TableRow()
        for c, value in enumerate(values):
            link = sheet.links[n] if sheet.links and c == 0 else ""
            row.addElement(_cell(value, styles["strong"] if n in sheet.totals else None, link))
        table.addElement(row)
    return table


def _column_style(file: Any, name: str) -> None:
    if any(s.getAttribute("name") == name for s in file.automaticstyles.childNodes):
        return
    style = Style(name=name, family="table-column")
    letters = int(name.rpartition("-")[2])
    style.addElement(TableColumnProperties(columnwidth=f"{letters * 2.4:.0f}mm"))
    file.automaticstyles.addElement(style)


def _cell(value: str | Decimal, style: Any = None, link: str = "") -> Any:
    given = {} if style is None else {"stylename": style}
    if isinstance(value, Decimal):
        cell = TableCell(valuetype="float", value=format(value, "f"), **given)
        cell.addElement(P(text=f"{value:,}"))
        return cell
    cell = TableCell(valuetype="string", **given)
    if link:
        words = P()
        words.addElement(A(href=f"#'{link}'.A1", text=value, type="simple"))
        cell.addElement(words)
    else:
        cell.addElement(P(text=value))
    return cell


def _range(sheet: Sheet) -> Any:
    """What marks the table as one, header row included."""
    top = len(sheet.lines) + 2
    last = chr(ord("A") + len(sheet.header) - 1)
    address = f"'{sheet.name}'.A{top}:'{sheet.name}'.{last}{top + len(sheet.rows)}"
    return DatabaseRange(
        name=sheet.table, targetrangeaddress=address, containsheader="true", orientation="row"
    )

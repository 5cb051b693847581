"""The tables as an accessible XLSX file."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import common
from kith.foundation.publications.renderers.sheets import Sheet, book, width


def render(doc: Doc) -> bytes:
    """The tables as XLSX. The same `doc` always gives the same bytes.

    Words are written as words: a text that begins with "=" stays a text.
    """
    out = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, settings) as file:
        file.set_properties(
            {
                "title": doc.title,
                "author": doc.partnership,
                "subject": doc.subtitle,
                "comments": doc.edition.status,
                "created": common.timestamp(doc).replace(tzinfo=None),
            }
        )
        writer = _Writer(file)
        for sheet in book(doc):
            writer.write(sheet)
    return out.getvalue()  # made in memory, its entries have one date and one order


class _Writer:
    def __init__(self, file: Any) -> None:
        face = {"font_name": "Arial", "font_size": 12}
        self.file = file
        self.title = file.add_format({**face, "bold": True, "font_size": 15})
        self.plain = file.add_format(face)
        self.words = file.add_format({**face, "text_wrap": True, "valign": "top"})
        self.head = file.add_format(
            {**face, "bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}
        )
        self.link = file.add_format({**face, "font_color": "#12436D", "underline": 1})
        self.sign = file.add_format({**face, "align": "right"})
        self.numbers: dict[tuple[int, bool], Any] = {}
        self.bold = file.add_format({**face, "bold": True, "text_wrap": True, "valign": "top"})
        self.face = face

    def write(self, sheet: Sheet) -> None:
        page = self.file.add_worksheet(sheet.name)
        page.hide_gridlines(2)
        page.set_column(0, 0, 60 if not sheet.header else width(sheet, 0), None)
        page.write_string(0, 0, sheet.title, self.title)
        for n, line in enumerate(sheet.lines, 1):
            page.write_string(n, 0, line, self.words if not sheet.header else self.plain)
        if not sheet.header:
            page.set_column(0, 0, 90)
            return
        top = len(sheet.lines) + 1
        numeric = [any(isinstance(r[c], Decimal) for r in sheet.rows) for c in _across(sheet)]
        for c in _across(sheet):
            page.set_column(c, c, width(sheet, c))
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                self._cell(page, top + 1 + r, c, value, numeric[c], r in sheet.totals)
        for r, target in enumerate(sheet.links):
            page.write_url(top + 1 + r, 0, f"internal:'{target}'!A1", self.link, target)
        page.add_table(
            top,
            0,
            top + max(len(sheet.rows), 1),
            len(sheet.header) - 1,
            {
                "name": sheet.table,
                "autofilter": False,
                "style": None,
                "columns": [{"header": h, "header_format": self.head} for h in sheet.header],
            },
        )
        page.freeze_panes(top + 1, 1 if len(sheet.header) > 2 else 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)

    def _cell(self, page: Any, r: int, c: int, value: Any, numeric: bool, bold: bool) -> None:
        if isinstance(value, Decimal):
            page.write_number(r, c, float(value), self._number(value, bold))
        elif numeric:
            page.write_string(r, c, value, self.sign)
        else:
            page.write_string(r, c, value, self.bold if bold else self.words)

    def _number(self, value: Decimal, bold: bool) -> Any:
        """A format that shows the places the number was given with."""
        places = max(0, -int(value.as_tuple().exponent))
        key = (places, bold)
        if key not in self.numbers:
            shape = "#,##0" + ("." + "0" * places if places else "")
            self.numbers[key] = self.file.add_format(
                {**self.face, "num_format": shape, "bold": bold, "valign": "top"}
            )
        return self.numbers[key]


def _across(sheet: Sheet) -> range:
    return range(len(sheet.header))

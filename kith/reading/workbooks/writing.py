"""Writes the workbook of one return: what to read first, and one row for each box."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from kith.reading.workbooks.layout import (
    COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    README_SHEET,
    RETURN_SHEET,
    WHY_BACK,
    letters,
    signed_text,
    what_to_count,
)
from kith.reading.workbooks.limits import limit_rows
from kith.reading.workbooks.looks import Looks
from kith.reading.workbooks.read_me import write_read_me
from kith.reading.workbooks.shapes import Asked, Line, Sign

_PLACE = {column.key: index for index, column in enumerate((*COLUMNS, WHY_BACK))}
_PRINTED = ("number", "last", "year_ago")


@dataclass(frozen=True, slots=True)
class Row:
    """One row to write: its box, what stands in the cells to fill, and why it came back."""

    line: Line
    of: str = ""
    among: str = ""
    reason: str = ""
    explanation: str = ""
    why: str = ""


def write_workbook(asked: Asked, sign: Sign) -> bytes:
    """The agency's own workbook for the return, with what is stored already filled in."""
    rows = [
        Row(
            line,
            _number(line.now_of),
            _number(line.now_among),
            line.now_reason,
            line.now_explanation,
        )
        for line in asked.lines
    ]
    token = asked.token or sign(signed_text(asked))
    return compose(asked, rows, token, came_back=False)


def compose(asked: Asked, rows: Sequence[Row], token: str, *, came_back: bool) -> bytes:
    """The bytes of a workbook with these rows. The same input gives the same bytes."""
    # Imported here: reading, in its own short-lived process, has no use for it.
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    try:
        # No clock here: a workbook made twice is the same file twice.
        noon = dt.datetime(asked.due.year, asked.due.month, asked.due.day, 12)
        book.set_properties(
            {
                "title": f"{asked.agency}: {asked.quarter_label}",
                "subject": f"Multi-agency dataset, edition {asked.edition}",
                "author": asked.partnership,
                "created": noon,
            }
        )
        book.set_size(2400, 1400)
        looks = Looks(book)
        write_read_me(book.add_worksheet(README_SHEET), looks, asked, came_back=came_back)
        sheet = book.add_worksheet(RETURN_SHEET)
        _frame(sheet, looks, asked, rows, token, came_back=came_back)
        for number, row in enumerate(rows):
            _write_row(sheet, looks, FIRST_ROW - 1 + number, row, came_back=came_back)
        limit_rows(sheet, [row.line for row in rows], _PLACE)
        sheet.activate()
    finally:
        book.close()
    return out.getvalue()


def _frame(
    sheet: Any, looks: Looks, asked: Asked, rows: Sequence[Row], token: str, *, came_back: bool
) -> None:
    """Title, headings, widths, protection and print set-up of the sheet to fill in."""
    columns = (*COLUMNS, WHY_BACK) if came_back else COLUMNS
    last_row, last_column = FIRST_ROW - 2 + len(rows), len(columns) - 1
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None, {"hidden": column.key == "id"})
    sheet.write_string(0, 0, token, looks.quiet)
    sheet.set_row(0, 30)
    sheet.write_string(0, 1, f"{asked.agency}: return for {asked.quarter_label}", looks.title)
    told = f"{asked.partnership}. Send it by {asked.due_label}. "
    if came_back:
        told += "These rows came back: the last column says why. Mend them and send this workbook."
    else:
        told += "Fill in the cells with a border. Nothing to count is 0; leave blank what is not "
        told += "known, and say why."
    sheet.write_string(1, 1, told, looks.lead)
    sheet.set_row(HEADER_ROW - 1, 34)
    for index, column in enumerate(columns):
        look = looks.heading_fill if column.fill else looks.heading
        sheet.write_string(HEADER_ROW - 1, index, column.heading, look)
    sheet.freeze_panes(HEADER_ROW, _PLACE["title"] + 1)
    if rows:
        sheet.autofilter(HEADER_ROW - 1, 0, last_row, last_column)
    # Without a password: it keeps a slip of the hand from changing what is asked.
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.print_area(0, 1, max(last_row, HEADER_ROW), last_column)
    sheet.set_footer(f"&L&9{_plain(asked.agency)}, {_plain(asked.quarter_label)}&R&9Page &P of &N")
    sheet.set_selection(f"{letters(_PLACE['of'])}{FIRST_ROW}")


def _write_row(sheet: Any, looks: Looks, at: int, row: Row, *, came_back: bool) -> None:
    line = row.line
    told = {
        "id": line.id,
        "number": line.number,
        "section": line.section,
        "title": line.title,
        "what": what_to_count(line),
        "period": line.period,
        "part": line.part,
        "last": line.last,
        "year_ago": line.year_ago,
    }
    for key, text in told.items():
        own = {"id": looks.quiet, "title": looks.titled}
        look = own.get(key) or (looks.printed if key in _PRINTED else looks.told)
        if text:
            sheet.write_string(at, _PLACE[key], text, look)
        else:
            sheet.write_blank(at, _PLACE[key], None, look)
    _fill(sheet, at, _PLACE["of"], row.of, looks.number)
    if line.share or row.among:
        _fill(sheet, at, _PLACE["among"], row.among, looks.number)
    else:
        sheet.write_blank(at, _PLACE["among"], None, looks.not_asked)
    _fill_text(sheet, at, _PLACE["reason"], row.reason, looks.text)
    _fill_text(sheet, at, _PLACE["explanation"], row.explanation, looks.text)
    if came_back:
        sheet.write_string(at, _PLACE["why"], row.why, looks.why)


def _fill(sheet: Any, at: int, column: int, typed: str, look: Any) -> None:
    """A cell for a number: a number where it is one, otherwise the words as they were typed."""
    try:
        value = Decimal(typed) if typed.isascii() else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or len(typed) > 15:
        _fill_text(sheet, at, column, typed, look)
    else:
        sheet.write_number(at, column, float(value), look)


def _fill_text(sheet: Any, at: int, column: int, typed: str, look: Any) -> None:
    if typed:
        sheet.write_string(at, column, typed[:32_000], look)
    else:
        sheet.write_blank(at, column, None, look)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _plain(text: str) -> str:
    """Text for a footer, where & begins a code."""
    return text.replace("&", "&&")[:100]

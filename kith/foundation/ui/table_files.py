"""Tables as files: CSV and XLSX, in which no cell can run as a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.text import slugify

from .tables import Table
from .words import moment, plain

# A spreadsheet reads a text that starts so as a formula or a command.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
MOST_ROWS = 1_048_575


def safe_text(value: str) -> str:
    """A text that a spreadsheet shows and does not run."""
    return f"'{value}" if value.lstrip(" \u00a0").startswith(RISKY) else value


def csv_cell(value: Any) -> Any:
    """A value for CSV: numbers and dates as themselves, texts made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return plain(value)
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return safe_text(str(value))


def as_csv(table: Table) -> bytes:
    """The rows as CSV in UTF-8 with the mark that Excel looks for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in table.data():
        writer.writerow([csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """The rows as one worksheet: header marked, first row held, texts never formulas."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet((slugify(table.caption) or "table")[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "d mmmm yyyy"})
    for index, row in enumerate(table.data()):
        if index > MOST_ROWS:
            break
        for column, value in enumerate(row):
            if index == 0:
                sheet.write_string(0, column, str(value), bold)
            elif isinstance(value, bool) or value is None:
                sheet.write_string(index, column, plain(value))
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(index, column, value)
            elif isinstance(value, date) and not isinstance(value, datetime):
                sheet.write_datetime(index, column, datetime(*value.timetuple()[:3]), day)
            elif isinstance(value, datetime):
                sheet.write_string(index, column, moment(value))
            else:
                sheet.write_string(index, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.set_properties({"title": table.caption})
    book.close()
    return out.getvalue()


_KINDS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def response(table: Table, kind: str) -> HttpResponse:
    """The file as an answer that a browser stores."""
    media, write = _KINDS[kind]
    answer = HttpResponse(write(table), content_type=media)
    name = slugify(table.name or table.caption) or "table"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

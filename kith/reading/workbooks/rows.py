"""From the cells of the sheet to its token, its headings and its rows."""

from __future__ import annotations

import re

from kith.reading.workbooks.layout import (
    BY_HEADING,
    BY_KEY,
    COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    READ,
    TOKEN_CELL,
    column_index,
    letters,
)
from kith.reading.workbooks.scanning import RawCell, Sheet, attributes
from kith.reading.workbooks.shapes import BadWorkbook, Opened

# A column further right than this was never meant for the return.
_MOST_COLUMNS = 64
_NAMED_AT_MOST = 5
_NOT_READ = -1
_AGAIN = "Download the workbook again and copy your numbers into it."
_TAG = re.compile(rb"<(col|mergeCell|filterColumn)\b([^>]*)>")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


class _Noted:
    """Places to warn of, the first few by name."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.count = 0

    def add(self, place: str) -> None:
        self.count += 1
        if len(self.places) < _NAMED_AT_MOST:
            self.places.append(place)

    def __str__(self) -> str:
        more = self.count - len(self.places)
        return ", ".join(self.places) + (f" and {more:,} more" if more else "")


def read_rows(sheet: Sheet, rows_at_most: int) -> Opened:
    """Everything the sheet says. What stops the reading of rows is kept as `problem`, so that
    whose workbook it is can be answered first."""
    opened = Opened("")
    try:
        _read(sheet, rows_at_most, opened)
    except BadWorkbook as problem:
        opened.problem = problem
    return opened


def _read(sheet: Sheet, rows_at_most: int, opened: Opened) -> None:
    slots: dict[bytes, int] = {}
    extra: dict[bytes, str] = {}
    outside, hidden_rows = _Noted(), _Noted()
    empty = [""] * len(READ)
    for number, hidden, cells in sheet.rows():
        if number < FIRST_ROW:
            if number == 1:
                opened.token = _token(sheet, cells)
            elif number == HEADER_ROW:
                slots, extra = _headings(sheet, cells, opened)
                sheet.expect(slots, [column for column, at in slots.items() if at != _NOT_READ])
            continue
        if not slots:
            raise _no_headings(sheet)
        row = empty.copy()
        any_value = _fill(sheet, number, cells, slots, row, extra, outside)
        if not any_value:
            continue
        if len(opened.rows) >= rows_at_most:
            raise BadWorkbook(
                f"more than {rows_at_most:,} rows are filled in, far more than the return asks "
                "for.",
                "Delete the rows below the last row of the return, or download it again.",
                sheet=sheet.name,
                cell=f"A{number}",
            )
        if hidden:
            hidden_rows.add(str(number))
        opened.rows.append((number, *row))
    if not slots:
        raise _no_headings(sheet)
    _warn(sheet, opened, extra, outside, hidden_rows)


def _fill(
    sheet: Sheet,
    number: int,
    cells: list[RawCell],
    slots: dict[bytes, int],
    row: list[str],
    extra: dict[bytes, str],
    outside: _Noted,
) -> bool:
    """Puts the cells of one row in their places; whether any of them says anything."""
    digits, any_value = b"%d" % number, False
    strings, kinds = sheet.strings, sheet.kinds
    for cell in cells:
        column, own, style, kind, raw, inner = cell
        if own != digits:
            raise sheet.out_of_place(number, column, own)
        if not raw:
            if not inner:
                continue
            value = sheet.value(number, cell)
        # The two usual kinds are taken here rather than by a call for each cell.
        elif kind == b"s" and raw.isdigit() and int(raw) < len(strings):
            value = strings[int(raw)]
        elif not kind:
            value = (kinds.get(style) or "n") + raw.decode("utf-8", "replace")
        else:
            value = sheet.value(number, cell)
        slot = slots.get(column)
        if not value or slot == _NOT_READ:
            continue
        if slot is None:
            _outside(sheet, column, number, extra, outside)
            continue
        if row[slot]:
            raise _bad(sheet, f"{column.decode()}{number}", "the cell is there twice.")
        row[slot] = value
        any_value = True
    return any_value


def _token(sheet: Sheet, cells: list[RawCell]) -> str:
    for cell in cells:
        if cell[0].decode() + "1" == TOKEN_CELL:
            return sheet.value(1, cell)[1:].strip()
    return ""


def _headings(
    sheet: Sheet, cells: list[RawCell], opened: Opened
) -> tuple[dict[bytes, int], dict[bytes, str]]:
    """Where each known column stands, and the headings of columns that are not ours."""
    slots: dict[bytes, int] = {}
    extra: dict[bytes, str] = {}
    for cell in cells:
        value = sheet.value(HEADER_ROW, cell)
        text = " ".join(value[1:].split())
        if not text:
            continue
        place = f"{cell[0].decode()}{HEADER_ROW}"
        index = column_index(cell[0].decode())
        if index >= _MOST_COLUMNS:
            raise _bad(sheet, place, "there is a heading far to the right of the return.")
        column = BY_HEADING.get(text.casefold())
        if value[0] == "f":
            raise _bad(sheet, place, "the heading is a formula.")
        if column is None:
            extra[cell[0]] = text[:40]
        elif column.key in opened.columns:
            raise _bad(sheet, place, f"the heading “{column.heading}” is there twice.")
        else:
            opened.columns[column.key] = index
            slots[cell[0]] = READ.index(column.key) if column.key in READ else _NOT_READ
    for at, column in enumerate(COLUMNS):
        if column.key not in opened.columns:
            raise _bad(
                sheet,
                f"{letters(at)}{HEADER_ROW}",
                f"the heading “{column.heading}” is missing or was changed.",
            )
    return slots, extra


def _outside(
    sheet: Sheet, column: bytes, number: int, extra: dict[bytes, str], outside: _Noted
) -> None:
    place = f"{column.decode()}{number}"
    if column_index(column.decode()) >= _MOST_COLUMNS:
        raise BadWorkbook(
            "the cell is filled in, far outside the return.",
            "Delete what is in it and send the workbook again.",
            sheet=sheet.name,
            cell=place,
        )
    if column not in extra:
        outside.add(f"{sheet.name}!{place}")


def _warn(
    sheet: Sheet, opened: Opened, extra: dict[bytes, str], outside: _Noted, hidden: _Noted
) -> None:
    """What to confirm of hidden, added and moved columns and rows; merged cells are refused."""
    merged, filtered = _merged(sheet), b"<filterColumn" in sheet.tail
    if merged:
        raise BadWorkbook(
            "cells are merged, so it is not certain which row a number belongs to.",
            "Unmerge them (Home, Merge and Center), see that each row has its own number, and "
            "send the workbook again.",
            sheet=sheet.name,
            cell=merged,
        )
    say = opened.warnings.append
    if hidden.count:
        how = "Rows hidden by a filter, or otherwise," if filtered else "Hidden rows"
        say(f"{how} were read too: {hidden}.")
    elif filtered:
        say("A filter is set. All rows were read, also those that it does not show.")
    known = {index: key for key, index in opened.columns.items()}
    for first, last in _hidden_columns(sheet):
        for index in range(first, min(last, _MOST_COLUMNS - 1) + 1):
            key = known.get(index)
            if key and key != "id":
                say(f"Column {letters(index)}, “{BY_KEY[key].heading}”, is hidden; it was read.")
    for column, heading in extra.items():
        say(f"Column {column.decode()}, “{heading}”, is not part of the return and was not read.")
    if outside.count:
        say(f"Cells outside the columns of the return were not read: {outside}.")
    order = [key for _, key in sorted(known.items()) if key != "why"]
    if order != [column.key for column in COLUMNS]:
        say("The columns are in another order than they were sent; they were read by heading.")


def _merged(sheet: Sheet) -> str:
    """The first merged area that touches the headings or the rows."""
    for name, tag in _TAG.findall(sheet.tail):
        if name != b"mergeCell":
            continue
        area = attributes(tag).get("ref", "")
        match = _AREA.fullmatch(area)
        if not match or int(match[4] or match[2]) >= HEADER_ROW:
            return area[:20]
    return ""


def _hidden_columns(sheet: Sheet) -> list[tuple[int, int]]:
    found = []
    for name, tag in _TAG.findall(sheet.head):
        told = attributes(tag)
        if name == b"col" and (told.get("hidden") in ("1", "true") or told.get("width") == "0"):
            first, last = told.get("min", ""), told.get("max", "")
            if first.isdigit() and last.isdigit() and len(first + last) < 12:
                found.append((int(first) - 1, int(last) - 1))
    return found


def _no_headings(sheet: Sheet) -> BadWorkbook:
    return _bad(sheet, f"A{HEADER_ROW}", f"the headings are not in row {HEADER_ROW}.")


def _bad(sheet: Sheet, cell: str, why: str) -> BadWorkbook:
    return BadWorkbook(why, _AGAIN, sheet=sheet.name, cell=cell)

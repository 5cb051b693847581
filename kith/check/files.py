"""Reads the bytes of a folder's files, refusing what is not plain text of a sensible size."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kith.check.problems import Problem, Unreadable

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_CELL = 2_000

_OTHER_FORMATS = {
    b"PK\x03\x04": "a zip file, perhaps a workbook (XLSX or ODS) with another name",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a compressed file",
    b"\xff\xfe": "in UTF-16",
    b"\xfe\xff": "in UTF-16",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a CSV file: its line number in the file, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_text(path: Path, name: str) -> str:
    """The text of a file in UTF-8; raises `Unreadable` for anything else."""
    if not path.is_file():
        raise Unreadable([Problem(name, "there is no such file. Add it to the folder.")])
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    for start, what in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise Unreadable([Problem(name, f"this is {what}. Save it as CSV or text in UTF-8.")])
    too_long = len(data) > MOST_BYTES
    if too_long:  # what was read still tells on which row the limit is passed
        data = data[: data.rfind(b"\n") + 1]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = "a character here is not UTF-8. Save the file as “CSV UTF-8”."
        raise Unreadable([Problem(name, text, line)]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable([Problem(name, "this is not a text file. Save it again as text.", line)])
    if too_long:
        rows = text.count("\n")
        limit = MOST_ROWS + 2 if rows > MOST_ROWS + 1 else rows
        raise Unreadable([_too_long(name, limit)])
    return text


def read_csv(path: Path, name: str, needed: list[str], allowed: list[str]) -> Iterator[Line]:
    """The rows of a CSV file with a header; columns may come in any order.

    Raises `Unreadable` for a missing, doubled or unknown column, a row of another length, an
    unclosed quotation mark, or more rows than a publication has.
    """
    reader = csv.reader(io.StringIO(read_text(path, name), newline=""), strict=True)
    header: list[str] = []
    count = 0
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            text = "a quotation mark is opened and not closed. Close it, or remove it."
            raise Unreadable([Problem(name, text, start)]) from None
        if row is None:
            break
        if not header:
            header = [cell.strip() for cell in row]
            _check_header(header, name, needed, allowed)
            continue
        if not any(cell.strip() for cell in row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable([_too_long(name, start)])
        if len(row) != len(header):
            text = (
                f"this row has {len(row)} cells and the header {len(header)}. Put text that holds "
                "a comma in quotation marks, and give every row all its cells."
            )
            raise Unreadable([Problem(name, text, start)])
        for column, cell in zip(header, row, strict=True):
            if len(cell) > MOST_CELL:
                text = f"this cell is longer than {MOST_CELL:,} characters. Shorten it."
                raise Unreadable([Problem(name, text, start, column)])
        cells = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
        yield Line(start, cells)
    if not header:
        raise Unreadable([Problem(name, f"the file is empty. It needs {_names(needed)}.", 1)])


def _check_header(header: list[str], name: str, needed: list[str], allowed: list[str]) -> None:
    problems = []
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        text = "the columns are not separated by commas. Save the file as CSV with commas."
        raise Unreadable([Problem(name, text, 1)])
    for column in needed:
        if column not in header:
            text = f"this column is missing. The file needs {_names(needed)}."
            problems.append(Problem(name, text, 1, column))
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            text = "this column is there twice. Keep one."
            problems.append(Problem(name, text, 1, column))
        elif allowed and column not in allowed:
            text = f"this column is not known. Remove it; the columns are {_names(allowed)}."
            problems.append(Problem(name, text, 1, column))
    if problems:
        raise Unreadable(problems)


def _too_long(name: str, line: int) -> Problem:
    text = (
        f"the file is too long: a publication has no more than {MOST_ROWS:,} rows and "
        f"{MOST_BYTES // 1_000_000} MB in one file. Keep the rows that are printed."
    )
    return Problem(name, text, line)


def _names(columns: list[str]) -> str:
    return "the columns " + ", ".join(columns)

"""From the bytes of an uploaded file to rows of text, or one sentence that says what is wrong.

Nothing here knows what the columns mean. Every refusal names the file and, where there is one,
the row (the first is the header) and the column.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.conf import settings

from kith.kernel.refusals import Refused

LIMIT_BYTES: int = settings.UPLOAD_LIMIT
LIMIT_ROWS = 200_000
LIMIT_CELL = 2_000
LIMIT_COLUMNS = 200

_OTHER_KINDS = (
    (b"PK\x03\x04", "a zip file or a spreadsheet"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich text document"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
_FORMULA = ("=", "+", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff20")
# Control characters that no text has, and marks that make a cell look like another.
_HIDDEN = frozenset(
    [chr(n) for n in range(32) if n not in (9, 10, 13)]
    + [chr(n) for n in range(0x7F, 0xA0)]
    + list("\u200b\u200c\u200d\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)


class BadFile(Refused):
    """A file cannot be brought in; says which file, and which row and column if there is one."""

    def __init__(self, file: str, why: str, row: int = 0, column: str = "") -> None:
        self.file, self.row, self.column, self.why = file, row, column, why
        place = [file]
        if row:
            place.append(f"row {row:,}")
        if column:
            place.append(f"column {column}")
        super().__init__(f"{', '.join(place)}: {why} Nothing was stored.")


@dataclass(frozen=True, slots=True)
class Table:
    """A file read as text: its header, and its rows with the row number people see."""

    file: str
    sha256: str
    encoding: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]


def read_table(name: str, data: bytes) -> Table:
    """Read a comma-separated file. Raises `BadFile` for anything else."""
    file = PurePath(name.replace("\\", "/")).name[:200] or "file"
    text, encoding = _decode(file, data)
    numbered = _rows(file, text)
    header = _header(file, numbered)
    rows = tuple(_checked(file, header, numbered))
    if not rows:
        raise BadFile(file, "There is a header but no row below it.")
    _refuse_cut_short(file, text, rows[-1][0])
    return Table(file, sha256(data).hexdigest(), encoding, header, rows)


def _decode(file: str, data: bytes) -> tuple[str, str]:
    if not data.strip():
        raise BadFile(file, "The file is empty.")
    if len(data) > LIMIT_BYTES:
        raise BadFile(file, f"The file is larger than {LIMIT_BYTES // 1024 // 1024} MB.")
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise BadFile(
                file,
                f"This is {kind}, whatever its name says. Save the table as CSV and send that.",
            )
    if data.lstrip()[:20].lower().startswith(_MARKUP):
        raise BadFile(file, "This is a web page or XML. Download the CSV file itself.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4096]:
        raise BadFile(file, "The text is in UTF-16 or is not text. Save it as CSV in UTF-8.")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as fault:
        return _decode_older(file, data, fault.start)


def _decode_older(file: str, data: bytes, first_bad: int) -> tuple[str, str]:
    """Windows-1252, which Excel writes, where the file is plainly that and not broken UTF-8."""
    row = data.count(b"\n", 0, first_bad) + 1
    mixed = any(lead + tail in data for lead in (b"\xc3", b"\xe2\x80") for tail in _TAILS)
    try:
        if mixed:
            raise UnicodeError
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeError:
        raise BadFile(
            file, "The text is neither UTF-8 nor Windows-1252. Save it as CSV in UTF-8.", row
        ) from None


_TAILS = tuple(bytes([n]) for n in range(0x80, 0xC0))


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    last = 0
    try:
        for cells in reader:
            number, last = last + 1, reader.line_num
            if number - 1 > LIMIT_ROWS:
                raise BadFile(
                    file,
                    f"There are more than {LIMIT_ROWS:,} rows. "
                    "Official files have a few thousand: is this the right one?",
                    number,
                )
            yield number, cells
    except csv.Error as fault:
        raise BadFile(
            file,
            f"The row cannot be read as CSV ({fault}); a quotation mark may be open.",
            last + 1,
        ) from None


def _header(file: str, rows: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    for _, cells in rows:
        header = tuple(" ".join(cell.split()) for cell in cells)
        if len(header) > LIMIT_COLUMNS:
            raise BadFile(file, f"There are {len(header):,} columns; at most {LIMIT_COLUMNS}.", 1)
        if len(header) == 1:
            raise BadFile(file, "There is only one column. Are the values separated by commas?", 1)
        return header
    raise BadFile(file, "The file is empty.")


def _checked(
    file: str, header: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    width = len(header)
    for number, cells in rows:
        if not any(cells):
            continue
        if len(cells) != width:
            raise BadFile(
                file,
                f"There are {len(cells)} values where the header has {width} columns; "
                "the file may have been cut short.",
                number,
            )
        for index, cell in enumerate(cells):
            _refuse_cell(file, number, header[index], cell)
        yield number, cells


def _refuse_cell(file: str, row: int, column: str, cell: str) -> None:
    if not cell or cell.isalnum():
        return
    if cell[0] in _FORMULA or (cell[0] == "-" and not _negative(cell)):
        raise BadFile(file, f"“{cell[:40]}” looks like a formula. Send values only.", row, column)
    if len(cell) > LIMIT_CELL:
        raise BadFile(file, f"The cell holds {len(cell):,} characters.", row, column)
    if not _HIDDEN.isdisjoint(cell):
        raise BadFile(
            file, "The cell holds a character that cannot be seen. Type it again.", row, column
        )


def _negative(cell: str) -> bool:
    """A number below 0, or a lone dash: refused later for what it is, not as a formula."""
    return cell[1:].replace(".", "", 1).isdigit() or cell == "-"


def _refuse_cut_short(file: str, text: str, last_row: int) -> None:
    """A whole table ends its last line; one that does not may have lost part of a number."""
    if not text.endswith(("\n", "\r")):
        raise BadFile(
            file,
            "The last line does not end, so the file was probably cut short. Download it again.",
            last_row,
        )

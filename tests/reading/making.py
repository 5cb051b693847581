"""Returns to ask for, and workbooks taken apart and put together again by hand."""

import hashlib
import hmac
import re
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape

from kith.reading.archives import Archive
from kith.reading.workbooks import Asked, Line, write_workbook
from kith.reading.workbooks.layout import COLUMNS, FIRST_ROW, letters

SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
COLUMN = {column.key: letters(at) for at, column in enumerate(COLUMNS)}


def sign(text: str) -> str:
    mark = hmac.new(b"a key of the tests", text.encode(), hashlib.sha256).hexdigest()
    return f"{text}:{mark}"


def verify(token: str) -> str | None:
    text = token.rpartition(":")[0]
    return text if hmac.compare_digest(sign(text), token) else None


def line(at: int, **more: object) -> Line:
    """A count, or with `share=True` a share, that differs from its neighbours in every word."""
    number = str(at + 1)
    told = {
        "id": f"{number}|2019-20 Q4|",
        "number": number,
        "title": f"Children in group {number}",
        "section": "Front door",
        "help": "Count each child once.",
        "period": "January to March 2020",
        "part": "",
        "share": False,
        "of_label": "children seen",
        "among_label": "children known",
        "unit": "children",
        "last": "12",
        "year_ago": "9",
    }
    return Line(**(told | more))  # type: ignore[arg-type]


def asked(*lines: Line, count: int = 6) -> Asked:
    """A return of a fictional agency; without lines, `count` of them, every third a share."""
    return Asked(
        agency_key="weald-fire",
        agency="Weald Fire",
        quarter="2019-20 Q4",
        quarter_label="January to March 2020",
        edition="2019-20",
        partnership="Saltmere Safeguarding Children Partnership",
        due=date(2020, 4, 30),
        due_label="30 April 2020",
        lines=lines or tuple(line(at, share=at % 3 == 2) for at in range(count)),
    )


def unfilled(wanted: Asked) -> Asked:
    """The same return with nothing filled in beforehand."""
    nothing = {"now_of": None, "now_among": None, "now_reason": "", "now_explanation": ""}
    return replace(wanted, token="", lines=tuple(replace(one, **nothing) for one in wanted.lines))


def row_of(wanted: Asked, *, share: bool) -> int:
    """The row of the first share, or of the first count in whole numbers."""
    return FIRST_ROW + next(
        at for at, one in enumerate(wanted.lines) if one.share == share and one.whole
    )


@dataclass
class Entry:
    """One entry of an archive, with whatever it is to say wrongly of itself."""

    name: str
    data: bytes
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    method: int = 8
    local_name: str | None = None
    packed: bytes | None = None
    at: int | None = None


def pack(data: bytes, level: int = 6) -> bytes:
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def zip_of(entries: list[Entry]) -> bytes:
    """The archive of these entries, lies and all."""
    body, listed = b"", b""
    for entry in entries:
        packed = entry.packed if entry.packed is not None else pack(entry.data)
        if entry.method == 0:
            packed = entry.data
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        name, inside = entry.name.encode(), (entry.local_name or entry.name).encode()
        told = (20, entry.flags, entry.method, 0, 0x21, crc, len(packed), size)
        at = len(body) if entry.at is None else entry.at
        body += b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *told, len(inside), 0) + inside + packed
        head = struct.pack("<HHHHHHIIIHHHHHII", 20, *told, len(name), 0, 0, 0, 0, 0, at)
        listed += b"PK\x01\x02" + head + name
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(body), 0)
    return body + listed + b"PK\x05\x06" + end


class Taken:
    """A workbook taken apart: its parts by name, and its cells to change one by one."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        self.parts = {name: b"".join(archive.stream(name)) for name in archive.parts}

    def entries(self) -> list[Entry]:
        return [Entry(name, data) for name, data in self.parts.items()]

    def data(self) -> bytes:
        return zip_of(self.entries())

    def swap(self, part: str, old: str, new: str) -> "Taken":
        """Changes words in a part; fails when they are not there, so that no test says nothing."""
        before = self.parts[part]
        self.parts[part] = before.replace(old.encode(), new.encode(), 1)
        assert self.parts[part] != before, (part, old)
        return self

    def cell(self, place: str, inner: str, *, kind: str = "", style: int | None = None) -> "Taken":
        """Gives a cell that exists other content, in its own style unless another is named."""
        pattern = re.compile(
            rb'<c r="%s"(?: s="(\d+)")?(?: t="\w+")?(?:/>|>.*?</c>)' % place.encode()
        )
        found = pattern.search(self.parts[SHEET])
        assert found, place
        own = found[1].decode() if style is None and found[1] else style
        tag = f'<c r="{place}"' + (f' s="{own}"' if own else "")
        tag += (f' t="{kind}"' if kind else "") + f">{inner}</c>"
        self.parts[SHEET] = self.parts[SHEET].replace(found[0], tag.encode(), 1)
        return self

    def number(self, place: str, digits: str, *, style: int | None = None) -> "Taken":
        return self.cell(place, f"<v>{digits}</v>", style=style)

    def text(self, place: str, words: str) -> "Taken":
        inner = f'<is><t xml:space="preserve">{escape(words, quote=False)}</t></is>'
        return self.cell(place, inner, kind="inlineStr")

    def row(self, xml: str) -> "Taken":
        """One more row below the last."""
        return self.swap(SHEET, "</sheetData>", xml + "</sheetData>")

    def style(self, number_format: int) -> int:
        """One more cell style, of a number format that every program knows by its number."""
        part = "xl/styles.xml"
        styles = self.parts[part].decode()
        found = re.search(r'<cellXfs count="(\d+)">', styles)
        assert found
        at = int(found[1])
        styles = styles.replace(found[0], f'<cellXfs count="{at + 1}">')
        xf = f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        self.parts[part] = styles.replace("</cellXfs>", xf + "</cellXfs>").encode()
        return at


def good(wanted: Asked) -> Taken:
    """A workbook of this return, nothing filled in, taken apart."""
    return Taken(write_workbook(unfilled(wanted), sign))


def filled(wanted: Asked, of: Decimal | None, among: Decimal | None = None) -> Asked:
    """Every box filled in beforehand with the same numbers, as far as it asks for them."""
    lines = tuple(
        replace(one, now_of=of, now_among=among if one.share else None) for one in wanted.lines
    )
    return replace(wanted, lines=lines)

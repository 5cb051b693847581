"""Reads the rows of one sheet from its XML, piece by piece, believing none of its own summaries.

The parser of `xml_parts` has passed every piece before it is searched here: it is well formed and
holds no comment, raw text or document type, so a `<` always begins a tag.

A cell comes out as one text: a letter for its kind, then what it says. `s` text, `n` number,
`p` a number shown as a percentage, `d` a date, `b` a truth value, `e` an error, `f` a formula.
Empty: nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kith.reading.workbooks.layout import COLUMNS_IN_SHEET, ROWS_IN_SHEET, column_index
from kith.reading.workbooks.shapes import BadWorkbook

# Bytes of one row of XML. A spreadsheet's cell holds at most 32,767 characters.
_LONGEST_ROW = 4 * 1024 * 1024
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?'
    rb">(?:<v>([^<]*)</v>|(.*?))</c>",
    re.DOTALL,
)
# The usual tag of a row that is not hidden: neither "hidden" nor a height of nothing in it.
_ROW = re.compile(rb'<row r="([0-9]{1,7})"(?: (?!hidden|ht="0)[a-zA-Z0-9:]+="[^"<>]*")*>')
_ANY_CELL = re.compile(
    rb"<c(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?:/>|>(.*?)</c>)", re.DOTALL
)
_ROWS_BEGIN = re.compile(rb"<((?:[A-Za-z_][A-Za-z0-9_.-]*:)?)sheetData[\s/>]")
_ODD_CELL = re.compile(rb"<c[\n\r\t>/]")
_ATTRIBUTE = re.compile(rb"([A-Za-z0-9_:.]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)")
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_SOUNDS = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
_QUICK_STRING = re.compile(rb"<si><t>([^<]*)</t></si>")
_STRING = re.compile(rb"<si(?:\s*/>|(?:\s[^>]*)?>(.*?)</si>)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_CONTROL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_DAMAGED = "Open it in your spreadsheet program, save it as a new workbook (.xlsx) and send that."

# A cell as the row gives it: letters of its column, its row in digits, style, type, its plain
# value, or else all that is between its tags.
RawCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes]


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, without prefixes."""
    found = {}
    for name, double, single in _ATTRIBUTE.findall(tag):
        found[name.decode().rpartition(":")[2]] = unescaped(double or single)
    return found


def unescaped(raw: bytes) -> str:
    """The text of XML's bytes."""
    text = raw.decode("utf-8", "replace")
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if "_x" in text:
        text = _CONTROL.sub(_written_out, text)
    return text


def _written_out(match: re.Match[str]) -> str:
    """A character that the file spells out, as _x000D_; half a pair is none."""
    code = int(match[1], 16)
    return "�" if 0xD800 <= code < 0xE000 else chr(code)


def _entity(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code < 0x110000 else "�"


def shared_strings(pieces: Iterable[bytes]) -> list[str]:
    """The texts that cells point to by number, each a cell text ("" for an empty one)."""
    found: list[str] = []
    held = b""
    for piece in pieces:
        held += piece
        cut = held.rfind(b"</si>")
        if cut < 0:
            if len(held) > _LONGEST_ROW:
                raise BadWorkbook(
                    f"its text number {len(found) + 1:,} is far longer than a cell can hold.",
                    "Delete that text and send the workbook again.",
                    part="xl/sharedStrings.xml",
                )
            continue
        block, held = held[: cut + 5], held[cut + 5 :]
        quick = _QUICK_STRING.findall(block)
        if len(quick) == block.count(b"<si") and b"&" not in block and b"_x" not in block:
            found += ["s" + text.decode() if text else "" for text in quick]
            continue
        for inner in _STRING.findall(block):
            text = _string(inner)
            found.append("s" + text if text else "")
    found += ["" for _ in _STRING.findall(held)]
    return found


def _string(inner: bytes) -> str:
    if inner.startswith(b"<t>") and inner.endswith(b"</t>") and inner.count(b"<") == 2:
        return unescaped(inner[3:-4])
    if b"<rPh" in inner:
        inner = _SOUNDS.sub(b"", inner)
    return unescaped(b"".join(_TEXT.findall(inner)))


class Sheet:
    """The rows of one sheet, as they come. `head` and `tail` are the XML around them.

    `tail` is complete only when the rows have been read to the end.
    """

    def __init__(
        self,
        name: str,
        pieces: Iterable[bytes],
        strings: Sequence[str],
        kinds: dict[bytes, str],
    ) -> None:
        self.name, self._pieces, self.strings, self.kinds = name, pieces, strings, kinds
        self.head, self.tail = b"", b""
        self._prefix = b""
        self._last_row = 0
        self._unusual: re.Pattern[bytes] | None = None
        self._quick = _CELL

    def expect(self, known: Iterable[bytes], read: Iterable[bytes]) -> None:
        """From now on only cells of the columns `read` are needed, by their letters.

        It saves half the work wherever every cell is written in the usual way and stands in a
        `known` column; other stretches of the sheet are gone through in full.
        """
        usual = rb' r="(?:%s)[0-9]{1,7}"(?: s="[0-9]{1,6}")?(?: t="[a-zA-Z]+")?/?>'
        self._unusual = re.compile(rb"<c(?!" + usual % b"|".join(known) + rb")[\s/>]")
        self._quick = re.compile(
            _CELL.pattern.replace(b"[A-Z]{1,3}", b"|".join(read), 1), re.DOTALL
        )

    def rows(self) -> Iterator[tuple[int, bool, list[RawCell]]]:
        """(number, hidden, cells that hold something) of every row that has any cell."""
        state, held = "head", b""
        for piece in self._pieces:
            if state == "tail":
                self._keep_tail(piece)
                continue
            held += piece
            if state == "head":
                state, held = self._pass_head(held)
                if state == "head":
                    continue
            if state == "rows":
                end = held.find(b"</" + self._prefix + b"sheetData")
                if end >= 0:
                    yield from self._block(held[:end])
                    state, piece = "tail", held[end:]
                    self._keep_tail(piece)
                    held = b""
                else:
                    cut = held.rfind(b"</" + self._prefix + b"row>")
                    if cut >= 0:
                        cut += 6 + len(self._prefix)
                        yield from self._block(held[:cut])
                        held = held[cut:]
                    held = self._without_empty_rows(held)
            else:
                self._keep_tail(held)
                held = b""
        if state != "tail":
            raise self._bad("the sheet has no rows that can be read.", _DAMAGED)
        if b"<sheetData" in self.tail:
            raise self._bad("the sheet holds two tables of rows.", _DAMAGED)

    def value(self, number: int, cell: RawCell) -> str:
        """The kind and the text of a cell, "" for an empty one."""
        column, _, style, kind, raw, inner = cell
        if inner:
            if b"<f" in inner and (formula := _FORMULA.search(inner)):
                return "f=" + unescaped(formula[1] or b"")
            if kind == b"inlineStr":
                text = _string(inner.replace(b"<is>", b"").replace(b"</is>", b""))
                return "s" + text if text else ""
            match = _VALUE.search(inner)
            raw = match[1] if match else b""
        if not raw:
            return ""
        if kind == b"s":
            return self.shared(number, column, raw)
        if kind in (b"", b"n"):
            return (self.kinds.get(style) or "n") + raw.decode("utf-8", "replace")
        letter = {b"b": "b", b"e": "e", b"d": "d"}.get(kind, "s")
        return letter + unescaped(raw)

    def shared(self, number: int, column: bytes, raw: bytes) -> str:
        """A text by its number."""
        try:
            at = int(raw)
            if at >= 0:
                return self.strings[at]
        except (ValueError, IndexError):
            pass
        raise self._bad(
            "the cell points to a text that is not in the file.",
            _DAMAGED,
            f"{column.decode()}{number}",
        )

    def _pass_head(self, held: bytes) -> tuple[str, bytes]:
        """Finds where the rows begin: the new state and what is left to read."""
        found = _ROWS_BEGIN.search(held)
        stop = held.find(b">", found.end() - 1) if found else -1
        if not found or stop < 0:
            if len(held) > _LONGEST_ROW:
                raise self._bad("the sheet has no rows that can be read.", _DAMAGED)
            return "head", held
        self._prefix = found[1]
        self.head = self._bare(held[: found.start()])
        if held[stop - 1 : stop] == b"/":
            return "tail", held[stop + 1 :]
        return "rows", held[stop + 1 :]

    def _block(self, block: bytes) -> Iterator[tuple[int, bool, list[RawCell]]]:
        block = self._bare(block)
        odd = _ODD_CELL.search(block) is not None
        usual = self._unusual is not None and self._unusual.search(block) is None
        cell = self._quick if usual else _CELL
        for row in block.split(b"</row>"):
            plain = _ROW.match(row)
            if plain:
                number, hidden, begins = int(plain[1]), False, plain.end()
            else:
                at = row.rfind(b"<row")
                if at < 0:
                    continue
                begins = row.find(b">", at) + 1
                if row[begins - 2 : begins - 1] == b"/":
                    continue
                number, hidden = self._row_tag(row[at : begins - 1])
            if not self._last_row < number <= ROWS_IN_SHEET:
                raise self._bad(
                    f"the rows are out of order after row {self._last_row:,}.",
                    _DAMAGED,
                    f"A{self._last_row or 1}",
                )
            self._last_row = number
            cells: list[RawCell] = [] if odd else cell.findall(row, begins)
            if odd or (not usual and len(cells) != row.count(b"</c>", begins)):
                cells = list(self._slowly(number, row[begins:]))
            if cells:
                yield number, hidden, cells

    def _row_tag(self, tag: bytes) -> tuple[int, bool]:
        told = attributes(tag)
        try:
            number = int(told.get("r", self._last_row + 1))
        except ValueError:
            number = 0
        return number, told.get("hidden") in ("1", "true") or told.get("ht") == "0"

    def _slowly(self, number: int, inner: bytes) -> Iterator[RawCell]:
        """The cells of a row that is written in a way that is allowed but seldom seen."""
        last = -1
        for tag, content in _ANY_CELL.findall(inner):
            told = attributes(tag)
            column = last + 1
            if "r" in told:
                match = _REFERENCE.fullmatch(told["r"].encode())
                if not match or int(match[2]) != number:
                    raise self.out_of_place(number, told["r"].encode()[:12], b"")
                column = column_index(match[1].decode().upper())
            if not last < column < COLUMNS_IN_SHEET:
                raise self.out_of_place(number, told.get("r", "?").encode()[:12], b"")
            last = column
            if content:
                yield (
                    _letters(column),
                    b"%d" % number,
                    told.get("s", "").encode(),
                    told.get("t", "").encode(),
                    b"",
                    content,
                )

    def _without_empty_rows(self, held: bytes) -> bytes:
        """Lets go of rows without cells; stops a row that is longer than any row can be."""
        if len(held) <= _LONGEST_ROW:
            return held
        at = held.rfind(b"<" + self._prefix + b"row")
        if at > 0 and b"<" + self._prefix + b"c " not in held[:at]:
            return held[at:]
        cell = re.findall(rb'\sr="([A-Z]{1,3}[0-9]{1,7})"', held[at:])
        named = cell[-1].decode() if cell else f"A{self._last_row + 1}"
        raise self._bad(
            "the cell, or its row, holds far more than a spreadsheet's cell can.",
            "Delete what is in it and send the workbook again.",
            named,
        )

    def _keep_tail(self, piece: bytes) -> None:
        self.tail += self._bare(piece)
        if len(self.tail) > 2 * _LONGEST_ROW:
            raise self._bad(
                "the sheet carries far more rules than a return does.",
                "Download the workbook again and copy your numbers into it.",
            )

    def _bare(self, block: bytes) -> bytes:
        """The XML without the prefix that some programs put before every name."""
        if not self._prefix:
            return block
        return block.replace(b"</" + self._prefix, b"</").replace(b"<" + self._prefix, b"<")

    def out_of_place(self, number: int, column: bytes, own: bytes) -> BadWorkbook:
        cell = (column + own).decode("ascii", "replace")
        return self._bad(
            f"the cell stands in row {number:,} of the file, where it does not belong.",
            _DAMAGED,
            cell,
        )

    def _bad(self, why: str, do: str, cell: str = "") -> BadWorkbook:
        return BadWorkbook(why, do, sheet=self.name, cell=cell)


def _letters(index: int) -> bytes:
    name = b""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        name = bytes([65 + left]) + name
    return name

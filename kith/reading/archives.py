"""Reads the parts of a zip archive without believing what it says about itself.

Everything is judged from the list of parts before anything is unpacked, and what is unpacked is
counted as it comes, so an archive that lies about its sizes is caught by its own bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# Bytes. A return of 100,000 rows is some 8 MB packed and 110 MB unpacked.
LARGEST_FILE = 25 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 500
# Repetitive rows shrink to a fortieth; a thousandth is what only a bomb reaches.
MOST_SHRUNK = 150
_SMALL = 1024 * 1024
_CHUNK = 128 * 1024
_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"


class BadArchive(Exception):
    """The archive cannot be trusted: `why` is half a sentence, `part` names where."""

    def __init__(self, why: str, part: str = "") -> None:
        self.why, self.part = why, part
        super().__init__(f"{part}: {why}" if part else why)


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive's list."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    at: int


class Archive:
    """The parts of an archive by name, each checked before it can be read."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise BadArchive(f"it is larger than {LARGEST_FILE // _SMALL} MB")
        self._data = data
        self.parts = {part.name: part for part in self._listed()}

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def stream(self, name: str) -> Iterator[bytes]:
        """The part in pieces, counted against what the list said of it."""
        part = self.parts[name]
        start = self._start(part)
        if part.method == 0:
            pieces: Iterator[bytes] = iter([self._data[start : start + part.packed]])
        else:
            pieces = self._inflated(part, start)
        seen, crc = 0, 0
        for piece in pieces:
            seen += len(piece)
            if seen > part.size:
                raise BadArchive("it unpacks to more than the archive says", name)
            crc = zlib.crc32(piece, crc)
            yield piece
        if seen != part.size or crc != part.crc:
            raise BadArchive("it is damaged: its content is not what the archive says", name)

    def read(self, name: str, at_most: int) -> bytes:
        """The whole of a small part."""
        if self.parts[name].size > at_most:
            raise BadArchive("it is far larger than such a part ever is", name)
        return b"".join(self.stream(name))

    def _inflated(self, part: Part, start: int) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-15)
        packed = memoryview(self._data)[start : start + part.packed]
        try:
            for at in range(0, len(packed), _CHUNK):
                piece = inflate.decompress(packed[at : at + _CHUNK], _CHUNK)
                while piece:
                    yield piece
                    piece = inflate.decompress(inflate.unconsumed_tail, _CHUNK)
            rest = inflate.flush()
        except zlib.error:
            raise BadArchive("it is damaged and cannot be unpacked", part.name) from None
        if rest:
            yield rest
        if not inflate.eof:
            raise BadArchive("it is cut short", part.name)

    def _start(self, part: Part) -> int:
        """Where the content begins: after the entry's own header, which must agree."""
        head = self._data[part.at : part.at + 30]
        if len(head) < 30 or head[:4] != _LOCAL:
            raise BadArchive("it is damaged: a part is not where the archive says", part.name)
        name_length, extra_length = struct.unpack("<HH", head[26:30])
        name = self._data[part.at + 30 : part.at + 30 + name_length]
        if _name(name) != part.name:
            raise BadArchive("its name inside the archive is another", part.name)
        start = part.at + 30 + name_length + extra_length
        if start + part.packed > len(self._data):
            raise BadArchive("it is cut short", part.name)
        return start

    def _listed(self) -> Iterator[Part]:
        data = self._data
        end = data.rfind(_END)
        if end < 0 or len(data) < end + 22:
            raise BadArchive("it is cut short: the list of its parts is missing")
        disk, _, here, count, length, start = struct.unpack("<HHHHII", data[end + 4 : end + 20])
        if count > MOST_PARTS:
            raise BadArchive(f"it has {count:,} parts; a workbook has a few dozen")
        if disk or here != count or start + length > end:
            raise BadArchive("it is damaged: the list of its parts does not fit")
        seen: dict[str, str] = {}
        spans: list[tuple[int, int, str]] = []
        total, at = 0, start
        for _ in range(count):
            part, flags, at = _entry(data, at, end)
            _check(part, flags)
            if part.name.casefold() in seen:
                raise BadArchive("it is in the archive twice", part.name)
            seen[part.name.casefold()] = part.name
            total += part.size
            if total > LARGEST_UNPACKED:
                raise BadArchive(
                    f"it unpacks to more than {LARGEST_UNPACKED // _SMALL} MB", part.name
                )
            spans.append((part.at, part.at + 30 + part.packed, part.name))
            # Some programs list folders too; they hold nothing.
            if part.size or not part.name.endswith("/"):
                yield part
        spans.sort()
        for (_, until, _), (begins, _, name) in pairwise(spans):
            if begins < until:
                raise BadArchive("it shares its bytes with another part", name)


def _entry(data: bytes, at: int, end: int) -> tuple[Part, int, int]:
    if data[at : at + 4] != _ENTRY or at + 46 > end:
        raise BadArchive("it is damaged: the list of its parts cannot be read")
    (_, _, flags, method, _, _, crc, packed, size, name, extra, note) = struct.unpack(
        "<HHHHHHIIIHHH", data[at + 4 : at + 34]
    )
    (begins,) = struct.unpack("<I", data[at + 42 : at + 46])
    words = data[at + 46 : at + 46 + name]
    return (
        Part(_name(words), method, crc, packed, size, begins),
        flags,
        at + 46 + name + extra + note,
    )


def _check(part: Part, flags: int) -> None:
    name = part.name
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise BadArchive("it has a name that points outside the file", name)
    if "\x00" in name or not name or len(name) > 200:
        raise BadArchive("it has a name that no workbook has", name[:60].replace("\x00", "?"))
    if flags & 1:
        raise BadArchive("it is protected by a password", name)
    if part.method not in (0, 8):
        raise BadArchive("it is packed in a way that workbooks are not", name)
    if 0xFFFFFFFF in (part.packed, part.size, part.at):
        raise BadArchive("it says that it is larger than 4 GB", name)
    if part.method == 0 and part.packed != part.size:
        raise BadArchive("its sizes do not agree", name)
    if part.size > _SMALL and part.size > MOST_SHRUNK * max(part.packed, 1):
        raise BadArchive(
            f"it would unpack to {part.size // max(part.packed, 1):,} times its size", name
        )


def _name(words: bytes) -> str:
    return words.decode("utf-8", "replace")

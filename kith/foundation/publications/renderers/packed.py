"""A PDF as typst writes it, read as plain bytes and written again with its objects packed.

typst writes every object by itself, in the clear, at the place that its table of offsets names: a
report has thousands, most of them tags. Packed together they take a third of the room. A library
that reads any PDF takes longer over this than the report takes to lay out; this one reads no
other than typst's, and says so when it is given another.
"""

from __future__ import annotations

import re
import struct
import zlib

Objects = dict[int, bytes]
_TOGETHER = 400  # objects in one stream: more take less room, fewer are found sooner
_LINE = 20  # bytes of an entry in the table of offsets
_END = re.compile(
    rb"xref\n0 (\d+)\n(.*)trailer\n<</Size \d+(/.*)>>\nstartxref\n\d+\n%%EOF\s*", re.DOTALL
)
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\n", re.DOTALL)


def read(raw: bytes) -> tuple[Objects, bytes]:
    """Every object by its number, and what the trailer says beside its size."""
    start = raw.rindex(b"startxref\n")
    end = _END.fullmatch(raw, int(raw[start + 10 :].split(None, 1)[0]))
    if end is None or not raw.startswith(b"%PDF-1.7\n"):
        raise ValueError("This is no PDF of typst's: its table of offsets is not at its end.")
    entries = end[2]
    used = (n for n in range(1, int(end[1])) if entries[n * _LINE + 17 : n * _LINE + 18] == b"n")
    places = sorted((int(entries[n * _LINE : n * _LINE + 10]), n) for n in used)
    stops = [offset for offset, _ in places[1:]] + [end.start()]
    if b" obj\n" in raw[: places[0][0]]:
        raise ValueError("This is no PDF of typst's: an object is not in its table of offsets.")
    objects = {}
    for (offset, number), stop in zip(places, stops, strict=True):
        found = _OBJECT.fullmatch(raw, offset, stop)
        if found is None or int(found[1]) != number:
            raise ValueError(f"This is no PDF of typst's: object {number} is not at its place.")
        objects[number] = found[2]
    return objects, end[3]


def write(objects: Objects, trailer: bytes) -> bytes:
    """The file, from its objects: the same bytes for the same objects."""
    out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    size = max(objects) + 1
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    loose = []
    for number in sorted(objects):
        if objects[number].endswith(b"endstream"):
            entries[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
        else:
            loose.append(number)
    for first in range(0, len(loose), _TOGETHER):
        held = loose[first : first + _TOGETHER]
        places, at = [], 0
        for place, number in enumerate(held):
            entries[number] = (2, size, place)
            places.append(b"%d %d" % (number, at))
            at += len(objects[number]) + 1
        index = b" ".join(places) + b"\n"
        inside = index + b"\n".join([objects[number] for number in held])
        entries[size] = (1, len(out), 0)
        kind = b"/Type/ObjStm/N %d/First %d" % (len(held), len(index))
        out += _stream(size, kind, inside)
        size += 1
    start = len(out)
    entries[size] = (1, start, 0)
    table = b"".join(struct.pack(">BIH", *entries.get(n, (0, 0, 0))) for n in range(size + 1))
    kind = b"/Type/XRef/Size %d/W[1 4 2]%b" % (size + 1, trailer)
    out += _stream(size, kind, table) + b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _stream(number: int, kind: bytes, inside: bytes) -> bytes:
    data = zlib.compress(inside, 6)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, kind, len(data))
    return head + data + b"\nendstream\nendobj\n"

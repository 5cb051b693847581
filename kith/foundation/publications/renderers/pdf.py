"""PDF/UA-1 from one static typst template."""

from __future__ import annotations

import re
from pathlib import Path

import typst

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import fonts, packed
from kith.foundation.publications.renderers.common import timestamp
from kith.foundation.publications.renderers.printable import print_data

TEMPLATE = Path(__file__).parent / "typst"
_ROW = re.compile(rb"<</Type/StructElem/S/TR/P (\d+) 0 R/K\[([^\]]*)\]>>")
_BODY = (b"<</Type/StructElem/S/TBody/", b"<</Type/StructElem/S/TFoot/")
_CELL = re.compile(rb"<</Type/StructElem/S/T[DH]/")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


def render(doc: Doc, font_folder: Path) -> bytes:
    """The publication as a tagged PDF. The same `doc` always gives the same bytes.

    typst refuses to write a file that is not accessible (a picture without its alternative
    text), with `typst.TypstError`; missing fonts raise `fonts.FontsMissing`.
    """
    raw = typst.compile(
        str(TEMPLATE / "report.typ"),
        root=str(TEMPLATE),
        font_paths=fonts.load(font_folder),
        sys_inputs={"doc": print_data(doc)},
        pdf_standards=["ua-1"],
        timestamp=timestamp(doc),
    )
    return with_row_headers(raw)


def with_row_headers(raw: bytes) -> bytes:
    """The first cell of each body row marked as the header of its row.

    typst has this behind a feature that its Python binding cannot switch on. The `/Headers` that
    typst writes on cells name the column's header alone, and would hide the row's: they go.
    """
    objects, trailer = packed.read(raw)
    rows = [row for body in objects.values() if (row := _ROW.fullmatch(body))]
    for row in rows:
        if objects[int(row[1])].startswith(_BODY):
            cells = [int(number) for number in row[2].split()[::3]]
            for cell in cells:
                objects[cell] = _cell(objects[cell], header=cell == cells[0])
    return packed.write(objects, trailer)


def _cell(tag: bytes, *, header: bool) -> bytes:
    """The tag of a cell without `/Headers`; a row's header says so."""
    tag = _HEADERS.sub(b"", tag, count=1)
    if not header:
        return tag
    tag = _CELL.sub(b"<</Type/StructElem/S/TH/", tag, count=1)
    scope = b"<</O/Table/Scope/Row>>"
    head, given, rest = tag.partition(b"/A[")
    return head + given + scope + rest if given else tag.removesuffix(b">>") + b"/A[%b]>>" % scope

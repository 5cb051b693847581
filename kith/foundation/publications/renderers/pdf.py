"""PDF/UA-1 from one static typst template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import typst

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import fonts
from kith.foundation.publications.renderers.common import timestamp
from kith.foundation.publications.renderers.printable import print_data

TEMPLATE = Path(__file__).parent / "typst"


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
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for table in elements(pdf.Root.StructTreeRoot, "/Table"):
            for row in elements(table, "/TR"):
                if row.P.get("/S") in ("/TBody", "/TFoot"):
                    _mark_row(row)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def _mark_row(row: Any) -> None:
    for index, cell in enumerate(_kids(row)):
        given = cell.get("/A")
        attributes = [] if given is None else _as_list(given)
        if index == 0:
            cell.S = pikepdf.Name.TH
            scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
            cell.A = pikepdf.Array([*attributes, scope])
        for attribute in attributes:
            if "/Headers" in attribute:
                del attribute["/Headers"]


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _kids(node: Any) -> list[Any]:
    return [k for k in _as_list(node.get("/K", [])) if isinstance(k, pikepdf.Dictionary)]


def elements(node: Any, name: str) -> Iterator[Any]:
    """Every element of this name under a node of the structure tree, not inside another."""
    for kid in _kids(node):
        if kid.get("/S") == name:
            yield kid
        elif "/S" in kid:
            yield from elements(kid, name)

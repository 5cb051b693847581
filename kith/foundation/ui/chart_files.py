"""A chart as a file that stands alone: SVG or PNG with its title, notes and source; CSV."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.html import strip_tags

from . import charts
from .charts import svg
from .table_files import csv_cell

FORM = charts.Form("print", 760, 14)
DOTS_PER_INCH = 144
_EDGE = 20.0  # the margin of the sheet, in its own unit
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
TYPES = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


def response(spec: charts.Chart, kind: str, name: str) -> HttpResponse:
    """The file of a chart, to be kept."""
    made = {"csv": as_csv, "svg": as_svg, "png": as_png}[kind](spec)
    return HttpResponse(
        made,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )


def as_csv(spec: charts.Chart) -> bytes:
    """The chart's numbers, without separators of thousands."""
    header, rows = spec.table()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([csv_cell(_bare(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _bare(cell: str) -> str:
    return cell.replace(",", "") if _NUMBER.fullmatch(cell) else cell


def as_svg(spec: charts.Chart) -> bytes:
    """The drawing on a white sheet, with what the page says around it."""
    return _sheet(spec).encode()


def as_png(spec: charts.Chart) -> bytes:
    """The same sheet as a picture, in the type of the report."""
    made = typst.compile(
        _PAGE,
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=_fonts(settings.FONTS),
        sys_inputs={"svg": _sheet(spec)},
    )
    return made[0] if isinstance(made, list) else made


@lru_cache(maxsize=2)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )


def _sheet(spec: charts.Chart) -> str:
    em, wide = FORM.text, FORM.width + 2 * _EDGE
    parts, y = [], _EDGE
    head = ((spec.title, 1.35, True, svg.INK), (spec.subtitle, 1.0, False, svg.INK_2))
    for words, size, bold, ink in head:
        y = _lines(parts, words, y, em * size, bold, ink)
    y += em * 0.8
    drawing = charts.draw(spec, FORM, "chart")
    height = float(re.search(r'height="([\d.]+)', drawing)[1])  # type: ignore[index]
    parts.append(drawing.replace("<svg ", f'<svg x="{svg.n(_EDGE)}" y="{svg.n(y)}" ', 1))
    y += height + em * 0.6
    for number, note in enumerate(getattr(spec, "notes", ()), 1):
        y = _lines(parts, f"({number}) {strip_tags(str(note.text))}", y, em * 0.95, False, svg.INK)
    if spec.source:
        y = _lines(parts, f"Source: {spec.source}", y + em * 0.4, em * 0.9, False, svg.INK_2)
    y += _EDGE
    return svg.document(
        wide,
        y,
        svg.rect(0, 0, wide, y, svg.WHITE) + "".join(parts),
        title=spec.title,
        alt=spec.alt(),
        uid="sheet",
        css="",
        unit="",
    )


def _lines(parts: list[str], words: str, y: float, size: float, bold: bool, ink: str) -> float:
    """Words in as many lines as they need, from y down; gives where the next may begin."""
    if not words:
        return y
    for line in svg.wrap(words, size, FORM.width, bold, 12):
        y += size * 1.35
        parts.append(svg.text(_EDGE, y, line, size=size, weight=700 if bold else 400, fill=ink))
    return y

"""What the static typst template is fed: the publication as JSON, with widths worked out.

The template decides nothing about content. Text goes in as strings and is never markup.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from kith.foundation.publications.model import (
    Cell,
    ChartBlock,
    Column,
    CoverDots,
    Doc,
    DocError,
    Node,
    Paragraph,
    Section,
    Subheading,
    TableBlock,
    charts,
    plain,
)
from kith.foundation.publications.renderers import common, drawings

WIDE = 162.0  # mm: the text, its gutter and the notes
HALF = 76.0  # mm: one of two tables side by side
_LETTER = 1.72  # mm of a letter of average width in a table, at 9 points
_PADDING = 3.4  # mm left and right of a cell's words
_SHAPE = 4.5  # mm of the shape of a stage
AFTER_NUMBERS = 3.2  # mm more between a column of numbers and one of words
_DRAWN = {"bar": 38.0, "spark": 36.0, "dot": 76.0}
_LEAST_OPENING = 84.0  # mm that a section needs to begin on a page already begun
_SHORT = 450  # letters: a paragraph of up to some seven lines stays on one page
_UNBROKEN = 150.0  # mm: a table shorter than this stays on one page


# What print has no use for: charts as screens show them, numbers as spreadsheets take them.
_ELSEWHERE: dict[type, set[str]] = {
    ChartBlock: {"wide", "narrow", "table"},
    Cell: {"value", "unit", "code"},
}
_PLAIN = (bool, int, float, type(None))


@cache
def _names(node: type[Node]) -> tuple[str, ...]:
    left_out = _ELSEWHERE.get(node, set())
    names = (f.name for f in fields(node))  # type: ignore[arg-type]
    return tuple(name for name in names if name not in left_out)


def full(value: Any) -> Any:
    """Plain values with every field present, so that the template need not know defaults."""
    if isinstance(value, str):
        return " ".join(value.split()) if "\n" in value and "<svg" not in value else value
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [full(v) for v in value]
    if isinstance(value, Node):
        out = {name: full(getattr(value, name)) for name in _names(type(value))}
        out["is"] = value.tag
        if isinstance(value, TableBlock):
            out |= _layout(value)
        elif isinstance(value, Paragraph):
            out["breakable"] = len(plain(value.inlines)) > _SHORT
        return out
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat()


def print_data(doc: Doc) -> str:
    """The JSON that report.typ reads."""
    appendices = []
    if doc.figures:
        appendices.append(
            _appendix("appendix-sources", common.SOURCES_TITLE, common.sources_lead(doc))
            | {"tables": [full(common.sources_table(doc))]}
            | {"finding": "One row for every figure, with its sum, its source and its date."}
        )
    corrected = [full(common.corrections_table(doc))] if doc.corrections else []
    appendices.append(
        _appendix("appendix-corrections", common.CORRECTIONS_TITLE, common.corrections_lead(doc))
        | {"tables": corrected, "finding": common.corrections_lead(doc)}
    )
    behind = [common.chart_table(c) for c in charts(doc) if c.table is not None]
    if behind:
        lead = "The same numbers as in the charts, to read out, check or copy."
        appendices.append(
            _appendix("appendix-numbers", common.NUMBERS_TITLE, lead)
            | {"tables": [], "pairs": _pairs(behind), "finding": lead}
        )
    for letter, appendix in zip("ABC", appendices, strict=False):
        appendix["number"] = letter
    # Sections and figures go in as they are printed, not as they are kept.
    data = full(replace(doc, sections=(), figures=(), corrections=())) | {
        "appendices": appendices,
        "sections": [_section(s) for s in doc.sections],
        "marks": sorted(common.is_marked(doc.figures)),
        "section_keys": sorted(s.key for s in doc.sections),
        "block_keys": _block_keys(doc),
        "date": common.day(doc.edition.date),
        "cover_svg": drawings.cover(doc.cover) if doc.cover else "",
        "cover_caption": _caption(doc.cover),
        "notes_title": common.NOTES_TITLE,
        "notes_lead": common.NOTES_LEAD,
        "notes_finding": common.NOTES_FINDING,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _appendix(key: str, title: str, lead: str) -> dict[str, Any]:
    return {"key": key, "title": title, "lead": lead}


def _pairs(tables_: list[TableBlock]) -> list[list[dict[str, Any]]]:
    """Narrow tables two by two, wide ones alone; the order stays."""
    out: list[list[dict[str, Any]]] = []
    waiting = False
    for table in tables_:
        narrow = sum(_natural(table, i, c)[1] for i, c in enumerate(table.columns)) <= HALF
        data = full(table)
        if narrow:
            data["widths"] = column_widths(table, HALF)
        if narrow and waiting:
            out[-1].append(data)
        else:
            out.append([data])
        waiting = narrow and not waiting
    return out


def _section(section: Section) -> dict[str, Any]:
    return full(section) | {
        "finding": section.finding or plain(section.lead),
        "opening": _opening_height(section),
    }


def _opening_height(section: Section) -> float:
    """Millimetres, roughly, of what should stand together where a section begins: its title and
    finding, and what follows up to its first chart or table, within four blocks."""
    height = 32.0
    for block in section.blocks[:4]:
        if isinstance(block, ChartBlock):
            size = re.search(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"', block.svg)
            shape = float(size[2]) / float(size[1]) if size else 0.4
            return max(_LEAST_OPENING, height + 22 + shape * WIDE)
        if isinstance(block, TableBlock):
            rows = (_row_height(row.cells, column_widths(block)) for row in block.rows)
            tall = sum(rows)
            return max(_LEAST_OPENING, height + 22 + (tall if tall < _UNBROKEN else 40))
        if isinstance(block, Paragraph):
            height += (len(plain(block.inlines)) // 62 + 1) * 6.4 + 4
        else:
            height += 13
    return _LEAST_OPENING


def _caption(cover: CoverDots | None) -> list[Any]:
    return full(cover.caption) if cover else []


def _block_keys(doc: Doc) -> list[str]:
    """What an internal link can lead to, beside sections; each may stand once."""
    blocks = [b for s in doc.sections for b in s.blocks]
    keys = [b.id for b in blocks if isinstance(b, TableBlock | ChartBlock)]
    keys += [b.key for b in blocks if isinstance(b, Subheading)]
    named = sorted(k for k in keys if k)
    twice = {a for a, b in pairwise(named) if a == b}
    twice |= {a for a, b in pairwise(sorted(s.key for s in doc.sections)) if a == b}
    if twice:
        raise DocError(f"Two parts of the publication have one key: {', '.join(sorted(twice))}.")
    return named


# ---- the widths of a table's columns -----------------------------------------------------


def _layout(table: TableBlock) -> dict[str, Any]:
    widths = column_widths(table)
    height = sum(_row_height(row.cells, widths) for row in table.rows)
    spans = [len(c.spark) for row in table.rows for c in row.cells]
    return {
        "widths": widths,
        "breakable": height > _UNBROKEN,
        "span": max(spans, default=0),
        "signs": [[s, common.SIGNS[s]] for s in common.signs_used(table)],
        "hidden_lines": any(c.spark or c.large for row in table.rows for c in row.cells),
    }


def _row_height(cells: tuple, widths: list[float]) -> float:
    """Millimetres, roughly: enough to tell a table for one page from a longer one."""
    lines = 1.0
    for cell, width in zip(cells, widths, strict=True):
        room = max(width - _PADDING, 4) / _LETTER
        lines = max(lines, -(-len(cell.text) // room) + (-(-len(cell.sub) // room)))
    return lines * 4.2 + 2.6


def _longest_word(text: str) -> float:
    return max((len(w) for w in text.split()), default=0) * _LETTER * 1.06 + _PADDING


def _natural(table: TableBlock, index: int, column: Column) -> tuple[float, float]:
    """The width that a column cannot go below, and the width at which nothing wraps."""
    if column.drawn:
        return _DRAWN[column.drawn] * 0.7, _DRAWN[column.drawn]
    cells = [(row.cells[index], row.level) for row in table.rows]
    least = max([_longest_word(column.label), *(_longest_word(c.text) for c, _ in cells)])
    extra = _SHAPE if any(c.stage for c, _ in cells) else 0.0
    if index and not column.numeric and table.columns[index - 1].numeric:
        extra += AFTER_NUMBERS
    least += extra
    most = max([least, *(len(c.text) * _LETTER + _PADDING + 3 * n + extra for c, n in cells)])
    most = max([most, *(len(c.sub) * _LETTER * 0.9 + _PADDING for c, _ in cells)])
    if any(c.large for c, _ in cells):
        most, least = most * 1.7, least * 1.5
    if column.numeric:  # a header may run to three lines
        least = most = max(15.0, most, len(column.label) * _LETTER / 3 + _PADDING)
    return least, max(most, len(column.label) * _LETTER / 2 + _PADDING)


def column_widths(table: TableBlock, room_for_all: float = WIDE) -> list[float]:
    """Millimetres for each column, together `room_for_all`."""
    sizes = [_natural(table, i, c) for i, c in enumerate(table.columns)]
    fixed = {i: c.width * room_for_all for i, c in enumerate(table.columns) if c.width}
    open_ = [i for i in range(len(sizes)) if i not in fixed]
    room = room_for_all - sum(fixed.values())
    widths = {**fixed, **{i: sizes[i][1] for i in open_}}
    spare = room - sum(widths[i] for i in open_)
    if open_ and spare > 0:  # numbers first, up to 30 mm each, then the words
        numeric = [i for i in open_ if table.columns[i].numeric]
        for i in numeric:
            widths[i] += min(spare / len(numeric), max(0.0, 30 - widths[i]))
        spare = room - sum(widths[i] for i in open_)
        words = [i for i in open_ if not table.columns[i].numeric] or open_
        for i in words:
            widths[i] += spare / len(words)
    elif open_:  # too narrow: words give way, in proportion to what they can give
        give = {i: sizes[i][1] - sizes[i][0] for i in open_}
        total = sum(give.values())
        for i in open_:
            widths[i] += spare * (give[i] / total if total else 1 / len(open_))
    scale = room_for_all / sum(widths.values())
    return [round(widths[i] * scale, 2) for i in range(len(sizes))]

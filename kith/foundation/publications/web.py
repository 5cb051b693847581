"""Blocks of a publication as HTML: one function for each kind of block.

Every figure is a link that opens what is behind it (`?figure=A6`), on the page it stands on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kith.foundation.publications import model, small_drawings

SHORT_LABEL = 9  # a year, such as AY2019-20, stays on one line
ROW_CLASSES = {"total": "k-total", "group": "k-group", "warn": "k-hl"}


@dataclass(frozen=True)
class Page:
    """What a block needs of its page: which marks open, which is open, and what it shows."""

    opens: frozenset[str] = frozenset()
    opened: str = ""
    panel: SafeString = SafeString("")
    links: Callable[[str], str] = lambda key: f"#{key}"
    # How the editor shows a figure; takes its mark, what is printed, its kind, whether hidden.
    chip: Callable[[str, str, str, bool], SafeString] | None = None


def inlines(parts: model.Inlines, page: Page) -> SafeString:
    """Words and figures of a sentence."""
    return SafeString("".join(_inline(part, page) for part in parts))


def _inline(part: model.Inline, page: Page) -> str:
    if isinstance(part, model.FigureMark):
        return figure_link(part.mark, part.shown, page, part.kind, part.hidden)
    if isinstance(part, model.Strong):
        return format_html("<strong>{}</strong>", part.text)
    if isinstance(part, model.Emphasis):
        return format_html("<em>{}</em>", part.text)
    if isinstance(part, model.Link):
        url = page.links(part.key) if part.key else part.url
        return format_html('<a href="{}">{}</a>', url, part.text)
    return conditional_escape(part.text)


def figure_link(
    mark: str, shown: str, page: Page, kind: str = "live", hidden: bool = False
) -> SafeString:
    """A figure that opens; one without a row behind it is only shown."""
    if page.chip is not None:
        return page.chip(mark, shown, kind, hidden)
    if mark not in page.opens:
        return format_html('<span class="k-fig k-fig--flat">{}</span>', shown)
    classes = "k-fig" + (" k-fig--typed" if kind == "stated" else "")
    label = "hidden number" if hidden else shown
    if kind == "stated":
        label = f"{shown}, typed by hand"
        shown = format_html("{}<sup>†</sup>", shown)
    if mark == page.opened:
        return format_html(
            '<a class="{} is-open" href="#figure" aria-label="{}, opened below">{}</a>',
            classes,
            label,
            shown,
        )
    return format_html(
        '<a class="{}" href="?figure={}#figure" aria-label="{}, where it comes from">{}</a>',
        classes,
        mark,
        label,
        shown,
    )


def blocks(items: Iterable[model.Block], page: Page) -> SafeString:
    """Blocks in order; the opened figure's card stands below the block that holds it."""
    out, open_ = [], bool(page.opened)
    for block in items:
        out.append(_BLOCKS[block.tag](block, page))
        if open_ and page.opened in marks(block):
            out.append(page.panel)
            open_ = False
    return SafeString("".join(out))


def marks(block: model.Block) -> set[str]:
    """The marks of the figures in a block."""
    if isinstance(block, model.Paragraph):
        return {m.mark for m in model.marks_of((*block.inlines, *block.note))}
    if isinstance(block, model.Bullets):
        return {m.mark for item in block.items for m in model.marks_of(item)}
    if isinstance(block, model.Panel):
        return {mark for inner in block.blocks for mark in marks(inner)}
    if isinstance(block, model.Columns):
        return {mark for panel in block.panels for mark in marks(panel)}
    if isinstance(block, model.ChartBlock):
        return marks(block.table) if block.table else set()
    if isinstance(block, model.TableBlock):
        found = {m.mark for m in model.marks_of(block.source)}
        for r, row in enumerate(block.rows, 1):
            for c, cell in enumerate(row.cells):
                found |= {cell.mark, place_mark(block.number, r, c)}
        return found - {""}
    return set()


def place_mark(number: str, row: int, column: int) -> str:
    """The mark of a cell by its place, as editions store it."""
    prefix = number.replace("Table ", "T").replace("Figure ", "F")
    return f"{prefix}.{row}.{column}"


def _paragraph(block: model.Paragraph, page: Page) -> SafeString:
    number = format_html('<span class="k-pn">{}</span>', block.number) if block.number else ""
    note = format_html('<p class="k-note">{}</p>', inlines(block.note, page)) if block.note else ""
    words = inlines(block.inlines, page)
    anchor = f"p{block.number}" if block.number else ""
    if anchor:
        return format_html('<p class="k-para" id="{}">{}{}</p>{}', anchor, number, words, note)
    return format_html('<p class="k-para">{}</p>{}', words, note)


def _subheading(block: model.Subheading, page: Page) -> SafeString:
    return format_html('<h2 class="k-h2">{}</h2>', block.text)


def _bullets(block: model.Bullets, page: Page) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((inlines(i, page),) for i in block.items))
    kind = "number" if block.numbered else "bullet"
    tag = "ol" if block.numbered else "ul"
    open_, close = mark_safe(f"<{tag}"), mark_safe(f"</{tag}>")
    return format_html(
        '{} class="govuk-list govuk-list--{} k-indent">{}{}', open_, kind, items, close
    )


def _panel(block: model.Panel, page: Page) -> SafeString:
    inner = blocks(block.blocks, page)
    return format_html(
        '<section class="k-panel k-panel--{}"><h2 class="k-h3">{}</h2>{}</section>',
        block.tone,
        block.title,
        inner,
    )


def _columns(block: model.Columns, page: Page) -> SafeString:
    panels = SafeString("".join(_panel(p, page) for p in block.panels))
    return format_html('<div class="k-columns">{}</div>', panels)


def _habit(block: model.Habit, page: Page) -> SafeString:
    sign = format_html('<p class="k-habit__sign">{}</p>', block.sign) if block.sign else ""
    return format_html(
        '<section class="k-habit">{}<h2 class="k-h3">{}</h2><p>{}</p></section>',
        sign,
        block.title,
        inlines(block.inlines, page),
    )


def _chart(block: model.ChartBlock, page: Page) -> SafeString:
    drawn = format_html(
        '<div class="k-drawing">{}{}</div>',
        mark_safe(block.wide),  # drawn by Kith itself, every text in it escaped
        mark_safe(block.narrow),
    )
    table = ""
    if block.table is not None:
        opened = page.opened in marks(block)
        table = format_html(
            '<details class="govuk-details k-s"{}><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">The numbers of {} as a table</span>'
            "</summary>{}</details>",
            mark_safe(" open") if opened else "",
            block.number.replace("Figure", "figure"),
            _table(block.table, page),
        )
    subtitle = (
        format_html('<p class="k-figure__sub">{}</p>', block.subtitle) if block.subtitle else ""
    )
    source = _source(block.source, page)
    return format_html(
        '<figure class="k-figure k-indent" id="{}"><figcaption><p class="k-xs">{}</p>'
        '<h2 class="k-figure__title">{}</h2>{}</figcaption>{}{}{}</figure>',
        block.id,
        block.number,
        block.title,
        subtitle,
        drawn,
        source,
        table,
    )


def _source(source: model.Inlines, page: Page) -> SafeString | str:
    if not source:
        return ""
    return format_html('<p class="k-meta"><span>{}</span></p>', inlines(source, page))


def _table(block: model.TableBlock, page: Page) -> SafeString:
    shown = _columns_shown(block)
    head = format_html_join("", "{}", ((_column_head(block.columns[n]),) for n in shown))
    marks_drawn = _Marks(block)
    rows = SafeString(
        "".join(
            _row(block, r, row, shown, page, marks_drawn) for r, row in enumerate(block.rows, 1)
        )
    )
    notes = format_html_join("", '<p class="k-xs">{}</p>', ((note,) for note in block.notes))
    return format_html(
        '<div class="k-indent"><table class="k-table k-cards" id="table-{}">'
        "<caption><small>{}</small> {}</caption><thead><tr>{}</tr></thead>"
        "<tbody>{}</tbody></table>{}{}</div>",
        block.id,
        block.number,
        block.title,
        head,
        rows,
        _source(block.source, page),
        notes,
    )


def _columns_shown(block: model.TableBlock) -> list[int]:
    """All columns but drawn ones in which nothing is drawn."""

    def drawn(n: int) -> bool:
        cells = [row.cells[n] for row in block.rows if n < len(row.cells)]
        return any(c.bar is not None or c.spark or c.dot is not None for c in cells)

    return [n for n, c in enumerate(block.columns) if not c.drawn or drawn(n)]


def _column_head(column: model.Column) -> SafeString:
    if column.drawn:
        return format_html('<th scope="col" class="k-drawncell">{}</th>', column.label or "Drawn")
    short = " k-nowrap" if len(column.label) <= SHORT_LABEL else ""
    numeric = format_html(' class="k-r{}"', short) if column.numeric else ""
    return format_html('<th scope="col"{}>{}</th>', numeric, column.label or "Row")


class _Marks:
    """How the drawn cells of one table are drawn: all trends and all dots on one scale each."""

    def __init__(self, block: model.TableBlock) -> None:
        cells = [c for row in block.rows for c in row.cells]
        self.span = max((len(c.spark) for c in cells), default=0)
        self.axes = {
            n: small_drawings.axis_for(
                [row.cells[n].dot for row in block.rows if n < len(row.cells) and row.cells[n].dot],  # type: ignore[misc]
                column.axis,
            )
            for n, column in enumerate(block.columns)
            if column.drawn == "dot"
        }

    def of(self, cell: model.Cell, column: int) -> SafeString:
        """The mark of a cell, or its words where there is nothing to draw."""
        if cell.bar is not None:
            return mark_safe(small_drawings.bar(cell.bar, cell.tone))  # drawn from numbers alone
        if cell.spark:
            return mark_safe(small_drawings.spark(cell.spark, self.span))
        if cell.dot is not None:
            return mark_safe(small_drawings.dot(cell.dot, self.axes[column]))
        return conditional_escape(cell.text)


def _row(
    block: model.TableBlock,
    r: int,
    row: model.Row,
    shown: list[int],
    page: Page,
    marks_drawn: _Marks,
) -> SafeString:
    classes = " ".join(name for flag, name in ROW_CLASSES.items() if getattr(row, flag))
    cells = []
    for n in shown:
        if n >= len(row.cells):
            continue
        cell, column = row.cells[n], block.columns[n]
        if n == 0:
            cells.append(_row_head(row, cell, len(shown)))
        elif row.group:
            continue
        elif column.drawn:
            mark = marks_drawn.of(cell, n)
            cells.append(format_html('<td class="k-drawncell">{}</td>', mark))
        else:
            cells.append(_cell(block, r, n, cell, column, page))
    return format_html("<tr{}>{}</tr>", _class(classes), SafeString("".join(cells)))


def _cell(
    block: model.TableBlock, r: int, n: int, cell: model.Cell, column: model.Column, page: Page
) -> SafeString:
    mark = cell.mark or place_mark(block.number, r, n)
    known = mark in page.opens and bool(cell.text)
    body = figure_link(mark, cell.text, page, hidden=cell.hidden) if known else cell.text
    sub = format_html("<small>{}</small>", cell.sub) if cell.sub else ""
    numeric = mark_safe(' class="k-r"') if column.numeric else ""
    return format_html('<td{} data-l="{}">{}{}</td>', numeric, column.label, body, sub)


def _row_head(row: model.Row, cell: model.Cell, columns: int) -> SafeString:
    level = "k-level" if row.level else ""
    sub = format_html("<small>{}</small>", cell.sub) if cell.sub else ""
    if row.group:
        return format_html('<th scope="colgroup" colspan="{}">{}</th>', columns, cell.text)
    return format_html('<th scope="row"{}>{}{}</th>', _class(level), cell.text, sub)


def _class(names: str) -> SafeString | str:
    return format_html(' class="{}"', names) if names else ""


def _nothing(block: model.Block, page: Page) -> SafeString:
    return SafeString("")


def cover(dots: model.CoverDots | None) -> SafeString:
    """The cover's drawing with its words; nothing for a publication without one."""
    if dots is None or dots.total < 1:
        return SafeString("")
    return format_html(
        '<figure class="k-coverdots">{}<figcaption>{}</figcaption></figure>',
        mark_safe(small_drawings.cover(dots)),  # drawn by Kith itself, its text escaped
        inlines(dots.caption, Page()),
    )


_BLOCKS: dict[str, Callable[..., SafeString]] = {
    model.Paragraph.tag: _paragraph,
    model.Subheading.tag: _subheading,
    model.Bullets.tag: _bullets,
    model.Panel.tag: _panel,
    model.Columns.tag: _columns,
    model.Habit.tag: _habit,
    model.ChartBlock.tag: _chart,
    model.TableBlock.tag: _table,
    model.PageBreak.tag: _nothing,
}

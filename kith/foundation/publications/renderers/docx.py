"""Word: real headings, header rows, alternative text, links from marks to their sources."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from lxml import etree

from kith.foundation.publications.model import (
    Bullets,
    ChartBlock,
    Columns,
    Doc,
    Emphasis,
    FigureMark,
    Habit,
    Inline,
    Inlines,
    Link,
    PageBreak,
    Panel,
    Paragraph,
    Strong,
    Subheading,
    TableBlock,
    Text,
    charts,
    plain,
)
from kith.foundation.publications.renderers import common, drawings, printable, word
from kith.foundation.publications.renderers.fonts import FAMILY
from kith.foundation.publications.renderers.pictures import pngs
from kith.foundation.publications.renderers.zipped import pack

INK, GREY, HAIR, WASH, BLUE = "1D242B", "4D5963", "C3CCD3", "EEF3F7", "12436D"
TEXT_WIDTH = Mm(162)
# name of a style: (built on, size, colour, bold, space before, space after), in points
STYLES = {
    "Title": ("", 34, BLUE, True, 120, 12),
    "Subtitle": ("", 14, INK, False, 0, 30),
    "Heading 1": ("", 24, INK, True, 0, 8),
    "Heading 2": ("", 13.5, INK, True, 20, 6),
    "Kith lead": ("Normal", 14, BLUE, False, 0, 14),
    "Kith note": ("Normal", 9, GREY, False, 0, 9),
    "Kith label": ("Normal", 9, GREY, True, 14, 0),
    "Caption": ("", 11.5, INK, True, 0, 6),
    "Kith cell": ("Normal", 9, INK, False, 2, 2),
    "Kith panel": ("Normal", 10, INK, False, 0, 0),
    "Kith numbered": ("Normal", 10.5, INK, False, 0, 6),
}
# settings of a paragraph, in the order that Word demands
_KEEP, _NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
_TIGHT, _FLUSH = '<w:spacing w:after="0"/>', '<w:ind w:left="0"/>'


def render(doc: Doc, font_folder: Path) -> bytes:
    """The publication as a Word file. The same `doc` always gives the same bytes."""
    return _Writer(doc, font_folder).write()


class _Writer:
    def __init__(self, doc: Doc, font_folder: Path) -> None:
        self.doc = doc
        self.file: Any = Document()
        self.body: list[str] = []
        self.drawn = 0  # pictures so far: each needs a number of its own
        self.marks = common.is_marked(doc.figures)
        self.bookmarks = word.Bookmarks()
        self.keys = {s.key for s in doc.sections}
        drawn = [c.svg for c in charts(doc) if c.svg] + [h.svg for h in doc.notes if h.svg]
        if doc.cover:  # white dots would be lost on Word's white page
            self.cover = drawings.cover(doc.cover).replace("#ffffff", f"#{BLUE}")
            drawn.append(self.cover)
        svgs = tuple(dict.fromkeys(drawn))
        self.pictures = dict(zip(svgs, pngs(svgs, font_folder), strict=True))

    def write(self) -> bytes:
        self._set_up()
        self._cover()
        self._contents()
        if self.doc.notes:
            self._opening(None, common.NOTES_TITLE, (Text(common.NOTES_LEAD),))
            for habit in self.doc.notes:
                self._block(habit)
        for section in self.doc.sections:
            self._opening(section.number, section.title, section.lead, section.key)
            for block in section.blocks:
                self._block(block)
        self._appendices()
        parts = word.parts(self.file, "".join(self.body))
        return pack(parts, first="[Content_Types].xml")

    # ---- the file ------------------------------------------------------------------------

    def _set_up(self) -> None:
        doc, styles = self.doc, self.file.styles
        word.only_needed(self.file)
        facts = self.file.core_properties
        facts.title, facts.author, facts.language = doc.title, doc.partnership, doc.lang
        facts.subject, facts.comments, facts.keywords = doc.subtitle, doc.edition.status, ""
        facts.created = facts.modified = common.timestamp(doc)
        facts.last_modified_by, facts.revision = doc.partnership, doc.edition.number
        word.language(styles, doc.lang)
        word.face(styles["Normal"], FAMILY, 10.5, INK)
        styles["Normal"].paragraph_format.line_spacing = 1.25
        for name, (base, size, colour, bold, before, after) in STYLES.items():
            style = styles[name] if not base else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            if base:
                style.base_style = styles[base]
            word.face(style, FAMILY, size, colour, bold)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
        for name in ("Kith label", "Caption", "Kith lead"):
            styles[name].paragraph_format.keep_with_next = True
        styles["Kith cell"].paragraph_format.line_spacing = 1.05
        numbered = styles["Kith numbered"].paragraph_format
        numbered.left_indent, numbered.first_line_indent = Mm(12), Mm(-12)
        numbered.tab_stops.add_tab_stop(Mm(12))
        styles["Kith note"].paragraph_format.left_indent = Mm(12)
        styles["Kith panel"].paragraph_format.left_indent = Mm(4)
        word.bar_beside(styles["Kith panel"], BLUE, WASH)
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        word.face(link, FAMILY, 10.5, BLUE)
        link.font.size, link.font.underline = None, True
        self.styles = {style.name: style.style_id for style in styles}
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin, page.right_margin = Mm(26), Mm(22)
        page.top_margin, page.bottom_margin = Mm(26), Mm(24)
        page.different_first_page_header_footer = True
        self._edge(page.header, word.run(f"{doc.partnership}\t{doc.title}"))
        number = word.field(" PAGE ", "1")
        self._edge(page.footer, word.run(f"{doc.edition.status}\t") + number)

    def _edge(self, edge: Any, inner: str) -> None:
        old = edge.paragraphs[0]
        word.face(old.style, FAMILY, 8, GREY)
        old.style.paragraph_format.tab_stops.clear_all()
        old.style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        for made in parse_xml(f"<w:p {word.NAMESPACES}>{inner}</w:p>"):
            old._p.append(made)

    def _add(self, inner: str, style: str = "Normal", settings: str = "") -> None:
        self.body.append(word.paragraph(inner, self.styles[style], settings))

    def _cover(self) -> None:
        doc = self.doc
        self._add(word.run(doc.partnership, bold=True))
        self._add(word.run(doc.title), "Title")
        self._add(word.run(doc.subtitle or doc.period_label), "Subtitle")
        if doc.cover:
            self._picture(self.cover, "Drawing on the cover", doc.cover.alt, 110)
            self._add(self._words(doc.cover.caption))
        self._add(word.run(f"{doc.edition.status}, {common.day(doc.edition.date)}."))
        if doc.edition.about:
            self._add(word.run(doc.edition.about), "Kith note", _FLUSH)

    def _contents(self) -> None:
        """The findings as a list of links, and the field that lists headings with their pages."""
        self._add(word.run("Contents", bold=True), "Kith lead", _NEW_PAGE)
        for key, title, finding in self._openings():
            self._add(self.bookmarks.link(key, title), settings=_KEEP + _TIGHT)
            self._add(word.run(finding), "Kith note", _FLUSH)
        hint = "Update this field to list pages."
        self._add(word.field(' TOC \\o "1-2" \\h \\z \\u ', hint), "Kith note", _FLUSH)

    def _openings(self) -> list[tuple[str, str, str]]:
        out = [
            (s.key, f"{s.number}  {s.title}" if s.number else s.title, s.finding or plain(s.lead))
            for s in self.doc.sections
        ]
        if self.doc.figures:
            out.append(("appendix-sources", common.SOURCES_TITLE, common.sources_lead(self.doc)))
        lead = common.corrections_lead(self.doc)
        return [*out, ("appendix-corrections", common.CORRECTIONS_TITLE, lead)]

    # ---- sections ------------------------------------------------------------------------

    def _opening(self, number: str | None, title: str, lead: Inlines, key: str = "") -> None:
        mark = self.bookmarks.put(key) if key else ""
        words = word.run(f"{number}  {title}" if number else title)
        self._add(mark + words, "Heading 1", _NEW_PAGE)
        self._add(self._words(lead), "Kith lead")

    def _appendices(self) -> None:
        doc, letters = self.doc, iter("AB")
        if doc.figures:
            lead = (Text(common.sources_lead(doc)),)
            self._opening(next(letters), common.SOURCES_TITLE, lead, "appendix-sources")
            self._grid(common.sources_table(doc), marks=True)
        lead = (Text(common.corrections_lead(doc)),)
        self._opening(next(letters), common.CORRECTIONS_TITLE, lead, "appendix-corrections")
        if doc.corrections:
            self._grid(common.corrections_table(doc))

    def _block(self, block: Any) -> None:
        match block:
            case Paragraph(inlines=inlines, number=number, note=note):
                opening = word.run(f"{number}\t") if number else ""
                style = "Kith numbered" if number else "Normal"
                self._add(opening + self._words(inlines), style)
                if note:
                    self._add(self._words(note), "Kith note")
            case Subheading(text=text, key=key):
                mark = self.bookmarks.put(key) if key else ""
                self._add(mark + word.run(text), "Heading 2")
            case Bullets(items=items, numbered=numbered):
                style = "List Number" if numbered else "List Bullet"
                begin = word.new_list(self.file, self.file.styles[style]) if numbered else ""
                for item in items:
                    self._add(self._words(item), style, begin)
            case Panel():
                self._panel(block)
            case Columns(panels=panels):
                for panel in panels:
                    self._panel(panel)
            case Habit(title=title, inlines=inlines, sign=sign, caption=caption, svg=svg):
                if svg:
                    self._picture(svg, title, f"A small drawing for: {title}.", 26)
                shown = f"{sign}  {caption}".strip()
                opening = word.run(f"{shown}  " if shown else "") + word.run(f"{title}. ", True)
                self._add(opening + self._words(inlines))
            case TableBlock():
                self._caption(block)
                self._grid(block)
                self._source(block)
            case ChartBlock():
                self._caption(block)
                if block.subtitle:
                    self._add(word.run(block.subtitle), "Kith note", _KEEP + _FLUSH)
                if block.svg:
                    self._picture(block.svg, block.title, block.alt, 162)
                if block.table is not None:
                    self._grid(common.chart_table(block))
                self._source(block)
            case PageBreak():
                self.body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    def _panel(self, panel: Panel) -> None:
        self._add(word.run(panel.title, bold=True), "Kith panel", _KEEP)
        for block in panel.blocks:
            if isinstance(block, Paragraph):
                self._add(self._words(block.inlines), "Kith panel")
            else:
                for n, item in enumerate(block.items, 1):
                    sign = f"{n}.  " if block.numbered else "•  "
                    self._add(word.run(sign) + self._words(item), "Kith panel")
        self._add("", "Kith note", _FLUSH)

    def _words(self, inlines: Inlines, bold: bool = False) -> str:
        """Runs; each figure is followed by a link to its row in appendix A."""
        out = []
        for i in inlines:
            if isinstance(i, FigureMark):
                sign = "†" if i.kind == "stated" else ""
                linked = i.mark in self.marks
                out.append(word.run(i.shown + sign + " " * bool(i.shown and linked), i.strong))
                if linked:
                    out.append(self.bookmarks.link(f"figure {i.mark}", i.mark))
            elif isinstance(i, Link) and i.url:
                out.append(word.outside_link(self.file.part, i.url, i.text))
            elif isinstance(i, Link) and i.key in self.keys:
                out.append(self.bookmarks.link(i.key, i.text))
            else:
                strong = bold or isinstance(i, Strong)
                out.append(word.run(i.text, strong, isinstance(i, Emphasis)))
        return "".join(out)

    # ---- tables and charts ---------------------------------------------------------------

    def _caption(self, block: TableBlock | ChartBlock) -> None:
        if block.number:
            self._add(word.run(block.number), "Kith label")
        self._add(word.run(block.title), "Caption")

    def _source(self, block: TableBlock | ChartBlock) -> None:
        parts: list[Inline] = []
        if isinstance(block, TableBlock):
            parts += [Text(f"{s}: {common.SIGNS[s]}. ") for s in common.signs_used(block)]
            parts += [Text(f"{note.rstrip('.')}. ") for note in block.notes]
        if block.source:
            parts += [Text("Source: "), *block.source]
        self._add(self._words(tuple(parts)), "Kith note", _FLUSH)

    def _picture(self, svg: str, title: str, alt: str, width: float) -> None:
        inline = self.file.part.new_pic_inline(io.BytesIO(self.pictures[svg]), width=Mm(width))
        self.drawn += 1
        inline.docPr.set("id", str(self.drawn))
        inline.docPr.set("descr", word.clean(alt))
        inline.docPr.set("title", word.clean(title))
        drawn = etree.tostring(inline, encoding="unicode")
        self._add(f"<w:r><w:drawing>{drawn}</w:drawing></w:r>", settings=_KEEP)

    def _grid(self, block: TableBlock, marks: bool = False) -> None:
        """A table of the columns that hold words or numbers; what is only drawn is left out."""
        kept = [i for i, c in enumerate(block.columns) if not c.drawn]
        natural = printable.column_widths(block)
        scale = printable.WIDE / sum(natural[i] for i in kept)
        widths = {i: natural[i] * scale for i in kept}
        heads = [
            self._cell(word.run(block.columns[i].label, True), widths[i], block.columns[i].numeric)
            for i in kept
        ]
        rows = [word.row(heads, header=True)]
        for row in block.rows:
            cells = []
            for i in kept:
                given = row.cells[i]
                bold = given.strong or row.total or row.group
                words = word.run(given.text, bold)
                if given.sub:
                    words += word.run(f"\n{given.sub}")
                if given.mark:
                    words += word.run(" ") + self._words((FigureMark(given.mark, ""),))
                if marks and i == kept[0]:
                    words = self.bookmarks.put(f"figure {given.text.rstrip('†')}") + words
                level = row.level if i == kept[0] else 0
                fill = "FDEEE4" if row.warn else ""
                cells.append(self._cell(words, widths[i], block.columns[i].numeric, level, fill))
            rows.append(word.row(cells))
        self.body.append(word.table(block.title, list(widths.values()), rows, INK, HAIR))

    def _cell(self, words: str, width: float, numeric: bool, level: int = 0, fill: str = "") -> str:
        settings = f'<w:ind w:left="{200 * level}"/>' if level else ""
        settings += '<w:jc w:val="right"/>' if numeric else ""
        return word.cell(word.paragraph(words, self.styles["Kith cell"], settings), width, fill)

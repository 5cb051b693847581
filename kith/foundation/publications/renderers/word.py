"""The parts of a Word file as XML. python-docx, element by element, takes seconds for a report."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.pkgwriter import _ContentTypesItem
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
MM = 56.7  # twentieths of a point
_ILLEGAL = {n: None for n in range(32) if n not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def element(name: str, /, **attributes: str) -> Any:
    """An element of the `w` namespace with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def parts(file: Any, body: str) -> dict[str, bytes]:
    """Every part of the file by its name in the zip, with `body` before the page's settings.

    The body goes in as it was written: to make elements of it and write them out again takes a
    third of the time of the whole file.
    """
    package = file.part.package
    held = list(package.iter_parts())
    kinds = _ContentTypesItem.from_parts(held)
    out = {"[Content_Types].xml": kinds.blob, "_rels/.rels": package.rels.xml}
    for part in held:
        out[part.partname.membername] = part.blob
        if len(part.rels):
            out[part.partname.rels_uri.lstrip("/")] = part.rels.xml
    document = file.part.partname.membername
    before, settings, after = out[document].rpartition(b"<w:sectPr")
    out[document] = b"".join((before, body.encode(), settings, after))
    return out


# ---- words -------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return text.translate(_ILLEGAL)


def run(text: str, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """Words of one kind; a tab stays a tab and a new line a line break."""
    kind = f'<w:rStyle w:val="{style}"/>' if style else ""
    kind += ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    kind = f"<w:rPr>{kind}</w:rPr>" if kind else ""
    words = f'<w:t xml:space="preserve">{escape(clean(text))}</w:t>'
    words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    words = words.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f"<w:r>{kind}{words}</w:r>"


def paragraph(inner: str, style: str = "", settings: str = "") -> str:
    """A paragraph in a style, given by its id; `settings` are elements of `w:pPr`, in order."""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{kind}{settings}</w:pPr>{inner}</w:p>"


def field(code: str, shown: str) -> str:
    """A field that Word works out; `shown` stands until it has."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
    parts = (mark.format("begin"), told, mark.format("separate"), run(shown), mark.format("end"))
    return "".join(parts)


class Bookmarks:
    """Bookmarks with short, valid, unique names: Word takes letters, digits and underscores."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def _name(self, key: str) -> str:
        return self.names.setdefault(key, f"kith_{len(self.names) + 1}")

    def put(self, key: str) -> str:
        """What a link to `key` leads to."""
        name = self._name(key)
        number = name.removeprefix("kith_")
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return f'{start}<w:bookmarkEnd w:id="{number}"/>'

    def link(self, key: str, text: str) -> str:
        """A link inside the file."""
        inner = run(text, style="Hyperlink")
        return f'<w:hyperlink w:anchor="{self._name(key)}">{inner}</w:hyperlink>'


def outside_link(part: Any, url: str, text: str) -> str:
    """A link to an address."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    number = part.relate_to(url, kind, is_external=True)
    return f'<w:hyperlink r:id="{number}">{run(text, style="Hyperlink")}</w:hyperlink>'


# ---- tables ------------------------------------------------------------------------------


def table(title: str, widths: list[float], rows: list[str], ink: str, hair: str) -> str:
    """A table with its alternative text: a rule above and below, hairlines, no verticals."""
    side = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    borders = side.format("top", 8, ink) + side.format("bottom", 8, ink)
    borders += side.format("insideH", 4, hair)
    total, named = round(sum(widths) * MM), quoteattr(clean(title))
    columns = "".join(f'<w:gridCol w:w="{round(w * MM)}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={named}/><w:tblDescription w:val={named}/>"
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: list[str], header: bool = False) -> str:
    """A row that no page break divides; a header is repeated on each page."""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inner: str, width: float, fill: str = "") -> str:
    """A cell that holds paragraphs; `fill` is its ground."""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    size = f'<w:tcW w:w="{round(width * MM)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{ground}</w:tcPr>{inner}</w:tc>"


# ---- lists and styles --------------------------------------------------------------------


def new_list(file: Any, style: Any) -> str:
    """The setting of a numbered paragraph in a list that begins again at 1."""
    numbering = file.part.numbering_part.element
    given = style.element.pPr.numPr.numId.val
    shape = next(n for n in numbering.num_lst if n.numId == given).abstractNumId.val
    number = numbering.add_num(shape)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number.numId}"/></w:numPr>'


def only_needed(file: Any) -> None:
    """Drop the hundred looks of tables that the library's empty file brings; Kith uses none."""
    styles = file.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            styles.remove(style)
    relations = file.part.rels
    for number in [n for n, r in relations.items() if r.reltype.endswith("/stylesWithEffects")]:
        del relations[number]


def bar_beside(style: Any, colour: str, fill: str) -> None:
    """A style with a coloured bar at its left and a wash behind it."""
    properties = style.element.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="24", space="8", color=colour))
    shade = element("shd", val="clear", color="auto", fill=fill)
    after = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
    properties.insert_element_before(borders, *after)
    properties.insert_element_before(shade, *after[1:])


def face(style: Any, family: str, size: float, colour: str, bold: bool | None = None) -> None:
    """A style's type, for every script, whatever the theme says."""
    style.font.name, style.font.size = family, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold = bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), family)


def language(styles: Any, lang: str) -> None:
    """The language that Word reads and checks the text in, for the whole file."""
    for properties in styles.element.iter(qn("w:rPr")):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
    for default in styles.element.iter(qn("w:rPrDefault")):
        default.find(qn("w:rPr")).append(element("lang", val=lang, eastAsia=lang, bidi="ar-SA"))

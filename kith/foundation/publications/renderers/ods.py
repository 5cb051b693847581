"""The tables as an accessible ODS file.

Written as XML here: odfpy keeps a list of name spaces for as long as its process lives, so that
the same file made twice differs, and takes far longer.
"""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import common
from kith.foundation.publications.renderers.sheets import Sheet, book, width
from kith.foundation.publications.renderers.zipped import pack

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "meta": "meta",
        "fo": "xsl-fo-compatible",
    }.items()
)
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL = {n: None for n in range(32) if n not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_BOLD = 'fo:font-weight="bold"'
# name of a cell's style: (properties of the cell, properties of its text)
_CELLS = {
    "title": ("", f'fo:font-size="15pt" {_BOLD}'),
    "head": ('fo:border-bottom="0.75pt solid #1d242b" fo:wrap-option="wrap"', _BOLD),
    "words": ('fo:wrap-option="wrap" style:vertical-align="top"', ""),
    "strong": ('fo:wrap-option="wrap" style:vertical-align="top"', _BOLD),
    "link": ("", 'fo:color="#12436D" style:text-underline-style="solid"'),
}


def render(doc: Doc) -> bytes:
    """The tables as ODS. The same `doc` always gives the same bytes."""
    sheets = book(doc)
    parts = {
        "content.xml": _content(sheets),
        "styles.xml": _styles(doc),
        "meta.xml": _meta(doc),
    }
    entries = "".join(_entry(name, "text/xml") for name in parts)
    manifest = (
        f'{_HEAD}<manifest:manifest manifest:version="1.3" xmlns:manifest='
        f'"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{_entry("/", MEDIA)}{entries}'
        "</manifest:manifest>"
    )
    files = {"mimetype": MEDIA, "META-INF/manifest.xml": manifest, **parts}
    return pack({name: text.encode() for name, text in files.items()}, first="mimetype")


def _entry(path: str, kind: str) -> str:
    whole = ' manifest:version="1.3"' if path == "/" else ""
    return f'<manifest:file-entry manifest:full-path="{path}"{whole} manifest:media-type="{kind}"/>'


def _document(kind: str, inner: str) -> str:
    name = f"office:document-{kind}"
    return f'{_HEAD}<{name} {_SPACES} office:version="1.3">{inner}</{name}>'


def _words(text: str) -> str:
    return escape(text.translate(_ILLEGAL))


def _attribute(text: str) -> str:
    return quoteattr(text.translate(_ILLEGAL))


# ---- the parts ---------------------------------------------------------------------------


def _meta(doc: Doc) -> str:
    moment = common.timestamp(doc).strftime("%Y-%m-%dT%H:%M:%S")
    facts = {
        "dc:title": doc.title,
        "dc:subject": doc.subtitle,
        "dc:description": doc.edition.status,
        "meta:initial-creator": doc.partnership,
        "meta:creation-date": moment,
        "dc:date": moment,
        "dc:language": doc.lang,
    }
    inner = "".join(f"<{name}>{_words(value)}</{name}>" for name, value in facts.items())
    return _document("meta", f"<office:meta>{inner}</office:meta>")


def _styles(doc: Doc) -> str:
    lang, _, country = doc.lang.partition("-")
    text = (
        f'fo:font-family="Arial" fo:font-size="12pt" fo:language="{lang}" '
        f'fo:country="{country or "none"}"'
    )
    default = (
        '<style:default-style style:family="table-cell">'
        f"<style:text-properties {text}/></style:default-style>"
    )
    return _document("styles", f"<office:styles>{default}</office:styles>")


def _content(sheets: list[Sheet]) -> str:
    widths = sorted({_width(s, c) for s in sheets for c in range(max(1, len(s.header)))})
    places = sorted({_places(v) for s in sheets for r in s.rows for v in r if _is_number(v)})
    styles = "".join(
        f'<style:style style:name="w{w}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{w * 2.4:.0f}mm"/></style:style>'
        for w in widths
    )
    styles += "".join(
        f'<style:style style:name="{name}" style:family="table-cell">'
        f"<style:table-cell-properties {cell}/><style:text-properties {text}/></style:style>"
        for name, (cell, text) in _CELLS.items()
    )
    for n in places:
        styles += (
            f'<number:number-style style:name="places{n}"><number:number '
            f'number:decimal-places="{n}" number:min-decimal-places="{n}" '
            'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
        )
        for name, text in ((f"number{n}", ""), (f"total{n}", _BOLD)):
            styles += (
                f'<style:style style:name="{name}" style:family="table-cell" '
                f'style:data-style-name="places{n}"><style:table-cell-properties '
                f'style:vertical-align="top"/><style:text-properties {text}/></style:style>'
            )
    tables = "".join(_table(s) for s in sheets)
    ranges = "".join(_range(s) for s in sheets if s.header)
    return _document(
        "content",
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body>",
    )


# ---- a sheet -----------------------------------------------------------------------------


def _is_number(value: str | Decimal) -> bool:
    return isinstance(value, Decimal)


def _places(value: str | Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0


def _width(sheet: Sheet, column: int) -> int:
    return int(width(sheet, column)) if sheet.header else 60


def _table(sheet: Sheet) -> str:
    across = max(1, len(sheet.header))
    columns = "".join(
        f'<table:table-column table:style-name="w{_width(sheet, c)}"/>' for c in range(across)
    )
    plain = "" if sheet.header else "words"
    rows = _row([_cell(sheet.title, "title")])
    rows += "".join(_row([_cell(line, plain)]) for line in sheet.lines)
    if sheet.header:
        head = _row([_cell(label, "head") for label in sheet.header])
        rows += f"<table:table-header-rows>{head}</table:table-header-rows>"
    for n, values in enumerate(sheet.rows):
        total = n in sheet.totals
        link = sheet.links[n] if sheet.links else ""
        rows += _row(
            [
                _cell(v, "strong" if total else "words", link if c == 0 else "")
                for c, v in enumerate(values)
            ]
        )
    return f"<table:table table:name={_attribute(sheet.name)}>{columns}{rows}</table:table>"


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: str | Decimal, style: str = "", link: str = "") -> str:
    """A number as a number, with its places; words as words, never as a formula."""
    if isinstance(value, Decimal):
        kind = "total" if style == "strong" else "number"
        return (
            f'<table:table-cell table:style-name="{kind}{_places(value)}" '
            f'office:value-type="float" office:value="{value:f}">'
            f"<text:p>{value:,f}</text:p></table:table-cell>"
        )
    inner = _words(value)
    if link:
        style = "link"
        target = _attribute(f"#'{link}'.A1")
        inner = f'<text:a xlink:type="simple" xlink:href={target}>{inner}</text:a>'
    named = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{named} office:value-type="string">'
        f"<text:p>{inner}</text:p></table:table-cell>"
    )


def _range(sheet: Sheet) -> str:
    """What marks the table as one, header row included."""
    top = len(sheet.lines) + 2
    last = _letters(len(sheet.header))
    address = f"'{sheet.name}'.A{top}:'{sheet.name}'.{last}{top + len(sheet.rows)}"
    return (
        f'<table:database-range table:name="{sheet.table}" table:contains-header="true" '
        f"table:target-range-address={_attribute(address)}/>"
    )


def _letters(column: int) -> str:
    """The name of a column, counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

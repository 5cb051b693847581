"""Opens a workbook from outside: what kind of file it is, what it carries, and its one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import join, normpath
from typing import Any

from kith.reading.archives import Archive, BadArchive
from kith.reading.workbooks.layout import README_SHEET, RETURN_SHEET
from kith.reading.workbooks.rows import read_rows
from kith.reading.workbooks.scanning import Sheet, shared_strings
from kith.reading.workbooks.shapes import BadWorkbook, Opened
from kith.reading.workbooks.styles import telling_styles
from kith.reading.xml_parts import BadXml, Element, checked, elements

_SMALL = 8 * 1024 * 1024
_BOOK = "xl/workbook.xml"
_TEXTS = "xl/sharedstrings.xml"
_TYPES = "[Content_Types].xml"
_SAVE = "Save it as an Excel workbook (.xlsx) and send that."
_AGAIN = "Download the workbook again, copy your numbers into it and send that."
_DAMAGED = "Open it in your spreadsheet program, save it as a new workbook (.xlsx) and send that."
_PASSWORD = "Take the password off (in Excel: File, Info, Protect Workbook) and send it again."
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "This is a PDF, not a workbook."),
    (b"{\\rtf", "This is a text document, not a workbook."),
    (b"\x89PNG", "This is a picture, not a workbook."),
    (b"\xff\xd8\xff", "This is a picture, not a workbook."),
)
# What a workbook may carry that this reader never opens.
_HARMLESS = re.compile(
    r"\.(xml|rels|vml|png|jpe?g|gif|emf|wmf)$|^xl/printerSettings/[^/]+\.bin$",
    re.IGNORECASE,
)
_UNWANTED = (
    (
        re.compile(r"vbaProject|^xl/macrosheets/|^xl/activeX/|^customUI/", re.IGNORECASE),
        "it carries macros or controls, which are programs.",
        "Save it as an Excel workbook without macros (.xlsx) and send that.",
    ),
    (
        re.compile(r"^xl/externalLinks/", re.IGNORECASE),
        "it takes values from another workbook.",
        "In Excel choose Data, Edit Links, Break Link; then save and send it again.",
    ),
    (
        re.compile(r"^xl/(connections\.xml|queryTables/)", re.IGNORECASE),
        "it is connected to another source of data.",
        "Remove the connection (Data, Queries and Connections), save and send it again.",
    ),
    (
        re.compile(r"^xl/embeddings/", re.IGNORECASE),
        "it carries another file inside it.",
        "Delete the embedded file, save and send the workbook again.",
    ),
)


def open_workbook(data: bytes, rows_at_most: int) -> Opened:
    """Whose workbook it says it is, and its rows as they stand. Raises `BadWorkbook`."""
    _check_kind(data)
    try:
        archive = Archive(data)
        return _open(archive, rows_at_most)
    except BadArchive as bad:
        raise _bad_archive(bad) from None


def _open(archive: Archive, rows_at_most: int) -> Opened:
    _check_parts(archive)
    path, warnings = _find_return(archive)
    for name in archive.parts:
        if _read_later(name) and name != path and name.casefold() != _TEXTS:
            _check_xml(archive, name)
    strings: list[str] = []
    kinds: dict[bytes, str] = {}
    beside = {name.casefold(): name for name in archive.parts}
    if texts := beside.get(_TEXTS):
        strings = shared_strings(_safe(archive, texts, plain=True))
    if styles := beside.get("xl/styles.xml"):
        kinds = _in(styles, lambda: telling_styles(archive.read(styles, _SMALL)))
    sheet = Sheet(RETURN_SHEET, _safe(archive, path, plain=True), strings, kinds)
    opened = read_rows(sheet, rows_at_most)
    opened.warnings[:0] = warnings
    if any(re.match(r"xl/(comments|threadedComments)", name) for name in archive.parts):
        opened.warnings.append(
            "Notes and comments attached to cells are not read. What must be known belongs in the "
            "column “What explains it”."
        )
    return opened


def _find_return(archive: Archive) -> tuple[str, list[str]]:
    """The part that holds the sheet of the return, and what to say of the other sheets."""
    sheets = [element for element in _parsed(archive, _BOOK) if element.name == "sheet"]
    names = [sheet.attributes.get("name", "") for sheet in sheets]
    wanted = [at for at, name in enumerate(names) if name.casefold() == RETURN_SHEET.casefold()]
    if not wanted:
        listed = ", ".join(name[:31] for name in names[:6]) or "none"
        raise BadWorkbook(
            f"There is no sheet named {RETURN_SHEET}; the sheets are: {listed}.",
            f"Name the sheet with your numbers {RETURN_SHEET} again, or download the workbook "
            "again.",
            sheet=RETURN_SHEET,
        )
    if len(wanted) > 1:
        raise BadWorkbook(
            f"There are {len(wanted)} sheets named {RETURN_SHEET}.", _AGAIN, sheet=RETURN_SHEET
        )
    warnings = []
    for at, sheet in enumerate(sheets):
        hidden = sheet.attributes.get("state", "visible") != "visible"
        if at in wanted and hidden:
            warnings.append(f"The sheet {RETURN_SHEET} is hidden; it was read all the same.")
        elif at not in wanted and names[at].casefold() != README_SHEET.casefold():
            kind = "hidden sheet" if hidden else "sheet"
            warnings.append(
                f"The {kind} {names[at][:31]} is not part of the return and was not read."
            )
    target = _targets(archive).get(sheets[wanted[0]].attributes.get("id", ""), "")
    if target not in archive:
        raise BadWorkbook(
            "The sheet is listed, but its content is not in the file.",
            _DAMAGED,
            sheet=RETURN_SHEET,
        )
    return target, warnings


def _targets(archive: Archive) -> dict[str, str]:
    """The parts that the workbook points to, by the name it uses for each."""
    found: dict[str, str] = {}
    rels = "xl/_rels/workbook.xml.rels"
    if rels not in archive:
        return found
    for element in _parsed(archive, rels):
        kind, target = element.attributes.get("Type", ""), element.attributes.get("Target", "")
        if element.name == "Relationship" and kind.endswith("/worksheet"):
            path = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
            found[element.attributes.get("Id", "")] = path
    return found


def _check_kind(data: bytes) -> None:
    """Refuses, by name, what is plainly some other kind of file."""
    if not data:
        raise BadWorkbook("The file is empty: it has no content at all.", "Send the file again.")
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadWorkbook("The workbook is protected by a password.", _PASSWORD)
        raise BadWorkbook("This is a workbook in the old form (.xls) or one like it.", _SAVE)
    if data.startswith(b"PK\x03\x04"):
        return
    for start, why in _KINDS:
        if data.startswith(start):
            raise BadWorkbook(why, _AGAIN)
    text = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise BadWorkbook("This is a web page with the ending of a workbook.", _SAVE)
    if text.startswith(b"<"):
        raise BadWorkbook("This is an XML file, not a workbook.", _SAVE)
    if b"\x00" not in data[:2048]:
        raise BadWorkbook("This is a text file (such as CSV), not a workbook.", _SAVE)
    raise BadWorkbook("This is not a workbook, or its beginning is damaged.", _DAMAGED)


def _check_parts(archive: Archive) -> None:
    """Refuses what a workbook may not carry, and XML that is more than text, in any part."""
    names = archive.parts
    if "mimetype" in names or "content.xml" in names:
        raise BadWorkbook("This is an OpenDocument file (.ods).", _SAVE, part="mimetype")
    for name, kind in (
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "slides"),
    ):
        if name in names:
            raise BadWorkbook(f"This is {kind}, not a workbook.", _AGAIN, part=name)
    if "xl/workbook.bin" in names:
        raise BadWorkbook("This is a binary workbook (.xlsb).", _SAVE, part="xl/workbook.bin")
    for pattern, why, do in _UNWANTED:
        for name in names:
            if pattern.search(name):
                raise BadWorkbook(f"The workbook cannot be taken: {why}", do, part=name)
    for name in (_TYPES, _BOOK):
        if name not in names:
            raise BadWorkbook(
                "This archive is not a workbook: the part is missing.", _SAVE, part=name
            )
    for name in names:
        if not _HARMLESS.search(name):
            raise BadWorkbook("The file carries a part that no workbook has.", _AGAIN, part=name)
        if name.casefold().endswith((".xml", ".rels", ".vml")) and not _read_later(name):
            _check_xml(archive, name)
    _check_types(archive)
    _check_links(archive)


def _read_later(name: str) -> bool:
    """Large parts: the two that are read are held to the same rules while they are read."""
    return name.casefold() == _TEXTS or name.casefold().startswith("xl/worksheets/sheet")


def _check_xml(archive: Archive, name: str) -> None:
    for _ in _safe(archive, name):
        pass


def _check_types(archive: Archive) -> None:
    for element in _parsed(archive, _TYPES):
        kind = element.attributes.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise BadWorkbook(
                "The workbook is of the kind that carries macros (.xlsm).",
                "Save it as an Excel workbook without macros (.xlsx) and send that.",
                part=_TYPES,
            )
        if element.attributes.get("PartName") == "/" + _BOOK and not kind.endswith(
            ("sheet.main+xml", "template.main+xml")
        ):
            raise BadWorkbook("The file is not of the kind .xlsx.", _SAVE, part=_TYPES)


def _check_links(archive: Archive) -> None:
    for name in archive.parts:
        if not name.endswith(".rels"):
            continue
        for element in _parsed(archive, name):
            outside = element.attributes.get("TargetMode", "").casefold() == "external"
            if outside and not element.attributes.get("Type", "").endswith("/hyperlink"):
                raise BadWorkbook(
                    "The workbook takes something from another file or address.",
                    "In Excel choose Data, Edit Links, Break Link; then save and send it again.",
                    part=name,
                )


def _parsed(archive: Archive, name: str) -> Iterator[Element]:
    return _in(name, lambda: elements(archive.read(name, _SMALL)))


def _safe(archive: Archive, name: str, *, plain: bool = False) -> Iterator[bytes]:
    """The part in pieces; whatever is wrong with its XML is said with its name."""
    try:
        yield from checked(archive.stream(name), plain=plain)
    except BadXml as bad:
        raise _bad_xml(name, bad) from None


def _in(name: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except BadXml as bad:
        raise _bad_xml(name, bad) from None


def _bad_xml(name: str, bad: BadXml) -> BadWorkbook:
    return BadWorkbook(f"This part of the workbook cannot be read: {bad.why}.", _DAMAGED, part=name)


def _bad_archive(bad: BadArchive) -> BadWorkbook:
    if "password" in bad.why:
        return BadWorkbook("The workbook is protected by a password.", _PASSWORD, part=bad.part)
    whose = "This part of the file" if bad.part else "The file"
    return BadWorkbook(f"{whose} cannot be taken: {bad.why}.", _DAMAGED, part=bad.part)

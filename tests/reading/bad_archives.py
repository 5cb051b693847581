"""Files that are not workbooks, and archives that lie or carry what they may not."""

import random
from collections.abc import Callable

from kith.reading.workbooks import Asked, Sign
from tests.reading.making import BOOK, SHEET, STRINGS, TYPES, Entry, Taken, pack, zip_of

Kind = tuple[str, Callable[[Taken], bytes], tuple[str, ...]]
_OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
_RELS = "xl/_rels/workbook.xml.rels"
_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LATIN = '<?xml version="1.0" encoding="ISO-8859-1"?>'


def kinds(asked: Asked, sign: Sign) -> dict[str, Kind]:
    """Name of the kind -> file name, how it is made, what the answer must say."""
    xlsx = "return.xlsx"

    def just(data: bytes) -> Callable[[Taken], bytes]:
        return lambda _: data

    def added(*extra: Entry) -> Callable[[Taken], bytes]:
        return lambda book: zip_of([*book.entries(), *extra])

    def entity(part: str) -> Callable[[Taken], bytes]:
        return lambda book: book.swap(part, "?>", "?>" + _LAUGHS).data()

    return {
        "an empty file": (xlsx, just(b""), ("empty", "Send")),
        "a text file": (xlsx, just(b"Id,No.\n1,2\n"), ("text file", "Save it as")),
        "a web page": (xlsx, just(b"\n<html><table></table></html>"), ("web page", "Save it as")),
        "a spreadsheet as bare XML": (xlsx, just(b'<?xml version="1.0"?><W/>'), ("XML", "Save")),
        "a PDF": (xlsx, just(b"%PDF-1.7\n"), ("PDF", "Download")),
        "bytes of no kind": (xlsx, just(bytes(range(256)) * 9), ("not a workbook", "Open it")),
        "an old workbook": ("return.xls", just(_OLD), ("old form", "Save it as")),
        "a workbook with a password": (
            xlsx,
            just(_OLD + "EncryptedPackage".encode("utf-16-le")),
            ("password", "Take the password off"),
        ),
        "an OpenDocument file": (
            "return.ods",
            just(zip_of([Entry("mimetype", b"application/vnd.oasis.opendocument", method=0)])),
            ("OpenDocument", "Save it as"),
        ),
        "a Word document": (
            xlsx,
            just(zip_of([Entry("word/document.xml", b"<d/>")])),
            ("word/document.xml", "Word"),
        ),
        "a binary workbook": (
            "return.xlsb",
            just(zip_of([Entry("xl/workbook.bin", b"\x00")])),
            ("xl/workbook.bin", "xlsb"),
        ),
        "an archive of something else": (
            xlsx,
            just(zip_of([Entry("letter.xml", b"<d/>")])),
            ("[Content_Types].xml", "missing"),
        ),
        "half a file": (xlsx, lambda b: b.data()[: len(b.data()) // 2], ("cut short", "Open it")),
        "the first hundred bytes": (xlsx, lambda b: b.data()[:100], ("cut short", "Open it")),
        "all but the last ten bytes": (xlsx, lambda b: b.data()[:-10], ("cut short", "Open it")),
        "a workbook of the macro kind": (
            "return.xlsm",
            lambda b: b.swap(
                TYPES,
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                "vnd.ms-excel.sheet.macroEnabled.main",
            ).data(),
            ("[Content_Types].xml", "macros", "Save it as"),
        ),
        "macros": (xlsx, added(Entry("xl/vbaProject.bin", b"x")), ("vbaProject", "macros", "Save")),
        "macros of the old kind": (
            xlsx,
            added(Entry("xl/macrosheets/sheet1.xml", b"<m/>")),
            ("xl/macrosheets", "macros", "Save"),
        ),
        "a control": (xlsx, added(Entry("xl/activeX/activeX1.xml", b"<m/>")), ("xl/activeX",)),
        "values from another workbook": (
            xlsx,
            added(Entry("xl/externalLinks/externalLink1.xml", b"<e/>")),
            ("xl/externalLinks", "another workbook", "Break Link"),
        ),
        "a part at another address": (
            xlsx,
            lambda b: b.swap(
                _RELS,
                "</Relationships>",
                f'<Relationship Id="r9" Type="{_NS}/image" Target="file:///x" '
                'TargetMode="External"/></Relationships>',
            ).data(),
            ("xl/_rels/workbook.xml.rels", "another file", "Break Link"),
        ),
        "a connection": (xlsx, added(Entry("xl/connections.xml", b"<c/>")), ("connection",)),
        "a file inside the file": (
            xlsx,
            added(Entry("xl/embeddings/object1.bin", b"x")),
            ("xl/embeddings", "another file", "Delete"),
        ),
        "an archive inside the archive": (
            xlsx,
            added(Entry("xl/more.zip", zip_of([]))),
            ("xl/more.zip", "Download"),
        ),
        "a program": (xlsx, added(Entry("setup.exe", b"MZ")), ("setup.exe", "Download")),
        "a part that unpacks a thousandfold": (
            xlsx,
            added(Entry("xl/media/a.png", b"", size=90_000_000, packed=_bomb(90))),
            ("xl/media/a.png", "times its size"),
        ),
        "parts that unpack to too much together": (
            xlsx,
            lambda b: zip_of([*b.entries(), *_many_large()]),
            ("xl/media/", "256 MB"),
        ),
        "a part that says it is 4 GB": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", size=0xFFFFFFFF)),
            ("xl/a.xml", "4 GB"),
        ),
        "a thousand parts": (
            xlsx,
            added(*(Entry(f"xl/a{at}.xml", b"<a/>", method=0) for at in range(1000))),
            ("parts",),
        ),
        "a part that is larger than it says": (
            xlsx,
            lambda b: zip_of(
                [_lying(e, size=len(e.data) - 1) if e.name == SHEET else e for e in b.entries()]
            ),
            (SHEET, "more than the archive says"),
        ),
        "a part that is smaller than it says": (
            xlsx,
            lambda b: zip_of(
                [_lying(e, size=len(e.data) + 9) if e.name == SHEET else e for e in b.entries()]
            ),
            (SHEET, "damaged"),
        ),
        "a part whose check sum is wrong": (
            xlsx,
            lambda b: zip_of([_lying(e, crc=7) if e.name == STRINGS else e for e in b.entries()]),
            (STRINGS, "damaged"),
        ),
        "a part that cannot be unpacked": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", packed=b"\xff\xff\xff\xff")),
            ("xl/a.xml", "damaged"),
        ),
        "a name that leads outside": (
            xlsx,
            added(Entry("../../settings.xml", b"<a/>")),
            ("../../settings.xml", "outside"),
        ),
        "a name from the root": (xlsx, added(Entry("/etc/a.xml", b"<a/>")), ("/etc/a.xml",)),
        "a name with a drive": (xlsx, added(Entry("C:a.xml", b"<a/>")), ("C:a.xml", "outside")),
        "a part twice": (xlsx, added(Entry(SHEET, b"<a/>")), (SHEET, "twice")),
        "a part twice in other letters": (
            xlsx,
            added(Entry(SHEET.upper(), b"<a/>")),
            (SHEET.upper(), "twice"),
        ),
        "a part with a password": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", flags=1)),
            ("xl/a.xml", "password", "Take the password off"),
        ),
        "a part packed in another way": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", method=12)),
            ("xl/a.xml", "packed"),
        ),
        "parts that share their bytes": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", at=0)),
            ("shares its bytes", "Open it"),
        ),
        "a part with two names": (
            xlsx,
            added(Entry("xl/a.xml", b"<a/>", local_name="xl/b.xml")),
            ("xl/a.xml", "name"),
        ),
        "entities in the texts": (xlsx, entity(STRINGS), (STRINGS, "document type")),
        "entities in the sheet": (xlsx, entity(SHEET), (SHEET, "document type")),
        "entities in the styles": (xlsx, entity("xl/styles.xml"), ("styles", "document type")),
        "entities in a part that is not read": (
            xlsx,
            entity("docProps/app.xml"),
            ("docProps/app.xml", "document type"),
        ),
        "an entity from another file": (
            xlsx,
            lambda b: b.swap(
                BOOK, "?>", '?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            ).data(),
            (BOOK, "document type"),
        ),
        "a sheet in other letters": (xlsx, _as_utf_16, (SHEET, "UTF-8")),
        "a sheet that says it is Latin": (
            xlsx,
            lambda b: b.swap(SHEET, b.parts[SHEET].decode().split("\n")[0], _LATIN).data(),
            (SHEET, "ISO-8859-1"),
        ),
        "a sheet whose XML breaks off": (
            xlsx,
            lambda b: b.swap(SHEET, "</sheetData>", "</sheetDa").data(),
            (SHEET, "damaged"),
        ),
        "a sheet with a comment in its XML": (
            xlsx,
            lambda b: b.swap(SHEET, "</sheetData>", "<!-- <row> --></sheetData>").data(),
            (SHEET, "comment"),
        ),
        "a sheet with raw text in its XML": (
            xlsx,
            lambda b: b.swap(SHEET, "</sheetData>", "<![CDATA[<row>]]></sheetData>").data(),
            (SHEET, "raw text"),
        ),
        "elements nested ten thousand deep": (
            xlsx,
            lambda b: b.swap(
                BOOK, "</workbook>", "<a>" * 10_000 + "</a>" * 10_000 + "</workbook>"
            ).data(),
            (BOOK, "deeper"),
        ),
    }


_LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def _bomb(megabytes: int) -> bytes:
    return pack(bytes(megabytes * 1_000_000), 9)


def _many_large() -> list[Entry]:
    """Twenty parts of 20 MB, each shrinking less than a bomb does; packed once."""
    chance = random.Random(7)
    block = b"".join(chance.randbytes(300) + bytes(30_000) for _ in range(40))
    data = block * (20_000_000 // len(block))
    packed = pack(data, 1)
    return [Entry(f"xl/media/{at}.png", data, packed=packed) for at in range(20)]


def _lying(entry: Entry, *, size: int | None = None, crc: int | None = None) -> Entry:
    return Entry(entry.name, entry.data, size=size, crc=crc)


def _as_utf_16(book: Taken) -> bytes:
    words = book.parts[SHEET].decode()
    book.parts[SHEET] = words.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    return book.data()

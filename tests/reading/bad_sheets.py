"""Workbooks of another return, and sheets whose layout was changed."""

import base64
import random
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from kith.reading.workbooks import Asked, Sign, write_workbook
from kith.reading.workbooks.layout import COLUMNS, FIRST_ROW, HEADER_ROW, letters, signed_text
from tests.reading.making import BOOK, COLUMN, SHEET, STRINGS, Taken, row_of

Kind = tuple[str, Callable[[Taken], bytes], tuple[str, ...]]
_RELS = "xl/_rels/workbook.xml.rels"


def kinds(asked: Asked, sign: Sign) -> dict[str, Kind]:
    """Name of the kind -> file name, how it is made, what the answer must say."""
    count = row_of(asked, share=False)
    of = f"{COLUMN['of']}{count}"
    head = {key: f"{column}{HEADER_ROW}" for key, column in COLUMN.items()}
    last = FIRST_ROW + len(asked.lines) - 1
    here = f"you are sending for {asked.agency}"

    def of_return(**other: str) -> Callable[[Taken], bytes]:
        return lambda _: write_workbook(replace(asked, **other), sign)

    def signed(text: str) -> Callable[[Taken], bytes]:
        return lambda book: book.text("A1", sign(text)).data()

    def cell(place: str, words: str) -> Callable[[Taken], bytes]:
        return lambda book: book.text(place, words).data()

    def in_sheet(old: str, new: str) -> Callable[[Taken], bytes]:
        return lambda book: book.swap(SHEET, old, new).data()

    def in_book(old: str, new: str) -> Callable[[Taken], bytes]:
        return lambda book: book.swap(BOOK, old, new).data()

    def merged(area: str) -> Callable[[Taken], bytes]:
        cells = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        return in_sheet("</sheetData>", "</sheetData>" + cells)

    old_layout = signed_text(asked).replace(f"|{asked.edition}|1|", f"|{asked.edition}|0|")
    named = escape(COLUMNS[-1].heading)
    made: dict[str, tuple[Callable[[Taken], bytes], tuple[str, ...]]] = {
        "the workbook of another agency": (
            of_return(agency_key="saltmere-police", agency="Saltmere Police"),
            ("Return!A1", "This workbook is Saltmere Police's for", here),
        ),
        "the workbook of another quarter": (
            of_return(quarter="2018-19 Q1", quarter_label="April to June 2018"),
            ("Return!A1", "for April to June 2018", here),
        ),
        "the workbook of another edition": (
            of_return(edition="1998-99"),
            ("Return!A1", "edition 1998-99", "Download"),
        ),
        "an old layout": (signed(old_layout), ("Return!A1", "old layout", "Download")),
        "another agency's and broken too": (
            lambda _: (
                Taken(write_workbook(replace(asked, agency_key="x", agency="Saltmere Rail"), sign))
                .number(of, "-1")
                .text(head["of"], "Number")
                .data()
            ),
            ("Return!A1", "Saltmere Rail", here),
        ),
        "no word of whose it is": (cell("A1", " "), ("Return!A1", "emptied", "Download")),
        "a changed word of whose it is": (
            lambda book: book.text("A1", sign(signed_text(asked))[:-1] + "!").data(),
            ("Return!A1", "changed", "Download"),
        ),
        "a signature of something else": (
            signed("password reset|weald-fire"),
            ("Return!A1", "not made here", "Download"),
        ),
        "a renamed sheet": (
            in_book('name="Return"', 'name="Our figures"'),
            ("no sheet named Return", "Our figures", "Name the sheet"),
        ),
        "a sheet taken out": (
            lambda book: _without_return(book).data(),
            ("no sheet named Return", "Read me"),
        ),
        "two sheets of the same name": (
            in_book('name="Read me"', 'name="RETURN"'),
            ("2 sheets named Return", "Download"),
        ),
        "a sheet whose content is missing": (
            lambda book: book.swap(_RELS, "worksheets/sheet2.xml", "worksheets/sheet9.xml").data(),
            ("Return", "not in the file"),
        ),
        "a sheet that leads outside": (
            lambda book: book.swap(_RELS, "worksheets/sheet2.xml", "../../../a.xml").data(),
            ("Return", "not in the file"),
        ),
        "a sheet without rows": (
            lambda book: _only_head(book).data(),
            ("Return", "no rows"),
        ),
        "two tables of rows": (
            in_sheet("</sheetData>", "</sheetData><sheetData/>"),
            ("Return", "two tables"),
        ),
        "a changed heading": (
            cell(head["of"], "Number"),
            (f"Return!{head['of']}", "“Fill in: the number”", "Download"),
        ),
        "an emptied heading": (cell(head["id"], " "), (f"Return!{head['id']}", "“Id”")),
        "a heading twice": (
            cell(head["explanation"], COLUMNS[-2].heading),
            (f"Return!{head['explanation']}", "twice"),
        ),
        "a heading that is a formula": (
            lambda book: book.cell(
                head["explanation"], f'<f>"{named}"</f><v>{named}</v>', kind="str"
            ).data(),
            (f"Return!{head['explanation']}", "formula"),
        ),
        "headings a row lower": (
            lambda book: _a_row_lower(book).data(),
            (f"Return!A{HEADER_ROW}", "headings", "Download"),
        ),
        "sixteen thousand headings": (
            lambda book: _many_headings(book).data(),
            (f"Return!BM{HEADER_ROW}", "far to the right"),
        ),
        "merged numbers": (
            merged(f"{of}:{COLUMN['of']}{count + 1}"),
            (f"Return!{of}", "merged", "Unmerge"),
        ),
        "merged headings": (
            merged(f"{head['of']}:{head['among']}"),
            (f"Return!{head['of']}", "merged", "Unmerge"),
        ),
        "a merged area that makes no sense": (merged("everything"), ("merged", "Unmerge")),
        "the last cell of the sheet filled in": (
            lambda book: book.row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').data(),
            ("Return!XFD1048576", "outside the return", "Delete"),
        ),
        "a cell at the far right filled in": (
            lambda book: book.row(
                f'<row r="{last + 1}"><c r="XFD{last + 1}"><v>1</v></c></row>'
            ).data(),
            (f"Return!XFD{last + 1}", "outside the return", "Delete"),
        ),
        "a million rows filled in": (
            lambda book: _every_row(book, last).data(),
            ("Return!A", "rows are filled in", "Delete"),
        ),
        "a row beyond the end of the sheet": (
            lambda book: book.row('<row r="1048577"><c r="A1048577"><v>1</v></c></row>').data(),
            ("Return!A", "out of order"),
        ),
        "a row twice": (
            lambda book: book.row(f'<row r="{count}"><c r="A{count}"><v>1</v></c></row>').data(),
            (f"Return!A{last}", "out of order"),
        ),
        "a cell twice": (
            lambda book: book.row(
                f'<row r="{last + 1}"><c r="J{last + 1}"><v>1</v></c>'
                f'<c r="J{last + 1}"><v>2</v></c></row>'
            ).data(),
            (f"Return!J{last + 1}", "twice"),
        ),
        "a cell in another row": (
            lambda book: book.row(f'<row r="{last + 1}"><c r="J7"><v>1</v></c></row>').data(),
            ("Return!J7", "does not belong"),
        ),
        "a text that is not there": (
            lambda book: book.cell(of, "<v>999999</v>", kind="s").data(),
            (f"Return!{of}", "not in the file"),
        ),
        "a text before the first": (
            lambda book: book.cell(of, "<v>-1</v>", kind="s").data(),
            (f"Return!{of}", "not in the file"),
        ),
        "a text of no number": (
            lambda book: book.cell(of, "<v>first</v>", kind="s").data(),
            (f"Return!{of}", "not in the file"),
        ),
        "a cell of ten million letters": (
            lambda book: book.text(of, _ten_million_letters()).data(),
            (f"Return!{of}", "far more"),
        ),
        "a shared text of ten million letters": (
            lambda book: book.swap(
                STRINGS, "</sst>", f"<si><t>{_ten_million_letters()}</t></si></sst>"
            ).data(),
            (STRINGS, "longer than a cell"),
        ),
    }
    return {name: ("return.xlsx", make, says) for name, (make, says) in made.items()}


def _without_return(book: Taken) -> Taken:
    words = book.parts[BOOK].decode()
    at = words.index('<sheet name="Return"')
    book.parts[BOOK] = (words[:at] + words[words.index("/>", at) + 2 :]).encode()
    return book


def _only_head(book: Taken) -> Taken:
    words = book.parts[SHEET].decode()
    book.parts[SHEET] = (words[: words.index("<sheetData>")] + "</worksheet>").encode()
    return book


def _a_row_lower(book: Taken) -> Taken:
    """A row put in above the headings: everything from them on is one row lower."""

    def lower(match: re.Match[str]) -> str:
        number = int(match[2])
        return f'{match[1]}{number + 1 if number >= HEADER_ROW else number}"'

    words = re.sub(r'(<(?:row|c) r="[A-Z]*)(\d+)"', lower, book.parts[SHEET].decode())
    book.parts[SHEET] = words.encode()
    return book


def _many_headings(book: Taken) -> Taken:
    cells = "".join(
        f'<c r="{letters(at)}{HEADER_ROW}"><v>{at}</v></c>' for at in range(len(COLUMNS), 16_384)
    )
    words = book.parts[SHEET].decode()
    at = words.index(f'<row r="{FIRST_ROW}"')
    end = words.rindex("</row>", 0, at)
    book.parts[SHEET] = (words[:end] + cells + words[end:]).encode()
    return book


def _every_row(book: Taken, last: int) -> Taken:
    rows = "".join(
        f'<row r="{at}"><c r="J{at}"><v>1</v></c></row>' for at in range(last + 1, 1_048_577)
    )
    return book.row(rows)


def _ten_million_letters() -> str:
    """Letters that hardly shrink, so that it is their number that is refused."""
    return base64.b64encode(random.Random(5).randbytes(7_500_000)).decode()

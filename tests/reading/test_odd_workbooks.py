"""Workbooks that can be taken, but with something that somebody should confirm first."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from kith.reading.workbooks import read_workbook
from kith.reading.workbooks.scanning import Sheet
from tests.reading.making import BOOK, SHEET, Entry, Taken, asked, good, verify, zip_of

WANTED = asked(count=4)
_COLUMNS = "<cols>"
_FILTERED = (
    '<autoFilter ref="A4:M8"><filterColumn colId="2"><filters><filter val="x"/></filters>'
    "</filterColumn></autoFilter>"
)
ODD: dict[str, tuple[Callable[[Taken], bytes], str]] = {
    "a hidden row": (
        lambda b: b.swap(SHEET, '<row r="6"', '<row r="6" hidden="1"').data(),
        "Hidden rows were read too: 6.",
    ),
    "a row of no height": (
        lambda b: b.swap(SHEET, '<row r="6"', '<row r="6" ht="0" customHeight="1"').data(),
        "Hidden rows were read too: 6.",
    ),
    "a row hidden by a filter": (
        lambda b: (
            b.swap(SHEET, '<row r="7"', '<row r="7" hidden="1"')
            .swap(SHEET, '<autoFilter ref="A4:M8"/>', _FILTERED)
            .data()
        ),
        "Rows hidden by a filter, or otherwise, were read too: 7.",
    ),
    "a filter that hides nothing": (
        lambda b: b.swap(SHEET, '<autoFilter ref="A4:M8"/>', _FILTERED).data(),
        "A filter is set.",
    ),
    "a hidden column": (
        lambda b: b.swap(SHEET, _COLUMNS, _COLUMNS + '<col min="13" max="13" hidden="1"/>').data(),
        "Column M, “What explains it”, is hidden; it was read.",
    ),
    "a column of their own": (
        lambda b: _after_row(_after_row(b, 4, "N4", "Our own sums"), 5, "N5", "12").data(),
        "Column N, “Our own sums”, is not part of the return and was not read.",
    ),
    "a cell beside the columns": (
        lambda b: _after_row(b, 5, "P5", "ask Pat").data(),
        "Cells outside the columns of the return were not read: Return!P5.",
    ),
    "columns in another order": (
        lambda b: _exchanged(b, "C", "D").data(),
        "The columns are in another order",
    ),
    "notes on cells": (
        lambda b: zip_of([*b.entries(), Entry("xl/comments1.xml", b"<comments/>")]),
        "Notes and comments attached to cells are not read.",
    ),
    "a sheet of their own": (
        lambda b: b.swap(BOOK, "</sheets>", '<sheet name="Sums" sheetId="9"/></sheets>').data(),
        "The sheet Sums is not part of the return and was not read.",
    ),
    "a hidden sheet": (
        lambda b: b.swap(
            BOOK, "</sheets>", '<sheet name="Old" sheetId="9" state="veryHidden"/></sheets>'
        ).data(),
        "The hidden sheet Old is not part of the return and was not read.",
    ),
    "the sheet of the return hidden": (
        lambda b: b.swap(BOOK, 'name="Return"', 'name="Return" state="hidden"').data(),
        "The sheet Return is hidden",
    ),
    "a row taken out": (
        lambda b: _without_row(b, 8).data(),
        "The row of 1 box is missing: 4, January to March 2020. What is stored for them stays.",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_workbook_is_read_and_its_oddity_told(name: str) -> None:
    make, told = ODD[name]
    reading = read_workbook(make(good(WANTED).number("J5", "4")), WANTED, verify)
    assert [one.of for one in reading.given] == [Decimal(4)]
    assert reading.refused == ()
    assert reading.rows == len(reading.given) + len(reading.blanks)
    assert len(reading.warnings) == 1
    assert told in reading.warnings[0]


@pytest.mark.parametrize("name", ["no protection", "prefixes", "cells without places", "quotes"])
def test_a_workbook_written_in_another_manner_is_read_without_a_word(name: str) -> None:
    book = good(WANTED).number("J5", "4").text("M5", "we “looked” & found <4>")
    sheet = book.parts[SHEET].decode()
    if name == "no protection":
        changed = re.sub(r"<sheetProtection[^>]*/>", "", sheet)
    elif name == "prefixes":
        changed = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", sheet).replace(" xmlns=", " xmlns:x=", 1)
    elif name == "cells without places":
        changed = re.sub(r'<row r="(\d+)"', "<row", _every_row_and_cell(sheet))
    else:
        changed = re.sub(r'<c r="(\w+)"', r"<c  r='\1' ", sheet)
    assert changed != sheet
    book.parts[SHEET] = changed.encode()
    reading = read_workbook(book.data(), WANTED, verify)
    assert [(one.of, one.explanation) for one in reading.given] == [
        (Decimal(4), "we “looked” & found <4>")
    ]
    assert (reading.refused, reading.warnings) == ((), ())


def _every_row_and_cell(sheet: str) -> str:
    """The sheet with rows 1 to 8 and columns A to M complete, and no cell saying where it is."""
    rows = re.findall(r'<row r="(\d+)".*?</row>', sheet, re.DOTALL)
    assert rows == ["1", "2", "4", "5", "6", "7", "8"]
    sheet = sheet.replace('<row r="4"', '<row r="3"></row><row r="4"', 1)

    def complete(match: re.Match[str]) -> str:
        cells = dict(re.findall(r'(?=<c r="([A-Z]+)\d+")(<c .*?(?:/>|</c>))', match[2], re.DOTALL))
        bare = [re.sub(r' r="\w+"', "", cells.get(column, "<c/>"), count=1) for column in _LETTERS]
        return match[1] + "".join(bare) + "</row>"

    return re.sub(r"(<row [^>]*>)(.*?)</row>", complete, sheet, flags=re.DOTALL)


_LETTERS = "ABCDEFGHIJKLM"


def _after_row(book: Taken, row: int, place: str, words: str) -> Taken:
    """One more cell at the end of a row."""
    sheet = book.parts[SHEET].decode()
    at = sheet.index("</row>", sheet.index(f'<row r="{row}"'))
    cell = f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
    book.parts[SHEET] = (sheet[:at] + cell + sheet[at:]).encode()
    return book


def _exchanged(book: Taken, one: str, other: str) -> Taken:
    """Two columns in one another's place, in every row."""
    rows = re.compile(
        rf'<c r="{one}(\d+)"(.*?(?:/>|</c>))<c r="{other}\1"(.*?(?:/>|</c>))', re.DOTALL
    )
    sheet, count = rows.subn(rf'<c r="{one}\1"\3<c r="{other}\1"\2', book.parts[SHEET].decode())
    assert count == 5
    book.parts[SHEET] = sheet.encode()
    return book


def _without_row(book: Taken, row: int) -> Taken:
    sheet = book.parts[SHEET].decode()
    at = sheet.index(f'<row r="{row}"')
    end = sheet.index("</row>", at) + len("</row>")
    book.parts[SHEET] = (sheet[:at] + sheet[end:]).encode()
    return book


def test_the_quick_way_through_a_long_sheet_reads_what_the_slow_way_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = asked(count=3000)
    book = good(wanted)
    assert len(book.parts[SHEET]) > 5 * 128 * 1024
    for at in range(5, 3005, 7):
        book.number(f"J{at}", str(at if at % 3 else -at))
    book.text("M2999", "said").number("C2500", "7")
    data = _after_row(book, 2000, "P2000", "a note").data()
    quick = read_workbook(data, wanted, verify)
    monkeypatch.setattr(Sheet, "expect", lambda *_: None)
    slow = read_workbook(data, wanted, verify)
    assert quick == slow
    assert quick.rows == 3000
    assert len(quick.given) > 100 < len(quick.refused_rows)
    assert "Return!P2000" in quick.warnings[0]

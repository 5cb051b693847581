"""Rows that were refused go back with their reasons, and come in when they are mended."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from kith.reading.workbooks import Reading, read_workbook, rejected_workbook
from kith.reading.workbooks.layout import FIRST_ROW, HEADER_ROW
from tests.reading import bad_cells
from tests.reading.making import COLUMN, Taken, asked, good, sign, verify

WANTED = asked()
# These rows belong to no box of the return, so there is nothing to mend in them.
_OF_NO_BOX = {
    "a box that is not asked for",
    "a row without its box",
    "a row written below the last",
    "a wrong number in a cell without its place",
}
_KINDS = bad_cells.kinds(WANTED, sign)


def refused(name: str) -> Reading:
    _, make, _ = _KINDS[name]
    return read_workbook(make(good(WANTED)), WANTED, verify)


def mended(data: bytes) -> bytes:
    """The first row with good numbers, no reason and a good explanation."""
    book, row = Taken(data), FIRST_ROW
    book.number(f"{COLUMN['of']}{row}", "4")
    share = openpyxl.load_workbook(BytesIO(data))["Return"][f"B{row}"].value == "3"
    if share:
        book.number(f"{COLUMN['among']}{row}", "8")
    else:
        book.text(f"{COLUMN['among']}{row}", "")
    book.text(f"{COLUMN['reason']}{row}", "").text(f"{COLUMN['explanation']}{row}", "Counted.")
    return book.data()


@pytest.mark.parametrize("name", [name for name in _KINDS if name not in _OF_NO_BOX])
def test_a_refused_row_comes_in_when_it_is_mended(name: str) -> None:
    reading = refused(name)
    boxes = dict.fromkeys(one.id for one in reading.rejected)
    back = rejected_workbook(reading, WANTED, sign)
    again = read_workbook(mended(back), WANTED, verify)
    assert [one.id for one in again.given] == list(boxes)
    assert again.given[0].of == Decimal(4)
    assert again.given[0].explanation == "Counted."
    assert again.refused == ()
    assert again.warnings == ()


@pytest.mark.parametrize("name", ["thousands marked off", "a negative count", "a percentage"])
def test_a_refused_row_that_is_not_mended_is_refused_again(name: str) -> None:
    reading = refused(name)
    again = read_workbook(rejected_workbook(reading, WANTED, sign), WANTED, verify)
    assert [(one.id, one.column, one.says) for one in again.refused] == [
        (one.id, one.column, one.says) for one in reading.refused
    ]


@pytest.mark.parametrize("name", sorted(_OF_NO_BOX))
def test_a_row_of_no_box_does_not_go_back(name: str) -> None:
    back = rejected_workbook(refused(name), WANTED, sign)
    sheet = openpyxl.load_workbook(BytesIO(back))["Return"]
    assert [cell.value for cell in sheet["A"][HEADER_ROW:]] == []


def test_only_refused_rows_go_back_each_with_what_was_typed_and_why() -> None:
    book = good(WANTED).text("J5", "1,234").number("J6", "2").text("J8", "<5").text("M8", "Few.")
    reading = read_workbook(book.data(), WANTED, verify)
    assert [one.of for one in reading.given] == [Decimal(2)]
    sheet = openpyxl.load_workbook(BytesIO(rejected_workbook(reading, WANTED, sign)))["Return"]
    rows = list(sheet.iter_rows(min_row=FIRST_ROW, values_only=True))
    assert [row[0] for row in rows] == [WANTED.lines[0].id, WANTED.lines[3].id]
    assert [(row[9], row[12]) for row in rows] == [("1,234", None), ("<5", "Few.")]
    assert sheet.cell(HEADER_ROW, 14).value == "Why this row came back"
    assert "says “1,234”: thousands are marked off" in rows[0][13]
    assert "Write the exact number" in rows[1][13]


def test_a_box_in_two_rows_comes_back_once_without_what_differed() -> None:
    book = good(WANTED).text("A6", WANTED.lines[0].id).number("J5", "1").number("J6", "2")
    book.text("M5", "Same.").text("M6", "Same.")
    reading = read_workbook(book.data(), WANTED, verify)
    sheet = openpyxl.load_workbook(BytesIO(rejected_workbook(reading, WANTED, sign)))["Return"]
    rows = list(sheet.iter_rows(min_row=FIRST_ROW, values_only=True))
    assert [(row[0], row[9], row[12]) for row in rows] == [(WANTED.lines[0].id, None, "Same.")]


def test_words_that_look_like_a_formula_go_back_as_words() -> None:
    back = rejected_workbook(refused("a sum as text"), WANTED, sign)
    parts = Taken(back).parts
    assert b"<f>" not in parts["xl/worksheets/sheet2.xml"]
    assert b"<t>=2+3</t>" in parts["xl/sharedStrings.xml"]

"""A workbook goes out, is filled in, and comes back as it was filled in."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kith.reading.workbooks import (
    OTHER,
    REASONS,
    Asked,
    Given,
    Line,
    read_workbook,
    write_workbook,
)
from kith.reading.workbooks.layout import FIRST_ROW, HEADER_ROW
from tests.reading.making import COLUMN, SHEET, Taken, asked, filled, good, line, sign, verify

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30)
_SAID = _WORDS.map(str.strip).filter(bool)
_COUNTS = st.integers(0, 10**9).map(Decimal)
_MONEY = st.integers(0, 10**9).map(lambda pence: Decimal(pence) / 100)


@st.composite
def a_line(draw: st.DrawFn, at: int) -> tuple[Line, Given]:
    """A box in any words, and what its agency gives for it."""
    number = str(at + 1)
    one = line(
        at,
        id=f"{number}|2019-20 Q4|{draw(_WORDS)}",
        title=" ".join(draw(_SAID).split()) or "A title",
        section=draw(_WORDS),
        help=draw(_WORDS),
        part=" ".join(draw(_WORDS).split()),
        share=draw(st.booleans()),
        whole=draw(st.booleans()),
        last=draw(_WORDS),
        low=draw(st.none() | _COUNTS),
    )
    numbers = _COUNTS if one.whole else _MONEY
    of, among, reason, explanation = draw(st.none() | numbers), None, "", draw(_WORDS).strip()
    if of is not None and one.share:
        among = of + draw(numbers)
    if of is None:
        reason = draw(st.sampled_from(["", *REASONS]))
        explanation = explanation or ("said" if reason == OTHER else "")
    place = f"Return!{COLUMN['of']}{FIRST_ROW + at}"
    return one, Given(one.id, place, of, among, reason, explanation)


@st.composite
def a_return(draw: st.DrawFn) -> tuple[Asked, list[Given]]:
    pairs = [draw(a_line(at)) for at in range(draw(st.integers(1, 5)))]
    return asked(*(one for one, _ in pairs)), [told for _, told in pairs]


def typed_in(book: Taken, told: list[Given]) -> bytes:
    """Fills in the cells by hand, as a spreadsheet program keeps them."""
    for at, one in enumerate(told, FIRST_ROW):
        for key, value in (("of", one.of), ("among", one.among)):
            if value is not None:
                book.number(f"{COLUMN[key]}{at}", str(value))
        for key, words in (("reason", one.reason), ("explanation", one.explanation)):
            if words:
                book.text(f"{COLUMN[key]}{at}", words)
    return book.data()


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(a_return())
def test_a_random_return_comes_back_as_it_was_filled_in(made: tuple[Asked, list[Given]]) -> None:
    wanted, told = made
    reading = read_workbook(typed_in(good(wanted), told), wanted, verify)
    assert reading.refused == ()
    assert reading.warnings == ()
    assert reading.missing == ()
    assert list(reading.given) == [one for one in told if one.of is not None]
    assert list(reading.blanks) == [one for one in told if one.of is None]
    assert reading.rows == len(reading.given) + len(reading.blanks) == len(wanted.lines)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(a_return())
def test_what_is_filled_in_beforehand_comes_back_untouched(made: tuple[Asked, list[Given]]) -> None:
    wanted, told = made
    lines = tuple(
        replace(
            one,
            now_of=value.of,
            now_among=value.among,
            now_reason=value.reason,
            now_explanation=value.explanation,
        )
        for one, value in zip(wanted.lines, told, strict=True)
    )
    again = replace(wanted, lines=lines)
    reading = read_workbook(write_workbook(again, sign), again, verify)
    assert sorted([*reading.given, *reading.blanks]) == sorted(told)
    assert reading.refused == ()


def test_a_zero_is_nothing_to_count_and_an_empty_cell_is_not() -> None:
    wanted = asked(count=2)
    book = good(wanted).number(f"J{FIRST_ROW}", "0")
    reading = read_workbook(book.data(), wanted, verify)
    assert [(one.id, one.of) for one in reading.given] == [(wanted.lines[0].id, Decimal(0))]
    assert [(one.id, one.of) for one in reading.blanks] == [(wanted.lines[1].id, None)]


def test_a_whole_number_typed_as_text_is_a_number_all_the_same() -> None:
    wanted = asked(count=1)
    reading = read_workbook(good(wanted).text(f"J{FIRST_ROW}", " 12 ").data(), wanted, verify)
    assert [one.of for one in reading.given] == [Decimal(12)]


def test_money_keeps_its_pence() -> None:
    wanted = asked(line(0, whole=False), line(1, whole=False))
    book = (
        good(wanted).number(f"J{FIRST_ROW}", "175042.10000000001").text(f"J{FIRST_ROW + 1}", "0.5")
    )
    reading = read_workbook(book.data(), wanted, verify)
    assert [one.of for one in reading.given] == [Decimal("175042.1"), Decimal("0.5")]


def test_the_same_return_makes_the_same_file_twice() -> None:
    assert write_workbook(asked(), sign) == write_workbook(asked(), sign)


def test_a_workbook_saved_by_another_program_is_read_the_same() -> None:
    wanted = asked(count=7)
    book = openpyxl.load_workbook(BytesIO(write_workbook(wanted, sign)))
    sheet = book["Return"]
    for at, one in enumerate(wanted.lines, FIRST_ROW):
        sheet[f"J{at}"] = at
        if one.share:
            sheet[f"K{at}"] = at + 1
        sheet[f"M{at}"] = f"Line one of {at}\nand <two> & more"
    saved = BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), wanted, verify)
    assert reading.warnings == ()
    assert [one.of for one in reading.given] == [Decimal(at) for at in range(5, 12)]
    assert reading.given[2].among == Decimal(8)
    assert reading.given[0].explanation == "Line one of 5\nand <two> & more"


@cache
def sent_out() -> Worksheet:
    """The sheet as a spreadsheet program sees it when it arrives."""
    data = write_workbook(filled(asked(), Decimal(3), Decimal(5)), sign)
    return openpyxl.load_workbook(BytesIO(data))["Return"]


def test_only_cells_to_fill_in_can_be_changed() -> None:
    sheet = sent_out()
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    open_ = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    rows = range(FIRST_ROW, FIRST_ROW + 6)
    shares = [FIRST_ROW + 2, FIRST_ROW + 5]
    expected = {f"{letter}{row}" for letter in "JLM" for row in rows}
    assert open_ == expected | {f"K{row}" for row in shares}


def test_each_cell_of_numbers_has_a_rule_and_the_reasons_are_a_list() -> None:
    sheet = sent_out()
    rules = sheet.data_validations.dataValidation
    ruled = {cell for rule in rules for area in rule.sqref.ranges for cell in _cells(area)}
    assert {f"J{row}" for row in range(FIRST_ROW, FIRST_ROW + 6)} <= ruled
    lists = [rule for rule in rules if rule.type == "list"]
    assert [rule.formula1.strip('"').split(",") for rule in lists] == [list(REASONS)]


def test_headings_stay_in_sight_and_the_id_is_out_of_the_way() -> None:
    sheet = sent_out()
    assert sheet.freeze_panes == f"E{FIRST_ROW}"
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.column_dimensions["A"].hidden


def test_a_cell_to_fill_in_lets_a_percentage_show_itself() -> None:
    sheet = sent_out()
    assert {sheet[f"J{row}"].number_format for row in range(5, 11)} == {"General"}


def _cells(area: Any) -> list[str]:
    return [
        f"{openpyxl.utils.get_column_letter(column)}{row}"
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    ]


def test_a_limit_of_a_box_warns_while_typing_and_does_not_refuse_afterwards() -> None:
    wanted = asked(line(0, low=Decimal(5), high=Decimal(50)))
    data = write_workbook(wanted, sign)
    sheet = openpyxl.load_workbook(BytesIO(data))["Return"]
    rule = next(r for r in sheet.data_validations.dataValidation if "J5" in str(r.sqref))
    assert (rule.errorStyle, rule.formula1, rule.formula2) == ("warning", "5", "50")
    reading = read_workbook(Taken(data).number("J5", "60").data(), wanted, verify)
    assert [one.of for one in reading.given] == [Decimal(60)]


def test_a_false_dimension_is_not_believed() -> None:
    wanted = asked(count=2)
    book = good(wanted)
    start = book.parts[SHEET].decode().split("<dimension ")[1].split("/>")[0]
    book.swap(SHEET, start, 'ref="A1:XFD1048576"')
    reading = read_workbook(book.number("J5", "1").data(), wanted, verify)
    assert len(reading.given) == 1

"""The first sheet: what to do with this workbook, in the words of the people who fill it in."""

from __future__ import annotations

from typing import Any

from kith.reading.workbooks.layout import REASONS, RETURN_SHEET
from kith.reading.workbooks.looks import Looks
from kith.reading.workbooks.shapes import Asked

_WIDTH = 92


def write_read_me(sheet: Any, looks: Looks, asked: Asked, *, came_back: bool) -> None:
    """Title, whose return, until when, and what each kind of cell wants."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, _WIDTH)
    sheet.set_row(0, 34)
    sheet.write_string(0, 1, "Your return to the multi-agency dataset", looks.title)
    at = 2
    for heading, lines in _words(asked, came_back=came_back):
        sheet.set_row(at, 22)
        sheet.write_string(at, 1, heading, looks.said_head)
        sheet.write_blank(at, 2, None, looks.said_head)
        at += 1
        for name, text in lines:
            sheet.set_row(at, 15.5 * (1 + len(text) // _WIDTH))
            sheet.write_string(at, 1, name, looks.name)
            sheet.write_string(at, 2, text, looks.said)
            at += 1
        at += 1
    sheet.protect("")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _words(asked: Asked, *, came_back: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    boxes = "1 box" if len(asked.lines) == 1 else f"{len(asked.lines):,} boxes"
    this = [
        ("Agency", asked.agency),
        ("Quarter", asked.quarter_label),
        ("Send it by", asked.due_label),
        ("Asked by", asked.partnership),
        ("Edition", f"{asked.edition}. The return asks for {boxes}."),
    ]
    if came_back:
        this.append(
            (
                "These rows",
                "Only the rows that could not be taken are here. The last column says what is "
                "wrong. Mend them and send this workbook; all other rows stay as they are.",
            )
        )
    filling = [
        ("Where to write", f"On the sheet {RETURN_SHEET}, in the cells with a border."),
        ("Numbers", "Plain digits: 1234. No comma, no %, no sign, no letters, no formula."),
        ("Nothing to count", "Write 0. It says that you looked and there were none."),
        ("Not known", "Leave the number empty and choose why. An empty cell is never taken as 0."),
        ("Out of how many", "Where two numbers are asked for, fill in both. The first is part of "
         "the second."),
        ("What explains it", "Say what lies behind a number that has moved. Write about the work, "
         "never about a child: no names, no dates of birth, no numbers of persons."),
        ("Small numbers", "Give the exact number, also below five. What is published later is "
         "protected there."),
    ]  # fmt: skip
    keeping = [
        ("Rows and columns", "Leave them where they are. You may widen columns, filter and print; "
         "do not add, move, merge, hide or delete."),
        ("Kind of file", "Save as an Excel workbook (.xlsx), without macros and without a "
         "password."),
        ("Sending", "Go to your return in Kith, choose Send a workbook, and look at what was read "
         "before you accept it. Nothing is stored until then."),
        ("Questions", f"Ask the performance analyst of {asked.partnership}; the address is on the "
         "page of your return."),
    ]  # fmt: skip
    reasons = [("Reasons for a blank", "; ".join(REASONS) + ".")]
    return [
        ("This return", this),
        ("Filling it in", filling),
        ("When a number is left out", reasons),
        ("Keeping it readable", keeping),
    ]

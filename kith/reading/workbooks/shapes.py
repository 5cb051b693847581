"""What goes into an agency's workbook and what comes back out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kith.kernel.refusals import Refused

Sign = Callable[[str], str]
# Gives the text that was signed; raises, or answers None, when the signature is not ours.
Verify = Callable[[str], "str | None"]


@dataclass(frozen=True, slots=True)
class Line:
    """One box asked for.

    `id` is "item number|period code|part", as in "35|2019-20 Q4|". With `share` two numbers are
    asked for: how many, and out of how many. `last` and `year_ago` are printed values;
    `now_...` is what is stored already and is filled in beforehand.
    """

    id: str
    number: str
    title: str
    section: str
    help: str
    period: str
    part: str
    share: bool
    of_label: str
    among_label: str
    unit: str
    whole: bool = True
    nil_possible: bool = True
    blank_needs_reason: bool = True
    low: Decimal | None = None
    high: Decimal | None = None
    last: str = ""
    year_ago: str = ""
    now_of: Decimal | None = None
    now_among: Decimal | None = None
    now_reason: str = ""
    now_explanation: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One return: whose it is, for when, of which edition, until when, and its boxes in order.

    `token` is the signed text of the return where the caller has it already; left empty, the
    writer signs it.
    """

    agency_key: str
    agency: str
    quarter: str
    quarter_label: str
    edition: str
    partnership: str
    due: date
    due_label: str
    lines: tuple[Line, ...]
    token: str = ""


class Given(NamedTuple):
    """One box as the sheet gives it. Declared blank: `of` and `among` are None."""

    id: str
    place: str
    of: Decimal | None
    among: Decimal | None
    reason: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell that cannot be taken, and with it its row."""

    sheet: str
    cell: str
    column: str
    says: str
    why: str
    do: str
    id: str
    row: int

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refused row as it was typed, so that it can go back with its reasons."""

    row: int
    id: str
    of: str
    among: str
    reason: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says. Every row with a value is given, refused or declared blank.

    `rows` counts the rows that hold a value in a column that is read: it is len(given) +
    len(refused_rows) + len(blanks).
    `warnings` are sentences to confirm. `missing` are boxes asked for that have no row.
    """

    given: tuple[Given, ...]
    refused: tuple[Refusal, ...]
    blanks: tuple[Given, ...]
    warnings: tuple[str, ...]
    rows: int
    rejected: tuple[Rejected, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def refused_rows(self) -> tuple[int, ...]:
        return tuple(sorted({refusal.row for refusal in self.refused}))


class BadWorkbook(Refused):
    """The file as a whole cannot be taken: where, why, and what to do about it.

    `sheet` and `cell` name the place; `part` the part of the file where there is no cell.
    """

    def __init__(self, why: str, do: str, sheet: str = "", cell: str = "", part: str = "") -> None:
        self.why, self.do, self.sheet, self.cell, self.part = why, do, sheet, cell, part
        super().__init__(f"{self.place}: {why} {do}" if self.place else f"{why} {do}")

    @property
    def place(self) -> str:
        """ "Return!F12", "Return", or the part of the file; empty for the file itself."""
        if self.sheet and self.cell:
            return f"{self.sheet}!{self.cell}"
        return self.sheet or self.part

    def __reduce__(self) -> tuple[Any, ...]:
        return BadWorkbook, (self.why, self.do, self.sheet, self.cell, self.part)


@dataclass(slots=True)
class Opened:
    """A workbook's own words, before anything is known of what was asked.

    `columns` gives the place of each known column, by its key: 0 is column A. Each of `rows` is
    (row number, id, number, ...): the cells in the order of `layout.READ`, each a cell text
    (see `scanning`), empty for none. `problem` stopped the reading of rows.
    """

    token: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: BadWorkbook | None = None

"""Turns the text of one cell into a number, a code or a choice, or says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kith.check.files import Line
from kith.check.problems import Problem
from kith.kernel.figures import Code
from kith.kernel.periods import Period, PeriodError, parse_period

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_CODES = ", ".join(code.value for code in Code)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Cells:
    """Reads cells of one file and collects what is wrong, so that all of it is told at once."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: Line, column: str, text: str) -> None:
        """Notes a problem with one cell."""
        self.problems.append(Problem(self.file, text, line.number, column))

    def text(self, line: Line, column: str, *, needed: bool = False) -> str:
        """The text of a cell, which may not be a formula."""
        cell = line.cells.get(column, "")
        if _is_formula(cell, "=@"):
            self.wrong(line, column, f"“{cell[:40]}” is a formula. Put in the text it gives.")
        if needed and not cell:
            self.wrong(line, column, "this cell is empty. Fill it in.")
        return cell

    def number(self, line: Line, column: str) -> Decimal | None:
        """A number written with digits and a full stop only; None for an empty cell."""
        cell = line.cells.get(column, "")
        if not cell:
            return None
        if _is_formula(cell, "=@+"):
            self.wrong(line, column, f"“{cell[:40]}” is a formula. Put in the number it gives.")
            return None
        if _NUMBER.fullmatch(cell):
            return Decimal(cell)
        advice = "Write digits only, with a full stop before decimals, such as 1234 or 55.8."
        if _NUMBER.fullmatch(re.sub("[,£% ]", "", cell)):
            advice = f"Write it as {re.sub('[,£% ]', '', cell)}; the unit has a column of its own."
        self.wrong(line, column, f"“{cell[:40]}” is not a number. {advice}")
        return None

    def value(self, line: Line, column: str) -> tuple[Decimal | None, Code | None]:
        """A number, or the code that says why there is none; neither for a blank."""
        cell = line.cells.get(column, "")
        if cell in set(Code):
            return None, Code(cell)
        if cell and not _NUMBER.fullmatch(cell) and cell.isalpha():
            self.wrong(
                line,
                column,
                f"“{cell[:40]}” is neither a number nor a code. Write a number, or one of the "
                f"codes {_CODES}.",
            )
            return None, None
        return self.number(line, column), None

    def whole(self, line: Line, column: str, default: int, low: int, high: int) -> int:
        """A whole number between two bounds."""
        cell = line.cells.get(column, "")
        if not cell:
            return default
        if re.fullmatch(r"-?[0-9]{1,9}", cell) and low <= int(cell) <= high:
            return int(cell)
        text = f"“{cell[:40]}” is not a whole number from {low} to {high:,}. Correct it."
        self.wrong(line, column, text)
        return default

    def choice(self, line: Line, column: str, kind: type[Choice]) -> Choice | None:
        """One of a short list of words; None for an empty cell."""
        cell = line.cells.get(column, "")
        if not cell:
            return None
        if cell in {each.value for each in kind}:
            return kind(cell)
        known = ", ".join(each.value for each in kind)
        self.wrong(line, column, f"“{cell[:40]}” is not one of {known}. Use one of them.")
        return None

    def period(self, line: Line, column: str) -> Period | None:
        """A period; None for an empty cell."""
        cell = line.cells.get(column, "")
        if not cell:
            return None
        try:
            return parse_period(cell)
        except PeriodError as error:
            self.wrong(line, column, str(error))
            return None


def _is_formula(cell: str, signs: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula, full-width signs included."""
    return unicodedata.normalize("NFKC", cell[:1]) in set(signs) if cell else False

"""What the spreadsheet program itself asks of a cell while it is typed in.

Only a help: whatever arrives is checked again when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from kith.reading.workbooks.layout import FIRST_ROW, LONGEST_TEXT, OTHER, REASONS
from kith.reading.workbooks.shapes import Line

# A sheet may hold some 65,000 rules; beyond this, rows of a very long return go without limits
# of their own.
_OWN_LIMITS_UP_TO = 2_000
_MOST = 999_999_999


def limit_rows(sheet: Any, lines: Sequence[Line], place: Mapping[str, int]) -> None:
    """Rules for the cells to fill in of these rows, the fewest that say it."""
    if not lines:
        return
    first, last = FIRST_ROW - 1, FIRST_ROW - 2 + len(lines)
    sheet.data_validation(first, place["reason"], last, place["reason"], _reasons())
    sheet.data_validation(first, place["explanation"], last, place["explanation"], _words())
    own = len(lines) <= _OWN_LIMITS_UP_TO
    at = first
    for rule, run in groupby(lines, key=lambda line: _rule(line, own=own)):
        end = at + sum(1 for _ in run) - 1
        whole, share, low, high = rule
        sheet.data_validation(at, place["of"], end, place["of"], _number(whole, low, high))
        among = _number(whole, None, None) if share else _nothing()
        sheet.data_validation(at, place["among"], end, place["among"], among)
        at = end + 1


def _rule(line: Line, *, own: bool) -> tuple[bool, bool, Decimal | None, Decimal | None]:
    if not own:
        return False, True, None, None
    # The limits of a share are of its percentage, so they are not limits of a cell.
    limited = not line.share
    low, high = (line.low, line.high) if limited else (None, None)
    return line.whole, line.share, low, high


def _number(whole: bool, low: Decimal | None, high: Decimal | None) -> dict[str, Any]:
    kind = "a whole number" if whole else "a number"
    rule: dict[str, Any] = {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": _MOST,
        "error_type": "stop",
        "error_title": "A number, please",
        "error_message": f"Write {kind} in plain digits: 0 for none, empty for not known.",
    }
    if low is not None or high is not None:
        rule |= {
            "minimum": _written(low if low is not None and low > 0 else Decimal(0)),
            "maximum": _written(high if high is not None else Decimal(_MOST)),
            "error_type": "warning",
            "error_title": "Is that right?",
            "error_message": "This is outside what is expected here. If it is right, keep it and "
            "say in the last column what explains it.",
        }
    return rule


def _written(limit: Decimal) -> int | float:
    return int(limit) if limit == limit.to_integral_value() else float(limit)


def _nothing() -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "==",
        "value": 0,
        "error_title": "One number only",
        "error_message": "This row asks for one number. Leave this cell empty.",
    }


def _reasons() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(REASONS),
        "input_title": "Only for a blank",
        "input_message": "Nothing to count? Write 0 instead.",
        "error_title": "Choose from the list",
        "error_message": f"Choose a reason. If none fits, choose {OTHER}.",
    }


def _words() -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_TEXT,
        "error_title": "Too long",
        "error_message": f"Say it in at most {LONGEST_TEXT:,} characters.",
    }

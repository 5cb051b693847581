"""One typed cell: a number in plain digits, or why it is not one and what to do."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

_PLAIN = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
_GROUPED = re.compile(r"[0-9]{1,3}([,  ][0-9]{3})+(\.[0-9]+)?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LARGEST = Decimal(999_999_999_999)
_DAYS_FROM = date(1899, 12, 30)
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Not:
    """What a cell says that cannot be taken as a number, why, and what to do."""

    says: str
    why: str
    do: str


def plain(text: str) -> str:
    """Typed words without control characters (new lines stay) and without blank ends."""
    return _CONTROLS.sub("", text).strip()


def said(cell: str) -> str:
    """What the cell shows, as far as a few words can say it."""
    kind, text = cell[:1], cell[1:]
    if kind == "b":
        text = "TRUE" if text.strip() in ("1", "true") else "FALSE"
    elif kind == "p":
        text = _percentage(text)
    elif kind == "d":
        text = _day(text)
    elif kind == "n":
        text = _digits(text)
    text = "".join(char if char.isprintable() else " " for char in text)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def number(cell: str, *, whole: bool) -> Decimal | Not | None:
    """The number in a cell of numbers; None when it is empty."""
    kind, text = cell[:1], cell[1:].strip()
    if kind == "n" and len(text) < 10 and text.isascii() and text.isdigit():
        return Decimal(text)
    if not text:
        return None
    if kind == "n":
        return _from_number(text, whole=whole)
    if kind == "s":
        return _from_text(text, whole=whole)
    wrong = {
        "f": (
            "a formula is not taken: its value may be out of date.",
            "Copy the cell and paste it as a value.",
        ),
        "e": ("the cell shows an error.", "Write the number itself."),
        "b": ("this is yes or no, not a number.", "Write how many."),
        "d": ("this is a date, not a number.", _plain_digits(whole)),
        "p": (
            "this is a percentage.",
            "Write how many, not the percentage; Kith works out the percentage.",
        ),
    }
    why, do = wrong[kind]
    return Not(said(cell), why, do)


def _from_number(text: str, *, whole: bool) -> Decimal | Not:
    try:
        near = float(text)
        # A spreadsheet keeps 15 digits; 0.1 may be stored as 0.10000000000000001.
        value = Decimal(repr(near)) if len(text) > 9 else Decimal(text)
    except (ValueError, InvalidOperation):
        near, value = math.nan, Decimal(0)
    if not math.isfinite(near):
        return Not(text[:_LONGEST_SHOWN], "this is not a number.", _plain_digits(whole))
    return _in_bounds(value, said("n" + text), whole=whole)


def _from_text(text: str, *, whole: bool) -> Decimal | Not:
    shown, do = said("s" + text), _plain_digits(whole)
    if _PLAIN.fullmatch(text):
        return _in_bounds(Decimal(text), shown, whole=whole)
    if _GROUPED.fullmatch(text):
        return Not(shown, "thousands are marked off, so that it is text.", f"{do} As in 1234.")
    if "%" in text:
        return Not(shown, "this is a percentage.", "Write how many; Kith works out the percentage.")
    if text[:1] in "<>≤≥~":
        return Not(
            shown,
            "this is not one exact number.",
            "Write the exact number; small numbers are protected when they are published.",
        )
    if text.casefold() in ("c", "x", "z", "u", "k", "*"):
        return Not(
            shown,
            "this is a code for a number that is hidden.",
            "Write the exact number; small numbers are protected when they are published.",
        )
    if text.casefold() in ("n/a", "na", "n.a.", "nil", "none", "not known", "unknown", "-", "–"):
        return Not(
            shown,
            "these are words where a number belongs.",
            "Write 0 if there were none; if it is not known, leave it empty and choose why.",
        )
    if any(char.isdigit() and not char.isascii() for char in text):
        return Not(shown, "the digits are not 0 to 9.", do)
    return Not(shown, "this is text where a number belongs.", do)


def _in_bounds(value: Decimal, shown: str, *, whole: bool) -> Decimal | Not:
    if value < 0:
        return Not(shown, "the number is below nothing.", "Write 0 or more.")
    if value > _LARGEST:
        return Not(shown, "the number is larger than anything counted here.", "Write it again.")
    if value == value.to_integral_value():
        return Decimal(int(value))
    if whole:
        return Not(shown, "this is a part of one, and a count is whole.", "Write a whole number.")
    if value.as_tuple().exponent < -6:  # type: ignore[operator]
        return Not(shown, "it has more than six decimals.", "Round it to pence.")
    return value


def _plain_digits(whole: bool) -> str:
    return "Write a whole number in plain digits." if whole else "Write a number in plain digits."


def _digits(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _percentage(text: str) -> str:
    try:
        return f"{(Decimal(repr(float(text))) * 100).normalize():f}%"
    except (ValueError, InvalidOperation):
        return text


def _day(text: str) -> str:
    """The day of a cell that is shown as a date: days since the end of 1899."""
    try:
        day = _DAYS_FROM + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return text
    return f"{day.day} {day:%B %Y}"

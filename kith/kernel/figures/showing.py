"""How a value is written for people."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kith.kernel.figures.rounding import rounded
from kith.kernel.figures.values import (
    Amount,
    Code,
    Missing,
    Printed,
    Rate,
    Ratio,
    Unit,
    Value,
)
from kith.kernel.refusals import Refused

SMALL_DENOMINATOR = 20  # a percentage of fewer than this is shown as its two numbers
MINUS = "\N{MINUS SIGN}"  # the hyphen is the sign for "not collected"
_DEFAULT_PLACES = {Unit.COUNT: 0, Unit.MONEY: 0, Unit.NUMBER: 0, Unit.PERCENT: 1, Unit.RATE: 1}


def shown_number(
    number: int | Decimal | Fraction | float, unit: Unit = Unit.NUMBER, places: int | None = None
) -> str:
    """A bare number in its unit: 1,234 or 72.7 or 55.7% or £1,234 or −£20.

    Left to itself: one decimal for rates and percentages, a plain Decimal as it is, else none.
    """
    if places is None:
        places = _DEFAULT_PLACES[unit]
        if unit is Unit.NUMBER and isinstance(number, Decimal):
            places = _own_places(number)
    figure = rounded(number, places)
    sign = MINUS if figure < 0 else ""
    pound = "£" if unit is Unit.MONEY else ""
    percent = "%" if unit is Unit.PERCENT else ""
    return f"{sign}{pound}{figure.copy_abs():,f}{percent}"


def shown(
    value: Value | int | Decimal | Fraction,
    unit: Unit,
    places: int | None = None,
    small: str = "of",
) -> str:
    """`value` as people read it; a value that is not a number is shown as its sign.

    `small="of"` writes a percentage of fewer than 20 as "4 of 6"; `small="percent"` does not.
    A printed value is never shown with more decimals than its publisher gave.
    """
    if small not in ("of", "percent"):
        raise Refused("Show a percentage of few as “of” (4 of 6) or as “percent” (66.7%).")
    match value:
        case int() | Decimal() | Fraction():
            return shown_number(value, unit, places)
        case Missing(code):
            return code.value
        case Ratio(_, 0):
            return Code.NOT_APPLICABLE.value
        case Ratio(of, among) if small == "of" and among < SMALL_DENOMINATOR:
            return f"{of} of {among}"
        case Printed():
            places = value.places if places is None else min(places, value.places)
        case Amount(amount):
            return shown_number(amount, unit, places)
        case _:
            pass
    number = value.number
    assert number is not None  # only Missing and 0 of 0 have none
    return shown_number(number, unit, places)


def working(value: Value, unit: Unit, places: int | None = None) -> str:
    """How the value is worked out, as a person would write it down."""
    match value:
        case Missing(code):
            return f"{code.meaning}."
        case Ratio(of, 0):
            return f"{of:,} of 0 cannot be worked out."
        case Ratio(of, among):
            return f"{of:,} ÷ {among:,} = {shown(value, unit, places, 'percent')}"
        case Rate(of, population, per):
            return f"{of:,} ÷ {population:,} × {per:,} = {shown(value, unit, places)}"
        case Printed():
            return (
                f"Published as {shown(value, unit, places)}; "
                "the numbers behind it were not published."
            )
        case _:
            return shown(value, unit, places)


def _own_places(value: Decimal) -> int:
    """How many decimals it has, without closing zeros."""
    return len(f"{value:f}".partition(".")[2].rstrip("0"))

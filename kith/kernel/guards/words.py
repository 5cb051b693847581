"""How the guards word a sum: numbers as they are printed, joined by the signs people read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kith.kernel.figures import Unit, rounded, shown_number
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.reach import Reach

# A sum of more parts than this is worded by its number of parts.
LONG_SUM = 6


def say(figure: Stated) -> str:
    """The figure as it is printed: `1,234`, `54%`, `£175,042`, or its code."""
    if figure.value is None:
        return figure.code.value if figure.code else "blank"
    return number(figure.value, figure.unit, figure.places)


def number(value: Decimal | Fraction | int, unit: Unit = Unit.COUNT, places: int = 0) -> str:
    """A number in its unit, to so many places."""
    return shown_number(value, unit, max(places, 0))


def short(value: Fraction | Decimal | int, unit: Unit = Unit.COUNT, places: int = 0) -> str:
    """A number to so many places, or to as many more as it takes not to read as nothing."""
    keep = max(places, 0)
    while keep < places + 4 and value != 0 and rounded(abs(Fraction(value)), keep) == 0:
        keep += 1
    return number(value, unit, keep)


def span(reach: Reach, unit: Unit = Unit.COUNT, places: int = 0) -> str:
    """A reach in words: `61,325 to 62,148`."""
    low, high = number(reach.low, unit, places), number(reach.high, unit, places)
    return low if low == high else f"{low} to {high}"


def addition(parts: Sequence[Stated]) -> str:
    """The parts added up: `50 + 17 + 24 + 0`, or how many there are when there are many."""
    numbers = [part for part in parts if part.value is not None]
    if len(numbers) > LONG_SUM:
        return f"the {len(numbers)} parts"
    return " + ".join(say(part) for part in parts)


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def plainly(value: Decimal | Fraction | int, places: int = 0) -> str:
    """A number to put into a field: no separators and no unit."""
    return str(rounded(value, max(places, 0)))

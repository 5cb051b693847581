"""How the checks word a number: as it is printed, through the only code that rounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kith.kernel.checks.model import Box
from kith.kernel.figures import Amount, Count, Printed, Rate, Ratio, Unit, Value, rounded
from kith.kernel.figures import shown_number as number
from kith.kernel.guards.words import listed

__all__ = [
    "apart", "box_number", "comparable", "listed", "number", "said", "say", "since", "unit_of",
]  # fmt: skip


def unit_of(box: Box) -> Unit:
    """The unit of what is compared: a share's percentage, otherwise a count."""
    return Unit.PERCENT if box.shape == "share" else Unit.COUNT


def comparable(value: Value | None, box: Box) -> Fraction | None:
    """The number in `value` that stands beside the box's own; None when there is none.

    A share is compared by its percentage; a count or a rate by its count, so that a population
    which was estimated anew is not taken for a change in what happened.
    """
    if box.shape == "share":
        if isinstance(value, Ratio):
            return value.percent
        percent = isinstance(value, Printed) and value.unit is Unit.PERCENT
        return value.number if isinstance(value, Printed) and percent else None
    match value:
        case Count() | Amount():
            return value.number
        case Rate(of, _, _):
            return Fraction(of)
        case _:
            return None


def box_number(box: Box) -> Fraction | None:
    """The box's own number as `comparable` reads it."""
    return comparable(box.value, box)


def say(value: Value | None, box: Box) -> str:
    """A value beside the box, in words: `342`, or `49 of 132 (37.1%)`."""
    exact = comparable(value, box)
    if exact is None:
        return "nothing"
    if isinstance(value, Ratio):
        share = number(exact, Unit.PERCENT)
        return f"{number(value.of)} of {number(value.among)} ({share})"
    if isinstance(value, Printed):
        return number(exact, Unit.PERCENT, min(value.places, 1))
    return number(exact, unit_of(box))


def said(box: Box) -> str:
    """What the box says, in words; a number that cannot be read is given as it was written."""
    if box.value is not None and box_number(box) is not None:
        return say(box.value, box)
    of = "nothing" if box.of is None else plain(box.of)
    return of if box.shape != "share" else f"{of} of {plain(box.among)}"


def plain(written: Decimal | None) -> str:
    """A number as it was written, with its separators."""
    if written is None:
        return "nothing"
    return number(written) if written.is_finite() else str(written)


def apart(percent: Fraction, limit: int | None = None) -> str:
    """A distance in per cent with no decimals, or as many as it takes to show it past `limit`."""
    size, places = abs(percent), 0
    while limit is not None and places < 4 and rounded(size, places) == limit != size:
        places += 1
    return number(size, Unit.PERCENT, places)


def since(label: str, otherwise: str) -> str:
    """What a number is compared with: `last quarter`, or `in October to December 2019`."""
    if not label:
        return otherwise
    relative = label.casefold().startswith(("last ", "the ", "a ", "this "))
    return label if relative or label.startswith("in ") else f"in {label}"


def joined(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return listed(names)

"""What a figure's value can be: exact, and never a bare number without its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kith.kernel.refusals import Refused


class Unit(StrEnum):
    """What one unit of the value is. A rate is per its own `per`, usually 10,000."""

    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    MONEY = "money"
    NUMBER = "number"


class Kind(StrEnum):
    """Stock: true on a day. Flow: happened in a period. Snapshot: estimated for a date."""

    STOCK = "stock"
    FLOW = "flow"
    SNAPSHOT = "snapshot"


class Polarity(StrEnum):
    """Whether a high value is good, a low value is good, or neither."""

    HIGH = "high"
    LOW = "low"
    NEUTRAL = "neutral"


class Code(StrEnum):
    """A value that is not a number: never 0 and never blank."""

    SUPPRESSED = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    ROUNDS_TO_ZERO = "k"
    LOW_RELIABILITY = "u"
    NOT_COLLECTED = "-"

    @property
    def meaning(self) -> str:
        """The sign in plain words, for keys to tables and for screen readers."""
        return _MEANINGS[self]


_MEANINGS = {
    Code.SUPPRESSED: "Hidden so that no child can be recognised from a small number",
    Code.NOT_AVAILABLE: "Not available",
    Code.NOT_APPLICABLE: "Not applicable",
    Code.ROUNDS_TO_ZERO: "More than 0, but rounds to 0",
    Code.LOW_RELIABILITY: "Not reliable enough to show",
    Code.NOT_COLLECTED: "Not collected",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things counted."""

    value: int

    def __post_init__(self) -> None:
        if self.value < 0:
            raise Refused(f"A count cannot be less than 0, but this one is {self.value}.")

    @property
    def number(self) -> Fraction:
        return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in pounds, or a plain number that is not a count. May be negative."""

    value: Decimal

    def __post_init__(self) -> None:
        _refuse_not_finite(self.value)

    @property
    def number(self) -> Fraction:
        return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many `of` so many `among`, shown as a percentage. 0 of 0 cannot be worked out."""

    of: int
    among: int

    def __post_init__(self) -> None:
        if self.of < 0 or self.among < 0:
            raise Refused(f"Neither part of {self.of} of {self.among} may be less than 0.")
        if self.of > self.among:
            raise Refused(
                f"{self.of} of {self.among} is more than all of them. "
                "Check which number is the part and which the whole."
            )

    @property
    def percent(self) -> Fraction | None:
        return Fraction(100 * self.of, self.among) if self.among else None

    @property
    def number(self) -> Fraction | None:
        return self.percent


@dataclass(frozen=True, slots=True)
class Rate:
    """So many `of` something for each `per` of a population (children, unless said)."""

    of: int
    population: int
    per: int = 10_000

    def __post_init__(self) -> None:
        if self.of < 0:
            raise Refused(f"A rate cannot be of {self.of}: a count is never less than 0.")
        if self.population <= 0:
            raise Refused(f"A rate needs a population above 0, but this one is {self.population}.")
        if self.per <= 0:
            raise Refused(f"A rate is for each so many people; {self.per} is not above 0.")

    @property
    def number(self) -> Fraction:
        return Fraction(self.of * self.per, self.population)


@dataclass(frozen=True, slots=True)
class Printed:
    """A percentage or rate published by someone else, whose parts are unknown.

    `places` is how many decimals were printed; the true value may lie half a unit of the
    last of them either side.
    """

    value: Decimal
    unit: Unit
    places: int

    def __post_init__(self) -> None:
        _refuse_not_finite(self.value)
        if self.places < 0:
            raise Refused("A printed value has 0 or more decimal places.")

    @property
    def number(self) -> Fraction:
        return Fraction(self.value)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The lowest and highest exact values that would have been printed like this."""
        half = Fraction(1, 2 * 10**self.places)
        return self.number - half, self.number + half


@dataclass(frozen=True, slots=True)
class Missing:
    """No number, and the reason why."""

    code: Code

    @property
    def number(self) -> None:
        return None


Value = Count | Amount | Ratio | Rate | Printed | Missing

UNITS_OF: dict[type, frozenset[Unit]] = {
    Count: frozenset({Unit.COUNT, Unit.NUMBER, Unit.MONEY}),
    Amount: frozenset({Unit.MONEY, Unit.NUMBER}),
    Ratio: frozenset({Unit.PERCENT}),
    Rate: frozenset({Unit.RATE}),
}


def refuse_unit(value: Value, unit: Unit) -> None:
    """Refuses a value that cannot be in `unit`, such as a rate said to be money."""
    if isinstance(value, Missing):
        return
    allowed = {value.unit} if isinstance(value, Printed) else UNITS_OF[type(value)]
    if unit not in allowed:
        name = type(value).__name__.lower()
        raise Refused(f"A {name} cannot be given in the unit “{unit}”.")


def _refuse_not_finite(value: Decimal) -> None:
    if not value.is_finite():
        raise Refused("A value that is not a number needs a code that says why, not NaN.")

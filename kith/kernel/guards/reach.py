"""Reaches: every true value that would have been printed as the number we see.

`75` printed to a whole number may stand for anything from 74.5 to 75.5; `2.68` for anything from
2.675 to 2.685. Both ends belong to the reach, so that a half that was rounded to the even number
is no false alarm. Two printed numbers agree when the reaches of what is stated and of what follows
from the parts meet. Every tolerance of the guards comes from here and so from the printed places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Reach:
    """From `low` to `high`, both included; the two are equal for a number known exactly."""

    low: Fraction
    high: Fraction

    @classmethod
    def exactly(cls, value: Decimal | Fraction | int) -> Reach:
        """The reach of a number that was not rounded."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def printed(cls, value: Decimal | int, places: int) -> Reach:
        """The reach of a number printed to so many decimal places; -1 is the nearest ten."""
        half = Fraction(10) ** -places / 2
        return cls(Fraction(value) - half, Fraction(value) + half)

    def __add__(self, other: Reach) -> Reach:
        return Reach(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Reach) -> Reach:
        return Reach(self.low - other.high, self.high - other.low)

    def times(self, factor: int | Fraction) -> Reach:
        """Both ends multiplied by a factor that is not negative."""
        return Reach(self.low * factor, self.high * factor)

    def over(self, other: Reach) -> Reach | None:
        """The quotient of two reaches that are not negative; None if the divisor may be zero."""
        if other.low <= 0:
            return None
        return Reach(self.low / other.high, self.high / other.low)

    def meets(self, other: Reach) -> bool:
        """Whether one true value could lie in both."""
        return self.low <= other.high and other.low <= self.high

    def meeting(self, other: Reach) -> Reach | None:
        """The values that lie in both, if there are any."""
        if not self.meets(other):
            return None
        return Reach(max(self.low, other.low), min(self.high, other.high))

    def distance(self, other: Reach) -> Fraction:
        """How far apart the nearest ends are; 0 when they meet."""
        return max(Fraction(0), self.low - other.high, other.low - self.high)

    @property
    def middle(self) -> Fraction:
        """Half way between the ends."""
        return (self.low + self.high) / 2


def total(reaches: Iterable[Reach]) -> Reach:
    """The reach of a sum."""
    result = Reach.exactly(0)
    for reach in reaches:
        result = result + reach
    return result


def common(reaches: Iterable[Reach]) -> Reach | None:
    """The values that lie in every one of the reaches, if there are any."""
    result: Reach | None = None
    for reach in reaches:
        result = reach if result is None else result.meeting(reach)
        if result is None:
            return None
    return result

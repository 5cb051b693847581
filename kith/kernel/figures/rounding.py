"""The only place in Kith where a number is rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def rounded(x: int | Decimal | Fraction | float, places: int = 0) -> Decimal:
    """`x` to `places` decimal places, a half going away from zero (2.5 to 3, -2.5 to -3).

    Works on the exact value: no intermediate rounding, so 0.285 as a Decimal gives 0.29.
    A negative `places` rounds to tens, hundreds and so on (-1 is the nearest ten).
    A float is taken at its exact binary value; use it only for estimates such as limits.
    Never returns a negative zero. The result carries exactly `places` decimals.
    """
    exact = Fraction(x)
    top = abs(exact.numerator) * 10 ** max(places, 0)
    bottom = exact.denominator * 10 ** max(-places, 0)
    whole = (2 * top + bottom) // (2 * bottom)
    if places < 0:
        whole, places = whole * 10**-places, 0
    sign = 1 if exact < 0 and whole else 0
    digits = tuple(int(d) for d in str(whole))
    return Decimal((sign, digits, -places))

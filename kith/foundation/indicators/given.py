"""What a person or a file gives for one observation: a number, its parts, or why there is none."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kith.foundation.indicators.definitions import Definition
from kith.kernel.figures import Code, Unit
from kith.kernel.refusals import Refused

# Official tables write the same meaning in several ways.
CODES = {
    "c": Code.SUPPRESSED,
    "x": Code.NOT_AVAILABLE,
    ":": Code.NOT_AVAILABLE,
    "..": Code.NOT_AVAILABLE,
    "z": Code.NOT_APPLICABLE,
    "k": Code.ROUNDS_TO_ZERO,
    "low": Code.ROUNDS_TO_ZERO,
    "u": Code.LOW_RELIABILITY,
    "-": Code.NOT_COLLECTED,
    "": Code.NOT_COLLECTED,
}
_NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
_PARTS = re.compile(r"([0-9,]+)\s+(?:of|out of|/)\s+([0-9,]+)")
_LARGEST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Given:
    """One value as stored: numbers, or a code. Never a blank, and a code is never 0."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    code: str = ""

    @property
    def key(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        return self.value, self.numerator, self.denominator, self.code

    def __str__(self) -> str:
        if self.code:
            return f"{self.code} ({Code(self.code).meaning.lower()})"
        if self.numerator is not None and self.denominator is not None:
            return f"{self.numerator.normalize():,f} of {self.denominator.normalize():,f}"
        return "" if self.value is None else f"{self.value.normalize():,f}"


def read_number(text: str) -> Decimal | Code:
    """A number as official files write it, or its code. Raises `Refused` for anything else."""
    plain = text.strip()
    code = CODES.get(plain)
    if code is not None:
        return code
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        raise Refused(f"“{plain[:40]}” is neither a number nor one of the codes c, x, :, z, k, u.")
    number = Decimal(plain)
    if abs(number) > _LARGEST:
        raise Refused(f"“{plain}” is too large to be right.")
    return number


def check(meaning: Definition, given: Given) -> None:
    """Refuses a value that cannot be one of its indicator's, such as half a child."""
    for name, number in (("value", given.value), ("part", given.numerator)):
        if number is not None and number < 0 and meaning.unit not in (Unit.MONEY, Unit.NUMBER):
            raise Refused(f"The {name} {number} is below 0.")
    whole = (given.value,) if meaning.unit is Unit.COUNT else (given.numerator, given.denominator)
    for number in whole:
        if number is not None and number != number.to_integral_value():
            raise Refused(f"{number} is not a whole number of {meaning.noun or 'things'}.")
    of, among = given.numerator, given.denominator
    if of is not None and among is not None and of > among:
        raise Refused(f"{of} of {among} is more than all of them.")
    if meaning.unit is Unit.PERCENT and given.value is not None and given.value > 100:
        raise Refused(f"{given.value}% is more than all of them.")


def read_given(meaning: Definition, text: str) -> Given:
    """What a person typed: `1,234`, `22.5%`, `127 of 583`, or a code. Raises `Refused`."""
    plain = " ".join(text.split())
    if not plain:
        raise Refused("Enter a number, or the code that says why there is none.")
    parts = _PARTS.fullmatch(plain)
    if parts and meaning.unit is Unit.PERCENT:
        of, among = (Decimal(part.replace(",", "")) for part in parts.groups())
        given = Given(numerator=of, denominator=among)
    else:
        number = read_number(plain.removeprefix("£").removesuffix("%").replace(",", "").strip())
        given = Given(code=number.value) if isinstance(number, Code) else Given(value=number)
    check(meaning, given)
    return given

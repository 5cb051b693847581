"""Numbers that stand for one person: NHS, pupil and learner numbers, and any very long number.

Sources: the NHS number's check digit is in the NHS data dictionary (weights 10 to 2, modulus 11);
the pupil number's letter in the Government data standards catalogue (weights 2 to 13, modulus 23);
the learner number's digit in the student record of HESA (weights 10 to 1, remainder 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kith.kernel.identifiers.model import Found, Identifier, Plain

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
LONG = 9  # no count in a return has so many digits

# The look-ahead finds numbers that overlap, so that a count before one does not hide it.
_TEN = re.compile(r"(?<![^\W_])(?=(\d{3}([ .-]?)\d{3}\2\d{4})(?![^\W_]))")
_UPN = re.compile(r"(?<![^\W_])(?=([A-Za-z](?:[ -]?\d){11}[ -]?[\dA-Za-z])(?![^\W_]))")
_LONG = re.compile(rf"(?<![\d.,])\d{{{LONG},}}(?!\d)")


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number. Ten equal digits do not count."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
    )
    return (11 - total % 11) % 11 == int(digits[9])


def is_learner_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of a unique learner number."""
    if len(digits) != 10 or not digits.isdecimal() or digits[0] == "0":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))
    return total % 11 == 10


def pupil_letter(rest: str) -> str:
    """The letter that must stand before the other twelve signs of a unique pupil number."""
    values = [*map(int, rest[:11]), _value(rest[11])]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23]


def is_pupil_number(signs: str) -> bool:
    """Whether thirteen signs are a pupil number, permanent or temporary, with its right letter."""
    signs = signs.upper()
    if len(signs) != 13 or not signs[1:12].isdecimal():
        return False
    if not signs[12].isdecimal() and signs[12] not in UPN_LETTERS:
        return False
    return signs[0] == pupil_letter(signs[1:])


def find_numbers(plain: Plain) -> Iterator[Found]:
    """Every number in the text that stands for one person."""
    taken: list[tuple[int, int]] = []
    for pattern in (_UPN, _TEN):
        for match in pattern.finditer(plain.text):
            start, end = match.span(1)
            kind = _kind(re.sub(r"[ .-]", "", match[1]), joined=match[1].isdecimal())
            if kind:
                taken.append((start, end))
                yield plain.found(kind, start, end)
    for match in _LONG.finditer(plain.text):
        if not any(start <= match.start() < end for start, end in taken):
            yield plain.found(Identifier.NUMBER, *match.span())


def _kind(signs: str, joined: bool) -> Identifier | None:
    if is_pupil_number(signs):
        return Identifier.UPN
    if is_nhs_number(signs):
        return Identifier.NHS
    # A learner number is written in one piece; three counts in a row could look like one.
    return Identifier.ULN if joined and is_learner_number(signs) else None


def _value(sign: str) -> int:
    return int(sign) if sign.isdecimal() else UPN_LETTERS.index(sign)

"""What the detector finds, and the text made plain so that it can be read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Identifier(StrEnum):
    """What a piece of text reads like; the value is the word used to a person."""

    NAME = "a person's name"
    BIRTH = "a date of birth"
    NHS = "an NHS number"
    UPN = "a unique pupil number"
    ULN = "a unique learner number"
    NUMBER = "a long number, such as a case number"
    POSTCODE = "a postcode"
    ADDRESS = "an address"
    PHONE = "a telephone number"
    EMAIL = "an e-mail address"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that reads like a person's identity, from `start` up to `end` in the text.

    `words` says what it reads like and how it begins, and never repeats it whole.
    """

    kind: Identifier
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without accents and invisible signs, and where each of its characters came from."""

    text: str
    places: tuple[int, ...] | None  # None where nothing had to be changed

    def found(self, kind: Identifier, start: int, end: int) -> Found:
        """A finding at a stretch of the plain text, placed in the text as it was written."""
        words = f"something that reads like {kind.value} ({masked(self.text[start:end])})"
        if self.places is None:
            return Found(kind, start, end, words)
        return Found(kind, self.places[start], self.places[end - 1] + 1, words)


_SAME = {0x2018: "'", 0x2019: "'", 0x02BC: "'"} | dict.fromkeys(range(0x2010, 0x2016), "-")
_SAME[0x2212] = "-"


def plain(text: str) -> Plain:
    """The text in plain letters and digits: accents, joiners and look-alike spaces taken out."""
    if text.isascii():
        return Plain(text, None)
    kept: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for sign in unicodedata.normalize("NFKD", _SAME.get(ord(written), written)):
            category = unicodedata.category(sign)
            if category in ("Mn", "Cf"):
                continue
            if category == "Nd":
                sign = str(unicodedata.digit(sign))
            elif category == "Zs":
                sign = " "
            kept.append({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d"}.get(sign, sign))
            places.append(place)
    return Plain("".join(kept), tuple(places))


def masked(words: str) -> str:
    """How it begins, for the person who has to find it: `A… K…`, `94…`."""
    pieces = words.split()
    if any(piece[0].isdigit() for piece in pieces if piece) or "@" in words:
        return f"{pieces[0][:2]}…"
    return " ".join(f"{piece[0]}…" for piece in pieces)

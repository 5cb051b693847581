"""What a check reads and what it says: boxes of a return, and what was raised about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from kith.kernel.figures import Count, Figure, Kind, Polarity, Ratio, Value
from kith.kernel.periods import Period

Shape = Literal["count", "share", "rate"]

LEAST_EXPLANATION = 10  # characters: fewer than this cannot say what happened
LEAST_REASON = 5  # characters: “Not held” is a reason, “n/a” is not


class Importance(StrEnum):
    """How much it matters.

    `MUST` is wrong whatever the reason and must be put right before sending. `EXPLAIN` may be true
    but is outside what was expected, so it needs a sentence. `NOTE` is worth knowing, no more.
    """

    MUST = "must"
    EXPLAIN = "explain"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Twin:
    """What another agency gave for the same measure and period."""

    agency: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One value asked for, with everything that is needed to judge it.

    `of` is the number, or the part of a share; `among` is the whole of a share; None is blank. A
    rate asks for its count alone: the population is known. `low` and `high` bound what is shown:
    the number, or the percentage of a share. `change_limit` is in per cent; None never asks.
    """

    id: str
    key: str
    title: str
    noun: str
    period: Period
    shape: Shape
    kind: Kind
    polarity: Polarity
    part: str = ""
    part_label: str = ""
    of: Decimal | None = None
    among: Decimal | None = None
    reason: str = ""  # why it is blank
    explanation: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    change_limit: int | None = 25
    nil_possible: bool = True
    blank_needs_reason: bool = True
    last: Value | None = None
    last_label: str = ""  # “last quarter”, or the period's own name
    year_ago: Value | None = None
    year_ago_label: str = ""
    earlier: tuple[Value | None, ...] = ()  # the series before this one, oldest first
    within: str = ""  # the box whose number this one may not exceed
    among_is: str = ""  # the box whose number the whole of this share must equal
    adds_to: str = ""  # the box that this part and its fellows make up together
    opening: Value | None = None  # opening + starts - ends = this one
    starts: str = ""
    ends: str = ""
    official: Figure | None = None
    twin: Twin | None = None

    @property
    def name(self) -> str:
        """The title, and the part if it is one: `Early help, primary schools`."""
        return f"{self.title}, {self.part_label}" if self.part_label else self.title

    @property
    def blank(self) -> bool:
        """Whether no number at all was given."""
        return self.of is None and self.among is None

    @property
    def count(self) -> int | None:
        """The number, or the part of a share, where it is a whole number of 0 or more."""
        return _whole(self.of)

    @property
    def whole(self) -> int | None:
        """The whole of a share, where it is a whole number of 0 or more."""
        return _whole(self.among) if self.shape == "share" else None

    @property
    def value(self) -> Count | Ratio | None:
        """The value as a figure, or None where it is blank, half given or cannot be true."""
        if self.count is None:
            return None
        if self.shape != "share":
            return Count(self.count)
        if self.whole is None or self.count > self.whole:
            return None
        return Ratio(self.count, self.whole)

    @property
    def explained(self) -> bool:
        """Whether its explanation says something: 10 characters that are not all one letter."""
        return says_something(self.explanation, LEAST_EXPLANATION)


@dataclass(frozen=True, slots=True)
class Raised:
    """One thing that a rule has to say about one box; `says` and `do` are plain sentences."""

    rule: str
    importance: Importance
    box: str
    says: str
    do: str
    explained: bool = False

    @property
    def settled(self) -> bool:
        """Whether it no longer stands in the way of sending."""
        return self.importance is Importance.NOTE or (
            self.importance is Importance.EXPLAIN and self.explained
        )


@dataclass(frozen=True, slots=True)
class Agreed:
    """Numbers that agree with each other, with the sum in words; `box` is where to show it."""

    rule: str
    box: str
    says: str


def says_something(text: str, least: int) -> bool:
    """Whether a text has at least so many characters and is not one sign over and over."""
    kept = "".join(text.split())
    letters = {each for each in kept.casefold() if each.isalpha()}
    return len(" ".join(text.split())) >= least and len(letters) > 2


def _whole(number: Decimal | None) -> int | None:
    if number is None or not number.is_finite() or number < 0 or number % 1:
        return None
    return int(number)

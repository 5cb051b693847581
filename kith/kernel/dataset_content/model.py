"""What the starter edition of the multi-agency dataset consists of.

An item names an indicator, and takes its title, unit, kind and meaning from that definition; what
is written here is how it is collected: of whom, how often, in which parts and within what limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kith.kernel.figures import Kind, Unit

CHANGE_LIMIT = 25  # per cent, up or down, above which a sentence is asked for
ALL = "all"
OWN = "own"  # the parts are the breakdowns of the indicator's own definition


class Shape(StrEnum):
    """What is typed: one number, a number among another, or a number over a known population."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"


class Frequency(StrEnum):
    """How often: monthly, quarterly, each school term, each financial year."""

    MONTHLY = "M"
    QUARTERLY = "Q"
    TERMLY = "T"
    ANNUAL = "A"


class Yearly(StrEnum):
    """How the values of a year become one: added up, the last one, or not at all."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an indicator's definition says of itself, as far as collecting it depends on that."""

    key: str
    title: str
    unit: Unit
    kind: Kind
    denominator: str
    rate_of: str
    population: str
    breakdown_title: str
    breakdowns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A closed list of parts: code to label, in the order of the form."""

    key: str
    title: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who fills in an item, and the organisations of the example that answer for it."""

    code: str
    title: str
    answered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure that the 2019-20 report prints: a count, a percentage or a rate, as the item is."""

    period: str
    value: int | float
    paragraph: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class StarterItem:
    """One line of the starter edition.

    `low` and `high` bound the number typed; of a share, the percentage. `change_limit` is per cent,
    None for no such check. `second_source` are owners who know the same number: theirs is compared
    with that of `asked_of` and never added to it. `worked_out_from` names the item whose number
    this one is made of, so that nothing is typed here. `among_is` names the count that the second
    number of a share repeats. `shown_as` is the derived indicator that readers are shown.
    """

    number: str
    indicator: str
    meaning: Meaning
    section: str
    priority: str
    shape: Shape
    frequency: Frequency
    asked_of: tuple[str, ...]
    asked_of_all: bool
    second_source: tuple[str, ...]
    help: str
    where: str
    parts: Mapping[str, str]
    parts_list: str  # "own", the key of a closed list, or "" for parts of the item's own
    parts_title: str
    parts_add_up: bool
    low: int
    high: int | None
    change_limit: int | None
    nil_possible: bool
    blank_needs_reason: bool
    within: str
    among_is: str
    worked_out_from: str
    starts: str
    ends: str
    yearly: Yearly
    official: str
    shown_as: str
    reported: tuple[Reported, ...]

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands in the list: 9 before 28a before 28b."""
        digits = self.number.rstrip("abcdefghijklmnopqrstuvwxyz")
        return int(digits), self.number[len(digits) :]


@dataclass(frozen=True, slots=True)
class StarterEdition:
    """Everything the starter edition needs; items in the order of their numbers."""

    sections: Mapping[str, str]
    owners: Mapping[str, Owner]
    breakdowns: Mapping[str, Breakdown]
    items: tuple[StarterItem, ...]

    def item(self, number: str) -> StarterItem:
        """The item of a number; raises `KeyError`."""
        return next(item for item in self.items if item.number == number)

    def answered_by(self, organisation: str) -> tuple[StarterItem, ...]:
        """The items that an organisation of the example fills in."""
        codes = {o.code for o in self.owners.values() if organisation in o.answered_by}
        return tuple(item for item in self.items if codes & {*item.asked_of, *item.second_source})

"""Claims: what a publication says of its figures, each kind a small typed record.

A claim names figures by id and says nothing about how it is checked. A reference may also be
`table[column]`, every cell of a column, or `table[column, group]`, the cells of a group of rows.
"""

# ruff: noqa: RUF009  (`plain` returns a dataclass field, which the linter cannot see)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from decimal import Decimal
from typing import Any, ClassVar

from kith.kernel.periods import Period


def one(help: str, *, optional: bool = False) -> Any:
    """A field that holds the id of one figure."""
    meta = {"ref": "one", "help": help, "optional": optional}
    return field(default="", metadata=meta) if optional else field(metadata=meta)


def many(help: str, *, optional: bool = False) -> Any:
    """A field that holds the ids of several figures."""
    meta = {"ref": "many", "help": help, "optional": optional}
    return field(default=(), metadata=meta) if optional else field(metadata=meta)


def plain(help: str, default: Any = "", choices: tuple[str, ...] = ()) -> Any:
    """A field that holds no reference."""
    return field(default=default, metadata={"help": help, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Something said of figures, at a place; `id` names the claim itself."""

    kind: ClassVar[str] = ""
    summary: ClassVar[str] = ""
    # Figures named by these fields must be for one and the same period.
    one_period: ClassVar[tuple[str, ...]] = ()

    id: str = plain("A name for this claim, unique in the file")
    place: str = plain("Where it is said, such as a paragraph number")

    def references(self) -> Iterator[str]:
        """Every id the claim names, in the order of its fields."""
        for item in fields(self):
            yield from self.named(item)

    def named(self, item: Field[Any] | str) -> tuple[str, ...]:
        """The ids that one field names."""
        if isinstance(item, str):
            item = next(each for each in fields(self) if each.name == item)
        value = getattr(self, item.name)
        match item.metadata.get("ref"):
            case "one":
                return (value,) if value else ()
            case "many":
                return tuple(value)
        return ()


@dataclass(frozen=True, kw_only=True)
class PartsTotal(Claim):
    """Parts that are said to make a total."""

    kind: ClassVar[str] = "parts_total"
    summary: ClassVar[str] = "These parts make this total."
    one_period: ClassVar[tuple[str, ...]] = ("total", "parts")
    total: str = one("The total")
    parts: tuple[str, ...] = many("Its parts")


@dataclass(frozen=True, kw_only=True)
class TableTotal(Claim):
    """A sentence's figure that is the total of a table's column, or of a group of its rows."""

    kind: ClassVar[str] = "table_total"
    summary: ClassVar[str] = "This figure in a sentence is the total of that table's column."
    figure: str = one("The figure in the sentence")
    table: str = plain("The table's id")
    column: str = plain("The column; without it, the one of the figure's measure and period")
    group: str = plain("The group of rows that is counted; without it, all rows")


@dataclass(frozen=True, kw_only=True)
class StockFlow(Claim):
    """A number at the start of a period that starts and ends turn into the number at its end."""

    kind: ClassVar[str] = "stock_flow"
    summary: ClassVar[str] = "The opening number, plus starts, less ends, is the closing number."
    opening: str = one("The number at the start")
    starts: str = one("How many started in the period")
    ends: str = one("How many ended in the period")
    closing: str = one("The number at the end")


@dataclass(frozen=True, kw_only=True)
class Percentage(Claim):
    """A percentage that one figure is of another."""

    kind: ClassVar[str] = "percentage"
    summary: ClassVar[str] = "This part is that percentage of this whole."
    one_period: ClassVar[tuple[str, ...]] = ("percent", "part", "whole")
    percent: str = one("The percentage")
    part: str = one("The part")
    whole: str = one("The whole")


@dataclass(frozen=True, kw_only=True)
class Shares(Claim):
    """Percentages that share out one whole, with nothing left over."""

    kind: ClassVar[str] = "shares"
    summary: ClassVar[str] = "These percentages share out one whole, with nothing left over."
    one_period: ClassVar[tuple[str, ...]] = ("shares",)
    shares: tuple[str, ...] = many("The percentages")
    parts: tuple[str, ...] = many("What each is the share of, in the same order", optional=True)
    whole: str = one("The whole they are shares of, if it is printed", optional=True)


@dataclass(frozen=True, kw_only=True)
class Change(Claim):
    """A figure compared with an earlier one, or with another of the same period."""

    kind: ClassVar[str] = "change"
    summary: ClassVar[str] = "This figure is so much more or less than that one."
    after: str = one("The figure that is talked about")
    before: str = one("What it is compared with; left out if none is given", optional=True)
    percent: str = one("The percentage change, if one is printed", optional=True)
    says: str = plain("What the words say", choices=("rise", "fall", "same"))
    times: Decimal | None = plain("At least so many times as large: 2 for “doubled”", default=None)
    before_period: Period | None = plain("The period it is compared with, in words", default=None)
    years: int | None = plain("How many years apart, if that is meant", default=None)


@dataclass(frozen=True, kw_only=True)
class RateOf(Claim):
    """A rate, the count it is of and, where known, the population it divides by."""

    kind: ClassVar[str] = "rate"
    summary: ClassVar[str] = "This rate is that count divided by a population."
    one_period: ClassVar[tuple[str, ...]] = ("rate", "count")
    rate: str = one("The rate")
    count: str = one("The count")
    population: str = one("The population, often an official one", optional=True)


@dataclass(frozen=True, kw_only=True)
class Comparison(Claim):
    """A figure set beside another area's."""

    kind: ClassVar[str] = "comparison"
    summary: ClassVar[str] = "This figure of ours is compared with that one of theirs."
    ours: str = one("Our figure")
    theirs: str = one("The figure it is compared with")
    says: str = plain("What the words say of ours", choices=("higher", "lower", "similar"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date given to an event at one place; a month is a date less exactly known."""

    when: Period
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Event(Claim):
    """Something that happened, with every date the publication gives it."""

    kind: ClassVar[str] = "event"
    summary: ClassVar[str] = "This happened on that date."
    what: str = plain("What happened")
    dates: tuple[Dated, ...] = plain("Each date given, with its place", default=())
    in_year: bool = plain("Told as something of the year reported on", default=False)
    planned: bool = plain("Told as something still to come", default=False)


@dataclass(frozen=True, kw_only=True)
class Outcomes(Claim):
    """What became of a number of cases."""

    kind: ClassVar[str] = "outcomes"
    summary: ClassVar[str] = "Each of these cases had one of these outcomes."
    one_period: ClassVar[tuple[str, ...]] = ("cases", "outcomes")
    cases: str = one("How many cases there were")
    outcomes: tuple[str, ...] = many("How many had each outcome; those still open are one of them")


@dataclass(frozen=True, kw_only=True)
class Accounts(Claim):
    """A year's income and expenditure, line by line, with their totals."""

    kind: ClassVar[str] = "accounts"
    summary: ClassVar[str] = "These lines are the income and expenditure, and the two balance."
    income_total: str = one("Total income, transfers from reserves included")
    income: tuple[str, ...] = many("Its lines")
    expenditure_total: str = one("Total expenditure, transfers to reserves included")
    expenditure: tuple[str, ...] = many("Its lines")
    to_reserves: str = one("The expenditure line that is put into reserves", optional=True)
    from_reserves: str = one("The income line that is drawn from reserves", optional=True)
    forecasts: tuple[str, ...] = many("Lines that are forecasts among outturns", optional=True)


CLAIMS: dict[str, type[Claim]] = {
    kind.kind: kind
    for kind in (
        PartsTotal, TableTotal, StockFlow, Percentage, Shares, Change, RateOf, Comparison, Event,
        Outcomes, Accounts,
    )
}  # fmt: skip

"""Which boxes a return has: an item, a period and a part make one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Kind
from kith.kernel.periods import Period, parse_period, span, year
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.models import Edition, Item, Return

# School terms by the quarter that asks for them, as first and last month: autumn is asked with
# October to December, spring with January to March, and summer with July to September.
TERMS = {3: (9, 12), 4: (1, 3), 2: (4, 7)}


@dataclass(frozen=True, slots=True)
class Box:
    """One value asked for."""

    item: Item
    period: Period
    part: str = ""

    @property
    def id(self) -> str:
        return f"{self.item.number}|{self.period.code}|{self.part}"

    @property
    def part_label(self) -> str:
        return str(self.item.parts.get(self.part, self.part))

    @property
    def title(self) -> str:
        """What is asked, with its part and with its month where a return asks for three."""
        words = [self.item.title, self.part_label]
        if self.item.frequency == Item.Frequency.MONTHLY:
            words.append(self.period.label)
        return ", ".join(word for word in words if word)


def periods_asked(item: Item, quarter: Period) -> list[Period]:
    """The periods of an item that a quarter's return asks for; none when it is not its turn.

    A stock is asked as at the last day of each.
    """
    spans: tuple[Period, ...]
    match item.frequency:
        case Item.Frequency.MONTHLY:
            spans = quarter.months()
        case Item.Frequency.TERMLY:
            spans = _term(quarter)
        case Item.Frequency.ANNUAL:
            spans = (year(quarter.basis, quarter.starts_on.year - 1),) if _last(quarter) else ()
        case _:
            spans = (quarter,)
    stock = item.kind == Kind.STOCK
    return [period.closing_date() if stock else period for period in spans]


def _last(quarter: Period) -> bool:
    return quarter.code.endswith("Q4")


def _term(quarter: Period) -> tuple[Period, ...]:
    found = TERMS.get(int(quarter.code[-1]))
    if found is None:
        return ()
    first, last = (date(quarter.ends_on.year, month, 1) for month in found)
    return (span(first, last),)


def parts_asked(item: Item) -> list[str]:
    """The parts of an item that have a box; a whole that its parts make up has none."""
    if not item.parts:
        return [""]
    parts = list(item.parts)
    return parts if item.parts_add_up else ["", *parts]


def items_of(edition: Edition, organisation: Organisation) -> list[Item]:
    """The items that an organisation answers, in the order of the form."""
    return agreed(edition).of(organisation.pk)


def boxes(items: Iterable[Item], quarter: Period) -> Iterator[Box]:
    """Every box of these items in a quarter."""
    for item in items:
        for period in periods_asked(item, quarter):
            for part in parts_asked(item):
                yield Box(item, period, part)


def boxes_of(return_to: Return) -> list[Box]:
    """Every box of one return, in the order of the form."""
    round_ = return_to.round
    items = items_of(round_.edition, return_to.organisation)
    return list(boxes(items, parse_period(round_.quarter)))


def sections(asked: Iterable[Box]) -> dict[str, list[Box]]:
    """The boxes by the part of the form that they stand in."""
    found: dict[str, list[Box]] = {}
    for box in asked:
        found.setdefault(box.item.section, []).append(box)
    return found

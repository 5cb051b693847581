"""Series across mergers, splits and closures: each value is counted, and counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kith.foundation.organisations.models import Organisation, Succession

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Life:
    """The days on which an organisation answered, both included; None is without limit."""

    opens_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True)
class Link:
    """One organisation took over from another; `on` is the successor's first day."""

    predecessor: str
    successor: str
    on: date


@dataclass(frozen=True)
class Part:
    """An organisation that answers for a series, on these days of the period."""

    organisation: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Combined:
    """A value put together from those that answered in a period."""

    total: Fraction | None  # None where someone who should have answered did not
    used: tuple[str, ...]
    missing: tuple[str, ...]
    set_aside: tuple[str, ...]  # gave a value that would have been counted twice


@dataclass(frozen=True)
class Lineage:
    """Who came from whom, and when each organisation answered."""

    lives: Mapping[str, Life]
    links: tuple[Link, ...]

    def line(self, keys: Iterable[str]) -> set[str]:
        """The organisations whose values belong to a series of `keys`.

        Predecessors come in, however far back, once all that they became is in the series. One
        that was split between a member and a stranger stays out: its value is about both.
        Successors come in only with all that they came from, for the same reason.
        """
        line = set(keys)
        while True:
            more = {
                link.predecessor
                for link in self.links
                if link.successor in line and self._became(link.predecessor) <= line
            } | {
                link.successor
                for link in self.links
                if link.predecessor in line and self._came_from(link.successor) <= line
            }
            if more <= line:
                return line
            line |= more

    def contributors(self, keys: Iterable[str], starts_on: date, ends_on: date) -> list[Part]:
        """Who answers for a series of `keys` between two days (both included), and when.

        An organisation answers from its opening to its closing, or to the day before another
        took over its work. One with no opening day was there before, and only grew.
        """
        parts = []
        for key in sorted(self.line(keys)):
            life = self.lives.get(key, Life())
            first = max(filter(None, (starts_on, life.opens_on)))
            last = min(filter(None, (ends_on, life.closes_on, self._handed_over(key))))
            if first <= last:
                parts.append(Part(key, first, last))
        return sorted(parts, key=lambda part: (part.starts_on, part.organisation))

    def combine(
        self,
        keys: Iterable[str],
        starts_on: date,
        ends_on: date,
        values: Mapping[str, int | Fraction | None],
    ) -> Combined:
        """The value of a series in one period, from what each organisation gave for it.

        Those who answered in the period are added up. A value from anyone else in the line (a
        successor's back-cast beside its predecessors' own, a closed body's late return) is set
        aside and named. Where a merger fell before the period's end and a predecessor gave
        nothing, the total is None: a part is never shown as the whole.
        """
        asked = [part.organisation for part in self.contributors(keys, starts_on, ends_on)]
        given = {key: value for key, value in values.items() if value is not None}
        used = [key for key in asked if key in given]
        missing = [key for key in asked if key not in given]
        aside = sorted(set(given) & self.line(keys) - set(used))
        whole = bool(asked) and not missing
        total = sum((Fraction(given[key]) for key in used), Fraction(0)) if whole else None
        return Combined(total, tuple(used), tuple(missing), tuple(aside))

    def _became(self, key: str) -> set[str]:
        return {link.successor for link in self.links if link.predecessor == key}

    def _came_from(self, key: str) -> set[str]:
        return {link.predecessor for link in self.links if link.successor == key}

    def _handed_over(self, key: str) -> date | None:
        taken = [link.on for link in self.links if link.predecessor == key]
        return max(taken) - DAY if taken else None


def load_lineage() -> Lineage:
    """The lineage of every organisation: two queries."""
    lives = {
        key: Life(opens_on, closes_on)
        for key, opens_on, closes_on in Organisation.objects.values_list(
            "key", "opens_on", "closes_on"
        )
    }
    links = tuple(
        Link(predecessor, successor, on)
        for predecessor, successor, on in Succession.objects.values_list(
            "predecessor__key", "successor__key", "on"
        )
    )
    return Lineage(lives, links)

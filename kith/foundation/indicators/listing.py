"""The list of indicators, each with its latest value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from django.conf import settings

from kith.foundation.indicators.comparators import observed_key
from kith.foundation.indicators.definitions import (
    Definition,
    added,
    definition,
    definitions,
)
from kith.foundation.indicators.lookups import Want, held, period_of
from kith.foundation.indicators.store import newest
from kith.foundation.ui.navigation import url_for
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.kernel.figures import Code, Figure, Unit
from kith.kernel.periods import Grain

State = tuple[int, datetime] | None
Versions = tuple[tuple[str, int], ...]
MEASURED = (Unit.COUNT, Unit.RATE, Unit.PERCENT)


@dataclass(frozen=True)
class Line:
    """One row of the list; its words are worked out once, because the list is kept."""

    meaning: Definition
    figure: Figure | None
    before: Figure | None = None  # of the period before, where chance can be told from change

    @cached_property
    def title(self) -> str:
        return self.meaning.title

    @cached_property
    def topic(self) -> str:
        return self.meaning.topic

    @cached_property
    def priority(self) -> str:
        return self.meaning.priority

    @cached_property
    def owner(self) -> str:
        return self.meaning.owner

    @cached_property
    def latest(self) -> str:
        if self.figure is None:
            return "When asked" if self.meaning.function else "None yet"
        return "By part" if self.by_part else self.figure.shown()

    @cached_property
    def by_part(self) -> bool:
        """Whether only parts of the whole have values."""
        missing = self.figure is not None and self.figure.missing is Code.NOT_COLLECTED
        return missing and bool(self.meaning.breakdowns)

    @cached_property
    def when(self) -> str:
        return self.figure.period.label if self.figure else ""

    @cached_property
    def origin(self) -> str:
        if self.figure is None or self.figure.missing is Code.NOT_COLLECTED:
            return ""
        return self.figure.source.origin.value

    @cached_property
    def url(self) -> str:
        return url_for("indicator", self.meaning.key)


def lines(state: State = None) -> list[Line]:
    """Every indicator with the latest value of the installation's area, or of the partnership.

    The list is kept until a value changes: everybody who may see it sees the same. `state` is
    what `newest` gave, for a page that has asked already.
    """
    return list(_lines(state or newest(), settings.AREA, versions()))


def versions() -> Versions:
    """Key and version of what is not defined by Kith itself, which may change at any time."""
    return tuple((one.key, one.version) for one in added())


@lru_cache(maxsize=2)
def _lines(_newest: State, _area: str, _added: Versions) -> tuple[Line, ...]:
    everything = held(("", settings.AREA))
    latest = _latest(everything.observed)
    wants: dict[str, Want] = {}
    for meaning in definitions():
        for area in (settings.AREA, ""):
            period = latest.get((observed_key(meaning), area))
            if period:
                wants.setdefault(meaning.key, Want(meaning.key, period, area))
    before = {
        key: want._replace(period=period_of(want.period).previous().code)
        for key, want in wants.items()
        if definition(key).unit in MEASURED
    }
    figures = everything.figures([*wants.values(), *before.values()])
    return tuple(
        Line(
            meaning,
            figures[wants[meaning.key]] if meaning.key in wants else None,
            figures[before[meaning.key]] if meaning.key in before else None,
        )
        for meaning in definitions()
    )


def _latest(keys: Iterable[tuple[str, str, str, str]]) -> dict[tuple[str, str], str]:
    """The code of the latest period of each indicator and area; of equal ends the longest."""
    found: dict[tuple[str, str], str] = {}
    for key, code, area, _ in sorted(keys, key=lambda one: _last_and_longest(one[1])):
        found[key, area] = code
    return found


def _last_and_longest(code: str) -> tuple[date, int]:
    period = period_of(code)
    days = 0 if period.grain is Grain.DAY else (period.ends_on - period.starts_on).days
    return period.ends_on, days


def table(query: Mapping[str, str]) -> Table:
    """The list as a table that can be searched, filtered and sorted."""
    known = definitions()
    topics = sorted({d.topic for d in known})
    priorities = sorted({d.priority for d in known if d.priority})
    return Table(
        columns=[
            Column("title", "Indicator", header=True, link=lambda r: r.url, sort="title"),
            Column("topic", "Topic", sort="topic"),
            Column("latest", "Latest", numeric=True, nowrap=True),
            Column("when", "For", nowrap=True),
            Column("origin", "Value is", sort="origin"),
            Column("owner", "Owner", sort="owner"),
        ],
        rows=lines(),
        query=query,
        caption="Indicators",
        caption_hidden=True,
        sort="topic",
        filters=[
            Filter("topic", "Topic", [("", "every topic"), *((t, t) for t in topics)]),
            Filter(
                "priority",
                "Priority",
                [("", "every priority"), *((p, f"priority {p}") for p in priorities)],
            ),
            Filter("q", "Words in the title", by=_search),
        ],
        noun="indicator",
        name="indicators",
        empty=Empty("No indicator yet", "Definitions come with Kith and are stored at the start."),
    )


def _search(rows: list[Line], words: str) -> list[Line]:
    wanted = words.casefold().split()
    return [
        row
        for row in rows
        if all(w in f"{row.title} {row.topic} {row.meaning.key}".casefold() for w in wanted)
    ]

"""What each app puts on the first page: things that need the reader, and signals worth a look.

An app registers one contributor in its `home.py`:

    @home.contributes
    def waiting_files(actor): yield home.Need("Decide on a file", url, "Read on 3 May", "Evidence")

It asks the database for its own things only, for what the actor may see, in few queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .charts import Chart, Spark
from .words import day


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for the reader. `since` is the day from which it waits, if known."""

    title: str
    url: str
    text: str = ""
    area: str = ""
    since: date | None = None
    stops: bool = False  # whether it stops a publication; such things come first

    def waits(self, today: date) -> str:
        """How long it has waited, in words."""
        if self.since is None:
            return "Stops the report" if self.stops else "Now"
        if self.since >= today:
            return "Today"
        if self.since == today - timedelta(days=1):
            return "Yesterday"
        return day(self.since)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over several signals, a note beside it, and the page that has them all."""

    heading: str
    note: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A value worth a look: its name, the value, when, one sentence, and where it stands."""

    name: str
    big: str
    when: str
    sentence: str
    url: str
    calm: bool = False
    spark: Spark | None = None
    group: Group | None = None  # a heading of its own; without one, "Worth a look"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its heading, what it says in a sentence, and the page behind it."""

    heading: str
    sentence: str
    chart: Chart
    url: str


@dataclass(frozen=True, slots=True)
class State:
    """Where something stands, in a sentence that can be read out in a meeting; and its page."""

    sentence: str
    url: str = ""
    action: str = ""


Part = Need | Signal | Picture | State
Contribute = Callable[[Any], Iterable[Part]]
CONTRIBUTORS: list[Contribute] = []


def contributes(contribute: Contribute) -> Contribute:
    """Register what an app puts on an actor's first page; it is asked once for each page."""
    if contribute not in CONTRIBUTORS:
        CONTRIBUTORS.append(contribute)
    return contribute


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything for one actor's page: what stops a report first, then the longest waiting."""

    needs: list[Need]
    signals: list[Signal]
    pictures: list[Picture]
    states: list[State]


def gather(actor: Any) -> Gathered:
    """Ask every app."""
    parts = [part for contribute in CONTRIBUTORS for part in contribute(actor)]
    needs = [part for part in parts if isinstance(part, Need)]
    return Gathered(
        sorted(needs, key=lambda need: (not need.stops, need.since or date.max)),
        [part for part in parts if isinstance(part, Signal)],
        [part for part in parts if isinstance(part, Picture)],
        [part for part in parts if isinstance(part, State)],
    )

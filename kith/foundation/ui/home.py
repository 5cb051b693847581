"""What each app puts on the first page: things that need the reader, and signals worth a look.

An app registers its contributors once, in its `register.py`:

    @home.needs
    def waiting_files(actor): yield home.Need("Decide on a file", url, "Read on 3 May", "Evidence")

A contributor asks the database for its own things only, through `visible()`, in few queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .charts import Chart
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
class Signal:
    """A value worth a look: its name, the value, when, one sentence, and where it stands."""

    name: str
    big: str
    when: str
    sentence: str
    url: str
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its heading, what it says in a sentence, and the page behind it."""

    heading: str
    sentence: str
    chart: Chart
    url: str


Needs = Callable[[Any], Iterable[Need]]
Signals = Callable[[Any], Iterable[Signal]]
Pictures = Callable[[Any], Iterable[Picture]]
States = Callable[[Any], Iterable[str]]
NEEDS: list[Needs] = []
SIGNALS: list[Signals] = []
PICTURES: list[Pictures] = []
STATES: list[States] = []


def needs(contribute: Needs) -> Needs:
    """Register what an app asks of an actor."""
    if contribute not in NEEDS:
        NEEDS.append(contribute)
    return contribute


def signals(contribute: Signals) -> Signals:
    """Register what an app thinks an actor should look at."""
    if contribute not in SIGNALS:
        SIGNALS.append(contribute)
    return contribute


def pictures(contribute: Pictures) -> Pictures:
    """Register a chart for the first page."""
    if contribute not in PICTURES:
        PICTURES.append(contribute)
    return contribute


def states(contribute: States) -> States:
    """Register sentences that say where something stands, to be read out in a meeting."""
    if contribute not in STATES:
        STATES.append(contribute)
    return contribute


def needs_of(actor: Any) -> list[Need]:
    """Everything that waits for the actor: what stops a report first, then the longest waiting."""
    found = [need for contribute in NEEDS for need in contribute(actor)]
    return sorted(found, key=lambda need: (not need.stops, need.since or date.max))


def signals_of(actor: Any) -> list[Signal]:
    return [signal for contribute in SIGNALS for signal in contribute(actor)]


def pictures_of(actor: Any) -> list[Picture]:
    return [picture for contribute in PICTURES for picture in contribute(actor)]


def states_of(actor: Any) -> list[str]:
    return [sentence for contribute in STATES for sentence in contribute(actor)]

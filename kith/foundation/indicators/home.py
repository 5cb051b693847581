"""What indicators put on the first page: values that moved beyond chance, and those with none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can
from kith.foundation.indicators.listing import Line, State, Versions, lines, versions
from kith.foundation.indicators.sentences import at, beyond_chance, moved
from kith.foundation.indicators.store import newest
from kith.foundation.ui import home
from kith.kernel.figures import Figure

MOST = 3  # signals shown


@home.contributes
def indicators(actor: Actor) -> Iterator[home.Part]:
    """What needs a value, and what moved."""
    state = newest()
    yield from without_data(actor, state)
    yield from beyond(actor, state)


def without_data(actor: Actor, state: State) -> Iterator[home.Need]:
    """Indicators that nobody has given a value for, for those who keep the figures."""
    if not can(actor, Permission.INDICATOR_EDIT):
        return
    empty = [line.title for line in lines(state) if line.latest == "None yet"]
    if empty:
        many = "One indicator has" if len(empty) == 1 else f"{len(empty)} indicators have"
        named = ", ".join(empty[:3]) + (" and others" if len(empty) > 3 else "")
        yield home.Need(f"{many} no value", reverse("indicators"), f"{named}.", "Evidence")


def beyond(actor: Actor, state: State) -> Iterator[home.Signal]:
    """Counts and rates that moved more than chance explains since the period before."""
    if not can(actor, Permission.INDICATOR_READ):
        return
    for line, before, after in _moved(state, settings.AREA, versions())[:MOST]:
        yield home.Signal(
            line.title,
            after.shown(),
            at(after.period),
            moved(line.meaning, before, after),
            line.url,
        )


Moved = tuple[Line, Figure, Figure]


@lru_cache(maxsize=2)
def _moved(state: State, _area: str, _added: Versions) -> tuple[Moved, ...]:
    """Kept until a value changes; official values and large movements first, a topic only once."""
    pairs = [
        (line, before, now)
        for line in lines(state)
        if (now := line.figure) and (before := line.before)
        if now.number and before.number and beyond_chance(before, now)
    ]
    pairs.sort(key=lambda pair: (pair[0].origin == "official", _size(*pair[1:])), reverse=True)
    first: dict[str, Moved] = {}
    for pair in pairs:
        first.setdefault(pair[0].topic, pair)
    return tuple(first.values())


def _size(before: Figure, after: Figure) -> float:
    assert before.number
    assert after.number
    return abs(float(after.number / before.number) - 1)

"""The sources that the one search box asks: each app registers what of its own can be found.

A source must go through `visible()`: what the reader may not see is to it as if it were nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MOST = 20  # from one source


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    title: str
    url: str
    text: str = ""


Find = Callable[[Any, str], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look, under which heading, and in which order."""

    heading: str
    find: Find
    place: int = 50


SOURCES: list[Source] = []


def source(heading: str, place: int = 50) -> Callable[[Find], Find]:
    """Register a function that finds things for an actor by words."""

    def keep(find: Find) -> Find:
        SOURCES.append(Source(heading, find, place))
        return find

    return keep


def found(actor: Any, words: str) -> list[tuple[str, list[Hit]]]:
    """What each source has, those with nothing left out."""
    asked = sorted(SOURCES, key=lambda one: (one.place, one.heading))
    answers = [(one.heading, list(one.find(actor, words))[:MOST]) for one in asked]
    return [(heading, hits) for heading, hits in answers if hits]

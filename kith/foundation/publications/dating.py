"""Dates in the text as events, so that the guards hold them against the calendar.

All dates with the same words are one event. A date without words is held against the day of
publication alone, and only where it fails: what it is the date of is not known.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from kith.foundation.publications.models import Document
from kith.foundation.publications.writing import Run, Told
from kith.kernel.guards.claims import Dated, Event


def publishing_day(document: Document) -> date | None:
    """The day on which the draft would be frozen and published: today, once its period is over.

    None before: a draft of a year that still runs is not told every day that it comes too early.
    """
    today = timezone.localdate()
    return today if document.period.ends_on < today else None


def events(runs: Iterable[Run], published_on: date | None) -> Iterator[Event]:
    """What the text dates: one event for the same words, with each place that dates it."""
    named: dict[str, list[tuple[Told, str]]] = {}
    for run in runs:
        for told in run.dates:
            if told.what:
                named.setdefault(told.what.casefold(), []).append((told, run.place))
            elif published_on and not told.planned and told.when.starts_on > published_on:
                when = (Dated(told.when, run.place),)
                yield Event(what="What is told here", dates=when, place=run.place)
    for dates in named.values():
        yield Event(
            what=dates[0][0].what,
            dates=tuple(Dated(told.when, place) for told, place in dates),
            planned=all(told.planned for told, _ in dates),
            place=dates[0][1],
        )

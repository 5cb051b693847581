"""What was said of the points of a line: explanations that agencies gave, and breaks.

An explanation is the reason of a value that an agency gave. The same words about several points
are one note, at the first of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.foundation.indicators.breaks import Break
from kith.foundation.indicators.control import Limits
from kith.foundation.indicators.models import Observation, ObservationState
from kith.foundation.indicators.sentences import in_words
from kith.foundation.indicators.timelines import Timeline
from kith.foundation.ui.charts import Note
from kith.foundation.ui.words import day
from kith.kernel.spc import Rule

MOST = 9  # numbered discs that a chart can hold; the rest stand in the table


@dataclass(slots=True)
class Explanation:
    """The same words of one organisation about one or several points, by position."""

    who: str
    words: str
    when: datetime
    points: list[int] = field(default_factory=list)


def explanations(
    timeline: Timeline, keys: Collection[str], seen: QuerySet[Observation]
) -> list[Explanation]:
    """What was said of the points, as far as the reader may see who said it. One query.

    `keys` are the indicators that the line is made from, where agencies give those.
    """
    places = {spot.period.code: index for index, spot in enumerate(timeline.spots)}
    rows = (
        seen.filter(
            series__indicator__key__in=keys,
            series__area__code=timeline.line.area,
            series__breakdown=timeline.line.part,
            period__in=places,
            state=ObservationState.ACCEPTED,
            current=True,
        )
        .exclude(reason="")
        .order_by("ends_on", "pk")
        .values_list("series__organisation__name", "period", "reason", "at")
    )
    found: dict[tuple[str, str], Explanation] = {}
    for who, period, words, when in rows:
        name = who or settings.PARTNERSHIP
        one = found.setdefault((name, words), Explanation(name, words, when))
        if places[period] not in one.points:
            one.points.append(places[period])
    return sorted(found.values(), key=lambda one: one.points[0])


def numbered(
    timeline: Timeline,
    said: Iterable[Explanation],
    breaks: Mapping[int, Break],
    limits: Limits | None,
) -> tuple[Note, ...]:
    """The notes under a chart, in order of time; those of signals before others when many."""
    notes = [(one.points[0], _explained(timeline, one, limits)) for one in said]
    notes += [
        (index, _told(timeline, index, format_html("The series breaks here. {}.", one.why)))
        for index, one in breaks.items()
    ]
    if len(notes) > MOST:
        points = limits.points if limits else frozenset()
        weighty = sorted(notes, key=lambda pair: (pair[0] not in breaks, pair[0] not in points))
        notes = weighty[:MOST]
    return tuple(Note(index, words) for index, words in sorted(notes, key=lambda pair: pair[0]))


def _explained(timeline: Timeline, one: Explanation, limits: Limits | None) -> SafeString:
    first = one.points[0]
    more = len(one.points) - 1
    step = timeline.step
    also = ""
    if more:
        of = step.value if more == 1 else step.plural
        last = _name(timeline, one.points[-1])
        also = f" The same was said of {in_words(more)} other {of}, to {last}."
    said = format_html(
        "{}{}: “{}”{} <span>Explained {}.</span>",
        _reading(timeline, first, limits),
        one.who,
        one.words.strip(),
        also,
        day(one.when),
    )
    return _told(timeline, first, said)


def _told(timeline: Timeline, index: int, words: SafeString) -> SafeString:
    return format_html("<b>{}.</b> {}", _name(timeline, index), words)


def _name(timeline: Timeline, index: int) -> str:
    return timeline.spots[index].period.label


def _reading(timeline: Timeline, index: int, limits: Limits | None) -> str:
    """What the limits say of the point, where it is the first of its kind or alone outside."""
    if timeline.spots[index].number is None:
        return "There is no number. "
    if limits is None:
        return ""
    outside = {s.points[0] for s in limits.signals if s.rule is Rule.OUTSIDE}
    if index not in outside:
        return ""
    if index == min(outside):
        return f"First {timeline.step.value} outside the limits. "
    return "Outside the limits. " if index - 1 not in outside else ""

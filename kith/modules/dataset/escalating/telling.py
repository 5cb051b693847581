"""An escalation in words: what the figures show, where it stands, what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.definitions import Definition, UnknownIndicator, definition
from kith.foundation.indicators.sentences import at
from kith.foundation.ui.words import counted, day
from kith.kernel.figures import Figure, Ratio, Unit
from kith.kernel.periods import Grain, Period, month, parse_period
from kith.modules.dataset.models import Escalation


def said(figure: Figure) -> str:
    """A value in full: a share with both its numbers."""
    if isinstance(figure.value, Ratio):
        share = figure.shown(places=1, small="percent")
        return f"{figure.value.of:,} of {figure.value.among:,} ({share})"
    return figure.shown()


def before(period: Period) -> Period:
    """The period that a value is set beside: the one before; of a quarter's last day, that day."""
    if period.grain is not Grain.DAY:
        return period.previous()
    # Three months earlier: the last day of a quarter follows the last day of a quarter.
    earlier = month(period.ends_on.year, period.ends_on.month)
    for _ in range(3):
        earlier = earlier.previous()
    return earlier.closing_date()


def named(meaning: Definition, part: str) -> str:
    """The indicator, and of which of its parts."""
    return f"{meaning.title}, {meaning.breakdown_label(part).lower()}" if part else meaning.title


def figures_show(key: str, period: str, part: str = "") -> str:
    """A sentence made from the shared figures alone: the value, the one before, and the whole."""
    meaning, when = definition(key), parse_period(period)
    now = Want(key, when.code, "", part)
    then = now._replace(period=before(when).code)
    whole = now._replace(breakdown="")
    found = lookup([now, then, whole])
    if found[now].number is None:
        return f"{named(meaning, part)}: there is no number {at(when)}."
    words = f"{named(meaning, part)}: {said(found[now])} {at(when)}"
    if found[then].number is not None:
        words += f"; {said(found[then])} {at(found[then].period)}"
    if part and meaning.unit is Unit.PERCENT and found[whole].number is not None:
        words += f". All of them together: {said(found[whole])}"
    return f"{words}."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an escalation stands on a day: what a tag says, and how it looks."""

    words: str
    kind: str
    overdue: int = 0  # days


def standing(one: Escalation, today: date) -> Standing:
    """Waiting, overdue, answered or closed."""
    if one.state == Escalation.State.CLOSED:
        return Standing("Closed", "closed")
    if one.state == Escalation.State.ANSWERED:
        return Standing("Answered", "good")
    late = (today - one.answer_by).days
    if late > 0:
        return Standing(f"Answer overdue by {counted(late, 'day')}", "late", late)
    return Standing("Waiting for an answer", "due")


def indicator_of(one: Escalation) -> str:
    """The indicator and part in words; of a key that nobody defines any more, the key."""
    try:
        return named(definition(one.key), one.part)
    except UnknownIndicator:
        return one.key


def story(one: Escalation, today: date) -> Iterator[dict[str, Any]]:
    """What happened, the newest first."""
    partner = one.asked_of.called
    if one.closed_at:
        yield {"what": "The group said what followed and closed it", "when": _on(one.closed_at)}
    if one.answered_at:
        office = one.answered_by.office if one.answered_by else ""
        late = _day(one.answered_at) > one.answer_by
        detail = f"After {day(one.answer_by)}, the day that was given." if late else ""
        yield {"what": f"{partner} answered", "when": _on(one.answered_at), "by": office,
               "detail": detail}  # fmt: skip
    elif today > one.answer_by:
        yield {"what": "The day for the answer passed", "when": day(one.answer_by)}
    yield {"what": f"Put to {partner}", "when": _on(one.raised_at), "by": one.raised_by.office,
           "detail": f"To be answered by {day(one.answer_by)}."}  # fmt: skip
    yield {"what": "What it is about", "when": parse_period(one.period).label}


def _day(moment: Any) -> date:
    return timezone.localdate(moment)


def _on(moment: Any) -> str:
    return day(_day(moment))

"""A reading as a small picture: its name, its value, its line, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from kith.foundation.indicators.sentences import at, better_is
from kith.foundation.indicators.steps import Step, short
from kith.foundation.indicators.timelines import Spot
from kith.foundation.ui.charts import Point, Spark
from kith.foundation.ui.navigation import url_for
from kith.foundation.ui.pictures import small_table
from kith.foundation.ui.words import MONTHS
from kith.kernel.figures import Polarity, Unit, shown_number
from kith.modules.dataset.seeing.readings import Read, Reading

NAMED = 3  # agencies named before "and others"
MOST_POINTS = 40  # drawn; the table of the indicator's page has all


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows, in words that were worked out."""

    read: Read
    name: str
    big: str
    when: str
    tag: str
    kind: str
    sentence: str
    chance: str
    scale: str
    url: str
    spark: Spark | None
    table: SafeString

    @property
    def signal(self) -> bool:
        return self.read.signals


def card(read: Read, *, numbers: bool = True) -> Card:
    """The card of a reading; `numbers` says whether its table is wanted."""
    spots, spark = _drawn(read)
    table = SafeString("")
    if numbers and spark is not None:
        header, rows = spark.table()
        table = small_table(header, tuple(reversed(rows)), spark.title)
    last = read.timeline.last
    return Card(
        read=read,
        name=read.item.title,
        big=read.shown or (read.timeline.shown(last) if last else ""),
        when=read.when or (at(last.period) if last else ""),
        tag=read.reading.title,
        kind=read.reading.kind,
        sentence=sentence(read),
        chance=chance(read),
        scale=_scale(read, spots),
        url=url_for("indicator", read.item.key),
        spark=spark,
        table=table,
    )


def sentence(read: Read) -> str:
    """What the line says, and whether that is better or worse; whose figures are missing."""
    if not read.lacking or read.now is None:
        return _said(read)
    names, rest = ", ".join(read.lacking[:NAMED]), len(read.lacking) - NAMED
    more = f" and {rest} more" if rest > 0 else ""
    lacks = f"The total is without the figures of {names}{more}"
    if read.reading is Reading.PART:
        return f"{lacks}, so it is not judged."
    return f"{_said(read)} {lacks}."


def _said(read: Read) -> str:
    if read.signals and read.signal is not None:
        words = f"{read.signal.words}."
        if read.timeline.meaning.polarity is Polarity.NEUTRAL:
            return f"{words} Whether that is better or worse the figure alone does not say."
        return f"{words} {better_is(read.timeline.meaning.polarity)}."
    if read.before is not None:
        then = f"{read.shown_before} {at(read.before.period)}"
        if not read.change_shown:
            return f"It was {then}."
        if read.change_shown == "the same":
            return f"The same as {at(read.before.period)}."
        return f"{read.change_shown.capitalize()} than {then}."
    return ""


def chance(read: Read) -> str:
    """The range that chance explains, and what it was set on."""
    limits, unit = read.limits, read.timeline.meaning.unit
    if limits is None or limits.now.last != len(read.timeline.spots) - 1:
        return ""
    low, high = (_number(n, unit) for n in (limits.now.lower, limits.now.upper))
    return f"Chance explains {low} to {high}, set on {limits.now.words}."


def _drawn(read: Read) -> tuple[list[Spot], Spark | None]:
    """The points since the series broke last, at most forty, with their limits."""
    line = read.timeline
    first = max(read.opens, len(line.spots) - MOST_POINTS)
    spots = list(line.spots[first:])
    if not any(spot.number is not None for spot in spots):
        return [], None
    limits = read.limits
    now = limits.now if limits and limits.now.last == len(line.spots) - 1 else None
    marked = limits.points if limits is not None and now is not None else frozenset()
    spark = Spark(
        title=f"{read.item.title}, {_label(spots[0], line.step)} to {_label(spots[-1], line.step)}",
        periods=tuple(_label(spot, line.step) for spot in spots),
        points=tuple(_point(read, spot) for spot in spots),
        mean=now.mean if now else None,
        upper=now.upper if now else None,
        lower=now.lower if now else None,
        signals=frozenset(i - first for i in marked if i >= first),
    )
    return spots, spark


def _point(read: Read, spot: Spot) -> Point:
    words = read.timeline.shown(spot, small="percent")
    return Point(spot.number, words, "" if spot.number is not None else words)


def _label(spot: Spot, step: Step) -> str:
    period = spot.period
    if step is Step.MONTH:
        return f"{MONTHS[period.ends_on.month - 1]} {period.ends_on.year}"
    if step is Step.QUARTER:
        quarter, _, year = short(period, step).partition(" ")
        return f"{year} {quarter}"
    return short(period, step)


def _scale(read: Read, spots: list[Spot]) -> str:
    """From what to what the line is drawn: each chart has its own scale, and says which."""
    values = [spot.number for spot in spots if spot.number is not None]
    if not values:
        return ""
    limits, unit = read.limits, read.timeline.meaning.unit
    if limits is not None and limits.now.last == len(read.timeline.spots) - 1:
        values += [limits.now.lower, limits.now.upper]
    return f"Drawn from {_number(min(values), unit)} to {_number(max(values), unit)}"


def _number(number: float, unit: Unit) -> str:
    return shown_number(Fraction(number), unit, 0 if unit is Unit.COUNT else 1)

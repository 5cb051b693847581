"""What each indicator of the dataset says in a quarter, from the shared and accepted values alone.

The rule by which something is called better, worse or changed stands in `RULE`, and every page
that says so prints it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from django.conf import settings

from kith.foundation.indicators.breaks import Break, breaks_among
from kith.foundation.indicators.control import Limits, Signalled, broken_at, limits_of, signalled
from kith.foundation.indicators.listing import State, Versions, versions
from kith.foundation.indicators.models import Observation, ObservationState
from kith.foundation.indicators.sentences import at
from kith.foundation.indicators.steps import Step
from kith.foundation.indicators.store import newest
from kith.foundation.indicators.timelines import Line, Spot, Timeline, lines
from kith.kernel.figures import SMALL_DENOMINATOR, Kind, Unit
from kith.kernel.periods import Period
from kith.kernel.spc import MINIMUM_POINTS
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.asking import periods_asked
from kith.modules.dataset.models import Item, Return, Round

# As in the checks of a return: below these a movement says nothing.
SMALL, LEAST_MOVE, USUAL_LIMIT = 10, 5, 25


class Reading(StrEnum):
    """What can be said of an indicator in a quarter; `title` is what the tag says."""

    title: str
    kind: str

    def __new__(cls, key: str, title: str, kind: str) -> Reading:
        member = str.__new__(cls, key)
        member._value_ = key
        member.title, member.kind = title, kind
        return member

    WORSE = "worse", "Worse", "late"
    BETTER = "better", "Better", "good"
    HIGHER = "higher", "Higher", "move"
    LOWER = "lower", "Lower", "move"
    NONE = "none", "No signal", "open"
    FEW = "few", "Too few points to say", "plain"
    PART = "part", "Not complete", "due"
    UNKNOWN = "unknown", "Not known", "due"
    NOT_ASKED = "not_asked", "Not asked this quarter", "plain"


SIGNALS = frozenset({Reading.WORSE, Reading.BETTER, Reading.HIGHER, Reading.LOWER})
RULE = (
    "Better and worse mean: the last value, or the run that it ends, lies beyond what chance "
    f"explains. Limits are set on the first {MINIMUM_POINTS} values; a value outside them, seven "
    "in a row on one side of the mean, seven in a row that rise or fall, or two of three close to "
    "a limit is a signal. Higher and lower are signals of indicators for which neither is better. "
    f"With fewer than {MINIMUM_POINTS} values there are too few points to say. Not complete: some "
    "agency’s figure is still missing from the total, so it is not judged. Not known: nobody has "
    "given a value for this quarter."
)


@dataclass(frozen=True)
class Read:
    """One indicator in one quarter: its line up to then, and what the line says."""

    item: Item
    quarter: Period
    timeline: Timeline
    breaks: tuple[Break, ...] = ()
    signal: Signalled | None = None
    summed: bool = False  # whether the value is the sum of what several agencies gave
    lacking: tuple[str, ...] = ()  # those whose figures are not in the sum yet

    @cached_property
    def opens(self) -> int:
        """The first point that may be compared with the last: after the latest break."""
        return max(broken_at(self.timeline, self.breaks), default=0)

    @cached_property
    def limits(self) -> Limits | None:
        return limits_of(self.timeline, self.breaks)

    @property
    def now(self) -> Spot | None:
        """The value of this quarter, if there is a number."""
        last = self.timeline.last
        inside = last is not None and self.quarter.contains(last.period.ends_on)
        return last if last is not None and inside and last.number is not None else None

    @property
    def before(self) -> Spot | None:
        """What it is set beside: the value before; of what a term counts, that term a year ago."""
        back = 3 if self.timeline.step is Step.TERM and self.item.kind != Kind.STOCK else 1
        index = len(self.timeline.spots) - 1 - back
        if self.now is None or index < self.opens:
            return None
        spot = self.timeline.spots[index]
        return spot if spot.number is not None else None

    @cached_property
    def reading(self) -> Reading:
        """What may be said of it by the rule."""
        if self.now is None:
            asked = bool(periods_asked(self.item, self.quarter)) or self.item.worked_out_from
            return Reading.UNKNOWN if asked else Reading.NOT_ASKED
        if self.lacking and self.timeline.meaning.unit is not Unit.PERCENT:
            return Reading.PART
        if self.signal is not None:
            return Reading(self.signal.reading)
        known = sum(s.number is not None for s in self.timeline.spots[self.opens :])
        return Reading.NONE if known >= MINIMUM_POINTS else Reading.FEW

    @property
    def signals(self) -> bool:
        return self.reading in SIGNALS

    @property
    def change(self) -> float | None:
        """Per cent since the value before."""
        now, then = self.now, self.before
        if now is None or then is None or not then.number or now.number is None:
            return None
        return (now.number / then.number - 1) * 100

    @property
    def moved(self) -> bool:
        """Whether it moved by more than its limit of change, where there are too few points."""
        if self.reading is not Reading.FEW or self.change is None:
            return False
        if abs(self.change) <= (self.item.change_limit or USUAL_LIMIT):
            return False
        return not _noise(self.timeline.meaning.unit, self.now, self.before)

    @property
    def shown(self) -> str:
        """This quarter's value; where there is none, nothing."""
        return self.timeline.shown(self.now) if self.now else ""

    @property
    def shown_before(self) -> str:
        return self.timeline.shown(self.before) if self.before else ""

    @property
    def change_shown(self) -> str:
        """`30% more`; nothing where there is nothing to compare with."""
        if self.change is None:
            return ""
        if self.timeline.meaning.unit is Unit.PERCENT and self.now and self.before:
            return _points(self.now, self.before)
        if abs(self.change) < 0.5:
            return "the same"
        return f"{abs(self.change):.0f}% {'more' if self.change > 0 else 'less'}"

    @property
    def when(self) -> str:
        return at(self.now.period) if self.now else ""

    @property
    def sentence(self) -> str:
        """Value and when, and what it was before."""
        if self.now is None:
            return f"{self.item.title}: {self.reading.title.lower()}."
        words = f"{self.item.title}: {self.shown} {self.when}"
        if self.before is not None:
            words += f"; {self.shown_before} {at(self.before.period)}"
        return f"{words}."


def _points(now: Spot, then: Spot) -> str:
    """How far a share moved; nothing where it is of fewer than twenty, and shown as 4 of 6."""
    if any((_whole(spot) or SMALL_DENOMINATOR) < SMALL_DENOMINATOR for spot in (now, then)):
        return ""
    points = round((now.number or 0) - (then.number or 0), 1)
    if not points:
        return "the same"
    return f"{abs(points):.1f} percentage points {'more' if points > 0 else 'less'}"


def _noise(unit: Unit, now: Spot | None, then: Spot | None) -> bool:
    """Whether two values are so small or so close that the move says nothing."""
    if now is None or then is None or now.number is None or then.number is None:
        return True
    if unit is Unit.PERCENT:
        among = [_whole(spot) for spot in (now, then)]
        few = any(a is not None and a < SMALL_DENOMINATOR for a in among)
        return few or abs(now.number - then.number) < LEAST_MOVE
    counts = [s.raw.value if s.raw and s.raw.value is not None else s.number for s in (now, then)]
    return max(counts) < SMALL or abs(counts[0] - counts[1]) < LEAST_MOVE


def _whole(spot: Spot) -> float | None:
    if spot.among is not None:
        return spot.among
    return spot.raw.denominator if spot.raw else None


@dataclass(frozen=True)
class Picture:
    """Everything that the pages of one quarter read, of the whole partnership or of one agency."""

    quarter: Period
    reads: tuple[Read, ...]
    order: tuple[Signalled, ...] = field(default=(), repr=False)

    @cached_property
    def signals(self) -> list[Read]:
        """What moved beyond chance, the worse first; what is worked out from another only once."""
        by_key = {one.item.key: one for one in self.reads}
        found = [by_key[one.key] for one in self.order]
        return [one for one in found if one.signals and not one.item.worked_out_from]

    @cached_property
    def moved(self) -> list[Read]:
        """What moved by more than its limit where limits of chance cannot be set."""
        return sorted(
            (one for one in self.reads if one.moved), key=lambda one: -abs(one.change or 0)
        )

    @property
    def asked(self) -> list[Read]:
        """The indicators that agencies are asked for, without what is worked out from them."""
        return [one for one in self.reads if not one.item.worked_out_from]

    @property
    def sentence(self) -> str:
        """How many moved beyond chance, and of how many that cannot be said."""
        found, asked = len(self.signals), self.asked
        few = sum(one.reading is Reading.FEW for one in asked)
        number = "None" if not found else str(found)
        words = f"{number} of {len(asked)} indicators moved beyond what chance explains."
        if few:
            are = "has" if few == 1 else "have"
            words += f" {few} {are} too few values to say."
        return words


def picture(round_: Round) -> Picture:
    """The shared picture of a round's quarter, as it stands.

    The lines are kept until a value changes: everybody who may see them sees the same. Whose
    figures are not in yet is asked each time, because what they give may leave a sum as it is.
    """
    edition = round_.edition
    since = (edition.pk, edition.version, edition.made_at)
    kept = _kept(newest(), since, settings.AREA, versions(), _Of(round_))
    lacking = missing(round_)
    if not lacking:
        return kept
    reads = tuple(
        replace(read, lacking=lacking[read.item.key])
        if read.summed and read.item.key in lacking
        else read
        for read in kept.reads
    )
    return replace(kept, reads=reads)


class _Of:
    """A round as a part of what is kept: known by its quarter alone."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Of) and self.round.quarter == other.round.quarter

    def __hash__(self) -> int:
        return hash(self.round.quarter)


@lru_cache(maxsize=8)
def _kept(_newest: State, _edition: object, _area: str, _added: Versions, of: _Of) -> Picture:
    items, quarter = agreed(of.round.edition).items, of.round.period
    summed = _summed({item.holds for item in items}, quarter)
    return _picture(items, quarter, {item.key: Line(item.key) for item in items}, summed)


def picture_of(round_: Round, organisation: int, items: Collection[Item]) -> Picture:
    """What one agency's own accepted values say: three queries."""
    wanted = {item.key: Line(item.key, organisation=organisation) for item in items}
    return _picture(items, round_.period, wanted, set())


def _picture(
    items: Iterable[Item],
    quarter: Period,
    wanted: Mapping[str, Line],
    summed: Collection[str],
) -> Picture:
    drawn = lines(wanted.values())
    known = {key: drawn[line].between("", quarter.code) for key, line in wanted.items()}
    breaks = breaks_among(list(known))
    now = {
        key: line
        for key, line in known.items()
        if line.last is not None and quarter.contains(line.last.period.ends_on)
    }
    order = signalled(now, breaks)
    signals = {one.key: one for one in order}
    reads = tuple(
        Read(
            item,
            quarter,
            known[item.key],
            tuple(breaks.get(item.key, ())),
            signals.get(item.key),
            item.holds in summed,
        )
        for item in items
    )
    return Picture(quarter, reads, tuple(order))


def _summed(keys: Collection[str], quarter: Period) -> set[str]:
    """The indicators whose value of the quarter is a sum over several agencies."""
    rows = Observation.objects.filter(
        series__organisation=None,
        series__area__code="",
        series__breakdown="",
        series__indicator__key__in=keys,
        ends_on__range=(quarter.starts_on, quarter.ends_on),
        current=True,
        reference__endswith="organisations",
    )
    return set(rows.values_list("series__indicator__key", flat=True))


def missing(round_: Round) -> dict[str, tuple[str, ...]]:
    """By indicator, who was asked for it in this round and has no accepted value; two queries.

    A return that was accepted and is asked about again has values in the sums.
    """
    owing = {
        row.organisation_id: row.organisation.called
        for row in Return.objects.filter(
            round=round_, accepted_at__isnull=True, excused_on__isnull=True
        ).select_related("organisation")
    }
    if not owing:
        return {}
    known, quarter = agreed(round_.edition), round_.period
    there = set(
        Observation.objects.filter(
            series__organisation__in=owing,
            ends_on__range=(quarter.starts_on, quarter.ends_on),
            current=True,
            state=ObservationState.ACCEPTED,
        ).values_list("series__indicator__key", "series__organisation")
    )
    found = {
        item.key: tuple(
            name
            for pk, name in owing.items()
            if (item.asked_of_all or pk in known.asked.get(item.pk, ()))
            and (item.holds, pk) not in there
        )
        for item in known.items
    }
    return {key: names for key, names in found.items() if names}

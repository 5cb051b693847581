"""What a new round begins with: the quarter that comes next, sensible dates, whom it would ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from kith.foundation.organisations.models import Organisation
from kith.kernel.periods import Basis, Period, parse_period, quarter
from kith.kernel.workdays import CalendarError, load_calendar
from kith.modules.dataset.asking import parts_asked, periods_asked
from kith.modules.dataset.models import Edition, Item, Round

WEEKS_TO_SEND = 6
WEEKS_TO_MEND = 4


@dataclass(frozen=True, slots=True)
class Dates:
    """The three days of a round."""

    opens_on: date
    due_on: date
    locks_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency with how many boxes an edition would ask it to fill in a quarter."""

    organisation: Organisation
    boxes: int


def quarters(today: date) -> list[Period]:
    """The quarters for which a round may be opened now: not opened yet, the next one first.

    The next one follows the newest round; without any it is the quarter that ended last.
    """
    held = set(Round.objects.values_list("quarter", flat=True))
    newest = max((parse_period(code) for code in held), key=lambda p: p.ends_on, default=None)
    first = newest.next() if newest else quarter_of(today).previous()
    found = [first]
    earlier = first
    for _ in range(8):
        earlier = earlier.previous()
        if earlier.code not in held:
            found.append(earlier)
    later = first.next()
    if later.code not in held and later.starts_on <= today:
        found.append(later)
    return found


def quarter_of(day: date) -> Period:
    """The quarter of the financial year that a day lies in."""
    starts_in = day.year - (day.month < 4)
    return quarter(Basis.FINANCIAL, starts_in, (day.month - 4) % 12 // 3 + 1)


def dates(period: Period, today: date) -> Dates:
    """Opens the day after the quarter or today, six weeks to send, four more to mend."""
    opens = max(period.ends_on + timedelta(days=1), today)
    due = working_day(opens + timedelta(weeks=WEEKS_TO_SEND))
    return Dates(opens, due, working_day(due + timedelta(weeks=WEEKS_TO_MEND)))


def working_day(day: date) -> date:
    """The day, or the next working day; outside the calendar's years the next weekday."""
    try:
        return load_calendar().add_working_days(day, 0)
    except CalendarError:
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def editions() -> QuerySet[Edition]:
    """The editions that the group has approved, the newest first."""
    return Edition.objects.exclude(state=Edition.State.DRAFT).order_by("-first_year", "-pk")


def edition_for(period: Period, among: Iterable[Edition]) -> Edition | None:
    """The newest edition that has begun by a quarter."""
    begun = [e for e in among if parse_period(e.first_year).starts_on <= period.starts_on]
    return begun[0] if begun else None


def asked(edition: Edition, period: Period) -> list[Asked]:
    """The agencies open at the quarter's end, and how much each would be asked; three queries."""
    everyone, owned = 0, Counter[int]()
    links = (Item.asked_of.through, Item.also_asked.through)
    items = {
        item.pk: sum(1 for p in periods_asked(item, period) for _ in parts_asked(item))
        for item in edition.items.filter(worked_out_from="")
    }
    of_all = set(
        edition.items.filter(asked_of_all=True, worked_out_from="").values_list("pk", flat=True)
    )
    everyone = sum(items[pk] for pk in of_all)
    pairs: set[tuple[int, int]] = set()
    for link in links:
        rows = link.objects.filter(item__edition=edition)
        pairs |= set(rows.values_list("item_id", "organisation_id"))
    for item, organisation in pairs:
        if item not in of_all:
            owned[organisation] += items.get(item, 0)
    rows = Organisation.objects.open_on(period.ends_on)
    found = [Asked(row, everyone + owned[row.pk]) for row in rows]
    return [one for one in found if one.boxes]

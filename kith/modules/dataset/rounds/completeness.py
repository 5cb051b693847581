"""Who sent when: each agency in the last rounds, and how many were in time in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kith.foundation.ui.charts import Chart, Group, StackedShares, points
from kith.foundation.ui.words import counted
from kith.modules.dataset.models import Return, Round

ROUNDS = 8
IN_TIME, LATE, NOT_SENT, EXCUSED, OPEN = "in_time", "late", "not_sent", "excused", "open"
# A mark that is not a colour, and the kind of tag; the words are each cell's own.
MARKS = {IN_TIME: "✓", LATE: "!", NOT_SENT: "×", EXCUSED: "–", OPEN: "…"}
KINDS = {IN_TIME: "good", LATE: "due", NOT_SENT: "late", EXCUSED: "plain", OPEN: "open"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What an agency did in a round, as a key and in words."""

    key: str
    words: str

    @property
    def shown(self) -> str:
        return f"{MARKS[self.key]} {self.words}"


@dataclass(slots=True)
class Line:
    """An agency with its marks by the number of the round; a round that did not ask it has none."""

    key: str
    name: str
    marks: dict[int, Mark]

    @property
    def in_time(self) -> int:
        return sum(mark.key == IN_TIME for mark in self.marks.values())

    @property
    def counted(self) -> int:
        """The rounds that count: not those in which it was excused, or that are still open."""
        return sum(mark.key not in (EXCUSED, OPEN) for mark in self.marks.values())

    @property
    def said(self) -> str:
        return f"{self.in_time} of {self.counted}" if self.counted else ""


@dataclass(frozen=True, slots=True)
class Record:
    """The last rounds, oldest first, and what each agency did in them."""

    rounds: Sequence[Round]
    lines: Sequence[Line]

    def count(self, round_: Round, key: str) -> int:
        """How many agencies did one thing in a round."""
        found = (line.marks.get(round_.pk) for line in self.lines)
        return sum(mark is not None and mark.key == key for mark in found)


def mark_of(row: Return, today: date) -> Mark:
    """What became of a return by a day. An excuse stands above all; so does the first sending."""
    due: date = row.round.due_on
    if row.excused_on:
        return Mark(EXCUSED, "Excused")
    if row.first_sent_at:
        days = (row.first_sent_at.date() - due).days
        if days <= 0:
            return Mark(IN_TIME, "In time")
        return Mark(LATE, f"{counted(days, 'day')} late")
    if today <= due:
        return Mark(OPEN, "Not due yet")
    return Mark(NOT_SENT, "Not sent")


def record(today: date) -> Record:
    """The last rounds that have opened; two queries."""
    rounds = list(Round.objects.filter(opens_on__lte=today).order_by("-opens_on")[:ROUNDS])[::-1]
    rows = Return.objects.filter(round__in=rounds).select_related("round", "organisation")
    lines: dict[int, Line] = {}
    for row in rows.order_by("organisation__name", "organisation"):
        body = row.organisation
        line = lines.setdefault(body.pk, Line(body.key, str(body), {}))
        line.marks[row.round_id] = mark_of(row, today)
    return Record(rounds, list(lines.values()))


SERIES = ("In time", "Late", "Not sent")


def chart(found: Record) -> Chart | None:
    """In each round that is due, the shares that were in time, late, and never sent."""
    groups = []
    for round_ in found.rounds:
        numbers = [found.count(round_, key) for key in (IN_TIME, LATE, NOT_SENT)]
        if sum(numbers):
            groups.append(Group(round_.period.label, points(numbers)))
    if not groups:
        return None
    return StackedShares(
        title=sentence(found),
        series=SERIES,
        groups=tuple(groups),
        subtitle="Agencies by when their return first came; excused ones are left out",
    )


def sentence(found: Record) -> str:
    """How the latest round that is due went, and against the first one shown."""
    due = [r for r in found.rounds if any(found.count(r, k) for k in (IN_TIME, LATE, NOT_SENT))]
    if not due:
        return "No return has fallen due yet."
    last, first = due[-1], due[0]
    words = f"{_share(found, last)} agencies sent in time for {last.period.label}"
    if first is not last:
        words += f"; it was {_share(found, first)} for {first.period.label}"
    return words


def _share(found: Record, round_: Round) -> str:
    of = found.count(round_, IN_TIME)
    among = of + found.count(round_, LATE) + found.count(round_, NOT_SENT)
    return f"{of} of {among}"

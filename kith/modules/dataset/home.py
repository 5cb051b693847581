"""What the dataset puts on the first page: a return to send, questions to answer, whom to chase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import OuterRef, Q
from django.urls import reverse

from kith.foundation.access import Actor, Permission, Role, can, visible
from kith.foundation.ui import home
from kith.foundation.ui.home import Need
from kith.foundation.ui.words import MONTHS
from kith.modules.dataset.models import Answer, Return, Round
from kith.modules.dataset.rounds.tally import due_of, not_sent, waits_for_the_analyst
from kith.modules.dataset.seeing import at_home
from kith.modules.dataset.standings import Seen, number_of, standings
from kith.modules.dataset.states import OWED, State

AREA = "Returns"
NAMED = 3  # agencies named before "and others"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@home.contributes
def returns(actor: Actor) -> Iterator[home.Part]:
    """One query: the returns that somebody has to do something about, and how much was explained
    in each, for the analyst reads that next."""
    looks_after = can(actor, Permission.ROUND_MANAGE)
    fills_in = actor.role in (Role.AGENCY_LEAD, Role.SCHOOL_LEAD)
    if not (looks_after or fills_in):
        return
    wanted = Permission.ROUND_MANAGE if looks_after else Permission.RETURN_FILL
    rows = visible(_open(actor), actor, wanted)
    if looks_after:
        said = Answer.objects.filter(return_to=OuterRef("pk")).exclude(explanation="")
        rows = rows.annotate(explained=number_of(said))
    found = standings(rows, actor.today)
    if looks_after:
        yield from _to_chase(found)
        yield from _to_read(found)
    else:
        for seen in found:
            yield from _to_fill(seen)


@home.contributes
def exceptions(actor: Actor) -> Iterator[home.Part]:
    """The last quarter's signals, and what was put to the Executive; two queries at most."""
    yield from at_home.parts(actor)


def _open(actor: Actor):  # type: ignore[no-untyped-def]
    """Returns of rounds that are open today, reopened ones, and those that wait to be accepted."""
    today = actor.today
    now = Q(round__locks_on__gte=today) | Q(reopened_until__gte=today)
    waits = Q(sent_at__isnull=False, accepted_at__isnull=True)
    rows = Return.objects.filter(round__opens_on__lte=today, excused_on__isnull=True)
    return rows.filter(now | waits).order_by("round__due_on", "organisation__name")


def _to_fill(seen: Seen) -> Iterator[Need]:
    """An agency's own return, while it is owed."""
    if seen.standing.state not in OWED:
        return
    row = seen.return_to
    label, address = row.round.period.label, reverse("dataset-return", args=[row.pk])
    due_on = due_of(row)
    when = "was due" if seen.standing.late else "due"
    due = f"{when} {due_on:%A} {due_on.day} {MONTHS[due_on.month - 1]}"
    if seen.standing.state is State.QUERIED:
        many = "A question" if seen.open_queries == 1 else f"{seen.open_queries} questions"
        yield Need(
            f"Answer {many.lower()} about your return for {label}",
            f"{address}#questions",
            "With a sentence, or by correcting the value and sending again.",
            AREA,
        )
        return
    left = row.asked - seen.filled
    if left > 0:
        boxes = "1 box is left" if left == 1 else f"{left} boxes are left"
    else:
        boxes = "everything is filled in, and it is not sent"
    late = due_on if seen.standing.late else None
    yield Need(f"Return for {label}: {boxes}, {due}", address, seen.standing.reason, AREA, late)


def _to_chase(found: Iterable[Seen]) -> Iterator[Need]:
    """Whom a round waits for after its day, a line for each round."""
    late: dict[int, list[Seen]] = defaultdict(list)
    for seen in found:
        if not_sent(seen) and seen.standing.late:
            late[seen.return_to.round_id].append(seen)
    for some in late.values():
        round_ = some[0].return_to.round
        yield Need(
            f"Chase {_many(len(some), 'return')} for {_short(round_)}",
            reverse("dataset-chase", args=[round_.key]),
            f"{_names(some)}.",
            AREA,
            round_.due_on,
        )


def _to_read(found: Iterable[Seen]) -> Iterator[Need]:
    """What was sent and waits to be accepted, and the sentences that the group will read."""
    sent: dict[int, list[Seen]] = defaultdict(list)
    for seen in found:
        if waits_for_the_analyst(seen):
            sent[seen.return_to.round_id].append(seen)
    for some in sent.values():
        round_ = some[0].return_to.round
        address = f"{reverse('dataset-round', args=[round_.key])}?show=to-accept"
        title = f"Accept {_many(len(some), 'return')} for {_short(round_)}"
        yield Need(title, address, f"{_names(some)}.", AREA)
    explained = _explained([seen.return_to for some in sent.values() for seen in some])
    if explained:
        first = min(explained)
        number = sum(explained.values())
        rest = len(explained) - 1
        text = f"They stand in {_many(len(explained), 'return')}; this is the first."
        yield Need(
            f"Read {_many(number, 'explanation')} before the group does",
            reverse("dataset-return-review", args=[first]),
            text if rest else "They stand beside the values in the return.",
            AREA,
        )


def _explained(rows: list[Return]) -> dict[int, int]:
    """How many values of each of these returns were explained, of those with any."""
    return {row.pk: row.explained for row in rows if row.explained}  # type: ignore[attr-defined]


def _many(number: int, noun: str) -> str:
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} {noun}{'' if number == 1 else 's'}"


def _short(round_: Round) -> str:
    return f"quarter {round_.quarter[-1]} of {round_.quarter[:7]}"


def _names(some: list[Seen]) -> str:
    names = [seen.return_to.organisation.called for seen in some]
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {_many(rest, 'other')}" if rest > 0 else "")

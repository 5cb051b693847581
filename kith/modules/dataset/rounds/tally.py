"""How a round stands: how many have sent, are late, are excused; in numbers and in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kith.modules.dataset.models import Return, Round
from kith.modules.dataset.standings import Seen, standings
from kith.modules.dataset.states import OWED, State


@dataclass(slots=True)
class Tally:
    """The returns of one round, counted."""

    asked: int = 0
    sent: int = 0
    owed: int = 0
    late: int = 0  # not sent, and the day is past
    queried: int = 0
    to_accept: int = 0
    accepted: int = 0
    excused: int = 0

    def add(self, seen: Seen) -> None:
        """Count one more return."""
        state, row = seen.standing.state, seen.return_to
        excused = state is State.EXCUSED
        self.asked += 1
        self.sent += bool(row.sent_at) and not excused
        self.owed += state in OWED
        self.late += not row.sent_at and seen.standing.late
        self.queried += state is State.QUERIED
        self.to_accept += waits_for_the_analyst(seen)
        self.accepted += bool(row.accepted_at)
        self.excused += excused


def waits_for_the_analyst(seen: Seen) -> bool:
    """Sent and not accepted: the analyst is next."""
    row, state = seen.return_to, seen.standing.state
    return state is State.SENT or (
        state is State.LOCKED and bool(row.sent_at) and not row.accepted_at
    )


def not_sent(seen: Seen) -> bool:
    """Whether the round waits for the agency to send, for the first time or again."""
    return seen.standing.state in (State.OPEN, State.PART)


def tally(found: Iterable[Seen]) -> Tally:
    """Count returns."""
    done = Tally()
    for seen in found:
        done.add(seen)
    return done


def tallies(rounds: Iterable[Round], today: date) -> dict[int, Tally]:
    """The count of each of several rounds, by its number; one query."""
    done = {round_.pk: Tally() for round_ in rounds}
    for seen in standings(Return.objects.filter(round__in=done).order_by("pk"), today):
        done[seen.return_to.round_id].add(seen)
    return done


def sentence(done: Tally) -> str:
    """28 of 31 agencies have sent; 2 are late; 1 is excused."""
    noun = "agency has" if done.asked == 1 else "agencies have"
    some = done.sent if done.sent else "None"
    words = [f"{some} of {done.asked} {noun} sent"]
    if done.late:
        words.append(f"{done.late} {'is' if done.late == 1 else 'are'} late")
    if done.queried:
        words.append(f"{done.queried} {'has' if done.queried == 1 else 'have'} a query to answer")
    if done.excused:
        words.append(f"{done.excused} {'is' if done.excused == 1 else 'are'} excused")
    return "; ".join(words) + "."


def owes(seen: Seen) -> str:
    """What an agency still has to do for a return, in a few words; "" when nothing."""
    row, state = seen.return_to, seen.standing.state
    left = row.asked - seen.filled
    if state is State.QUERIED:
        many = seen.open_queries
        return "1 query to answer" if many == 1 else f"{many} queries to answer"
    if state not in OWED:
        return ""
    if left > 0:
        return "1 box is left" if left == 1 else f"{left} boxes are left"
    return "Send it again" if row.sent_at else "All is filled in: send it"


def due_of(row: Return) -> date:
    """The day by which a return is wanted: the round's, or that of its own exception."""
    due: date = row.round.due_on
    return row.reopened_until if row.reopened_until and row.reopened_until > due else due

"""What the group's front page puts together: signals, explanations, what is late, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.organisations.models import Organisation
from kith.modules.dataset.escalating.listing import address_of
from kith.modules.dataset.escalating.telling import standing
from kith.modules.dataset.models import Escalation, Return, Round
from kith.modules.dataset.rounds.tally import Tally, not_sent, sentence, tally
from kith.modules.dataset.seeing.explaining import Explained, by_item, explained
from kith.modules.dataset.seeing.readings import Picture, Read, picture
from kith.modules.dataset.standings import Seen, standings
from kith.modules.dataset.states import State

MOST_SIGNALS, MOST_EXPLAINED, MOST_MOVED = 9, 8, 12


@dataclass(frozen=True, slots=True)
class Owed:
    """A round for which something is still owed: who is late, who has a query to answer."""

    round: Round
    tally: Tally
    sentence: str
    late: list[str]
    queried: list[str]
    url: str
    chase: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A change that chance cannot be told from, with what was said of it."""

    read: Read
    explained: list[Explained]

    @property
    def by(self) -> str:
        """Who explained it."""
        names = list(dict.fromkeys(one.organisation.called for one in self.explained))
        if not names:
            return "Nobody explained it"
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        return f"{names[0]}{more}: {self.explained[0].words}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An escalation without an answer."""

    escalation: Escalation
    words: str
    kind: str
    url: str


@dataclass(frozen=True)
class Front:
    """The page's parts."""

    picture: Picture
    moved: list[Moved]
    explained: list[Explained]
    owed: list[Owed]
    waiting: list[Waiting]
    agencies: list[Organisation]


def front(round_: Round, actor: Actor) -> Front:
    """Everything the page shows of a quarter, in a constant number of queries."""
    seen = _returns(round_, actor)
    mine = [one for one in seen if one.return_to.round_id == round_.pk]
    shared = picture(round_)
    words = explained(round_, actor)
    about = by_item(words)
    moved = [Moved(read, about.get(read.item.key, [])) for read in shared.moved[:MOST_MOVED]]
    return Front(
        picture=shared,
        moved=moved,
        explained=words,
        owed=_owed(seen, actor),
        waiting=waiting(actor),
        agencies=agencies(actor, [one.return_to.organisation for one in mine]),
    )


def _returns(round_: Round, actor: Actor) -> list[Seen]:
    """The returns of the quarter's round, and of every round that is open today; one query."""
    rows = Return.objects.filter(round=round_) | Return.objects.filter(
        round__opens_on__lte=actor.today, round__locks_on__gte=actor.today
    )
    return standings(rows.order_by("-round__opens_on", "organisation__name"), actor.today)


def _owed(seen: Sequence[Seen], actor: Actor) -> list[Owed]:
    rounds: dict[int, list[Seen]] = {}
    for one in seen:
        rounds.setdefault(one.return_to.round_id, []).append(one)
    chases = can(actor, Permission.ROUND_MANAGE)
    found = []
    for some in rounds.values():
        round_, done = some[0].return_to.round, tally(some)
        late = [s for s in some if s.standing.late and not s.return_to.sent_at]
        queried = [s for s in some if s.standing.state is State.QUERIED]
        owes = any(not_sent(s) for s in some) or queried
        name = "dataset-chase" if chases and owes else "dataset-round"
        found.append(
            Owed(
                round_,
                done,
                sentence(done),
                [_named(s) for s in late],
                [_named(s) for s in queried],
                reverse(name, args=[round_.key]),
                name == "dataset-chase",
            )
        )
    return found


def _named(seen: Seen) -> str:
    return seen.return_to.organisation.called


def waiting(actor: Actor) -> list[Waiting]:
    """Escalations without an answer, the longest waiting first; none for who may not read them."""
    if not can(actor, Permission.EXCEPTION_READ):
        return []
    rows = visible(Escalation.objects.all(), actor, Permission.EXCEPTION_READ)
    rows = rows.filter(state=Escalation.State.RAISED).select_related("asked_of")
    found = []
    for one in rows.order_by("answer_by", "pk"):
        stands = standing(one, actor.today)
        found.append(Waiting(one, stands.words, stands.kind, address_of(one)))
    return found


def agencies(actor: Actor, among: Sequence[Organisation]) -> list[Organisation]:
    """Those whose own values the reader may see: all, or the reader's own body."""
    if not can(actor, Permission.OBSERVATION_READ):
        return []
    ids = [body.pk for body in among]
    rows = visible(Organisation.objects.all(), actor, Permission.OBSERVATION_READ)
    seen = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    return sorted((body for body in among if body.pk in seen), key=lambda body: body.name)


def offers(actor: Actor, read: Read) -> str:
    """Where the reader escalates a signal; "" for who may not."""
    if read.now is None or not can(actor, Permission.EXCEPTION_RAISE):
        return ""
    new: Any = reverse("dataset-escalations-new")
    return f"{new}?indicator={read.item.key}&period={read.now.period.code.replace(' ', '+')}"

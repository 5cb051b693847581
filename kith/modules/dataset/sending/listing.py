"""The list of returns: an agency's own, or everybody's for those who look after the round."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from kith.foundation.access import Actor, Permission, visible
from kith.foundation.ui.components import tag
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.foundation.ui.words import day
from kith.modules.dataset.models import Return, Round
from kith.modules.dataset.standings import Seen, standings
from kith.modules.dataset.states import OWED, State

KINDS = {
    State.NOT_OPEN: "plain",
    State.OPEN: "open",
    State.PART: "move",
    State.SENT: "good",
    State.QUERIED: "due",
    State.ACCEPTED: "good",
    State.LOCKED: "closed",
    State.EXCUSED: "plain",
}


def tag_of(seen: Seen) -> str:
    """The state as a tag; one that is owed and late is marked so."""
    late = seen.standing.late and seen.standing.state in OWED
    words = f"{seen.standing.title}, late" if late else seen.standing.title
    return tag(words, "late" if late else KINDS[seen.standing.state])


def returns_table(request: HttpRequest, actor: Actor) -> Table:
    """The returns that the reader may see, newest round first."""
    rows = visible(Return.objects.all(), actor, Permission.RETURN_READ)
    found = standings(rows.order_by("-round__opens_on", "organisation__name"), actor.today)
    agencies = {s.return_to.organisation.key: str(s.return_to.organisation) for s in found}
    quarters = {s.return_to.round.key: s.return_to.round.period.label for s in found}
    states = [("", "every state"), *((s.value, s.title.lower()) for s in State)]
    filters = [
        Filter("quarter", "Quarter", [("", "every quarter"), *quarters.items()],
               by=lambda some, key: [s for s in some if s.return_to.round.key == key]),
        Filter("state", "State", states,
               by=lambda some, key: [s for s in some if s.standing.state == key]),
    ]  # fmt: skip
    if len(agencies) > 1:
        filters.append(
            Filter("agency", "Agency", [("", "every agency"), *sorted(agencies.items())],
                   by=lambda some, key: [s for s in some if s.return_to.organisation.key == key])
        )  # fmt: skip
    return Table(
        columns=_columns(many=len(agencies) > 1),
        rows=found,
        query=request.GET,
        caption="Returns",
        caption_hidden=True,
        filters=filters,
        noun="return",
        name="returns",
        empty=_empty(actor),
    )


def _columns(*, many: bool) -> list[Column]:
    agency = Column(
        "agency", "Agency", value=lambda s: str(s.return_to.organisation), sort="agency"
    )
    return [
        Column(
            "quarter",
            "Quarter",
            header=True,
            sort="quarter",
            value=lambda s: s.return_to.round.quarter,
            text=lambda s: s.return_to.round.period.label,
            link=lambda s: reverse("dataset-return", args=[s.return_to.pk]),
        ),
        *([agency] if many else []),
        Column("state", "State", sort="state", value=lambda s: s.standing.title, html=tag_of),
        Column("reason", "Why", value=lambda s: s.standing.reason),
        Column("due", "Due", sort="due", value=lambda s: s.return_to.round.due_on, nowrap=True),
        Column(
            "filled",
            "Filled in",
            numeric=True,
            value=lambda s: s.filled,
            text=lambda s: f"{s.filled} of {s.return_to.asked}",
        ),
    ]


def _empty(actor: Actor) -> Empty:
    following = Round.objects.filter(opens_on__gt=actor.today).order_by("opens_on").first()
    if following is None:
        told = (
            "The data analyst opens a round after each quarter has ended. Those whom it asks "
            "find their return here on that day."
        )
    else:
        told = f"The next round, for {following.period.label}, opens on {day(following.opens_on)}."
    return Empty("No return is asked for now", told)

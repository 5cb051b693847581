"""The tables of rounds: all rounds, one round's agencies, the chase list, who sent when."""

from __future__ import annotations

from django.db.models import OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.ui.components import tag
from kith.foundation.ui.navigation import addresses
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.foundation.ui.words import day
from kith.modules.dataset.models import Receipt, Return, Round
from kith.modules.dataset.rounds.completeness import KINDS, Mark, Record
from kith.modules.dataset.rounds.tally import (
    due_of,
    not_sent,
    owes,
    tallies,
    waits_for_the_analyst,
)
from kith.modules.dataset.sending.listing import tag_of
from kith.modules.dataset.standings import Seen, number_of, standings
from kith.modules.dataset.states import State


def rounds_table(request: HttpRequest, actor: Actor) -> Table:
    """All rounds, the newest first, with how each stands."""
    rounds = list(Round.objects.select_related("edition"))
    done = tallies(rounds, actor.today)

    def count(name: str, label: str) -> Column:
        return Column(
            name, label, numeric=True, sort=name, value=lambda r: getattr(done[r.pk], name)
        )

    return Table(
        columns=[
            Column("quarter", "Quarter", header=True, sort="quarter",
                   value=lambda r: r.quarter, text=lambda r: r.period.label,
                   link=lambda r: reverse("dataset-round", args=[r.key])),
            Column("stands", "Round", value=lambda r: _stands(r, actor)[0],
                   html=lambda r: tag(*_stands(r, actor))),
            Column("opens_on", "Opened", sort="opens_on", nowrap=True),
            Column("due_on", "Due", sort="due_on", nowrap=True),
            Column("locks_on", "Locks", sort="locks_on", nowrap=True),
            Column("edition", "Edition", value=lambda r: str(r.edition)),
            count("asked", "Agencies"),
            count("sent", "Sent"),
            count("owed", "Owed"),
            count("late", "Late"),
            count("accepted", "Accepted"),
        ],
        rows=rounds,
        query=request.GET,
        caption="Rounds",
        caption_hidden=True,
        sort="-quarter",
        noun="round",
        name="rounds",
        empty=Empty(
            "No round yet",
            "A round asks agencies for a quarter’s figures. The data analyst opens it when the "
            "quarter has ended.",
        ),
    )  # fmt: skip


def _stands(round_: Round, actor: Actor) -> tuple[str, str]:
    if actor.today < round_.opens_on:
        return "Not open yet", "plain"
    if actor.today <= round_.due_on:
        return "Open", "move"
    return ("Past due", "due") if actor.today <= round_.locks_on else ("Locked", "closed")


SHOWN = (
    ("", "all agencies"),
    ("owed", "who has not sent"),
    ("late", "who is late"),
    ("queried", "who has a query to answer"),
    ("to-accept", "what waits to be accepted"),
    ("accepted", "what is accepted"),
    ("excused", "who is excused"),
)


def _only(some: list[Seen], which: str) -> list[Seen]:
    keeps = {
        "owed": not_sent,
        "late": lambda s: not s.return_to.sent_at and s.standing.late,
        "queried": lambda s: s.standing.state is State.QUERIED,
        "to-accept": waits_for_the_analyst,
        "accepted": lambda s: bool(s.return_to.accepted_at),
        "excused": lambda s: s.standing.state is State.EXCUSED,
    }[which]
    return [seen for seen in some if keeps(seen)]


def agencies_of(round_: Round, actor: Actor) -> list[Seen]:
    """Every agency's return of a round with where it stands and how many receipts it has."""
    receipts = number_of(Receipt.objects.filter(return_to=OuterRef("pk")))
    rows = round_.returns.annotate(receipts_held=receipts).order_by("organisation__name")
    return standings(rows, actor.today)


def agencies_table(request: HttpRequest, found: list[Seen], actor: Actor) -> Table:
    """One round: what each agency owes. A return opens for those who may read it."""
    may_read = set(
        visible(Return.objects.all(), actor, Permission.RETURN_READ)
        .filter(pk__in=[seen.return_to.pk for seen in found])
        .values_list("pk", flat=True)
    )
    at = addresses("dataset-return", int)
    look = addresses("dataset-return-review", int)
    analyst = can(actor, Permission.RETURN_ACCEPT)

    def link(seen: Seen) -> str:
        pk = seen.return_to.pk
        if pk not in may_read:
            return ""
        return look(pk) if analyst and seen.return_to.sent_at else at(pk)

    return Table(
        columns=[
            Column("agency", "Agency", header=True, sort="agency", link=link,
                   value=lambda s: str(s.return_to.organisation)),
            Column("state", "State", sort="state", value=lambda s: s.standing.title, html=tag_of),
            Column("reason", "Why", value=lambda s: s.standing.reason),
            Column("due", "Due", sort="due", nowrap=True, value=lambda s: due_of(s.return_to)),
            Column("sent", "First sent", sort="sent", nowrap=True,
                   value=lambda s: s.return_to.first_sent_at.date()
                   if s.return_to.first_sent_at else None),
            Column("receipts", "Receipts", sort="receipts", numeric=True,
                   value=lambda s: s.return_to.receipts_held),
            Column("queries", "Open queries", sort="queries", numeric=True,
                   value=lambda s: s.open_queries),
            Column("owes", "What it owes", value=owes),
            *_doing(actor),
        ],
        rows=found,
        query=request.GET,
        caption=f"Agencies asked for {found[0].return_to.round.period.label}" if found else "",
        caption_hidden=True,
        sort="agency",
        filters=[Filter("show", "Show", SHOWN, by=_only)],
        noun="agency",
        nouns="agencies",
        name="round",
        as_at=day(actor.today),
    )  # fmt: skip


def _doing(actor: Actor) -> list[Column]:
    """Excuse and reopen, for those who look after the round."""
    if not can(actor, Permission.ROUND_MANAGE):
        return []
    excuse, again = addresses("dataset-excuse", int), addresses("dataset-reopen", int)

    def links(seen: Seen) -> SafeString:
        row = seen.return_to
        body = row.organisation.called
        hidden = '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
        found = []
        if not row.excused_on and not row.accepted_at:
            found.append((format_html(hidden, excuse(row.pk), "Excuse", body),))
        if seen.standing.state in (State.LOCKED, State.EXCUSED, State.ACCEPTED):
            found.append((format_html(hidden, again(row.pk), "Reopen", body),))
        return format_html_join(" ", "{}", found)

    return [Column("do", "Change", html=links, exported=False, nowrap=True)]


def record_table(request: HttpRequest, found: Record, title: str) -> Table:
    """Agencies down, rounds across: what each did, as a mark with words."""

    def round_column(round_: Round) -> Column:
        def words(line: object) -> str:
            mark: Mark | None = line.marks.get(round_.pk)  # type: ignore[attr-defined]
            return mark.words if mark else "Not asked"

        def shown(line: object) -> SafeString:
            mark: Mark | None = line.marks.get(round_.pk)  # type: ignore[attr-defined]
            return tag(mark.shown, KINDS[mark.key]) if mark else SafeString("Not asked")

        return Column(round_.key, round_.quarter, value=words, html=shown)

    return Table(
        columns=[
            Column("name", "Agency", header=True, sort="name"),
            Column("said", "In time", sort="share", numeric=True,
                   value=lambda line: line.said),
            *(round_column(round_) for round_ in reversed(found.rounds)),
        ],
        rows=found.lines,
        query=request.GET,
        caption=title,
        sort="name",
        noun="agency",
        nouns="agencies",
        name="record",
        filters=[Filter("show", "Show", [("", "all agencies"), ("missed", "who missed a round")],
                        by=lambda some, _: [each for each in some if each.in_time < each.counted])],
    )  # fmt: skip

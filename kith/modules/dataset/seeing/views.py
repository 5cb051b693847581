"""The group's front page, and the same figures by priority, by agency and by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.access import Actor, Permission, can
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.organisations.models import Organisation
from kith.foundation.ui.table_html import filters as filter_sentence
from kith.foundation.ui.table_html import foot, grid
from kith.foundation.ui.tables import Table
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.models import Round
from kith.modules.dataset.seeing import front as fronts
from kith.modules.dataset.seeing.cards import Card, card
from kith.modules.dataset.seeing.explaining import explained
from kith.modules.dataset.seeing.listing import MOVED, reads_table
from kith.modules.dataset.seeing.priorities import priorities
from kith.modules.dataset.seeing.quarters import NAME, Quarters, of_quarter, quarters
from kith.modules.dataset.seeing.readings import RULE, Picture, Read, picture, picture_of


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def performance(request: HttpRequest) -> HttpResponse:
    """The front page of a quarter: exceptions first."""
    actor = actor_of(request)
    found = quarters(str(request.GET.get(NAME, "")))
    if found.chosen is None:
        return _nothing_yet(request)
    round_, page = found.chosen, fronts.front(found.chosen, actor)
    signals = page.picture.signals
    every = request.GET.get("explained") == "all"
    shown = page.explained if every else page.explained[: fronts.MOST_EXPLAINED]
    context = {
        "round": round_,
        "period": round_.period,
        "front": page,
        "signals": [
            (card(read, numbers=False), fronts.offers(actor, read))
            for read in signals[: fronts.MOST_SIGNALS]
        ],
        "more_signals": len(signals) - fronts.MOST_SIGNALS,
        "explained": shown,
        "hidden": len(page.explained) - len(shown),
        "priorities": priorities(page.picture),
        "rule": RULE,
        "bar": SafeString(filter_sentence(found.bar(request.GET))),
        "may_escalate": can(actor, Permission.EXCEPTION_RAISE),
        "tabs": tabs_of(EVIDENCE, request),
    }
    return render(request, "dataset/seeing/front.html", context)


def _nothing_yet(request: HttpRequest) -> HttpResponse:
    context = {"tabs": tabs_of(EVIDENCE, request)}
    return render(request, "dataset/seeing/nothing.html", context)


def by_priority(request: HttpRequest, number: int) -> HttpResponse:
    """The indicators of one priority, all drawn alike."""
    found = quarters(str(request.GET.get(NAME, "")))
    if found.chosen is None:
        return _nothing_yet(request)
    shared = picture(found.chosen)
    every = priorities(shared)
    one = next((p for p in every if p.number == number), None)
    if one is None:
        raise Http404
    table = reads_table(
        request.GET,
        one.reads,
        first=[found.choice()],
        name=f"priority-{number}-{found.chosen.key}",
        caption=f"Indicators of priority {number}",
        priority=False,
    )
    others = [(f"Priority {p.number}", p.url, p.number == number) for p in every]
    return _pictures(
        request, found, table,
        title=f"{one.title}, {found.chosen.period.label}",
        kicker=f"Priority {number}", sentence=_of(one.reads), tags=one.tags,
        others=_tabs(others, found.chosen),
    )  # fmt: skip


def by_quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    """Every indicator in one quarter; what moved is drawn unless more is asked for."""
    found = of_quarter(quarters(), quarter)
    if found.chosen is None:
        raise Http404
    shared = picture(found.chosen)
    table = reads_table(
        request.GET,
        shared.reads,
        name=f"quarter-{found.chosen.key}",
        caption=f"Indicators in {found.chosen.period.label}",
        show=MOVED,
    )
    others = [
        (one.quarter, reverse("dataset-by-quarter", args=[one.quarter]), one == found.chosen)
        for one in found.rounds[:8]
    ]
    return _pictures(
        request, found, table,
        title=found.chosen.period.label, kicker="All indicators of a quarter",
        sentence=shared.sentence, tags=[], others=_tabs(others, None),
    )  # fmt: skip


def by_agency(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What one agency's own accepted values say: for the group, and for the agency itself."""
    actor = actor_of(request)
    found = quarters(str(request.GET.get(NAME, "")))
    if found.chosen is None:
        return _nothing_yet(request)
    items = agreed(found.chosen.edition).of(organisation.pk)
    own = picture_of(found.chosen, organisation.pk, items)
    reads = [read for read in own.reads if read.timeline.spots]
    table = reads_table(
        request.GET,
        reads,
        first=[found.choice()],
        name=f"{organisation.key}-{found.chosen.key}",
        caption=f"Indicators that {organisation} gives",
    )
    return _pictures(
        request, found, table,
        title=f"{organisation}, {found.chosen.period.label}",
        kicker="What one agency gave, as far as it is accepted",
        sentence=_of(reads) if reads else "Nothing that it gave has been accepted yet.",
        tags=[], others=[],
        explained=explained(found.chosen, actor, organisation),
        note="Only the group and the agency itself read this page. Everyone else reads the "
        "partnership’s totals.",
    )  # fmt: skip


def _pictures(request: HttpRequest, found: Quarters, table: Table, **words: Any) -> HttpResponse:
    """A page of small multiples: what the table's filters let through is drawn."""
    if file := table.download():
        return file
    sections: dict[str, list[Card]] = {}
    for read in _signals_first(table.found):
        sections.setdefault(read.item.section, []).append(card(read))
    context = {
        "sections": list(sections.items()),
        "bar": SafeString(filter_sentence(table)),
        "numbers": SafeString(grid(table) + foot(table)) if table.count else SafeString(""),
        "count": table.count,
        "rule": RULE,
        "front": f"{reverse('dataset-performance')}?{NAME}={found.chosen.key}"
        if found.chosen
        else "",
        "crumbs": [("Performance", reverse("dataset-performance"))],
        **words,
    }
    return render(request, "dataset/seeing/pictures.html", context)


def _signals_first(reads: Iterable[Read]) -> list[Read]:
    """Within each part of the form, what moved beyond chance stands first."""
    return sorted(reads, key=lambda read: not read.signals)


def _of(reads: Sequence[Read]) -> str:
    """How many of these moved, in a sentence."""
    some = Picture(reads[0].quarter, tuple(reads)) if reads else None
    if some is None:
        return "No indicator belongs here."
    number = sum(read.signals and not read.item.worked_out_from for read in reads)
    asked = some.asked
    said = "None" if number == 0 else str(number)
    few = sum(read.reading.value == "few" for read in asked)
    words = f"{said} of {len(asked)} indicators moved beyond what chance explains."
    return f"{words} {few} have too few values to say." if few else words


def _tabs(rows: list[tuple[str, str, bool]], round_: Round | None) -> list[dict[str, Any]]:
    asked = f"?{NAME}={round_.key}" if round_ is not None else ""
    return [{"label": label, "url": url + asked, "current": here} for label, url, here in rows]

"""Pages of rounds: all of them, one, opening one, who sent when, and one agency's exceptions."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.tasks.outbox import send_waiting
from kith.foundation.ui.words import counted, day
from kith.modules.dataset.models import Return, Round
from kith.modules.dataset.rounds import actions
from kith.modules.dataset.rounds.completeness import chart, record, sentence
from kith.modules.dataset.rounds.forms import ExcuseForm, ReminderForm, ReopenForm
from kith.modules.dataset.rounds.leads import leads_of
from kith.modules.dataset.rounds.listing import (
    agencies_of,
    agencies_table,
    record_table,
    rounds_table,
)
from kith.modules.dataset.rounds.reminding import chase as chase_returns
from kith.modules.dataset.rounds.reminding import last_reminded
from kith.modules.dataset.rounds.tally import due_of, owes, tally
from kith.modules.dataset.rounds.tally import sentence as tally_sentence
from kith.modules.dataset.standings import Seen
from kith.modules.dataset.states import OWED


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first."""
    actor = actor_of(request)
    table = rounds_table(request, actor)
    context = {
        "title": "Rounds",
        "lead": "Each quarter the agencies are asked for their figures: who has sent, who is late.",
        "table": table,
        "tabs": tabs_of(EVIDENCE, request),
        "may_open": can(actor, Permission.ROUND_MANAGE),
    }
    return table.download() or render(request, "dataset/rounds/index.html", context)


def show(request: HttpRequest, round_: Round) -> HttpResponse:
    """One round: how it stands in a sentence, and every agency with what it owes and why."""
    actor = actor_of(request)
    found = agencies_of(round_, actor)
    table = agencies_table(request, found, actor)
    done = tally(found)
    context = {
        "round": round_,
        "table": table,
        "sentence": tally_sentence(done),
        "tally": done,
        "may_manage": can(actor, Permission.ROUND_MANAGE),
        "crumbs": [("Rounds", reverse("dataset-rounds"))],
    }
    return table.download() or render(request, "dataset/rounds/round.html", context)


def completeness(request: HttpRequest) -> HttpResponse:
    """Who sent in time, late or never in the last rounds."""
    found = record(actor_of(request).today)
    table = record_table(request, found, "What each agency did in the last rounds")
    context = {
        "found": found,
        "table": table,
        "chart": chart(found),
        "sentence": sentence(found),
        "crumbs": [("Rounds", reverse("dataset-rounds"))],
    }
    return table.download() or render(request, "dataset/rounds/completeness.html", context)


@once("dataset-chase")
def chase(request: HttpRequest, round_: Round) -> HttpResponse:
    """Who still owes something, who leads there, when they were last reminded; remind them."""
    actor = actor_of(request)
    found = [seen for seen in agencies_of(round_, actor) if seen.standing.state in OWED]
    leads = leads_of((seen.return_to.organisation_id for seen in found), actor.today)
    reminded = last_reminded(seen.return_to for seen in found)
    choices, hints = [], {}
    for seen in found:
        row = seen.return_to
        letter = reminded.get(row.pk)
        people = [f"{lead.office}, {lead.user.email}" for lead in leads[row.organisation_id]]
        told = ["; ".join(people) or "Nobody leads here in Kith: telephone, or appoint somebody"]
        told.append(
            f"last reminded on {day(timezone.localdate(letter.made_at))}"
            if letter
            else "not reminded yet"
        )
        choices.append((str(row.pk), f"{row.organisation}: {_owed(seen)}"))
        hints[str(row.pk)] = ". ".join(part[0].upper() + part[1:] for part in told) + "."
    form = ReminderForm(request.POST or None, choices=choices)
    form.fields["returns"].option_hints = hints  # type: ignore[attr-defined]
    if form.is_valid():
        chosen = [int(pk) for pk in form.cleaned_data["returns"]]
        letters = chase_returns(round_=round_, returns=chosen, by=actor)
        transaction.on_commit(lambda: send_waiting(letters))
        done = counted(len(letters), "reminder is", "reminders are") + " on the way."
        again = "Those chosen were reminded today already."
        messages.success(request, done if letters else again)
        return redirect("dataset-chase", round_.key)
    if request.method == "GET" and found:
        with transaction.atomic():
            audit.record_read(by=actor, ref=round_, what=f"whom to chase for {round_.period.label}")
    context = {
        "form": form,
        "round": round_,
        "found": found,
        "crumbs": _crumbs(round_),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dataset/rounds/chase.html", context, status=status)


def _owed(seen: Seen) -> str:
    late = " (late)" if seen.standing.late else ""
    words = owes(seen)
    return f"{words[0].lower()}{words[1:]}, due {day(due_of(seen.return_to))}{late}"


def _crumbs(round_: Round) -> list[tuple[str, str]]:
    return [
        ("Rounds", reverse("dataset-rounds")),
        (round_.period.label, reverse("dataset-round", args=[round_.key])),
    ]


@once("dataset-excuse")
def excuse(request: HttpRequest, return_to: Return) -> HttpResponse:
    """Ask nothing of one agency this time, with the reason."""
    initial = {"expected_version": return_to.version}
    form = ExcuseForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.excuse(return_to=return_to, by=actor_of(request), **form.cleaned_data)
        messages.success(request, f"{return_to.organisation} is excused.")
        return redirect("dataset-round", return_to.round.key)
    what = [
        "Nothing is asked of the agency in this round, and nobody is reminded.",
        "What it has filled in stays stored. The reason stands wherever its return would.",
    ]
    return _exception(request, form, return_to, f"Excuse {return_to.organisation}", what)


@once("dataset-reopen")
def reopen(request: HttpRequest, return_to: Return) -> HttpResponse:
    """Let one agency send or change until a day, whatever the round's dates."""
    initial = {"expected_version": return_to.version}
    form = ReopenForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.reopen(return_to=return_to, by=actor_of(request), **form.cleaned_data)
        messages.success(request, f"The return of {return_to.organisation} is open again.")
        return redirect("dataset-round", return_to.round.key)
    what = ["Only this agency can send or change, and only until the day that you give."]
    if return_to.excused_on:
        what.append("It is no longer excused.")
    if return_to.accepted_at:
        what.append("Its accepted figures stay as they are until a new sending has been accepted.")
    return _exception(request, form, return_to, f"Reopen the return of {return_to.organisation}",
                      what)  # fmt: skip


def _exception(
    request: HttpRequest,
    form: ExcuseForm | ReopenForm,
    return_to: Return,
    title: str,
    what: list[str],
) -> HttpResponse:
    round_ = return_to.round
    context = {
        "form": form,
        "title": title,
        "what": what,
        "facts": [("Quarter", round_.period.label), ("Due", day(round_.due_on)),
                  ("Locks after", day(round_.locks_on))],
        "submit": title.split()[0],
        "cancel_url": reverse("dataset-round", args=[round_.key]),
        "crumbs": _crumbs(round_),
    }  # fmt: skip
    return render(request, "ui/confirm_page.html", context, status=422 if form.is_bound else 200)

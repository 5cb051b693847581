"""The page that opens a round: a quarter and an edition, then dates and agencies, then a yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import once
from kith.foundation.organisations.models import Organisation
from kith.foundation.ui.once import FIELD
from kith.foundation.ui.words import counted, day
from kith.kernel.periods import Period
from kith.modules.dataset.models import Edition
from kith.modules.dataset.rounds import planning
from kith.modules.dataset.rounds.actions import open_round
from kith.modules.dataset.rounds.forms import ChoosingForm, OpeningForm
from kith.modules.dataset.rounds.views import actor_of

NO_EDITION = (
    "No edition of the definitions has been approved, so there is nothing to ask. "
    "The group approves an edition; then a round can be opened with it."
)


@once("dataset-round-open")
def begin(request: HttpRequest) -> HttpResponse:
    """Choose, look at what will happen, and open the round."""
    today = actor_of(request).today
    editions = list(planning.editions())
    crumbs = [("Rounds", reverse("dataset-rounds"))]
    if not editions:
        context = {"crumbs": crumbs, "reason": NO_EDITION}
        return render(request, "dataset/rounds/open.html", context)
    quarters = planning.quarters(today)
    period, edition = _chosen(request.GET, quarters, editions)
    asked = planning.asked(edition, period)
    first = planning.dates(period, today)
    form = OpeningForm(
        request.POST or None,
        asked=asked,
        initial={
            "opens_on": first.opens_on,
            "due_on": first.due_on,
            "locks_on": first.locks_on,
            "agencies": [one.organisation.key for one in asked],
        },
    )
    context = {"crumbs": crumbs, "period": period, "edition": edition, "asked": asked}
    if form.is_valid():
        told = form.cleaned_data
        if not told["confirmed"]:
            return _confirm(request, context, told)
        chosen = Organisation.objects.filter(key__in=told["agencies"])
        made = open_round(
            quarter=period.code,
            edition=edition,
            opens_on=told["opens_on"],
            due_on=told["due_on"],
            locks_on=told["locks_on"],
            organisations=chosen,
            by=actor_of(request),
        )
        messages.success(request, f"The round for {period.label} is open.")
        return redirect("dataset-round", made.key)
    choosing = ChoosingForm(
        initial={"quarter": period.code, "edition": edition.key},
        quarters=quarters,
        editions=editions,
        auto_id="choose_%s",
    )
    context |= {"form": form, "choosing": choosing}
    status = 422 if form.is_bound else 200
    return render(request, "dataset/rounds/open.html", context, status=status)


def _chosen(
    query: QueryDict, quarters: list[Period], editions: list[Edition]
) -> tuple[Period, Edition]:
    """The quarter and the edition that the address names, or those that come next."""
    period = next((p for p in quarters if p.code == query.get("quarter")), quarters[0])
    named = next((e for e in editions if e.key == query.get("edition")), None)
    return period, named or planning.edition_for(period, editions) or editions[0]


def _confirm(request: HttpRequest, context: dict[str, Any], told: dict[str, Any]) -> HttpResponse:
    """What will happen, with everything that was chosen carried along."""
    edition: Edition = context["edition"]
    period: Period = context["period"]
    number = len(told["agencies"])
    what = [
        f"{counted(number, 'agency gets', 'agencies get')} a return for {period.label}, "
        "which they find in Kith from the day on which the round opens.",
        "Those who lead there are reminded by mail a week before it is due, the day before, and "
        "every week while it is late. The mail says only that something waits.",
    ]
    if edition.state != Edition.State.FROZEN:
        what.append(f"{edition.title} freezes: its items cannot be changed after this.")
    left = [str(one.organisation) for one in context["asked"]
            if one.organisation.key not in set(told["agencies"])]  # fmt: skip
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in (FIELD, "csrfmiddlewaretoken", "confirmed")
        for value in values
    ]
    words: dict[str, Any] = {
        "title": f"Open the round for {period.label}",
        "what": what,
        "facts": [
            ("Edition", edition.title),
            ("Opens on", day(told["opens_on"])),
            ("Due on", day(told["due_on"])),
            ("Locks after", day(told["locks_on"])),
            ("Agencies", number),
            *([("Not asked", ", ".join(left))] if left else []),
        ],
        "carried": [*carried, ("confirmed", "yes")],
        "submit": "Open the round",
        "cancel_url": request.get_full_path(),
    }
    return render(request, "dataset/rounds/confirm_open.html", context | words)

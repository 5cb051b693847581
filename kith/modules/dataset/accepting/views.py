"""The analyst's pages of a return: reading it, asking about a value, accepting, correcting."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.ui.once import FIELD
from kith.foundation.ui.words import counted
from kith.kernel.figures import shown_number
from kith.modules.dataset.accepting import actions
from kith.modules.dataset.accepting.correcting import Effect, correct, effect_of, may_correct
from kith.modules.dataset.accepting.forms import CorrectionForm, QuestionForm
from kith.modules.dataset.accepting.reading import box_of, history_of, parts_of, wants_a_look
from kith.modules.dataset.asking import Box
from kith.modules.dataset.models import Answer, Query, Return
from kith.modules.dataset.rounds.forms import VersionForm
from kith.modules.dataset.rounds.tally import waits_for_the_analyst
from kith.modules.dataset.sending.filling import Filling, filling
from kith.modules.dataset.sending.listing import tag_of
from kith.modules.dataset.sending.rows import Row, groups_of
from kith.modules.dataset.sending.saving import Refusals


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def crumbs_of(return_to: Return, *, within: bool = True) -> list[tuple[str, str]]:
    """The way back from the analyst's pages of a return."""
    round_ = return_to.round
    trail = [
        ("Rounds", reverse("dataset-rounds")),
        (round_.period.label, reverse("dataset-round", args=[round_.key])),
    ]
    if within:
        address = reverse("dataset-return-review", args=[return_to.pk])
        trail.append((return_to.organisation.called, address))
    return trail


def value_url(return_to: Return, box: str, name: str = "dataset-return-value") -> str:
    """The address of a page about one value."""
    return f"{reverse(name, args=[return_to.pk])}?{urlencode({'box': box})}"


def review(request: HttpRequest, return_to: Return) -> HttpResponse:
    """The whole return: what wants a look first, then every value beside its past."""
    actor = actor_of(request)
    found = filling(return_to, actor.today)
    parts = parts_of(found)
    look = [row for part in parts for row in part.rows if wants_a_look(row)]
    context = {
        "found": found,
        "return_to": found.return_to,
        "round": found.return_to.round,
        "state": tag_of(found.seen),
        "standing": found.standing,
        "look": [_shown(found, row) for row in look],
        "parts": [(part.name, [_shown(found, row) for row in part.rows]) for part in parts],
        "may_accept": waits_for_the_analyst(found.seen),
        "may_correct": may_correct(found.return_to, found.standing.state),
        "open_queries": len([query for query in found.queries if not query.closed_at]),
        "receipts": list(found.return_to.receipts.all()),
        "crumbs": crumbs_of(found.return_to, within=False),
    }
    return render(request, "dataset/accepting/review.html", context)


def _shown(found: Filling, row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "title": row.box.title,
        "url": value_url(found.return_to, row.box.id),
        "queries": [query for query in row.queries if not query.closed_at],
    }


@once("dataset-return-accept")
def accept(request: HttpRequest, return_to: Return) -> HttpResponse:
    """Accept a return, after reading what that does."""
    found = filling(return_to, actor_of(request).today)
    form = VersionForm(request.POST or None, initial={"expected_version": found.return_to.version})
    if form.is_valid():
        actions.accept(
            return_to=found.return_to,
            expected_version=form.cleaned_data["expected_version"],
            by=actor_of(request),
        )
        messages.success(request, f"The return of {return_to.organisation} is accepted.")
        return redirect("dataset-round", return_to.round.key)
    held = [answer for answer in found.answers.values() if not answer.empty]
    numbers = sum(answer.of is not None for answer in held)
    waiting = [query for query in found.queries if not query.closed_at]
    what = [
        f"{counted(numbers, 'number becomes', 'numbers become')} part of the partnership’s "
        "figures: the sums of the quarter and, with its last quarter, of the year.",
        "Everybody who reads indicators sees them from then on.",
    ]
    if waiting:
        many = counted(len(waiting), "query is", "queries are")
        what.append(f"{many} taken as settled.")
    context = {
        "form": form,
        "title": f"Accept the return of {return_to.organisation}",
        "what": what,
        "facts": [
            ("Quarter", return_to.round.period.label),
            ("Stands", found.standing.reason),
            ("Without a number", len(held) - numbers),
            ("Explained", sum(bool(answer.explanation) for answer in held)),
        ],
        "submit": "Accept the return",
        "cancel_url": reverse("dataset-return-review", args=[return_to.pk]),
        "crumbs": crumbs_of(return_to),
    }
    return render(request, "ui/confirm_page.html", context, status=_status(form))


@once("dataset-return-value")
def value(request: HttpRequest, return_to: Return) -> HttpResponse:
    """One value: its past, what was said of it, everything it ever was; ask about it."""
    if "box" not in request.GET:  # no value is named
        return redirect("dataset-return", return_to.pk)
    actor = actor_of(request)
    found = filling(return_to, actor.today)
    box = _box(request, found)
    accepts = can(actor, Permission.RETURN_ACCEPT)
    may_ask = accepts and bool(found.return_to.sent_at)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        question = form.cleaned_data["question"]
        actions.ask(return_to=found.return_to, box=box.id, question=question, by=actor)
        messages.success(request, "The agency finds your question in its return.")
        return redirect("dataset-return-review", return_to.pk)
    row = next(row for group in groups_of(found, [box]) for row in group.rows)
    correctable = may_correct(found.return_to, found.standing.state)
    reads_all = accepts
    context = {
        "form": form if may_ask else None,
        "box": box,
        "row": row,
        "return_to": found.return_to,
        "round": found.return_to.round,
        "history": history_of(found.return_to, box),
        "queries": [
            (query, VersionForm(initial={"expected_version": query.version},
                                auto_id=f"q{query.pk}_%s"))
            for query in row.queries
        ],
        "accepts": accepts,
        "correct_url": value_url(found.return_to, box.id, "dataset-return-correct")
        if accepts and correctable
        else "",
        "crumbs": crumbs_of(found.return_to) if reads_all else [
            ("Returns", reverse("dataset-returns")),
            (str(found.return_to), reverse("dataset-return", args=[return_to.pk])),
        ],
    }  # fmt: skip
    return render(request, "dataset/accepting/value.html", context, status=_status(form))


@once("dataset-query-close")
def close(request: HttpRequest, query: Query) -> HttpResponse:
    """Take a question as settled."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    actions.close(
        query=query, expected_version=form.cleaned_data["expected_version"], by=actor_of(request)
    )
    messages.success(request, "The query is settled.")
    return redirect("dataset-return-review", query.return_to_id)


@once("dataset-return-correct")
def correction(request: HttpRequest, return_to: Return) -> HttpResponse:
    """Correct a value after the lock: what it changes is shown before it is done."""
    if "box" not in request.GET:
        return redirect("dataset-return-review", return_to.pk)
    actor = actor_of(request)
    found = filling(return_to, actor.today)
    box = _box(request, found)
    stored = found.answers.get(box.id)
    initial = {"expected_version": stored.version if stored else 0}
    if stored:
        initial |= {"of": _plain(stored.of), "among": _plain(stored.among), "reason": stored.reason}
    form = CorrectionForm(request.POST or None, item=box.item, initial=initial)
    allowed = may_correct(found.return_to, found.standing.state)
    if allowed and form.is_valid():
        told = dict(form.cleaned_data)
        if not told.pop("confirmed"):
            effect = effect_of(found.return_to, box)
            return _confirm(request, found, box, stored, told, effect)
        try:
            correct(return_to=found.return_to, box=box.id, by=actor, **told)
        except Refusals as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, "The value is corrected. What it was stays in its history.")
            return redirect(value_url(found.return_to, box.id))
    context = {
        "form": form if allowed else None,
        "title": f"Correct: {box.title}",
        "kicker": str(found.return_to),
        "lead": _lead(found, stored, allowed=allowed),
        "submit": "Look at what it changes",
        "crumbs": crumbs_of(found.return_to),
        "cancel_url": value_url(found.return_to, box.id),
    }
    return render(request, "dataset/accepting/correct.html", context, status=_status(form))


def _lead(found: Filling, stored: Answer | None, *, allowed: bool) -> str:
    if not allowed:
        return (
            f"This value cannot be corrected here now. {found.standing.reason}. While a return "
            "can be changed, the agency changes it: ask about the value instead."
        )
    said = "Nothing stands in this box." if stored is None or stored.empty else (
        f"It says {words_of(stored.of, stored.among, stored.reason)}."
    )  # fmt: skip
    return f"{said} {found.standing.reason}."


def _confirm(
    request: HttpRequest,
    found: Filling,
    box: Box,
    stored: Answer | None,
    told: dict[str, Any],
    effect: Effect,
) -> HttpResponse:
    was = words_of(stored.of, stored.among, stored.reason) if stored else "nothing"
    carried = [
        (name, value)
        for name, value in request.POST.items()
        if name not in (FIELD, "csrfmiddlewaretoken", "confirmed")
    ]
    published = len(effect.published)
    what = [
        "The old value stays in the history with your office, the time and the reason.",
        "The partnership’s own figures are added up anew."
        if effect.values
        else "The return is not accepted, so no figure of the partnership changes.",
    ]
    if effect.values:
        what.append(
            f"{counted(published, 'published figure is', 'published figures are')} made from this "
            "value. A published edition never changes: correct it with a new edition."
            if published
            else "No published figure is made from this value."
        )
    context = {
        "title": f"Correct: {box.title}",
        "what": what,
        "facts": [
            ("Agency and quarter", str(found.return_to)),
            ("It says", was),
            ("It will say", words_of(told["of"], told["among"], told["reason"])),
            ("Because", told["why"]),
        ],
        "carried": [*carried, ("confirmed", "yes")],
        "published": effect.published,
        "submit": "Correct the value",
        "cancel_url": value_url(found.return_to, box.id),
        "crumbs": crumbs_of(found.return_to),
    }
    return render(request, "dataset/accepting/confirm_correct.html", context)


def words_of(of: Decimal | None, among: Decimal | None, reason: str) -> str:
    """What stands in a box, in words."""
    if of is None:
        return f"no number: {reason}" if reason else "nothing"
    return f"{shown_number(of)} of {shown_number(among)}" if among is not None else shown_number(of)


def _plain(number: Decimal | None) -> str:
    """A number as somebody would type it."""
    if number is None:
        return ""
    return str(int(number)) if number == number.to_integral_value() else str(number)


def _box(request: HttpRequest, found: Filling) -> Box:
    box = box_of(found.boxes, request.GET.get("box", ""))
    if box is None:
        raise Http404
    return box


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200

"""Pages of escalations: the list, one as a story, raising, answering, and what followed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once, visible
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.indicators.definitions import Definition, UnknownIndicator, definition
from kith.foundation.indicators.timelines import Line, lines
from kith.foundation.ui.navigation import url_for
from kith.kernel.periods import parse_period
from kith.modules.dataset.escalating import actions
from kith.modules.dataset.escalating.forms import ChooseForm, CloseForm, RaiseForm, ReplyForm
from kith.modules.dataset.escalating.listing import address_of, escalations_table
from kith.modules.dataset.escalating.telling import figures_show, indicator_of, standing, story
from kith.modules.dataset.models import Edition, Escalation, Item

MOST_PERIODS = 40  # offered to choose from, the newest


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _crumbs(one: Escalation | None = None) -> list[tuple[str, str]]:
    way = [("Escalations", reverse("dataset-escalations"))]
    return [*way, (one.title, address_of(one))] if one is not None else way


def _form(request: HttpRequest, form: BaseForm, **words: Any) -> HttpResponse:
    context = {"form": form, **words}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


def escalations(request: HttpRequest) -> HttpResponse:
    """Every escalation, with its state."""
    actor = actor_of(request)
    rows = visible(Escalation.objects.all(), actor, Permission.EXCEPTION_READ)
    may_raise = can(actor, Permission.EXCEPTION_RAISE)
    table = escalations_table(request.GET, rows, actor.today, may_raise)
    context = {
        "title": "Escalations",
        "lead": "Exceptions in the figures that the group put to the Executive: what was asked of "
        "whom, the answer, and what followed.",
        "table": table,
        "tabs": tabs_of(EVIDENCE, request),
        "action": ("Escalate an exception", reverse("dataset-escalations-new"))
        if may_raise
        else None,
    }
    return table.download() or render(request, "administration/list.html", context)


def escalation(request: HttpRequest, escalation: Escalation) -> HttpResponse:
    """One escalation from the figures to what followed."""
    actor = actor_of(request)
    one = _whole(escalation)
    waits = one.state == Escalation.State.RAISED
    known = _known(one.key)
    context = {
        "one": one,
        "standing": standing(one, actor.today),
        "indicator": indicator_of(one),
        "indicator_url": url_for("indicator", one.key) if known else "",
        "period": parse_period(one.period).label,
        "now": _otherwise(one) if known else "",
        "history": list(story(one, actor.today)),
        "may_answer": waits and can(actor, Permission.EXCEPTION_ANSWER, one),
        "may_close": one.state == Escalation.State.ANSWERED
        and can(actor, Permission.EXCEPTION_RAISE),
        "crumbs": _crumbs(),
    }
    return render(request, "dataset/escalating/escalation.html", context)


@once("dataset-escalations-new")
def begin(request: HttpRequest) -> HttpResponse:
    """Escalate an exception: of which indicator first, then what is asked of whom by when."""
    key = str(request.GET.get("indicator", ""))
    meaning = _known(key) if key else None
    if meaning is None:
        form = ChooseForm(items=_items())
        context = {"form": form, "crumbs": _crumbs(), "cancel_url": reverse("dataset-escalations")}
        return render(request, "dataset/escalating/choose.html", context)
    actor = actor_of(request)
    offered = _periods(meaning, str(request.GET.get("part", "")))
    asked = str(request.GET.get("period", ""))
    period = asked if asked in dict(offered) else next(iter(dict(offered)), "")
    part = str(request.GET.get("part", ""))
    part = part if part in meaning.breakdowns else ""
    initial = {"period": period, "part": part, "answer_by": actions.usual_day(actor.today)}
    if period:
        initial["why"] = figures_show(key, period, part)
    form_ = RaiseForm(
        request.POST or None,
        periods=offered,
        parts=list(meaning.breakdowns.items()),
        partners=actions.partners(actor.today),
        initial=initial,
    )
    if not form_.is_valid():
        return _form(
            request, form_, title="Escalate an exception", kicker=meaning.title,
            submit="Put it to the Executive", crumbs=_crumbs(),
            cancel_url=reverse("dataset-escalations"),
            warning="The Executive, the scrutineer and the agencies’ leads can read it.",
        )  # fmt: skip
    made = actions.escalate(key=key, by=actor, **form_.cleaned_data)
    messages.success(
        request, f"Put to {made.asked_of}. It waits on the first page of who acts for it."
    )
    return redirect(address_of(made))


@once("dataset-escalation-answer")
def answer(request: HttpRequest, escalation: Escalation) -> HttpResponse:
    """Answer for the partner it was put to."""
    one = _whole(escalation)
    form = ReplyForm(request.POST or None, initial={"expected_version": one.version})
    if not form.is_valid():
        return _form(
            request, form, title="Answer the group", kicker=one.title, lead=one.asked,
            submit="Send the answer", crumbs=_crumbs(one), cancel_url=address_of(one),
        )  # fmt: skip
    actions.reply(escalation=one, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "Your answer is with the group.")
    return redirect(address_of(one))


@once("dataset-escalation-close")
def close(request: HttpRequest, escalation: Escalation) -> HttpResponse:
    """Say what followed."""
    one = _whole(escalation)
    form = CloseForm(request.POST or None, initial={"expected_version": one.version})
    if not form.is_valid():
        return _form(
            request, form, title="Say what followed", kicker=one.title, lead=one.answer,
            submit="Close the escalation", crumbs=_crumbs(one), cancel_url=address_of(one),
        )  # fmt: skip
    actions.close(escalation=one, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "The escalation is closed.")
    return redirect(address_of(one))


def _whole(one: Escalation) -> Escalation:
    names = ("asked_of", "about", "raised_by", "answered_by")
    return Escalation.objects.select_related(*names).get(pk=one.pk)


def _otherwise(one: Escalation) -> str:
    """What the figures say today, where it is not what was said when it was raised."""
    words = figures_show(one.key, one.period, one.part)
    return "" if words in one.why else words


def _known(key: str) -> Definition | None:
    try:
        return definition(key)
    except UnknownIndicator:
        return None


def _items() -> list[tuple[str, str]]:
    """The items of the newest edition that the group agreed to."""
    edition = Edition.objects.exclude(state=Edition.State.DRAFT).first()
    rows = Item.objects.filter(edition=edition).values_list("key", "number", "title")
    return [(key, f"{number} {title}") for key, number, title in rows]


def _periods(meaning: Definition, part: str) -> list[tuple[str, str]]:
    """The periods for which there is a number, the newest first."""
    line = Line(meaning.key, part=part if part in meaning.breakdowns else "")
    spots = lines([line])[line].spots
    known = [spot.period for spot in spots if spot.number is not None]
    return [(p.code, p.label) for p in reversed(known[-MOST_PERIODS:])]

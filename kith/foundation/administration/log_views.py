"""The log's pages: what was done, asked by kind, office, thing and day; verified and exported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from kith.foundation import audit
from kith.foundation.access import Permission, action, visible
from kith.foundation.access.actor import Actor
from kith.foundation.access.places import ADMINISTRATION, tabs_of
from kith.foundation.accounts.prepared import Prepared
from kith.foundation.administration import kinds
from kith.foundation.administration.forms import ReasonForm
from kith.foundation.administration.organisation_views import actor_of
from kith.foundation.audit.models import Event
from kith.foundation.ui.fields import DateField
from kith.foundation.ui.table_html import grid
from kith.foundation.ui.tables import Column, Table

PAGE = 50
_NEWEST = Prepared(lambda: Event.objects.order_by("-seq")[: PAGE + 1])
ASKED = ("kind", "office", "ref", "since-day", "since-month", "since-year",
         "until-day", "until-month", "until-year")  # fmt: skip


class AskForm(forms.Form):
    """What to look for in the log."""

    kind = forms.ChoiceField(required=False, label="What was done")
    office = forms.CharField(required=False, max_length=160, label="By which office")
    ref = forms.CharField(
        required=False, max_length=160, label="To what", help_text="Such as organisation:nspcc"
    )
    since = DateField(required=False, label="From")
    until = DateField(required=False, label="To")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = sorted((kind.wording, kind.key) for kind in audit.KINDS.values())
        choices = [(key, f"{key.split('.')[0]}: {words}") for words, key in told]
        self.fields["kind"].choices = [("", "Anything"), *sorted(choices, key=lambda c: c[1])]


def asked_for(query: Mapping[str, str], actor: Actor) -> tuple[AskForm | None, QuerySet[Event]]:
    """The form if anything is asked, and the events that match it; an error matches everything."""
    rows = visible(Event.objects.all(), actor, Permission.AUDIT_READ)
    if not any(query.get(name) for name in ASKED):
        return None, rows
    form = AskForm(query)
    if not form.is_valid():
        return form, rows
    wanted = form.cleaned_data
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["office"]:
        rows = rows.filter(office__icontains=wanted["office"])
    if wanted["ref"]:
        rows = rows.filter(ref=wanted["ref"])
    if wanted["since"]:
        rows = rows.filter(at__gte=_midnight(wanted["since"]))
    if wanted["until"]:
        rows = rows.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return form, rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _panel(form: AskForm | None) -> str:
    """The form to look for something, behind its summary; one that asks nothing is kept."""
    return _drawn(form) if form is not None else _empty_panel(tuple(audit.KINDS.values()))


@lru_cache(maxsize=2)
def _empty_panel(_kinds: tuple[audit.Kind, ...]) -> str:
    # The same for all who may read the log: it shows the kinds of event and nothing else.
    return _drawn(AskForm({}))


def _drawn(form: AskForm) -> str:
    return render_to_string("administration/log_ask.html", {"form": form})


def _shown(rows: QuerySet[Event], before: str) -> list[Event]:
    """The events of a page and one more; the newest of the whole log without writing a query."""
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(seq__lt=int(before))
    if not rows.query.where:
        return _NEWEST.rows()
    return list(rows.order_by("-seq")[: PAGE + 1])


def _count(rows: QuerySet[Event], newest: list[Event]) -> int:
    """How many events there are. Of the whole log its newest number says so: they have no gap."""
    if rows.query.where or not newest:
        return rows.count()
    return newest[0].seq


def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first, a page at a time; pages go by number, so new events move none."""
    form, rows = asked_for(request.GET, actor_of(request))
    before = request.GET.get("before", "")
    shown = _shown(rows, before)
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    older = ""
    if len(shown) > PAGE:
        older = "?" + urlencode({**asked, "before": shown[PAGE - 1].seq})
    context = {
        "form": form,
        "panel": _panel(form),
        "events": _table(shown[:PAGE]) if shown else "",
        "older": older,
        "newest": "?" + urlencode(asked) if before else "",
        "count": rows.count() if before else _count(rows, shown),
        "export": reverse("audit-export") + ("?" + urlencode(asked) if asked else ""),
        "tabs": tabs_of(ADMINISTRATION, request),
    }
    return render(request, "administration/log.html", context)


def _table(events: list[Event]) -> SafeString:
    """Events as a table, written without a template: there are many cells on a page."""
    columns = [
        Column("seq", "Number", numeric=True, text=lambda event: str(event.seq)),
        Column("what", "What was done", header=True, html=_what),
        Column("at", "When", nowrap=True),
        Column("ref", "To what", small=_for),
    ]
    table = Table(columns, events, caption="Events", caption_hidden=True, page_size=PAGE)
    return SafeString(grid(table))


def _what(event: Event) -> str:
    """What was done, why, and each value that was changed, from what to what."""
    more = [f"Because: {event.why}"] if event.why else []
    # Most events kept nothing of the kind; of some kinds only how many were changed.
    changed = event.data.get("changed") if "changed" in event.data_json else None
    for name, (before, after) in changed.items() if isinstance(changed, dict) else ():
        more.append(f"{name}: {before or 'nothing'} → {after or 'nothing'}")
    return escape(audit.present(event)) + "".join(f"<small>{escape(one)}</small>" for one in more)


def _for(event: Event) -> str:
    return f"for {event.organisation}" if event.organisation else ""


@action(Permission.AUDIT_READ)
def verify_log(*, by: Actor) -> Any:
    """Walk the whole chain, and note in it that this was done."""
    verdict = audit.verify()
    what = "whole" if verdict.whole else f"{len(verdict.problems)} problems"
    audit.record(kinds.VERIFIED, by=by, ref="audit:log", what=f"({what})")
    return verdict


def verify(request: HttpRequest) -> HttpResponse:
    """Look whether anything in the log was changed, taken out, put in or moved."""
    verdict = None
    if request.method == "POST":
        verdict = verify_log(by=actor_of(request))
    crumbs = [("Log", reverse("audit-log"))]
    return render(request, "administration/verify.html", {"verdict": verdict, "crumbs": crumbs})


@action(Permission.AUDIT_READ)
def note_export(*, count: int, asked: Mapping[str, str], why: str, by: Actor) -> None:
    """The log says who took a copy of it, of what, and why."""
    what = f"({count:,} events)"
    audit.record(kinds.EXPORTED, by=by, ref="audit:log", what=what, data=dict(asked), why=why)


@transaction.atomic
def export(request: HttpRequest) -> HttpResponse:
    """A copy of the events asked for, as a file; the reason is kept in the log first."""
    form = ReasonForm(request.POST or None)
    _, rows = asked_for(request.GET, actor_of(request))
    count = rows.count()
    if not form.is_valid():
        context = {
            "form": form,
            "title": "Export the log",
            "lead": f"{count:,} events. The file shows what was done, when and by which office.",
            "submit": "Export",
            "cancel_url": reverse("audit-log"),
            "crumbs": [("Log", reverse("audit-log"))],
        }
        return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    note_export(count=count, asked=asked, why=form.cleaned_data["why"], by=actor_of(request))
    file = Table(
        columns=[Column(name, name) for name in
                 ("seq", "at", "kind", "office", "role", "organisation", "ref", "what", "why")],
        rows=rows.order_by("seq"),
        query={"download": "csv"},
        name="log",
    ).download()  # fmt: skip
    assert file is not None
    return file

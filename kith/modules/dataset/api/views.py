"""Pages for people: the keys of an agency's systems, and how the API is used."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.foundation.access import Actor, Permission, can, once, visible
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.ui.components import tag
from kith.foundation.ui.tables import Column, Empty, Table
from kith.foundation.ui.words import day
from kith.kernel.refusals import Refused
from kith.modules.dataset.api.description import CALLS, EXAMPLE, REFUSALS, THINGS
from kith.modules.dataset.api.forms import KeyForm
from kith.modules.dataset.api.keys import make_key, withdraw_key
from kith.modules.dataset.models import Token
from kith.modules.dataset.sending.views import actor_of

TITLE = "Keys for your systems"


def keys(request: HttpRequest) -> HttpResponse:
    """The keys of the reader's organisation; on POST, a new one is made and shown this once.

    The answer to the POST shows the key, so it cannot lead on to another page: a key that was sent
    in an address, or kept until the next page, would be stored. Sending the form again makes no
    second key, since its name is taken.
    """
    by = actor_of(request)
    form = KeyForm(request.POST if request.method == "POST" else None, today=by.today)
    if form.is_valid() and by.organisation is not None:
        told = form.cleaned_data
        try:
            token, key = make_key(
                organisation=by.organisation, name=told["name"], ends_on=told["ends_on"], by=by
            )
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return _made(request, token, key)
    context = {
        "title": TITLE,
        "form": form,
        "table": _table(request, by),
        "organisation": by.organisation,
        "office": by.office,
        "tabs": tabs_of(EVIDENCE, request),
        "crumbs": _crumbs(),
    }
    return render(request, "dataset/api/keys.html", context, status=422 if form.is_bound else 200)


def _crumbs() -> list[tuple[str, str]]:
    return [("Returns", reverse("dataset-returns"))]


def _made(request: HttpRequest, token: Token, key: str) -> HttpResponse:
    context = {
        "token": token,
        "key": key,
        "example": f'curl -H "Authorization: Bearer {key}" \\\n  {_base(request)}returns/',
        "crumbs": [*_crumbs(), (TITLE, reverse("dataset-api"))],
    }
    return render(request, "dataset/api/made.html", context)


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/api/v1/")


def _table(request: HttpRequest, by: Actor) -> Table:
    rows = visible(Token.objects.all(), by, Permission.RETURN_FILL)
    found = list(rows.select_related("appointment").order_by("-made_at", "-pk"))
    return Table(
        columns=[
            Column("name", "System", header=True, value=lambda t: t.name,
                   small=lambda t: f"ends with …{t.hint}"),
            Column("state", "State", value=lambda t: _state(t, by)[0],
                   html=lambda t: tag(*_state(t, by))),
            Column("made", "Made", value=lambda t: t.made_at, text=lambda t: day(t.made_at.date()),
                   small=lambda t: t.appointment.office),
            Column("ends", "Last day", value=lambda t: t.ends_on, nowrap=True),
            Column("used", "Last used", value=lambda t: t.last_used_at,
                   text=lambda t: day(t.last_used_at.date()) if t.last_used_at else "Never"),
            Column("withdraw", "", html=_withdraw, exported=False),
        ],
        rows=found,
        query=request.GET,
        caption="Keys",
        caption_hidden=True,
        noun="key",
        name="keys",
        empty=Empty("No system has a key", "Make one below for a system that sends returns."),
    )  # fmt: skip


def _state(token: Token, by: Actor) -> tuple[str, str]:
    if token.withdrawn_at is not None:
        return "Withdrawn", "closed"
    if token.ends_on < by.today:
        return "Ended", "closed"
    if not token.appointment.holds_on(by.today):
        return "Appointment over", "late"
    return "Works", "good"


def _withdraw(token: Token) -> SafeString | str:
    if token.withdrawn_at is not None:
        return ""
    address = reverse("dataset-api-withdraw", args=[token.pk])
    return format_html(
        '<a href="{}">Withdraw<span class="govuk-visually-hidden"> {}</span></a>',
        address,
        token.name,
    )


@once("dataset-api-withdraw")
def withdraw(request: HttpRequest, token: Token) -> HttpResponse:
    """Ask once more, then make a key useless."""
    if request.method == "POST":
        withdraw_key(token=token, by=actor_of(request))
        messages.success(request, "The key is withdrawn: it opens nothing any more.")
        return redirect("dataset-api")
    context = {
        "title": f"Withdraw the key of “{token.name}”?",
        "what": [
            "From then on the system that uses it is refused. What it sent stays as it is.",
            "A key that was withdrawn cannot be given back; a new one can be made.",
        ],
        "facts": [
            ("Key", f"ends with …{token.hint}"),
            ("Made", day(token.made_at.date())),
            ("Last used", day(token.last_used_at.date()) if token.last_used_at else "Never"),
        ],
        "submit": "Withdraw the key",
        "danger": True,
        "cancel_url": reverse("dataset-api"),
        "crumbs": [*_crumbs(), (TITLE, reverse("dataset-api"))],
    }
    return render(request, "ui/confirm_page.html", context)


def documentation(request: HttpRequest) -> HttpResponse:
    """The API for people: calls, fields, refusals, and examples for this very server."""
    base = _base(request)
    host = base.removesuffix("/api/v1/")
    things = {thing.name: thing for thing in THINGS}
    context = {
        "title": "Send returns from your own system",
        "base": base,
        "calls": [
            (call, host + call.path, _example(call.method, host + call.path)) for call in CALLS
        ],
        "things": list(things.values()),
        "refusals": REFUSALS.items(),
        "example": json.dumps(EXAMPLE, indent=2, ensure_ascii=False),
        "may_make": can(actor_of(request), Permission.RETURN_FILL),
        "tabs": tabs_of(EVIDENCE, request),
        "crumbs": _crumbs(),
    }
    return render(request, "dataset/api/documentation.html", context)


def _example(method: str, address: str) -> str:
    """The call as it is typed; the parts of the address are filled in."""
    address = address.replace("{quarter}", "2019-20-q4").replace("{id}", "1")
    lines = ['curl -H "Authorization: Bearer $KITH_KEY" \\']
    if method == "POST":
        lines += ['  -H "Content-Type: application/json" \\', "  --data @return.json \\"]
    return "\n".join([*lines, f"  {address}"])

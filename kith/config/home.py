"""The first page: what needs the reader, what changed since they were here, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, can
from kith.foundation.administration.signin import LAST_VISIT
from kith.foundation.audit.models import Event
from kith.foundation.publications.remembering import remembering
from kith.foundation.ui import home as contributed
from kith.foundation.ui.navigation import url_of

NUMBERS = ("Nothing", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
CHANGES = 6  # lines
READ_BACK = 200  # events looked at
# Which events a reader is told of: the beginning of their kind, the permission, where they lead.
TOLD = (
    ("publication.", Permission.REPORT_READ_DRAFT, "reports"),
    ("indicator.", Permission.INDICATOR_READ, "indicators"),
    ("official.", Permission.OFFICIAL_READ, "official"),
    ("finance.", Permission.FINANCE_READ, "accounts"),
    ("organisation.", Permission.ORGANISATION_READ, "organisations"),
    ("people.", Permission.SETTINGS_READ, "people"),
)


@dataclass
class Change:
    """One line of what changed: an office, what it did, how often, and when last."""

    what: str
    url: str
    at: datetime
    times: int = 1


def home(request: HttpRequest) -> HttpResponse:
    """The reader's first page; someone who has not signed in reads what is published."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.is_anonymous:
        return redirect("public_reports")
    if actor.appointment is None:
        return redirect("account")
    with remembering():  # what several parts ask for is read once
        found = contributed.gather(actor)
    since = last_visit(request)
    context = {
        "today": actor.today,
        "role": actor.role_title,
        "title": title(found.needs),
        "groups": _grouped(found.needs, actor.today),
        "since": since,
        "changes": changes(actor, since),
        "signals": by_group(found.signals),
        "pictures": found.pictures,
        "states": found.states,
    }
    return render(request, "config/home.html", context)


def title(needs: list[contributed.Need]) -> str:
    """The answer to "what must I do?", in a sentence."""
    count, stops = len(needs), sum(need.stops for need in needs)
    many = NUMBERS[count] if count < len(NUMBERS) else f"{count}"
    if count == 0:
        return "Nothing needs you today."
    said = "One thing needs you." if count == 1 else f"{many} things need you."
    if stops == count:
        return f"{said} {'It stops' if count == 1 else 'All stop'} the report."
    if stops:
        return f"{said} {NUMBERS[stops]} stop{'s' if stops == 1 else ''} the report."
    return said


def by_group(
    signals: list[contributed.Signal],
) -> list[tuple[contributed.Group | None, list[contributed.Signal]]]:
    """Signals under their headings; those without one come last."""
    found: dict[contributed.Group | None, list[contributed.Signal]] = {}
    for one in signals:
        found.setdefault(one.group, []).append(one)
    return sorted(found.items(), key=lambda pair: pair[0] is None)


def _grouped(needs: list[contributed.Need], today: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """What stops a report apart from what only waits."""
    names = {True: "Before the report can be signed", False: "Waiting for you"}
    found = []
    for stops, name in names.items():
        rows = [
            {"due": need.waits(today), "title": need.title, "url": need.url, "text": need.text,
             "area": need.area, "late": need.stops}
            for need in needs
            if need.stops is stops
        ]  # fmt: skip
        if rows:
            found.append((name, rows))
    return found


def last_visit(request: HttpRequest) -> datetime:
    """When the person signed in the time before this one; else a week ago."""
    kept = request.session.get(LAST_VISIT)
    return datetime.fromisoformat(kept) if kept else timezone.now() - timedelta(days=7)


def changes(actor: Actor, since: datetime) -> list[Change]:
    """What others did since then, as far as the reader may know of it; like things together."""
    open_to = [(kind, name) for kind, permission, name in TOLD if can(actor, permission)]
    rows = Event.objects.filter(at__gte=since).exclude(actor_id=actor.user_id).order_by("-seq")
    found: dict[tuple[str, str], Change] = {}
    for event in rows[:READ_BACK]:
        name = next((name for kind, name in open_to if event.kind.startswith(kind)), None)
        if name is None:
            continue
        same = found.get((event.kind, event.office))
        if same is not None:
            same.times += 1
        elif len(found) < CHANGES:
            found[event.kind, event.office] = Change(audit.present(event), url_of(name), event.at)
    return list(found.values())

"""Pages of people: who signs in, under which appointments, and how both are kept right."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation import audit
from kith.foundation.access import ROLES, Permission, can, once, visible
from kith.foundation.access.places import ADMINISTRATION, tabs_of
from kith.foundation.accounts.models import User
from kith.foundation.administration import people
from kith.foundation.administration.forms import (
    AccountForm,
    AppointmentForm,
    EndForm,
    InvitationForm,
    NothingForm,
)
from kith.foundation.administration.letters import send_invitation
from kith.foundation.administration.organisation_views import actor_of, role_title
from kith.foundation.organisations.models import Appointment, in_force
from kith.foundation.ui.navigation import addresses
from kith.foundation.ui.tables import Column, Filter, Table
from kith.foundation.ui.words import day, plain

ROLE_CHOICES = [(role.value, told.title.lower()) for role, told in ROLES.items()]


def index(request: HttpRequest) -> HttpResponse:
    """Everyone with an account, by office; no address is shown here."""
    actor = actor_of(request)
    now = Appointment.objects.filter(in_force(actor.today)).select_related("organisation")
    if not can(actor, Permission.SETTINGS_READ):  # an agency sees its own side of a person
        now = visible(now, actor, Permission.PEOPLE_READ)
    rows = visible(User.objects.all(), actor, Permission.PEOPLE_READ).prefetch_related(
        Prefetch("appointments", now, to_attr="held")
    )
    table = _people(rows, request)
    context = {
        "title": "People",
        "lead": "Everyone who signs in, by office. Opening a person is noted in the log.",
        "table": table,
        "tabs": tabs_of(ADMINISTRATION, request),
        "action": ("Invite a person", reverse("people-invite"))
        if can(actor, Permission.PEOPLE_EDIT)
        else None,
    }
    return table.download() or render(request, "administration/list.html", context)


def _people(rows: Any, request: HttpRequest) -> Table:
    at = addresses("person", int)
    return Table(
        columns=[
            Column("office", "Office", header=True, sort="office",
                   link=lambda u: at(u.pk)),
            Column("role", "Role now",
                   value=lambda u: ", ".join(role_title(a.role) for a in u.held) or "None"),
            Column("for", "For", value=lambda u: ", ".join(a.organisation.called for a in u.held)),
            Column("last_login", "Last signed in", sort="last_login", nowrap=True),
            Column("is_active", "Account", sort="is_active",
                   value=lambda u: "Open" if u.is_active else "Closed"),
        ],
        rows=rows,
        query=request.GET,
        caption="People",
        caption_hidden=True,
        sort="office",
        noun="person",
        nouns="people",
        name="people",
        filters=[
            Filter("role", "Role", [("", "every role"), *ROLE_CHOICES],
                   by=lambda found, key: found.filter(
                       pk__in=Appointment.objects.filter(role=key).values("user"))),
            Filter("state", "Account",
                   [("", "open and closed accounts"), ("yes", "open accounts"),
                    ("no", "closed accounts")],
                   by=lambda found, key: found.filter(is_active=key == "yes")),
            Filter("q", "Office", by=lambda found, words: found.filter(office__icontains=words)),
        ],
    )  # fmt: skip


@transaction.atomic
def show(request: HttpRequest, person: User) -> HttpResponse:
    """One person, with their address: the reading is in the log before the page is sent."""
    actor = actor_of(request)
    held = person.appointments.select_related("organisation", "group").order_by("-starts_on")
    if not can(actor, Permission.SETTINGS_READ):
        held = visible(held, actor, Permission.PEOPLE_READ)
    factor = Authenticator.objects.filter(user=person).aggregate(
        totp=Count("pk", filter=Q(type=Authenticator.Type.TOTP))
    )
    audit.record_read(by=actor, ref=person, what=f"the account of {person.office}")
    context = {
        "person": person,
        "facts": [
            ("E-mail address", person.email),
            ("Account", "Open" if person.is_active else "Closed"),
            ("Second factor", "In use" if factor["totp"] else "Not set up"),
            ("Password", "Chosen" if person.has_usable_password() else "Not chosen yet"),
            ("Joined", person.joined_at),
            ("Last signed in", person.last_login or "Never"),
        ],
        "appointments": [_told(a, actor.today) for a in held],
        "may_edit": can(actor, Permission.PEOPLE_EDIT, person),
        "crumbs": [("People", reverse("people"))],
    }
    return render(request, "administration/person.html", context)


def _told(held: Appointment, today: Any) -> dict[str, Any]:
    now = held.holds_on(today)
    until = f" to {day(held.ends_on)}" if held.ends_on else ""
    return {
        "title": f"{held.office}, {held.organisation}",
        "role": role_title(held.role),
        "group": plain(held.group.name) if held.group else "",
        "dates": f"From {day(held.starts_on)}{until}",
        "state": ("In force", "good") if now else ("Over", "closed")
        if held.ends_on and held.ends_on < today
        else ("To come", "open"),
        "end_url": reverse("appointment-end", args=[held.pk])
        if held.ends_on is None or held.ends_on >= today
        else "",
    }  # fmt: skip


def _form(request: HttpRequest, form: BaseForm, person: User | None, **words: Any) -> HttpResponse:
    crumbs = [("People", reverse("people"))]
    back = reverse("people")
    if person is not None:
        back = reverse("person", args=[person.pk])
        crumbs.append((person.office, back))
    status = 422 if form.is_bound else 200
    template = words.pop("template", "ui/form_page.html")
    context = {"form": form, "crumbs": crumbs, "cancel_url": back, **words}
    return render(request, template, context, status=status)


@once("people-invite")
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account and its first appointment, and send the link to choose a password."""
    form = InvitationForm(request.POST or None, initial={"starts_on": actor_of(request).today})
    if not form.is_valid():
        lead = "They get a message with a link to choose a password. It says nothing else."
        return _form(request, form, None, title="Invite a person", lead=lead, submit="Invite")
    told = dict(form.cleaned_data)
    person = people.invite(email=told.pop("email"), office=told["office"], by=actor_of(request))
    people.appoint(person=person, by=actor_of(request), **told)
    transaction.on_commit(lambda: send_invitation(request, person))
    messages.success(request, "The account is made, and the invitation is sent.")
    return redirect("person", person.pk)


@once("people-appoint")
def appoint(request: HttpRequest, person: User) -> HttpResponse:
    """Begin an appointment."""
    initial = {"starts_on": actor_of(request).today, "office": person.office}
    form = AppointmentForm(request.POST or None, initial=initial)
    if not form.is_valid():
        title = f"Appoint {person.office}"
        return _form(request, form, person, title=title, submit="Appoint")
    people.appoint(person=person, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "The appointment is made.")
    return redirect("person", person.pk)


@once("appointment-end")
def end(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """End an appointment after a day."""
    initial = {"expected_version": appointment.version, "last_day": actor_of(request).today}
    form = EndForm(request.POST or None, initial=initial)
    if not form.is_valid():
        lead = f"{appointment.office}, {appointment.organisation}"
        return _form(
            request, form, appointment.user, title="End the appointment", lead=lead, submit="End it"
        )
    people.end_appointment(appointment=appointment, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "The appointment ends.")
    return redirect("person", appointment.user_id)


@once("people-active")
def active(request: HttpRequest, person: User) -> HttpResponse:
    """Close an account, or open it again."""
    closing = person.is_active
    form = AccountForm(request.POST or None, initial={"was": "open" if closing else "closed"})
    if not form.is_valid():
        verb = "Close" if closing else "Open again"
        what = [
            "They are signed out at once, everywhere, and cannot sign in."
            if closing
            else "They can sign in again, under the appointments that are still in force.",
            "Nothing that they did is removed.",
        ]
        words = {"title": f"{verb} the account of {person.office}", "what": what, "submit": verb}
        return _form(
            request, form, person, template="ui/confirm_page.html", danger=closing, **words
        )
    open_again = form.cleaned_data["was"] == "closed"
    people.set_active(
        person=person, active=open_again, why=form.cleaned_data["why"], by=actor_of(request)
    )
    messages.success(request, "The account is open." if open_again else "The account is closed.")
    return redirect("person", person.pk)


@once("people-end-sessions")
def end_sessions(request: HttpRequest, person: User) -> HttpResponse:
    """Sign a person out everywhere."""
    if request.method != "POST":
        what = ["They must sign in again on every machine. What they have not saved is lost."]
        title = f"Sign {person.office} out everywhere"
        return _form(
            request,
            NothingForm(),
            person,
            template="ui/confirm_page.html",
            title=title,
            what=what,
            submit="Sign out",
        )
    people.end_sessions(person=person, by=actor_of(request))
    messages.success(request, "They are signed out everywhere.")
    return redirect("person", person.pk)

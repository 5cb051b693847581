"""One's own account: office, appointments, acting for another, second factor and password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import act_as
from kith.foundation.accounts.middleware import has_factor
from kith.foundation.administration.organisation_views import actor_of, role_title
from kith.foundation.ui.words import day


def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and how the account is protected."""
    actor = actor_of(request)
    person: Any = request.user
    held = [
        {
            "pk": a.pk,
            "title": f"{a.office}, {a.organisation}",
            "role": role_title(a.role),
            "dates": f"From {day(a.starts_on)}" + (f" to {day(a.ends_on)}" if a.ends_on else ""),
            "acting": actor.appointment is not None and a.pk == actor.appointment.pk,
        }
        for a in actor.appointments
    ]
    secured = has_factor(person)
    context = {
        "facts": [
            ("E-mail address", person.email),
            ("Office", actor.office),
            {
                "term": "Password",
                "value": "Chosen",
                "url": reverse("account_change_password"),
            },
            {
                "term": "Second factor",
                "value": "In use" if secured else "Not set up",
                "url": reverse("mfa_index"),
                "action": "Change" if secured else "Set it up",
            },
        ],
        "held": held,
    }
    return render(request, "administration/account.html", context)


def acting(request: HttpRequest) -> HttpResponse:
    """From now on in this session, act under another of one's own appointments."""
    if request.method != "POST":
        return redirect("account")
    chosen = request.POST.get("appointment", "")
    act_as(request, int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
    told = next(a for a in actor_of(request).appointments if str(a.pk) == chosen)
    messages.success(request, f"You now act as {told.office} for {told.organisation}.")
    return redirect("home")

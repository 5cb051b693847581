"""Pages about the installation itself: how it runs, who may do what, and the law it follows."""

from __future__ import annotations

from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.foundation.access import ROLES, Permission, Role
from kith.foundation.access.places import ADMINISTRATION, tabs_of
from kith.foundation.access.policy import POLICY
from kith.foundation.ui.tables import Column, Filter, Table
from kith.foundation.ui.words import day
from kith.kernel.law import Confidence, Parameter, RuleKind, load_law

# What limits a permission, as the policy names its conditions.
LIMITS = {
    "own_organisation": "own organisation",
    "oneself": "oneself",
    "not_oneself": "not oneself",
    "published": "published",
}
BOOLEAN = {True: "Yes", False: "No"}


def installation(request: HttpRequest) -> HttpResponse:
    """How this installation runs; nothing here is a secret."""
    minutes, hours = settings.SESSION_IDLE_SECONDS // 60, settings.SESSION_COOKIE_AGE // 3600
    facts = [
        ("Partnership", settings.PARTNERSHIP),
        ("Area in official statistics", settings.AREA),
        ("Mode", settings.MODE),
        ("Data", "An example" if settings.EXAMPLE else "The partnership’s own"),
        ("Database", connection.vendor),
        ("Django", django.get_version()),
        ("Second factor", "Required" if settings.SECOND_FACTOR_REQUIRED else "Not required"),
        ("Sessions end", f"After {minutes} idle minutes, and after {hours} hours in any case"),
        ("Lock-out", f"After {settings.AXES_FAILURE_LIMIT} failed tries, for fifteen minutes"),
        ("Connection", "Encrypted only" if settings.SECURE_SSL_REDIRECT else "Not encrypted"),
        ("Largest file", f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB"),
        ("Messages are sent from", settings.DEFAULT_FROM_EMAIL),
        ("Time zone", settings.TIME_ZONE),
    ]
    context = {"facts": facts, "tabs": tabs_of(ADMINISTRATION, request)}
    return render(request, "administration/installation.html", context)


def access_policy(request: HttpRequest) -> HttpResponse:
    """Who may do what, read from the policy that decides it."""
    rows = [
        {"permission": p, "cells": [(told.title, _cell(p, role)) for role, told in ROLES.items()]}
        for p in Permission
        if p is not Permission.NEVER
    ]
    context = {
        "roles": [(role, told) for role, told in ROLES.items()],
        "rows": rows,
        "tabs": tabs_of(ADMINISTRATION, request),
    }
    return render(request, "administration/access_policy.html", context)


def _cell(permission: Permission, role: Role) -> str:
    """Whether a role holds a permission, and within which limits."""
    for conditions in POLICY[permission]:
        names = [condition.name for condition in conditions]
        if f"holds({role.value})" in names or {"anyone", "signed_in"} & set(names):
            return ", ".join(LIMITS[name] for name in names if name in LIMITS) or "Yes"
    return ""


def law(request: HttpRequest) -> HttpResponse:
    """Every rule with a number that Kith knows, with where it stands and when it was checked."""
    table = Table(
        columns=[
            Column("describes", "Rule", header=True, sort="describes"),
            Column("kind", "Kind", sort="kind", value=lambda p: p.kind.value.capitalize()),
            Column("limit", "Value", nowrap=True, value=lambda p: _latest(p, "limit")),
            Column("from", "From", nowrap=True, value=lambda p: p.values[-1].in_force_from),
            Column("reference", "Reference", link=lambda p: p.values[-1].provision.url,
                   value=lambda p: str(p.values[-1].provision)),
            Column("checked", "Checked", value=_checked),
        ],
        rows=list(load_law().parameters.values()),
        query=request.GET,
        caption="Rules with a number",
        caption_hidden=True,
        sort="describes",
        noun="rule",
        name="law",
        filters=[
            Filter("kind", "Kind", [("", "every kind"), *((k.value, k.value) for k in RuleKind)],
                   by=lambda rows, kind: [p for p in rows if p.kind.value == kind]),
            Filter("q", "Words", by=_worded),
        ],
    )  # fmt: skip
    context = {
        "title": "Law",
        "lead": "The latest value of each rule. Kith counts with the value of the day in question.",
        "table": table,
        "tabs": tabs_of(ADMINISTRATION, request),
    }
    return table.download() or render(request, "administration/list.html", context)


def _latest(parameter: Parameter, name: str) -> str:
    return str(getattr(parameter.values[-1], name))


def _checked(parameter: Parameter) -> str:
    value = parameter.values[-1]
    if value.confidence is Confidence.CHECKED:
        return day(value.checked_on)
    return f"To be verified by the partnership; read on {day(value.checked_on)}"


def _worded(rows: Any, words: str) -> list[Parameter]:
    wanted = words.casefold()
    return [p for p in rows if wanted in f"{p.describes} {p.values[-1].provision}".casefold()]

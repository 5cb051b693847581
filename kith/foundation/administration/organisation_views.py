"""Pages of organisations and groups: the directory, one body, and how it is kept right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import ROLES, Actor, Permission, Role, can, once, visible
from kith.foundation.access.places import PARTNERSHIP, tabs_of
from kith.foundation.accounts.prepared import Prepared, slot
from kith.foundation.administration import actions
from kith.foundation.administration.forms import AliasForm, OrganisationForm, SuccessionForm
from kith.foundation.organisations.models import Appointment, Group, Kind, Organisation, Succession
from kith.foundation.organisations.names import name_index, normalise
from kith.foundation.ui.navigation import addresses, url_for
from kith.foundation.ui.tables import PAGE_SIZE, Column, Filter, Table
from kith.foundation.ui.words import day

KINDS = dict(Kind.choices)
FIELDS = ("name", "short_name", "kind", "opens_on", "closes_on", "official_area")


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def named(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    """Organisations that answer to the words: by any of their names, however written."""
    parts = Q(name__icontains=words) | Q(short_name__icontains=words)
    aliases = Organisation.objects.filter(aliases__name__icontains=words).values("pk")
    exact = name_index().answers.get(normalise(words), frozenset())
    return rows.filter(parts | Q(pk__in=aliases) | Q(key__in=exact))


def organisations(request: HttpRequest) -> HttpResponse:
    """The directory."""
    actor = actor_of(request)
    table = _directory(visible(Organisation.objects.all(), actor, Permission.ORGANISATION_READ),
                       request)  # fmt: skip
    return table.download() or render(
        request,
        "administration/list.html",
        {
            "title": "Organisations",
            "lead": "The safeguarding partners, the relevant agencies and the bodies before them.",
            "table": table,
            "tabs": tabs_of(PARTNERSHIP, request),
        },
    )


def _still(today: Any) -> Q:
    """Organisations that are not closed on a day."""
    return Q(closes_on__isnull=True) | Q(closes_on__gte=today)


_OPEN = Prepared(
    lambda: Organisation.objects.filter(
        _still(slot("today", Organisation._meta.get_field("closes_on")))
    ).order_by("name", "pk")[: PAGE_SIZE + 1]
)


def _directory(rows: QuerySet[Organisation], request: HttpRequest) -> Table:
    today, at = actor_of(request).today, addresses("organisation", str)
    still = _still(today)
    by_state: dict[str, Callable[[Any], Any]] = {
        "open": lambda found: found.filter(still),
        "closed": lambda found: found.exclude(still),
        "all": lambda found: found,
    }
    return Table(
        columns=[
            Column("name", "Organisation", header=True, sort="name", link=lambda o: at(o.key)),
            Column("kind", "Kind", value=lambda o: KINDS[o.kind], sort="kind"),
            Column("short_name", "Short name"),
            Column("opens_on", "First day", sort="opens_on", nowrap=True),
            Column("closes_on", "Last day", sort="closes_on", nowrap=True),
        ],
        rows=rows,
        query=request.GET,
        caption="Organisations",
        caption_hidden=True,
        sort="name",
        noun="organisation",
        name="organisations",
        unasked=lambda: _OPEN.rows(today=today),
        filters=[
            Filter("kind", "Kind", [("", "every kind"), *_lower(Kind.choices)]),
            Filter(
                "state",
                "Open or closed",
                [("open", "open today"), ("closed", "closed"), ("all", "open or closed")],
                by=lambda found, chosen: by_state[chosen](found),
                default="open",
            ),
            Filter("q", "Name", by=named),
        ],
    )


def _lower(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(value, label[:1].lower() + label[1:]) for value, label in choices]


def _address(organisation: Organisation) -> str:
    return url_for("organisation", organisation.key)


def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """One organisation: names, duties, how it takes part, what became of it, who acts for it."""
    actor = actor_of(request)
    facts = [
        ("Kind", organisation.get_kind_display()),
        ("Short name", organisation.short_name or "None"),
        ("Also written", ", ".join(a.name for a in organisation.aliases.all()) or "No other way"),
        ("First day", organisation.opens_on or "Long ago"),
        ("Last day", organisation.closes_on or "Open"),
        ("Name", "Invented for the example" if organisation.fictional else "Its own"),
    ]
    if organisation.official_area:
        facts.append(("Area in official statistics", organisation.official_area))
    context = {
        "organisation": organisation,
        "facts": facts,
        "duties": organisation.duties.all(),
        "engagements": organisation.engagements.select_related("group"),
        "became": succession_sentences(organisation),
        "may_edit": can(actor, Permission.ORGANISATION_EDIT, organisation),
        **_acting(actor, organisation),
        "crumbs": [("Organisations", reverse("organisations"))],
    }
    return render(request, "administration/organisation.html", context)


def _acting(actor: Actor, organisation: Organisation) -> dict[str, Any]:
    """Who acts for it, for those who may see people; nothing for others."""
    if not can(actor, Permission.PEOPLE_READ):
        return {"appointments": None}
    held = Appointment.objects.filter(organisation=organisation).in_force(actor.today)
    seen = visible(held, actor, Permission.PEOPLE_READ).select_related("user")
    rows = [
        {"office": a.office, "role": role_title(a.role), "url": reverse("person", args=[a.user_id])}
        for a in seen
    ]
    return {"appointments": rows}


def role_title(key: str) -> str:
    """A role in words; one that the code no longer knows stays as it was stored."""
    known = next((role for role in Role if role.value == key), None)
    return ROLES[known].title if known is not None else key


def succession_sentences(organisation: Organisation) -> list[str]:
    """What it came from and what became of it, one sentence for each day on which that was."""
    told: dict[tuple[str, Any, str], list[Succession]] = {}
    rows = Succession.objects.select_related("predecessor", "successor")
    for row in rows.filter(Q(predecessor=organisation) | Q(successor=organisation)):
        way = "to" if row.predecessor_id == organisation.pk else "from"
        told.setdefault((way, row.on, row.note), []).append(row)
    sentences = []
    for (way, on, note), links in told.items():
        others = [str(x.successor if way == "to" else x.predecessor) for x in links]
        names = others[0] if len(others) == 1 else ", ".join(others[:-1]) + " and " + others[-1]
        verb = f"its work went to {names}" if way == "to" else f"it took over from {names}"
        sentences.append(f"On {day(on)} {verb}. {note}".strip())
    return sentences


def _form(
    request: HttpRequest, form: BaseForm, organisation: Organisation, **words: Any
) -> HttpResponse:
    crumbs = [
        ("Organisations", reverse("organisations")),
        (organisation.called, _address(organisation)),
    ]
    context = {"form": form, "crumbs": crumbs, "cancel_url": _address(organisation), **words}
    status = 422 if form.is_bound else 200
    return render(request, "ui/form_page.html", context, status=status)


@once("organisation-edit")
def edit(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Change what the directory says."""
    initial = {name: getattr(organisation, name) for name in FIELDS}
    initial["expected_version"] = organisation.version
    form = OrganisationForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _form(request, form, organisation, title=f"Change {organisation.called}")
    changes = {name: form.cleaned_data[name] for name in FIELDS}
    actions.edit_organisation(
        organisation=organisation,
        expected_version=form.cleaned_data["expected_version"],
        by=actor_of(request),
        **changes,
    )
    messages.success(request, "The directory is changed.")
    return redirect("organisation", organisation.key)


@once("organisation-alias")
def alias(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Add a name by which it is found."""
    form = AliasForm(request.POST or None)
    if not form.is_valid():
        title = f"Another name for {organisation.called}"
        return _form(request, form, organisation, title=title, submit="Add the name")
    actions.add_alias(
        organisation=organisation, name=form.cleaned_data["name"], by=actor_of(request)
    )
    messages.success(request, f"“{form.cleaned_data['name']}” now leads here.")
    return redirect("organisation", organisation.key)


@once("organisation-succession")
def succession(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Record that another organisation took over."""
    form = SuccessionForm(request.POST or None)
    form.fields["successor"].queryset = Organisation.objects.exclude(pk=organisation.pk)
    if not form.is_valid():
        return _form(
            request,
            form,
            organisation,
            title=f"What became of {organisation.called}?",
            lead="Its figures stay its own; a series across the change counts each once.",
            submit="Record it",
            warning="If it is still open, its last day becomes the day before.",
        )
    actions.record_succession(predecessor=organisation, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "The succession is recorded.")
    return redirect("organisation", organisation.key)


def groups(request: HttpRequest) -> HttpResponse:
    """The Executive, the leadership group and the sub-groups."""
    table = Table(
        columns=[
            Column("name", "Group", header=True, sort="name",
                   link=lambda g: reverse("group", args=[g.key])),
            Column("kind", "Kind", value=lambda g: g.get_kind_display(), sort="kind"),
            Column("meets", "Meets", sort="meets"),
            Column("joint_with", "Joint with", sort="joint_with"),
        ],
        rows=visible(Group.objects.all(), actor_of(request), Permission.ORGANISATION_READ),
        query=request.GET,
        caption="Groups",
        caption_hidden=True,
        sort="kind",
        noun="group",
        name="groups",
    )  # fmt: skip
    context = {"title": "Groups", "table": table, "tabs": tabs_of(PARTNERSHIP, request)}
    return table.download() or render(request, "administration/list.html", context)


def group(request: HttpRequest, group: Group) -> HttpResponse:
    """One group: what it is for, when it meets, who belongs to it."""
    actor = actor_of(request)
    members = Organisation.objects.filter(engagements__group=group).distinct()
    facts = [
        ("Kind", group.get_kind_display()),
        ("Meets", group.meets or "Not said"),
        ("Joint with", group.joint_with or "No other area"),
        ("Since", group.opens_on or "Long ago"),
    ]
    held = Appointment.objects.filter(group=group).in_force(actor.today)
    context = {
        "group": group,
        "facts": facts,
        "members": [(o.name, _address(o)) for o in members],
        "offices": [
            f"{a.office}, {a.organisation.called}" for a in held.select_related("organisation")
        ],
        "crumbs": [("Groups", reverse("groups"))],
    }
    return render(request, "administration/group.html", context)

"""What people do to the directory of organisations: one permission and one event each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.administration import kinds
from kith.foundation.organisations.models import Alias, Organisation, Succession
from kith.foundation.organisations.names import name_index, normalise
from kith.kernel.refusals import Refused


@action(Permission.ORGANISATION_EDIT, on="organisation")
def edit_organisation(
    *, organisation: Organisation, expected_version: int, by: Actor, **changes: Any
) -> Organisation:
    """Change what the directory says of an organisation; what it said before stays in the log."""
    same_name = Organisation.objects.filter(name=changes.get("name")).exclude(pk=organisation.pk)
    if same_name.exists():
        raise Refused(f"Another organisation is called “{changes['name']}” already.")
    before = {name: getattr(organisation, name) for name in changes}
    moved = sorted(name for name, value in changes.items() if value != before[name])
    organisation = bump(organisation, expected_version, **changes)
    data = {name: [str(before[name] or ""), str(changes[name] or "")] for name in moved}
    audit.record(
        kinds.ORGANISATION, by=by, ref=organisation, what=organisation.name, data={"changed": data}
    )
    return organisation


@action(Permission.ORGANISATION_EDIT, on="organisation")
def add_alias(*, organisation: Organisation, name: str, by: Actor) -> Alias:
    """Let an organisation be found by another name; one name leads to one organisation."""
    answers = name_index().answers.get(normalise(name), frozenset())
    if answers - {organisation.key}:
        other = Organisation.objects.filter(key__in=answers).exclude(pk=organisation.pk).first()
        raise Refused(f"“{name}” already leads to {other}: a name can lead to one organisation.")
    if answers:
        raise Refused(f"“{name}” already leads here.")
    alias = Alias.objects.create(organisation=organisation, name=name)
    audit.record(
        kinds.ALIAS, by=by, ref=organisation, what=organisation.name, data={"name": alias.name}
    )
    return alias


@action(Permission.ORGANISATION_EDIT, on="predecessor")
def record_succession(
    *, predecessor: Organisation, successor: Organisation, on: date, note: str, by: Actor
) -> Succession:
    """Note that one organisation took over from another on a day, and close the older one."""
    if predecessor.pk == successor.pk:
        raise Refused("An organisation cannot take over from itself. Choose the one that did.")
    if Succession.objects.filter(predecessor=successor, successor=predecessor).exists():
        raise Refused(f"{predecessor} took over from {successor} already: check which came first.")
    if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise Refused(f"It is recorded already that {predecessor} became {successor}.")
    if successor.closes_on and successor.closes_on < on:
        raise Refused(f"{successor} had closed by then: check the date.")
    if predecessor.opens_on and on <= predecessor.opens_on:
        raise Refused(f"{predecessor} had not begun before that day: check the date.")
    found = Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, note=note
    )
    if predecessor.closes_on is None:
        bump(predecessor, predecessor.version, closes_on=on - timedelta(days=1))
    what = f"{predecessor} became {successor}"
    audit.record(kinds.SUCCESSION, by=by, ref=predecessor, what=what, data={"on": on.isoformat()})
    return found

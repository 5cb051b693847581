"""Puts the example partnership in the database: its organisations, groups and sign-ins.

Every function may be run again: what is there is brought up to the file, and nothing is doubled.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kith.content import path
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import (
    Alias,
    Appointment,
    Duty,
    Engagement,
    Group,
    Organisation,
    Succession,
)
from kith.foundation.organisations.names import name_index

FILE = ("example", "organisations.yaml")


class ContentError(ValueError):
    """The example's file says something that cannot be."""


def read_example() -> dict[str, Any]:
    """The example as it stands in its file."""
    found: dict[str, Any] = yaml.safe_load(path(*FILE).read_text(encoding="utf-8"))
    return found


@transaction.atomic
def load_organisations(today: date) -> int:
    """Load groups, organisations, their names, duties and successions; how many organisations.

    Nothing that would only happen after `today` is refused: dates are kept as they stand.
    """
    content = read_example()
    begins = content["arrangements_begin_on"]
    groups = {}
    for entry in content["groups"]:
        key = entry.pop("key")
        groups[key], _ = Group.objects.update_or_create(key=key, defaults=entry)
    for entry in content["organisations"]:
        _load_one(dict(entry), begins, groups)
    for entry in content["successions"]:
        for old in entry["from"]:
            Succession.objects.update_or_create(
                predecessor=_organisation(old),
                successor=_organisation(entry["to"]),
                defaults={"on": entry["takes_over_on"], "note": entry.get("note", "")},
            )
    clashes = name_index().clashes()
    if clashes:
        raise ContentError(f"Two organisations answer to one name: {clashes}")
    return Organisation.objects.open_on(today).count()


def _load_one(entry: dict[str, Any], begins: date, groups: dict[str, Group]) -> None:
    key, names = entry.pop("key"), entry.pop("aliases", [])
    duties, ways = entry.pop("duties", []), entry.pop("engagement", [])
    entry.pop("models", None)
    entry.setdefault("fictional", True)
    organisation, _ = Organisation.objects.update_or_create(key=key, defaults=entry)
    # What begins with the arrangements, or with a body that opened after them.
    first = max(begins, organisation.opens_on or begins)
    for name in names:
        Alias.objects.update_or_create(name=name, defaults={"organisation": organisation})
    for duty in duties:
        Duty.objects.update_or_create(
            organisation=organisation,
            duty=duty,
            starts_on=first,
            defaults={"ends_on": organisation.closes_on},
        )
    for way in ways:
        kept = {"way": way, "group": None, "through": ""}
        if isinstance(way, dict):
            [(kept["way"], named)] = way.items()
            field = "group" if kept["way"] == "group" else "through"
            kept[field] = groups[named] if field == "group" else named
        Engagement.objects.update_or_create(
            organisation=organisation,
            **kept,
            defaults={"starts_on": first, "ends_on": organisation.closes_on},
        )


def _organisation(key: str) -> Organisation:
    try:
        return Organisation.objects.get(key=key)
    except Organisation.DoesNotExist:
        raise ContentError(f"The example names an organisation {key!r} that it has not.") from None


@transaction.atomic
def load_demo_people(password: str) -> list[Appointment]:
    """Make one sign-in for each role, all with the password given; needs `load_organisations`."""
    made = []
    hashed = make_password(password)  # once: hashing is slow on purpose, and this password is known
    for entry in read_example()["people"]:
        user, _ = User.objects.update_or_create(
            email=entry["email"], defaults={"office": entry["office"], "password": hashed}
        )
        group = Group.objects.get(key=entry["group"]) if "group" in entry else None
        appointment, _ = Appointment.objects.update_or_create(
            user=user,
            role=entry["role"],
            organisation=_organisation(entry["organisation"]),
            defaults={
                "group": group,
                "office": entry["office"],
                "starts_on": entry["starts_on"],
                "ends_on": entry.get("ends_on"),
            },
        )
        made.append(appointment)
    return made

"""A small partnership, with one person for each role that the pages of administration ask about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from kith.foundation.access import Role
from kith.foundation.access.once import FIELD, new_token
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Appointment, Organisation

FIRST = date(2019, 9, 2)
BACKEND = "kith.foundation.accounts.backends.SignInBackend"


def body(key: str, name: str, **more: Any) -> Organisation:
    return Organisation.objects.create(key=key, name=name, **{"kind": "health", **more})


def person(role: Role, of: Organisation, office: str = "") -> User:
    office = office or role.value.replace("_", " ").capitalize()
    made = User.objects.create_user(
        f"{role.value}.{of.key}@saltmere.example", "four plain words together", office
    )
    Appointment.objects.create(
        user=made, role=role, organisation=of, office=office, starts_on=FIRST
    )
    return made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def send(client: Client, address: str, **fields: Any) -> Any:
    """Send a form as the page would, with the number that makes it be done once."""
    return client.post(address, {FIELD: new_token(), **fields})


def on(name: str, day: date) -> dict[str, int]:
    """The three boxes of a date."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}

"""The world of the access tests: two organisations, and one person of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.access.actor import ACTING
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Appointment, Organisation

# Stands in every record that a refused page must not show.
CANARY = "zqkanari"
STRANGER = f"{CANARY} stranger"  # the office of someone at another organisation


@dataclass(frozen=True)
class Principal:
    """Someone who asks: a role, or one of the special cases."""

    name: str
    role: str | None
    user: User | None
    organisation: Organisation
    acting: int | None = None

    def actor(self, today: date) -> Actor:
        if self.user is None:
            return Actor.anonymous(today)
        return Actor.of(self.user, today, self.acting)

    def client(self) -> Client:
        client = Client()
        if self.user is not None:
            # Signed in as the product does it; the password itself is tested with accounts.
            client.force_login(self.user, backend="kith.foundation.accounts.backends.SignInBackend")
        if self.acting is not None:
            session = client.session
            session[ACTING] = self.acting
            session.save()
        return client


class World:
    """Everything there is. Factories may hang their own records on it by name."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.home = self.organisation("harbour-trust", "Harbour Trust")
        # Another agency's name is itself something that a refused page must not show.
        self.other = self.organisation(f"{CANARY}-other", f"{CANARY} other body")
        self.colleague = self.person("colleague", None, self.home)
        self.stranger = self.person("stranger", None, self.other, STRANGER)
        self._appoint(self.colleague, Role.SCHOOL_LEAD, self.home)
        self._appoint(self.stranger, Role.SCHOOL_LEAD, self.other)
        self.principals = {p.name: p for p in self._principals()}

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"The world has no {name!r}: make it in a @seed of factories.py.")

    def organisation(self, key: str, name: str) -> Organisation:
        return Organisation.objects.create(
            key=key, name=name, kind="health", fictional=key.startswith(CANARY)
        )

    def person(self, name: str, role: str | None, body: Organisation, office: str = "") -> User:
        email = f"{CANARY}.{name}@saltmere.example"
        user = User.objects.create_user(email, "a password of the tests", office or name)
        if role is not None:
            self._appoint(user, role, body)
        return user

    def _appoint(self, user: User, role: str, body: Organisation, **dates: date) -> Appointment:
        dates.setdefault("starts_on", self.today - timedelta(days=400))
        return Appointment.objects.create(
            user=user, role=role, organisation=body, office=user.office, **dates
        )

    def _principals(self) -> list[Principal]:
        day = timedelta(days=1)
        found = [Principal("anonymous", None, None, self.home)]
        for role in Role:
            user = self.person(role.value, role, self.home)
            found.append(Principal(role.value, role.value, user, self.home))
        found.append(Principal("no_role", None, self.person("no_role", None, self.home), self.home))
        ended = self.person("ended", None, self.home)
        self._appoint(ended, Role.BUSINESS_MANAGER, self.home, ends_on=self.today - day)
        found.append(Principal("ended", None, ended, self.home))
        future = self.person("future", None, self.home)
        self._appoint(future, Role.BUSINESS_MANAGER, self.home, starts_on=self.today + day)
        found.append(Principal("future", None, future, self.home))
        # A manager of one body who acts, in this session, for another body as its agency lead.
        dual = self.person("dual", Role.BUSINESS_MANAGER, self.other)
        acting = self._appoint(dual, Role.AGENCY_LEAD, self.home)
        found.append(Principal("dual", "agency_lead", dual, self.home, acting.pk))
        return found

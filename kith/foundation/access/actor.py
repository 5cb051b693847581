"""Who acts: a person, the appointment they act under, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from kith.foundation.access.decide import Denied
from kith.foundation.access.roles import ROLES, Role
from kith.foundation.accounts.prepared import Prepared, slot

if TYPE_CHECKING:
    from kith.foundation.accounts.models import User
    from kith.foundation.organisations.models import Appointment, Organisation

ACTING = "acting_appointment"  # session key


@cache
def _held() -> Prepared[Appointment]:
    """The appointments of a person in force on a day: asked with every request."""
    from kith.foundation.organisations.models import Appointment

    user, day = Appointment._meta.pk, Appointment._meta.get_field("starts_on")
    return Prepared(
        lambda: (
            Appointment.objects.filter(user_id=slot("user", user))
            .in_force(slot("today", day))
            .select_related("organisation", "group")
        )
    )


@dataclass(frozen=True)
class Actor:
    """A person (or a command) acting on one day under one appointment, or under none."""

    user: User | None
    appointment: Appointment | None
    appointments: tuple[Appointment, ...]
    today: date
    command: str = ""  # the name of the management command that acts, if one does
    at: datetime | None = None  # the moment of an act of the example's past; else it is now

    @classmethod
    def anonymous(cls, today: date) -> Actor:
        return cls(None, None, (), today)

    @classmethod
    def system(cls, command: str, today: date) -> Actor:
        """The installation's own commands, which whoever runs the server may start."""
        return cls(None, None, (), today, command)

    @classmethod
    def of(cls, user: User, today: date, acting: int | None = None) -> Actor:
        """The person under the appointments in force on `today`.

        `acting` is the id of the appointment they chose; one that is over, or another person's,
        counts for nothing and the first in force is used.
        """
        if not user.is_active:
            return cls.anonymous(today)
        held = tuple(_held().rows(user=user.pk, today=today))
        chosen = next((a for a in held if a.pk == acting), held[0] if held else None)
        return cls(user, chosen, held, today)

    @property
    def now(self) -> datetime:
        """The moment at which the actor acts; only the example acts at another than this one."""
        return self.at or timezone.now()

    @property
    def is_system(self) -> bool:
        return bool(self.command)

    @property
    def is_anonymous(self) -> bool:
        return self.user is None and not self.command

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def organisation(self) -> Organisation | None:
        return self.appointment.organisation if self.appointment is not None else None

    @property
    def organisation_id(self) -> int | None:
        return self.appointment.organisation_id if self.appointment is not None else None

    @property
    def role(self) -> Role | None:
        """The acting role; a key that the code does not know gives nothing."""
        key = self.appointment.role if self.appointment is not None else ""
        return next((role for role in Role if role.value == key), None)

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title if self.role is not None else ""

    @property
    def office(self) -> str:
        """What the actor is called on screen and in the log: an office, never a name."""
        if self.command:
            return f"Command {self.command}"
        if self.appointment is not None and self.appointment.office:
            return self.appointment.office
        return self.user.office if self.user is not None else ""

    def holds(self, role: Role) -> bool:
        return self.role is role


def actor_for(request: HttpRequest) -> Actor:
    """The actor of a request: asked of the database each time, so an ending holds at once."""
    bearer: Actor | None = getattr(request, "bearer", None)
    if bearer is not None:
        return bearer
    today = timezone.localdate()
    if not request.user.is_authenticated:
        return Actor.anonymous(today)
    return Actor.of(request.user, today, request.session.get(ACTING))


def act_as(request: HttpRequest, appointment_id: int) -> None:
    """From now on in this session, act under another of one's own appointments in force."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if appointment_id not in {a.pk for a in actor.appointments}:
        raise Denied("That appointment is not yours, or it is over.")
    request.session.cycle_key()
    request.session[ACTING] = appointment_id

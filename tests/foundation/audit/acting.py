"""Someone who acts, for tests of the log."""

from dataclasses import dataclass
from datetime import date

from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.audit import register_kind
from kith.foundation.organisations.models import Appointment, Organisation

register_kind("test.done", "did")


@dataclass(frozen=True)
class Nobody:
    """The least that may act: an office and no more."""

    user: User | None = None
    appointment: Appointment | None = None
    office: str = "Business manager"


def manager() -> Actor:
    """A business manager with an appointment in force."""
    today = date(2026, 11, 23)
    user = User.objects.create_user("manager@saltmere.example", office="Manager of the test")
    body, _ = Organisation.objects.get_or_create(key="body", name="A Body", kind="other")
    Appointment.objects.create(
        user=user,
        role="business_manager",
        organisation=body,
        office="Business manager",
        starts_on=date(2019, 9, 2),
    )
    return Actor.of(user, today)

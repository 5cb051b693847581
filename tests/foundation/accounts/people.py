"""People who sign in, for the tests of signing in."""

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Role
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import Appointment, Organisation

PASSWORD = "four plain words together"
EMAIL = "lead@saltmere.example"


def make_person(
    email: str = EMAIL, office: str = "Named nurse", role: Role | None = Role.AGENCY_LEAD
) -> User:
    """A person with a password, who acts for one organisation unless `role` is None."""
    person = User.objects.create_user(email, PASSWORD, office)
    if role is not None:
        body, _ = Organisation.objects.get_or_create(
            key="harbour", defaults={"name": "Harbour Trust", "kind": "health"}
        )
        Appointment.objects.create(
            user=person, role=role, organisation=body, office=office, starts_on=date(2019, 9, 2)
        )
    return person


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def give_factor(person: User) -> str:
    """Set an authenticator app up for a person; its secret."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret: str) -> str:
    """The code that the app shows now."""
    counter = int(timezone.now().timestamp()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def recovery_codes(person: User) -> list[str]:
    held = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return held.wrap().get_unused_codes()

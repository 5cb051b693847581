"""Keys of agencies' systems: made, known again by their digest alone, and withdrawn."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date, timedelta

from django.db.models import Q

from kith.foundation import audit
from kith.foundation.access import Actor, Denied, Permission, action
from kith.foundation.organisations.models import Organisation
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.models import Token

PREFIX = "kith_"  # so that a key that strays into a file is found by whoever searches for such
LONGEST_LIFE = timedelta(days=365)
HINT = 4  # letters at its end that stay readable
_KEY = re.compile(r"kith_[A-Za-z0-9_-]{43}")


def digest_of(key: str) -> str:
    """What is stored of a key. It holds 256 random bits, so one plain hash cannot be undone."""
    return hashlib.sha256(key.encode()).hexdigest()


def looks_like_a_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def lasting(today: date) -> Q:
    """Keys that neither ended nor were withdrawn."""
    return Q(withdrawn_at__isnull=True, ends_on__gte=today)


@action(Permission.RETURN_FILL, on="organisation")
def make_key(
    *, organisation: Organisation, name: str, ends_on: date, by: Actor
) -> tuple[Token, str]:
    """A new key for one system of an agency; the key itself is returned once and never kept."""
    appointment = by.appointment
    if appointment is None or appointment.organisation_id != organisation.pk:
        raise Denied("Only a lead of the agency makes a key for its systems.")
    if not by.today <= ends_on <= by.today + LONGEST_LIFE:
        raise Refused("Choose an end from today to at most a year from now.")
    # Making one waits for another being made: no two lasting keys have one name.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    mine = Token.objects.filter(organisation=organisation)
    if mine.filter(lasting(by.today), name__iexact=name).exists():
        raise Refused(
            f"There is a key called “{name}” already. Choose another name, or withdraw that key "
            "first if nobody noted it down."
        )
    key = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        organisation=organisation,
        appointment=appointment,
        name=name,
        digest=digest_of(key),
        hint=key[-HINT:],
        made_at=by.now,
        ends_on=ends_on,
    )
    audit.record(
        kinds.TOKEN,
        by=by,
        ref=token,
        what=str(organisation),
        data={"system": name, "ends_on": ends_on.isoformat()},
    )
    return token, key


@action(Permission.RETURN_FILL, on="token")
def withdraw_key(*, token: Token, by: Actor) -> Token:
    """From now on the key opens nothing. Withdrawing it again changes nothing."""
    held = Token.objects.select_for_update().select_related("organisation").get(pk=token.pk)
    if held.withdrawn_at is not None:
        return held
    held.withdrawn_at = by.now
    held.save(update_fields=["withdrawn_at"])
    audit.record(
        kinds.WITHDRAWN, by=by, ref=held, what=str(held.organisation), data={"system": held.name}
    )
    return held

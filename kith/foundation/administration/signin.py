"""Puts sign-ins, failed ones, lock-outs and changes of factor and password into the log.

What a person typed is never kept: people type passwords into the wrong box.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factor
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor
from kith.foundation.access.actor import ACTING
from kith.foundation.accounts.models import User
from kith.foundation.administration import kinds
from kith.foundation.audit.models import Event

LAST_VISIT = "last_visit"  # session key: when the person signed in the time before
WHAT = {
    Authenticator.Type.TOTP: "the authenticator app",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def connect() -> None:
    """Listen to the packages that sign people in; their signals are how they tell."""
    for signal, hear in (
        (user_logged_in, signed_in),
        (user_logged_out, signed_out),
        (user_login_failed, failed),
        (user_locked_out, locked_out),
        (factor.authenticator_added, factor_added),
        (factor.authenticator_removed, factor_removed),
        (factor.authenticator_reset, factor_reset),
        (factor.authentication_failed, factor_failed),
        (account.password_changed, password_changed),
        (account.password_set, password_changed),
        (account.password_reset, password_reset),
    ):
        signal.connect(hear, dispatch_uid=f"kith.{hear.__name__}.{id(signal)}")


def _record(kind: str, user: User | None, what: str, request: HttpRequest | None = None) -> None:
    today = timezone.localdate()
    acting = getattr(request, "session", {}).get(ACTING) if request is not None else None
    by = Actor.of(user, today, acting) if user is not None else Actor.anonymous(today)
    office = user.office if user is not None else ""
    with transaction.atomic():
        ref = user if user is not None else "signin:unknown"
        audit.record(kind, by=by, ref=ref, what=what.format(office or "Somebody"))


def _known(login: object) -> User | None:
    return User.objects.filter(email=str(login or "").lower().strip()).first()


def signed_in(sender: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
    """Note it, and keep for this session when the person was last here."""
    before = Event.objects.filter(kind=kinds.SIGNED_IN, actor_id=user.pk).order_by("-seq").first()
    if before is not None and hasattr(request, "session"):
        request.session[LAST_VISIT] = before.at.isoformat()
    _record(kinds.SIGNED_IN, user, "{} signed in", request)


def signed_out(sender: Any, user: User | None, request: HttpRequest, **kwargs: Any) -> None:
    if user is not None:
        _record(kinds.SIGNED_OUT, user, "{} signed out", request)


def failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    user = _known(credentials.get("email") or credentials.get("username"))
    _attempt(kinds.FAILED, user, "A sign-in failed")


def locked_out(sender: Any, username: str = "", **kwargs: Any) -> None:
    _attempt(kinds.LOCKED, _known(username), "Too many tries to sign in: shut for a while")


def _attempt(kind: str, user: User | None, what: str) -> None:
    """Someone who has not proved who they are did it: nobody is named as the actor."""
    where = f", as {user.office}" if user is not None else ", for an address without an account"
    with transaction.atomic():
        by = Actor.anonymous(timezone.localdate())
        audit.record(kind, by=by, ref=user or "signin:unknown", what=what + where)


def factor_added(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(kinds.FACTOR, user, f"{{}} set up {_name(authenticator)}")


def factor_removed(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(kinds.FACTOR, user, f"{{}} removed {_name(authenticator)}")


def factor_reset(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record(kinds.FACTOR, user, f"{{}} made new {_name(authenticator)}")


def factor_failed(sender: Any, user: User, **kwargs: Any) -> None:
    _attempt(kinds.FACTOR_FAILED, user, "A wrong code was given")


def password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    _record(kinds.PASSWORD, user, "{} changed the password")


def password_reset(sender: Any, user: User, **kwargs: Any) -> None:
    _record(kinds.PASSWORD, user, "{} chose a new password by e-mail")


def _name(authenticator: Authenticator) -> str:
    return WHAT.get(authenticator.type, "a second factor")

"""What the log calls what is done to organisations, people and sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.audit import register_kind

if TYPE_CHECKING:
    from kith.foundation.audit.models import Event


def _told(event: Event) -> str:
    """A sign-in is told whole by its `what`: there may be no office to begin it."""
    return event.what


ORGANISATION = register_kind("organisation.changed", "changed").key
ALIAS = register_kind("organisation.alias_added", "added a name by which to find").key
SUCCESSION = register_kind("organisation.succession_recorded", "recorded that").key
INVITED = register_kind("people.invited", "invited").key
APPOINTED = register_kind("people.appointed", "began the appointment of").key
APPOINTMENT_ENDED = register_kind("people.appointment_ended", "ended the appointment of").key
DEACTIVATED = register_kind("people.deactivated", "closed the account of").key
REACTIVATED = register_kind("people.reactivated", "opened again the account of").key
SESSIONS_ENDED = register_kind("people.sessions_ended", "ended the sessions of").key
EXPORTED = register_kind("audit.exported", "exported the log").key
VERIFIED = register_kind("audit.verified", "verified the log").key

SIGNED_IN = register_kind("signin.in", "signed in", _told).key
SIGNED_OUT = register_kind("signin.out", "signed out", _told).key
FAILED = register_kind("signin.failed", "a sign-in failed", _told).key
LOCKED = register_kind("signin.locked", "too many tries to sign in", _told).key
FACTOR = register_kind("signin.factor_changed", "second factor changed", _told).key
FACTOR_FAILED = register_kind("signin.factor_failed", "a wrong code was given", _told).key
PASSWORD = register_kind("signin.password_changed", "password changed", _told).key

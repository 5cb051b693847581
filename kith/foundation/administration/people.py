"""What is done to people's accounts and appointments; nobody does it to themselves."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import ROLES, Actor, Permission, Role, action, bump
from kith.foundation.accounts.models import User
from kith.foundation.administration import kinds
from kith.foundation.organisations.models import Appointment, Group, Organisation
from kith.kernel.refusals import Refused


@action(Permission.PEOPLE_EDIT)
def invite(*, email: str, office: str, by: Actor) -> User:
    """Make an account without a password; the invitation lets the person choose one."""
    if User.objects.filter(email=email.lower()).exists():
        raise Refused("This address has an account already. Find the person, and appoint them.")
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, office=office)
    except IntegrityError:  # two people invite the same one at once; the address goes into no log
        raise Refused("This address has an account already. Find the person.") from None
    audit.record(kinds.INVITED, by=by, ref=person, what=office)
    return person


@action(Permission.PEOPLE_EDIT, on="person")
def appoint(
    *,
    person: User,
    role: str,
    organisation: Organisation,
    group: Group | None,
    office: str,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
) -> Appointment:
    """Begin an appointment; the same one cannot run twice at the same time."""
    if not person.is_active:
        raise Refused("This account is closed. Open it again before you appoint the person.")
    if organisation.closes_on and organisation.closes_on < starts_on:
        raise Refused(f"{organisation} had closed by then: choose its successor.")
    held = Appointment.objects.filter(user=person, role=role, organisation=organisation)
    if held.exclude(ends_on__lt=starts_on).exists():
        raise Refused(f"They are {ROLES[Role(role)].title} for {organisation.called} already.")
    appointment = Appointment.objects.create(
        user=person,
        role=role,
        organisation=organisation,
        group=group,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    what = f"{office}, {organisation.called}, from {starts_on}"
    audit.record(kinds.APPOINTED, by=by, ref=appointment, what=what, data={"role": role})
    return appointment


@action(Permission.PEOPLE_EDIT, on="appointment")
def end_appointment(
    *, appointment: Appointment, last_day: date, expected_version: int, why: str, by: Actor
) -> Appointment:
    """End an appointment after a day, which is included."""
    if last_day < appointment.starts_on:
        raise Refused("The last day lies before the first. Check both.")
    appointment = bump(appointment, expected_version, ends_on=last_day)
    what = f"{appointment.office}, {appointment.organisation.called}, after {last_day}"
    audit.record(kinds.APPOINTMENT_ENDED, by=by, ref=appointment, what=what, why=why)
    return appointment


@action(Permission.PEOPLE_EDIT, on="person")
def set_active(*, person: User, active: bool, why: str, by: Actor) -> User:
    """Close an account, with all its sessions, or open it again; appointments stay as they are."""
    if not User.objects.filter(pk=person.pk, is_active=not active).update(is_active=active):
        state = "open" if active else "closed"
        raise Refused(f"Someone else did this in the meantime: the account is {state} already.")
    person.refresh_from_db()
    if not active:
        _end_sessions(person)
    kind = kinds.REACTIVATED if active else kinds.DEACTIVATED
    audit.record(kind, by=by, ref=person, what=person.office, why=why)
    return person


@action(Permission.PEOPLE_EDIT, on="person")
def end_sessions(*, person: User, by: Actor) -> int:
    """Sign a person out everywhere; how many sessions that ended."""
    ended = _end_sessions(person)
    audit.record(kinds.SESSIONS_ENDED, by=by, ref=person, what=person.office, data={"n": ended})
    return ended


def _end_sessions(person: User) -> int:
    # A session does not say whose it is except inside itself; there are few enough to open all.
    rows = Session.objects.filter(expire_date__gte=timezone.now())
    theirs = [s.pk for s in rows if s.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)

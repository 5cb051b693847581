"""Writing the log and proving that it is whole.

Each event's digest covers all that it says and the digest before it. A change, deletion,
insertion or reorder breaks the chain where it was made; the head tells of a shortened tail. An
owner of the database who rewrites everything, the head included, is found out only by a head
that was noted elsewhere: print it and keep it (`manage.py verify_audit`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from kith.foundation.audit.kinds_of_event import KINDS, READ

if TYPE_CHECKING:
    from kith.foundation.accounts.models import User
    from kith.foundation.audit.models import Event
    from kith.foundation.organisations.models import Appointment

START = "0" * 64


class By(Protocol):
    """Who acted, as `access.Actor` tells it."""

    @property
    def user(self) -> User | None: ...
    @property
    def appointment(self) -> Appointment | None: ...
    @property
    def office(self) -> str: ...


def ref_of(thing: object) -> str:
    """How the log names a thing: its own `ref`, its text, or its model and number."""
    named = getattr(thing, "ref", None)
    if named is not None:
        return str(named)
    if isinstance(thing, Model):
        return f"{thing._meta.model_name}:{thing.pk}"
    return str(thing)


def digest(event: Event) -> str:
    """SHA-256 over everything the event says, in one fixed form."""
    said = [
        event.seq,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.kind,
        event.actor_id,
        event.office,
        event.appointment_id,
        event.role,
        event.organisation,
        event.ref,
        event.what,
        event.data_json,
        event.why,
        event.previous,
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    kind: str,
    *,
    by: By,
    ref: object,
    what: str,
    data: dict[str, Any] | None = None,
    why: str = "",
    at: datetime | None = None,
) -> Event:
    """Add an event, inside the transaction of the change that it tells of.

    `ref` is a Ref, a text such as "publication:yearly-report-2019-20", or a model row. `data`
    must be plain JSON. Outside a transaction it refuses: an event must stand or fall with its
    change.
    """
    from kith.foundation.audit.models import Event, Head

    if kind not in KINDS:
        raise ImproperlyConfigured(f"Audit kind {kind!r} is not registered: register_kind().")
    if not connection.in_atomic_block:
        raise ImproperlyConfigured(f"Audit event {kind!r} outside a transaction.")
    heads = Head.objects.select_for_update()
    head = heads.filter(pk=1).first()
    if head is None:  # the first event of all; two first writers end up with one head
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
        head = heads.get(pk=1)
    acting = by.appointment
    event = Event(
        seq=head.seq + 1,
        at=at or timezone.now(),
        kind=kind,
        actor_id=by.user.pk if by.user is not None else None,
        office=by.office[:160],
        appointment_id=acting.pk if acting is not None else None,
        role=acting.role if acting is not None else "",
        organisation=acting.organisation.key if acting is not None else "",
        ref=ref_of(ref)[:160],
        what=what[:300],
        data_json=json.dumps(data or {}, sort_keys=True, ensure_ascii=False),
        why=why,
        previous=head.digest,
    )
    event.digest = digest(event)
    event.save()
    Head.objects.filter(pk=1).update(seq=event.seq, digest=event.digest)
    return event


def record_read(*, by: By, ref: object, what: str, why: str = "") -> Event:
    """Note that identifiable data was read; committed before the page is sent."""
    with transaction.atomic():
        return record(READ.key, by=by, ref=ref, what=what, why=why)


def latest(thing: object) -> Event | None:
    """The last event about a thing, reads aside."""
    from kith.foundation.audit.models import Event

    return Event.objects.filter(ref=ref_of(thing)).exclude(kind=READ.key).last()


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found."""

    events: int
    head: str  # "SEQ:DIGEST", to be printed and kept elsewhere
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.problems


def verify(anchors: Iterable[str] = ()) -> Verdict:
    """Walk the whole log. `anchors` are heads ("SEQ:DIGEST") that were noted elsewhere before."""
    from kith.foundation.audit import triggers
    from kith.foundation.audit.models import Event, Head

    problems = [
        f"The database does not refuse changes: no {t}" for t in triggers.missing(connection)
    ]
    noted = _parse(anchors)
    previous, expected = START, 1
    for event in Event.objects.order_by("seq").iterator():
        if event.seq != expected:
            problems.append(f"Events {expected} to {event.seq - 1} are missing.")
        if event.previous != previous:
            problems.append(f"Event {event.seq} does not follow the event before it.")
        if digest(event) != event.digest:
            problems.append(f"Event {event.seq} was changed after it was written.")
        if event.seq in noted and noted.pop(event.seq) != event.digest:
            problems.append(f"Event {event.seq} is not the one that was noted elsewhere.")
        previous, expected = event.digest, event.seq + 1
    problems += [f"Event {seq}, which was noted elsewhere, is missing." for seq in noted]
    head = Head.objects.filter(pk=1).first()
    kept = (head.seq, head.digest) if head is not None else (0, START)
    if kept != (expected - 1, previous):
        problems.append(
            f"The log ends at event {expected - 1}, and its head says {kept[0]}: "
            "its end was cut off, added to or replaced."
        )
    return Verdict(expected - 1, f"{expected - 1}:{previous}", tuple(problems))


def _parse(anchors: Iterable[str]) -> dict[int, str]:
    noted = {}
    for anchor in anchors:
        seq, _, value = anchor.partition(":")
        if not seq.isdigit() or len(value) != 64:
            raise ValueError(f"{anchor!r} is not a head: write it as NUMBER:DIGEST.")
        noted[int(seq)] = value
    noted.pop(0, None)
    return noted

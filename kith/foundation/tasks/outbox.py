"""The outbox: a letter is remembered with what it belongs to, and sent afterwards.

Remembering is part of the transaction of what it tells of, so a letter never tells of something
that did not happen, and one key is never written twice. Sending is at least once: a letter is
taken, sent, and then marked. Two senders never have the same letter. A sender that dies between
the mail server's yes and the mark leaves a letter that is taken; it is tried again after
`HELD_FOR` with the same Message-ID, by which mail systems know the second one as the first. That
is the one way in which a letter can reach a mail server twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone

from kith.foundation.accounts.models import User
from kith.foundation.tasks.models import Letter

HELD_FOR = timedelta(minutes=15)
MOST_FAILURES = 20
SIGN_IN = "Sign in to see what it is: {address}"
NOTHING_MORE = "This message says nothing more, so that it may be read by anyone who finds it."


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the letters that waited."""

    sent: int
    failed: int


def remember(
    *,
    key: str,
    user: User,
    kind: str,
    subject: str,
    lines: Iterable[str],
    at: datetime,
    about: str = "",
) -> bool:
    """Write a letter, unless one with this key was written before; whether it is new."""
    paragraphs = [*lines, SIGN_IN.format(address=address()), NOTHING_MORE]
    _, new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "kind": kind,
            "about": about,
            "subject": subject,
            "body": "\n\n".join(paragraphs) + "\n",
            "made_at": at,
        },
    )
    return new


def address() -> str:
    """Where the start page is, as people outside write it."""
    host = next((h for h in settings.ALLOWED_HOSTS if h not in ("*", "")), "localhost")
    return f"https://{host.lstrip('.')}/"


def waiting(now: datetime) -> list[int]:
    """The letters that nobody has sent and nobody is sending, oldest first."""
    rows = Letter.objects.filter(_free(now), sent_at=None, failed__lt=MOST_FAILURES)
    return list(rows.values_list("pk", flat=True))


def send_waiting(only: Iterable[int] | None = None) -> Sent:
    """Send what waits, over one connection. A letter that fails waits for the next run."""
    now = timezone.now()
    ids = waiting(now)
    if only is not None:
        wanted = set(only)
        ids = [pk for pk in ids if pk in wanted]
    connection, sent, failed = get_connection(), 0, 0
    for pk in ids:
        if not _take(pk, timezone.now()):
            continue
        letter = Letter.objects.select_related("user").get(pk=pk)
        if not letter.user.is_active:
            _mark(pk, sent_at=None, failed=MOST_FAILURES, fault="The account is closed")
            failed += 1
            continue
        try:
            _message(letter, connection).send()
        except Exception as fault:  # whatever the mail system raises, the next letter is tried
            _mark(pk, taken_at=None, failed=letter.failed + 1, fault=type(fault).__name__[:80])
            failed += 1
        else:
            _mark(pk, sent_at=timezone.now(), fault="")
            sent += 1
    return Sent(sent, failed)


def message_id(key: str) -> str:
    """The same for each attempt to send a letter."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def _message(letter: Letter, connection: object) -> EmailMessage:
    return EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.user.email],
        headers={"Message-ID": message_id(letter.key), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _free(now: datetime) -> Q:
    return Q(taken_at=None) | Q(taken_at__lt=now - HELD_FOR)


def _take(pk: int, now: datetime) -> bool:
    """Take a letter, if nobody else has: one statement, so on every database only one wins."""
    return bool(Letter.objects.filter(_free(now), pk=pk, sent_at=None).update(taken_at=now))


def _mark(pk: int, **changes: object) -> None:
    Letter.objects.filter(pk=pk).update(**changes)

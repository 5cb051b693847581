"""What publications put on the first page: comments to answer, what stops a draft, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Permission, can
from kith.foundation.audit.models import Event
from kith.foundation.publications.models import Document
from kith.foundation.publications.review import Review, review
from kith.foundation.ui import home
from kith.foundation.ui.home import Need

AREA = "Yearly report"
# What each kind of stop asks of those who write, for one and for several.
ASKS = {
    "text": ("Mend one place that cannot be read", "Mend {} places that cannot be read"),
    "guard": ("Look at one thing that the guards found", "Look at {} things the guards found"),
    "disclosure": ("Hide one number that can be worked out", "Hide {} that can be worked out"),
    "coverage": ("Answer one thing the guidance asks", "Answer {} things the guidance asks"),
}


@dataclass(frozen=True)
class Standing:
    """Where a draft stands: how many of each kind stop it, the first of each, who has signed."""

    stops: dict[str, int]
    first: dict[str, str]
    unsigned: frozenset[int]
    same_as_edition: int  # number of the edition with exactly this content, or 0
    unpublished: int
    challenges: tuple[Need, ...] = ()  # comments that must be answered


def standing(document: Document) -> Standing:
    """Where the draft stands, worked out once after each change: every change is in the log."""
    return _worked_out(document, document.told)  # type: ignore[attr-defined]


@lru_cache(maxsize=8)
def _worked_out(document: Document, _last: str | None) -> Standing:
    seen = review(document)
    first: dict[str, str] = {}
    for stop in seen.stops_signing:
        first.setdefault(stop.kind, stop.message)
    last = seen.editions[0] if seen.editions else None
    return Standing(
        stops=dict(Counter(stop.kind for stop in seen.stops_signing)),
        first=first,
        unsigned=frozenset(s.partner.pk for s in seen.signed if not s.current),
        same_as_edition=last.number if last and last.digest == seen.draft.digest else 0,
        unpublished=last.number if last and last.published_at is None else 0,
        challenges=tuple(_challenges(document, seen)),
    )


def _latest() -> Document | None:
    """The latest document; `told` is the digest of the last event that may have changed it.

    A digest covers all events before its own, so while it is the same, so is the draft.
    """
    events = Event.objects.exclude(kind="read").exclude(kind__startswith="signin.")
    told = Subquery(events.order_by("-seq").values("digest")[:1])
    return Document.objects.annotate(told=told).order_by("-period_code", "-pk").first()


@home.contributes
def latest_report(actor: Actor) -> Iterator[home.Part]:
    """Where the latest draft stands, and what it asks of those who write, sign and publish."""
    document = _latest() if can(actor, Permission.REPORT_READ_DRAFT) else None
    if document is None:
        return
    now = standing(document)
    yield home.State(f"{document.title}: {_in_words(now)}")
    if can(actor, Permission.REPORT_EDIT):
        yield from _stops(document, now)
        yield from now.challenges
    if not sum(now.stops.values()) and not now.same_as_edition:
        yield from _next_step(document, now, actor)
    if now.unpublished and can(actor, Permission.REPORT_PUBLISH):
        edition = reverse("report_edition", args=[document.key, now.unpublished])
        text = "It is frozen and signed, and nobody outside sees it yet."
        yield Need(f"Publish edition {now.unpublished}", edition, text, AREA)


def _in_words(now: Standing) -> str:
    stops, left = sum(now.stops.values()), len(now.unsigned)
    if now.same_as_edition and not now.unpublished:
        return f"edition {now.same_as_edition} is public, and the draft is the same."
    if stops:
        things = "one thing stops" if stops == 1 else f"{stops} things stop"
        return f"{things} the draft, so nobody can sign it yet."
    if left:
        partners = "one partner has" if left == 1 else f"{left} partners have"
        return f"nothing stops the draft; {partners} still to sign."
    return "signed by all partners, and not published yet."


def _stops(document: Document, now: Standing) -> Iterator[Need]:
    address = reverse("report", args=[document.key]) + "#stops"
    for kind, (one, several) in ASKS.items():
        if count := now.stops.get(kind, 0):
            title = one if count == 1 else several.format(count)
            yield Need(title, address, now.first[kind], AREA, stops=True)


def _challenges(document: Document, seen: Review) -> Iterator[Need]:
    """Comments that must be answered before publication, the longest waiting first."""
    waiting = [c for c in seen.comments if c.must_answer and c.settled_at is None]
    for one in sorted(waiting, key=lambda comment: comment.at)[:10]:
        place = reverse("report_section", args=[document.key, one.section.key])
        yield Need(
            f"Answer: {one.office}",
            f"{place}#comments",
            f"{one.section.title}: {one.text}",
            AREA,
            timezone.localdate(one.at),
        )


def _next_step(document: Document, now: Standing, actor: Actor) -> Iterator[Need]:
    """A signature or the freezing, of a draft that nothing stops."""
    if can(actor, Permission.REPORT_SIGN) and actor.organisation_id in now.unsigned:
        text = "Nothing stops it. You sign exactly what the draft says, for your own organisation."
        sign = reverse("report_sign", args=[document.key])
        yield Need(f"Read and sign {document.title}", sign, text, AREA)
    elif not now.unsigned and can(actor, Permission.REPORT_FREEZE):
        freeze = reverse("report_freeze", args=[document.key])
        yield Need(f"Freeze {document.title}", freeze, "All partners have signed it.", AREA)

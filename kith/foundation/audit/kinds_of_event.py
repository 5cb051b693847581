"""The kinds of event: each app registers its own, with its wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from kith.foundation.audit.models import Event


@dataclass(frozen=True)
class Kind:
    """A kind of event: its key, its verb in the past tense, and how it is put in words."""

    key: str
    wording: str
    present: Callable[[Event], str] | None = None


KINDS: dict[str, Kind] = {}


def register_kind(key: str, wording: str, present: Callable[[Event], str] | None = None) -> Kind:
    """Make a kind of event known: `register_kind("report.section_edited", "edited section")`.

    `present` may put the whole event into one sentence of its own.
    """
    kind = Kind(key, wording, present)
    before = KINDS.get(key)
    if before is not None and before.wording != wording:
        raise ImproperlyConfigured(f"Audit kind {key!r} is registered twice, in two wordings.")
    KINDS[key] = kind
    return kind


def present(event: Event) -> str:
    """The event as a sentence: office, what was done, and to what.

    An old event of a kind that the code no longer knows is shown by its key.
    """
    kind = KINDS.get(event.kind)
    if kind is not None and kind.present is not None:
        return kind.present(event)
    wording = kind.wording if kind is not None else event.kind
    what = f": {event.what}" if event.what else ""
    return f"{event.office} {wording}{what}".strip()


READ = register_kind("read", "read", lambda event: f"{event.office} read {event.what}")

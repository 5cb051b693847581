"""What people say of a document as a whole: its titles, how to read it, the words of its cover."""

from string import Formatter
from typing import Any

from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.publications import kinds, markup
from kith.foundation.publications.models import Document
from kith.kernel.refusals import Refused

COVER_NUMBERS = ("now", "more", "before")


def read_notes(text: str) -> None:
    """Refuse notes that are not panels of paragraphs: nothing else of them would be printed."""
    for block in markup.parse(text):
        if block.kind != "panel" or any(b.kind != "paragraph" for b in block.blocks):
            raise markup.MarkupError(
                block.line,
                "how to read the figures is made of panels with a title and paragraphs: "
                "“> ### Sign | Title”, then lines that begin with “> ”.",
            )


def read_cover_words(text: str) -> None:
    """Refuse words of the cover that name a number which it does not have."""
    known = ", ".join(f"{{{name}}}" for name in COVER_NUMBERS)
    try:
        names = [(name, more or how) for _, name, more, how in Formatter().parse(text)]
    except ValueError:
        raise Refused(f"A number begins with {{ and ends with }}. There are {known}.") from None
    if any(name is not None and (name not in COVER_NUMBERS or more) for name, more in names):
        raise Refused(f"The cover has the numbers {known}, and no other.")
    markup.parse(text.replace("{{", "").replace("}}", ""))


@action(Permission.REPORT_EDIT, on="document")
def describe_document(
    *,
    document: Document,
    title: str,
    subtitle: str,
    notes: str,
    cover: dict[str, str],
    expected_version: int,
    by: Actor,
) -> Document:
    """Save titles, how to read the figures, and the cover's words (`caption` and `alt`)."""
    read_notes(notes)
    changes: dict[str, Any] = {"title": title, "subtitle": subtitle, "notes": notes}
    if document.cover:
        for words in cover.values():
            read_cover_words(words)
        changes["cover"] = document.cover | {k: cover[k] for k in ("caption", "alt") if k in cover}
    document = bump(
        document, expected_version, changed_at=timezone.now(), changed_by=by.office, **changes
    )
    audit.record(kinds.DESCRIBED, by=by, ref=document, what=f"{document}: title, notes and cover")
    return document

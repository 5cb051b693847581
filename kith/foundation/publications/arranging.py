"""What people do to the order of a document: add sections, move, number, remove, restore them.

The order belongs to the document, so its version is the lock: whoever moves a section on a page
that is out of date is told. What a section says has its own version.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import slugify

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump
from kith.foundation.publications import kinds
from kith.foundation.publications.actions import keep_revision
from kith.foundation.publications.models import Document, Section
from kith.foundation.publications.requirements import requirements
from kith.kernel.law import Requirement
from kith.kernel.refusals import Refused


def new_section_key(document: Document, title: str) -> str:
    """A section's lasting name from its title; no key is used twice, removed sections included."""
    first = slugify(title)[:70].strip("-")
    if not first:
        raise Refused("Give the section a title with letters or numbers in it.")
    taken = set(Section.everything.filter(document=document).values_list("key", flat=True))
    tries = (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in tries if key not in taken)


def only_answers(section: Section) -> list[Requirement]:
    """What the guidance asks for and this section alone answers."""
    answers: dict[str, set[int]] = {}
    for row in section.document.coverage.all():
        answers.setdefault(row.requirement, set()).add(row.section_id)
    asked = requirements(section.document)
    return [r for r in asked if answers.get(r.key) == {section.pk}]


@action(Permission.REPORT_EDIT, on="document")
def add_section(
    *,
    document: Document,
    title: str,
    after: Section | None,
    numbered: bool,
    expected_version: int,
    by: Actor,
) -> Section:
    """A new, empty section behind another, or before all of them."""
    _changed(document, expected_version)
    order = list(document.sections.all())
    made = Section(
        document=document,
        key=new_section_key(document, title),
        order=len(order) + 1,
        numbered=numbered,
        title=title,
        changed_at=timezone.now(),
        changed_by=by.office,
    )
    made.save()
    order.insert(order.index(after) + 1 if after in order else 0, made)
    _arrange(order)
    _note(kinds.ADDED, made, title, by)
    return made


@action(Permission.REPORT_EDIT, on="document")
def move_section(
    *, document: Document, section: Section, up: bool, expected_version: int, by: Actor
) -> Section:
    """Change places with the section before it, or behind it."""
    _changed(document, expected_version)
    order = list(document.sections.all())
    here = order.index(section)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        raise Refused(f"“{section}” is the {'first' if up else 'last'} section already.")
    order[here], order[there] = order[there], order[here]
    _arrange(order)
    way = "before" if up else "behind"
    _note(kinds.MOVED, section, f"{section} {way} {order[here]}", by)
    return order[there]


@action(Permission.REPORT_EDIT, on="document")
def number_section(
    *, document: Document, section: Section, numbered: bool, expected_version: int, by: Actor
) -> Section:
    """Give a section and its paragraphs numbers, or take them away."""
    _changed(document, expected_version)
    section.numbered = numbered
    section.save(update_fields=["numbered"])
    words = "numbered" if numbered else "without a number"
    _note(kinds.MOVED, section, f"{section}, {words}", by)
    return section


@action(Permission.REPORT_EDIT, on="section")
def remove_section(*, section: Section, expected_version: int, by: Actor) -> Section:
    """Take a section out of its document. Its text stays stored, and can be restored.

    Refused where nothing else answers what the guidance asks for, and while a challenge waits: a
    question is answered, not taken away with the page it was asked of.
    """
    waiting = section.comments.filter(must_answer=True, settled_at__isnull=True).first()
    if waiting is not None:
        raise Refused(
            f"{waiting.office} waits for an answer in “{section}”. Answer first; the section can "
            "go when they have settled it."
        )
    alone = only_answers(section)
    if alone:
        asked = "; ".join(r.asks for r in alone)
        raise Refused(
            f"“{section}” is the only answer to what the guidance asks for: {asked}. Say first "
            "which other section answers it."
        )
    document = section.document
    keep_revision(section, section.changed_by or "Template")
    now = timezone.now()
    section = bump(
        section,
        expected_version,
        removed_at=now,
        removed_by=by.office,
        changed_at=now,
        changed_by=by.office,
    )
    keep_revision(section, by.office)
    _changed(document, document.version)
    _arrange(list(document.sections.all()))
    _note(kinds.REMOVED, section, str(section), by)
    return section


@action(Permission.REPORT_EDIT, on="section")
def restore_section(*, section: Section, expected_version: int, by: Actor) -> Section:
    """Put a removed section back where it stood, with all that it said and answered."""
    if section.removed_at is None:
        raise Refused(f"“{section}” stands in the document already.")
    document = section.document
    section = bump(
        section,
        expected_version,
        removed_at=None,
        removed_by="",
        changed_at=timezone.now(),
        changed_by=by.office,
    )
    keep_revision(section, by.office)
    _changed(document, document.version)
    others = [s for s in document.sections.all() if s.pk != section.pk]
    others.insert(max(section.order - 1, 0), section)
    _arrange(others)
    _note(kinds.RESTORED, section, str(section), by)
    return section


def _changed(document: Document, expected_version: int) -> None:
    """Note that the order changed; whoever saw an earlier one is told."""
    bump(document, expected_version)


def _arrange(order: Sequence[Section]) -> None:
    """Store the places of sections, counted from 1; those that stand right are left alone."""
    for place, section in enumerate(order, 1):
        if section.order != place:
            section.order = place
            Section.objects.filter(pk=section.pk).update(order=place)


def _note(kind: str, section: Section, what: str, by: Actor) -> None:
    """The event is the document's: whoever is told that its order changed is told by whom."""
    document = section.document
    data = {"section": section.key}
    audit.record(kind, by=by, ref=document, what=f"{document}: {what}", data=data)

"""What people do to a publication: write, comment, sign, freeze, publish. One action, one event."""

from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action, bump, can
from kith.foundation.publications import kinds, markup
from kith.foundation.publications.building import build
from kith.foundation.publications.exhibits import read_grid
from kith.foundation.publications.freezing import (
    as_frozen,
    freezing_problems,
    keep_figures,
    partners,
)
from kith.foundation.publications.guarding import finding_key, guard
from kith.foundation.publications.model import doc_to_json
from kith.foundation.publications.models import (
    Comment,
    Coverage,
    Document,
    Edition,
    Exhibit,
    Kept,
    Section,
    SectionRevision,
    SignOff,
    StatedFigure,
)
from kith.foundation.publications.sealing import intact
from kith.kernel.guards import Severity
from kith.kernel.refusals import Refused


def _belongs(part: Section | StatedFigure, document: Document) -> None:
    """The permission was asked of the document, so what is changed must be its own."""
    if part.document_id != document.pk:
        raise Refused(f"“{part}” belongs to another publication.")


@action(Permission.REPORT_EDIT, on="section")
def edit_section(
    *,
    section: Section,
    title: str,
    lead: str,
    body: str,
    expected_version: int,
    by: Actor,
    why: str = "",
    finding: str | None = None,
) -> Section:
    """Save what a section says; text that cannot be read is refused whole, with its line.

    `finding` is the line of the contents; None leaves it as it is.
    """
    markup.parse(body)
    markup.parse(lead)
    if not section.revisions.exists():
        keep_revision(section, section.changed_by or "Template")
    section = bump(
        section,
        expected_version,
        title=title,
        lead=lead,
        body=body,
        finding=section.finding if finding is None else finding,
        changed_at=timezone.now(),
        changed_by=by.office,
    )
    keep_revision(section, by.office)
    audit.record(
        kinds.SECTION,
        by=by,
        ref=section,
        what=f"{section.document}: {section.title}",
        data={"version": section.version},
        why=why,
    )
    return section


def keep_revision(section: Section, office: str) -> None:
    """Keep what the section says as its version; a version that is kept stays as it is."""
    SectionRevision.objects.get_or_create(
        section=section,
        version=section.version,
        defaults={
            "title": section.title,
            "lead": section.lead,
            "body": section.body,
            "at": section.changed_at or timezone.now(),
            "by": office,
        },
    )


@action(Permission.REPORT_EDIT, on="exhibit")
def edit_exhibit(
    *,
    exhibit: Exhibit,
    title: str,
    subtitle: str,
    source: str,
    notes: str,
    spec: dict[str, object],
    expected_version: int,
    by: Actor,
) -> Exhibit:
    """Change a table or chart; a plan that makes no table is refused."""
    if "provider" not in spec:
        read_grid(spec, exhibit.key)
    for text in (title, subtitle, source):
        markup.parse(text)
    exhibit = bump(
        exhibit,
        expected_version,
        title=title,
        subtitle=subtitle,
        source=source,
        notes=notes,
        spec=spec,
    )
    audit.record(kinds.EXHIBIT, by=by, ref=exhibit, what=f"{exhibit.document}: {exhibit.title}")
    return exhibit


@action(Permission.REPORT_EDIT, on="document")
def add_exhibit(*, document: Document, exhibit: Exhibit, by: Actor) -> Exhibit:
    """Put a new table or chart into a document's list; the text then refers to it by its key."""
    read_grid(exhibit.spec, exhibit.key)
    if document.exhibits.filter(key=exhibit.key).exists():
        raise Refused(f"This document has a table or chart called “{exhibit.key}” already.")
    exhibit.document = document
    exhibit.save()
    audit.record(kinds.EXHIBIT, by=by, ref=exhibit, what=f"{document}: {exhibit.title}, new")
    return exhibit


@action(Permission.REPORT_EDIT, on="document")
def state_figure(*, document: Document, stated: StatedFigure, by: Actor) -> StatedFigure:
    """Put a typed number, with its source, into a document's list."""
    if document.stated.filter(key=stated.key).exists():
        raise Refused(f"This document has a typed figure called “{stated.key}” already.")
    stated.document = document
    stated.save()
    audit.record(kinds.STATED, by=by, ref=stated, what=f"{document}: {stated.label}")
    return stated


@action(Permission.REPORT_EDIT, on="document")
def restate_figure(
    *,
    document: Document,
    stated: StatedFigure,
    changes: dict[str, object],
    expected_version: int,
    by: Actor,
) -> StatedFigure:
    """Change a typed number or its source."""
    _belongs(stated, document)
    before = str(stated.value)
    stated = bump(stated, expected_version, **changes)
    audit.record(
        kinds.STATED,
        by=by,
        ref=stated,
        what=f"{document}: {stated.label}",
        data={"before": before, "after": str(stated.value)},
    )
    return stated


@action(Permission.REPORT_EDIT, on="document")
def set_coverage(
    *, document: Document, requirement: str, sections: list[Section], note: str, by: Actor
) -> None:
    """Say which sections answer a thing that the guidance asks for; none takes the answer away."""
    for section in sections:
        _belongs(section, document)
    document.coverage.filter(requirement=requirement).delete()
    Coverage.objects.bulk_create(
        Coverage(document=document, requirement=requirement, section=s, note=note) for s in sections
    )
    audit.record(
        kinds.COVERAGE,
        by=by,
        ref=document,
        what=f"{document}: {requirement}",
        data={"sections": [s.key for s in sections]},
    )


@action(Permission.REPORT_COMMENT, on="document")
def comment(
    *,
    document: Document,
    section: Section,
    text: str,
    by: Actor,
    paragraph: str = "",
    must_answer: bool = False,
    parent: Comment | None = None,
) -> Comment:
    """Say something of a section; a challenge (`must_answer`) stops publication until settled."""
    _belongs(section, document)
    if parent is not None and parent.section_id != section.pk:
        raise Refused("That comment belongs to another section.")
    if not text.strip():
        raise Refused("Write the comment before you send it.")
    if by.user is None:
        raise Refused("Comments are made by people.")
    made = Comment.objects.create(
        section=section,
        parent=parent,
        paragraph=paragraph,
        text=text.strip(),
        must_answer=must_answer,
        at=timezone.now(),
        by=by.user,
        office=by.office,
    )
    audit.record(kinds.COMMENT, by=by, ref=section, what=f"{document}: {section.title}")
    return made


@action(Permission.REPORT_COMMENT, on="document")
def settle(*, document: Document, remark: Comment, by: Actor) -> Comment:
    """Mark a comment as settled: by an author, or by whoever made it."""
    _belongs(remark.section, document)
    # Held, so that two people who settle it at once leave one of them and one event.
    remark = Comment.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if remark.settled_at is not None:
        return remark
    own = by.user is not None and remark.by_id == by.user.pk
    if remark.must_answer and not own:
        raise Refused("Only the person who asked for an answer can say that they have it.")
    if not own and not can(by, Permission.REPORT_EDIT, document):
        raise Refused("An author, or the person who made a comment, settles it.")
    remark.settled_at, remark.settled_by = timezone.now(), by.office
    remark.save(update_fields=["settled_at", "settled_by"])
    audit.record(
        kinds.SETTLED, by=by, ref=remark.section, what=f"{document}: {remark.section.title}"
    )
    return remark


@action(Permission.REPORT_EDIT, on="document")
def keep_finding(*, document: Document, finding: str, reason: str, by: Actor) -> Kept:
    """Keep what a guard warns of, and say why. What cannot be true as printed cannot be kept."""
    if not reason.strip():
        raise Refused("Say why it stays: the reason is shown to those who sign.")
    match = next((f for f in guard(build(document)).findings if finding_key(f) == finding), None)
    if match is None:
        raise Refused("The guards no longer find this. There is nothing to keep.")
    if match.severity is Severity.ERROR:
        raise Refused(f"This cannot be kept, only mended: {match.todo}")
    kept, _ = Kept.objects.update_or_create(
        document=document,
        finding=finding,
        defaults={
            "title": match.stated[:300],
            "reason": reason.strip(),
            "at": timezone.now(),
            "by": by.office,
        },
    )
    audit.record(kinds.KEPT, by=by, ref=document, what=match.stated[:200], why=reason)
    return kept


@action(Permission.REPORT_SIGN, on="document")
def sign(*, document: Document, digest: str, by: Actor) -> SignOff:
    """Sign exactly what was read: `digest` is that of the draft on the page that was signed."""
    draft = build(document)
    if draft.digest != digest:
        raise Refused("The draft changed after you opened it. Read it again before you sign.")
    organisation = by.organisation
    if by.user is None or organisation is None:
        raise Refused("A safeguarding partner signs through an appointment.")
    if organisation not in partners():
        raise Refused(f"{organisation} is no safeguarding partner today: only those sign.")
    stops = [p for p in freezing_problems(draft, signatures=False) if p.stops_signing]
    if stops:
        raise Refused(f"This cannot be signed yet: {stops[0].message}")
    signed, made = SignOff.objects.get_or_create(
        document=document,
        organisation=organisation,
        digest=digest,
        defaults={"at": timezone.now(), "by": by.user, "office": by.office},
    )
    if made:
        audit.record(
            kinds.SIGNED,
            by=by,
            ref=document,
            what=f"{document}, for {organisation}",
            data={"digest": digest},
        )
    return signed


@action(Permission.REPORT_FREEZE, on="document")
def freeze(*, document: Document, by: Actor, note: str = "") -> Edition:
    """Store the draft whole as the next edition. Everything that still stops it is refused."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    draft = build(document)
    problems = freezing_problems(draft)
    if problems:
        raise Refused(f"This cannot be frozen yet: {problems[0].message}")
    last = document.editions.first()
    if last is not None and last.digest == draft.digest:
        raise Refused(f"Nothing has changed since edition {last.number}, so there is no new one.")
    number = last.number + 1 if last else 1
    if last is not None and not note.strip():
        raise Refused("A corrected edition needs a public note that says what was corrected.")
    doc = as_frozen(draft, number, by.today, note.strip(), last)
    content = doc_to_json(doc)
    edition = Edition.objects.create(
        document=document,
        number=number,
        content=content,
        digest=draft.digest,
        note=note.strip(),
        frozen_at=timezone.now(),
        frozen_by=by.office,
    )
    keep_figures(edition, draft)
    audit.record(
        kinds.FROZEN,
        by=by,
        ref=document,
        what=str(edition),
        data={"digest": edition.digest},
        why=note,
    )
    return edition


@action(Permission.REPORT_PUBLISH, on="document")
def publish(*, document: Document, edition: Edition, by: Actor) -> Edition:
    """Show an edition to everyone. Earlier editions stay where they are, marked as replaced."""
    if edition.document_id != document.pk:
        raise Refused("That edition belongs to another publication.")
    if not intact(edition):
        raise Refused("This edition is not what the partners signed: it was changed since.")
    changed = Edition.objects.filter(pk=edition.pk, published_at__isnull=True).update(
        published_at=timezone.now(), published_by=by.office
    )
    if not changed:
        raise Refused("This edition is public already.")
    edition.refresh_from_db()
    audit.record(kinds.PUBLISHED, by=by, ref=document, what=str(edition))
    return edition

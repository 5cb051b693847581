"""Everything an author needs to know of a draft, worked out once for a page.

The guards, the numbers that are no references, what stops the draft, who signed which state, and
which section answers what the guidance asks, each at the section where it is mended.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from kith.foundation.publications.building import Draft, build
from kith.foundation.publications.freezing import (
    Signed,
    Stop,
    disclosure_notes,
    freezing_problems,
    signed_by,
)
from kith.foundation.publications.guarding import Loose, finding_key, guard, loose_numbers
from kith.foundation.publications.models import Comment, Document, Edition, Kept, Section
from kith.foundation.publications.remembering import remembering
from kith.foundation.publications.requirements import requirements
from kith.foundation.publications.tabling import position_marks
from kith.kernel.guards import Finding, Report, Severity
from kith.kernel.law import Requirement


@dataclass(frozen=True)
class Raised:
    """A finding as the editor shows it: its number on the page, and whether it is kept."""

    number: int
    finding: Finding
    key: str
    section: str
    kept: Kept | None = None

    @property
    def stops(self) -> bool:
        """Whether it stands in the way of signing."""
        if self.finding.severity is Severity.ERROR:
            return True
        return self.finding.severity is Severity.WARNING and self.kept is None

    @property
    def chip(self) -> str:
        """How the figures it is about are shown: stops, check or as they are."""
        if self.finding.severity is Severity.ERROR:
            return "stops"
        return "check" if self.stops else ""

    @property
    def may_be_kept(self) -> bool:
        return self.finding.severity is Severity.WARNING


@dataclass(frozen=True)
class Answered:
    """A thing that the guidance asks for, with the sections that answer it."""

    requirement: Requirement
    sections: tuple[Section, ...]
    note: str = ""


@dataclass
class Review:
    """A draft with all that is known of it."""

    draft: Draft
    report: Report
    kept: dict[str, Kept]
    comments: list[Comment]

    @property
    def document(self) -> Document:
        return self.draft.document

    @cached_property
    def stops(self) -> list[Stop]:
        """What stops freezing, signatures included."""
        return freezing_problems(
            self.draft, report=self.report, signed=self.signed, comments=self.comments
        )

    @property
    def stops_signing(self) -> list[Stop]:
        return [stop for stop in self.stops if stop.stops_signing]

    @cached_property
    def raised(self) -> list[Raised]:
        """Every finding, numbered from 1 within its section."""
        counts: dict[str, int] = defaultdict(int)
        out = []
        for finding in self.report.findings:
            section, key = self.draft.section_at(finding.where), finding_key(finding)
            counts[section] += 1
            out.append(Raised(counts[section], finding, key, section, self.kept.get(key)))
        return out

    def raised_in(self, section: str) -> list[Raised]:
        return [r for r in self.raised if r.section == section]

    @cached_property
    def passed(self) -> dict[str, list[str]]:
        """The checks that passed, in words, by section."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.report.passes:
            found[self.draft.section_at(each.where)].append(each.words)
        return found

    @cached_property
    def loose(self) -> list[Loose]:
        return loose_numbers(self.draft.runs)

    @cached_property
    def signed(self) -> list[Signed]:
        """The safeguarding partners in order, with the last state that each signed."""
        return signed_by(self.draft)

    @cached_property
    def coverage(self) -> list[Answered]:
        """What the guidance asks for, in its order."""
        by_requirement: dict[str, list[tuple[Section, str]]] = defaultdict(list)
        sections = {s.pk: s for s in self.draft.sections}
        rows = self.document.coverage.all()
        for row in sorted(rows, key=lambda row: sections[row.section_id].order):
            by_requirement[row.requirement].append((sections[row.section_id], row.note))
        return [
            Answered(
                r,
                tuple(s for s, _ in by_requirement[r.key]),
                next((note for _, note in by_requirement[r.key] if note), ""),
            )
            for r in requirements(self.document)
        ]

    @cached_property
    def editions(self) -> list[Edition]:
        return list(self.document.editions.defer("content"))

    @property
    def threads(self) -> list[Comment]:
        """Comments that are no replies, with `answers` and `section_key` set."""
        return [c for c in self.comments if c.parent_id is None]

    def threads_in(self, section: str) -> list[Comment]:
        return [c for c in self.threads if c.section.key == section]

    def challenges_in(self, section: str) -> list[Comment]:
        """Comments that must be answered before publication and are not yet."""
        return [c for c in self.threads_in(section) if c.must_answer and c.settled_at is None]

    @cached_property
    def marks(self) -> dict[str, set[str]]:
        """The names by which the guards know the figure behind each mark."""
        found = {row.mark: {row.key} for row in self.draft.doc.figures}
        for key, filled in self.draft.tables.items():
            number = self.draft.placed[key]
            for placed, mark in zip(filled.placed, position_marks(number, filled), strict=True):
                found[mark] = {f"{key}.{placed.row}.{placed.column}"}
        return found

    def disclosure(self) -> tuple[str, list[str]]:
        """What the attack on the whole draft found, in words, and what is worth knowing."""
        exact = [cell for cell in self.draft.recovered if not cell.weak]
        hidden = len(self.draft.answers.hidden)
        if exact:
            many = len(exact)
            words = f"{many} hidden number{'s' if many > 1 else ''} can be worked out."
        elif hidden:
            words = (
                f"{hidden} number{'s are' if hidden > 1 else ' is'} hidden, and none of them "
                "can be worked out from what is printed."
            )
        else:
            words = "No number of 1 to 5 about people is printed, so nothing is hidden."
        return words, disclosure_notes(self.draft)


def review(document: Document, unsaved: Section | None = None) -> Review:
    """The draft, built once, and what is known of it."""
    prefetch_related_objects([document], "kept", "coverage", "signatures", "sections", "exhibits")
    rows = Comment.objects.filter(section__document=document).select_related("section")
    comments = list(rows)
    for comment in comments:
        comment.answers = [c for c in comments if c.parent_id == comment.pk]  # type: ignore[attr-defined]
    kept = {k.finding: k for k in document.kept.all()}
    with remembering():
        draft = build(document, unsaved)
        found = Review(draft, guard(draft), kept, comments)
        assert found.stops is not None  # the checks of other apps read what the guards have read
    return found


# What is to be done about each kind of stop that stands in a section, for one and for several.
_TO_DO = {
    "text": ("place in the text to mend", "places in the text to mend"),
    "guard": ("finding to mend", "findings to mend"),
    "comment": ("challenge to answer", "challenges to answer"),
}


def _to_do(stops: Counter[str]) -> str:
    """`2 findings to mend, 1 challenge to answer`, in the order of the table above."""
    named = [f"{stops[k]} {words[stops[k] > 1]}" for k, words in _TO_DO.items() if stops[k]]
    others = sum(stops.values()) - sum(stops[k] for k in _TO_DO)
    return ", ".join([*named, f"{others} more to mend"] if others else named)


def section_states(found: Review) -> Iterator[tuple[Section, str, str, str]]:
    """Each section with its state, the kind of its tag, and what there is to say of it."""
    signed_at = max((s.at for s in found.signed if s.at), default=None)
    stops: dict[str, Counter[str]] = defaultdict(Counter)
    for stop in found.stops_signing:
        stops[stop.section][stop.kind] += 1
    open_: dict[str, int] = defaultdict(int)
    for comment in found.threads:
        open_[comment.section.key] += comment.settled_at is None
    for section in found.draft.sections:
        notes = []
        if open_[section.key]:
            plural = "s" if open_[section.key] > 1 else ""
            notes.append(f"{open_[section.key]} open comment{plural}")
        if signed_at and section.changed_at and section.changed_at > signed_at:
            notes.append("changed since it was last signed")
        if section.changed_by:
            notes.append(f"last written by {section.changed_by}")
        if stops[section.key]:
            state, kind = _to_do(stops[section.key]), "late"
        elif open_[section.key]:
            state, kind = "To answer", "due"
        elif not section.body.strip():
            state, kind = "Empty", "open"
        else:
            state, kind = "Ready", "good"
        yield section, state, kind, ", ".join(notes)

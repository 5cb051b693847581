"""From a draft to an edition: what still stops it, and what is stored when nothing does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from kith.foundation.organisations.models import Organisation
from kith.foundation.publications import model
from kith.foundation.publications.answers import Answer, figure_row
from kith.foundation.publications.building import Draft
from kith.foundation.publications.guarding import finding_key, guard
from kith.foundation.publications.models import Comment, Document, Edition, EditionFigure
from kith.foundation.publications.requirements import requirements
from kith.foundation.publications.tabling import position_marks
from kith.kernel.disclosure.model import name_of
from kith.kernel.guards import Report, Severity


@dataclass(frozen=True)
class Stop:
    """One reason why a draft cannot be frozen; some stop signing as well.

    `section` is the key of the section where it is mended, `of` what it is about: the key of a
    finding, a requirement or a table.
    """

    kind: str
    message: str
    section: str = ""
    stops_signing: bool = True
    of: str = ""


@dataclass(frozen=True)
class Signed:
    """How far a safeguarding partner is: signed this state, an earlier one, or none."""

    partner: Organisation
    digest: str = ""
    at: datetime | None = None
    office: str = ""
    current: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """The state, and the kind of tag that shows it."""
        if self.current:
            return "Signed", "good"
        if self.at is not None:
            return "Signed an earlier state", "due"
        return "Not signed", "open"


Check = Callable[[Document], list[str]]
CHECKS: list[Check] = []


def freeze_check(function: Check) -> Check:
    """Register a check of another app; each sentence it returns stops signing and freezing."""
    if function not in CHECKS:
        CHECKS.append(function)
    return function


def freezing_problems(
    draft: Draft,
    signatures: bool = True,
    report: Report | None = None,
    signed: Sequence[Signed] | None = None,
    comments: Iterable[Comment] | None = None,
) -> list[Stop]:
    """Everything that stops the draft, the gravest first.

    `report` is what the guards found, `signed` who signed and `comments` what was said of it,
    where they are known already.
    """
    found = [
        Stop("text", f"{p.where}: {p.message}", draft.section_at(p.where), of=p.where)
        for p in draft.problems
    ]
    found += _guarded(draft, guard(draft) if report is None else report)
    for cell in draft.recovered:
        if not cell.weak:
            # Every reader of a draft sees this; the number itself is for its authors.
            message = f"A hidden number can be worked out: {name_of(cell.key)}."
            found.append(Stop("disclosure", message))
    for check in CHECKS:
        found += [Stop("check", message) for message in check(draft.document)]
    covered = {row.requirement for row in draft.document.coverage.all()}
    for requirement in requirements(draft.document):
        if requirement.key not in covered:
            message = f"No section answers what the guidance asks: {requirement.asks}"
            found.append(Stop("coverage", message, of=requirement.key))
    if comments is None:
        comments = Comment.objects.filter(section__document=draft.document).select_related(
            "section"
        )
    for challenge in (c for c in comments if c.must_answer and c.settled_at is None):
        message = f"{challenge.section}: {challenge.office} waits for an answer."
        found.append(Stop("comment", message, challenge.section.key))
    if signatures:
        known = signed_by(draft) if signed is None else signed
        if not known:
            message = "The directory has no safeguarding partner open today, so nobody can sign."
            found.append(Stop("signature", message, stops_signing=False))
        for each in known:
            if not each.current:
                what = "has not signed" if each.at is None else "signed an earlier state"
                found.append(Stop("signature", f"{each.partner} {what}.", stops_signing=False))
    return found


def disclosure_notes(draft: Draft) -> list[str]:
    """What is worth knowing of the attack and stops nothing: numbers narrowed to one of two."""
    return [cell.why for cell in draft.recovered if cell.weak]


def _guarded(draft: Draft, report: Report) -> Iterator[Stop]:
    kept = {row.finding for row in draft.document.kept.all()}
    for finding in report.findings:
        section, key = draft.section_at(finding.where), finding_key(finding)
        if finding.severity is Severity.ERROR:
            message = f"{finding.where}: {finding.stated} {finding.follows}"
            yield Stop("guard", message, section, of=key)
        elif finding.severity is Severity.WARNING and key not in kept:
            message = f"{finding.where}: {finding.stated} Mend it, or say why it stays."
            yield Stop("guard", message, section, of=key)


def signed_by(draft: Draft) -> list[Signed]:
    """Each safeguarding partner with the state that it signed: this one, or the last."""
    rows = sorted(draft.document.signatures.all(), key=lambda row: row.at)
    latest = {row.organisation_id: row for row in rows}
    latest |= {row.organisation_id: row for row in rows if row.digest == draft.digest}
    found = []
    for partner in partners():
        row = latest.get(partner.pk)
        if row is None:
            found.append(Signed(partner))
        else:
            current = row.digest == draft.digest
            found.append(Signed(partner, row.digest, row.at, row.office, current))
    return found


def partners() -> list[Organisation]:
    """The safeguarding partners whose signatures a publication needs: those open today."""
    rows = Organisation.objects.filter(kind="safeguarding_partner")
    return list(rows.open_on(timezone.localdate()).order_by("name"))


def as_frozen(draft: Draft, number: int, on: date, note: str, last: Edition | None) -> model.Doc:
    """The publication as the edition stores it: signed, dated, its corrections listed."""
    signed = ", ".join(each.partner.called for each in signed_by(draft))
    rows = tuple(replace(row, signed_off=signed) for row in draft.doc.figures)
    status = "First edition" if number == 1 else f"Edition {number}, corrected"
    edition = model.Edition(
        number,
        status,
        on,
        about=draft.doc.edition.about,
        other_forms=draft.doc.edition.other_forms,
    )
    corrections = _earlier(last) + (_corrections(draft, number, on, note, last) if last else ())
    return replace(draft.doc, edition=edition, figures=rows, corrections=corrections)


def _earlier(last: Edition | None) -> tuple[model.Correction, ...]:
    return model.doc_from_json(last.content).corrections if last else ()


def _corrections(
    draft: Draft, number: int, on: date, note: str, last: Edition
) -> tuple[model.Correction, ...]:
    before = {f.key: f for f in last.figures.all()}
    found = []
    for answer, mark in answers_of(draft):
        old = before.get(answer.key)
        if old is not None and old.shown != answer.text:
            found.append(
                model.Correction(
                    number, f"{mark}: {answer.title}"[:200], old.shown, answer.text, note, on
                )
            )
    return tuple(found) or (model.Correction(number, "Text", "", "", note, on),)


def answers_of(draft: Draft) -> Iterator[tuple[Answer, str]]:
    """Every figure of the draft once, with the mark under which a reader finds it."""
    seen: set[str] = set()
    for key, row in draft.answers.rows.items():
        seen.add(key)
        yield draft.answers.used[key], row.mark
    for key, filled in draft.tables.items():
        for mark, answer in position_marks(draft.placed[key], filled).items():
            if answer.key not in seen:
                seen.add(answer.key)
                yield answer, mark


def places_of(draft: Draft) -> dict[str, list[str]]:
    """The cells of tables and charts in which each figure stands, by the figure's key."""
    found: dict[str, list[str]] = {}
    for key, filled in draft.tables.items():
        for mark, answer in position_marks(draft.placed[key], filled).items():
            found.setdefault(answer.key, []).append(mark)
    return found


def keep_figures(edition: Edition, draft: Draft) -> None:
    """Store each figure of the edition with everything known of it, hidden values left out."""
    rows, places = [], places_of(draft)
    for answer, mark in answers_of(draft):
        row = figure_row(answer, mark)
        figure = {} if answer.hidden or answer.figure is None else answer.figure.to_json()
        rows.append(
            EditionFigure(
                edition=edition,
                mark=mark,
                key=answer.key,
                title=answer.title[:300],
                shown=answer.text[:60],
                figure={
                    "figure": figure,
                    "row": model.to_plain(row),
                    "places": places.get(answer.key, []),
                },
            )
        )
    EditionFigure.objects.bulk_create(rows)

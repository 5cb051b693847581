"""A new document: from a template, or as a copy of an earlier one moved on by some years.

What moves on are the references: a figure of 2019-20 becomes the same figure of 2020-21. Words
stay as a beginning and are marked as copied; typed numbers lose their value, so that nobody
publishes last year's number as this year's.
"""

import re
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from kith.content import path
from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.publications import kinds
from kith.foundation.publications.models import (
    Coverage,
    Document,
    Exhibit,
    Section,
    StatedFigure,
)
from kith.foundation.publications.seeding import document_from
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

_INSIDE = re.compile(r"\{\{.*?\}\}")
_QUOTED = re.compile(r'(?<!=)"([^"]*)"')
_YEAR = re.compile(r"((?:AY)?)(\d{4})-(\d\d)((?: Q[1-4])?)")


def templates() -> list[Path]:
    """The templates that Kith ships: folders with a plan."""
    folders = path("reports").iterdir()
    return sorted(f for f in folders if (f / "report.yaml").exists())


def moved_period(text: str, years: int) -> str:
    """The same period some years later; text that is no period stays as it is."""
    try:
        period = parse_period(text)
    except Refused:
        return text
    year = _YEAR.fullmatch(text)
    if year and (year[4] or period.starts_on.year + 1 == period.ends_on.year):
        first = int(year[2]) + years
        later = f"{year[1]}{first}-{(first + 1) % 100:02d}{year[4]}"
    else:
        later = re.sub(r"\d{4}", lambda m: str(int(m[0]) + years), text)
    try:
        parse_period(later)
    except Refused:
        return text  # 29 February
    return later


def moved_text(text: str, years: int) -> str:
    """The text with the periods of its references moved on; its words untouched."""

    def reference(match: re.Match[str]) -> str:
        return _QUOTED.sub(lambda m: f'"{moved_period(m[1], years)}"', match[0])

    return _INSIDE.sub(reference, text)


def moved_spec(value: Any, years: int) -> Any:
    """A table's plan with its periods moved on, those inside the names of figures too."""
    if isinstance(value, dict):
        return {k: moved_spec(v, years) for k, v in value.items()}
    if isinstance(value, list):
        return [moved_spec(v, years) for v in value]
    if isinstance(value, str):
        parts = ":".join(moved_period(part, years) for part in value.split(":"))
        return moved_text(parts, years)
    return value


def new_key(title: str) -> str:
    """The lasting name of a document, from its title."""
    key = slugify(title)[:80]
    if not key or key == "new":
        raise Refused("Give the report a title with letters or numbers in it.")
    if Document.objects.filter(key=key).exists():
        raise Refused(f"There is a report with this title already: {title}.")
    return key


@action(Permission.REPORT_EDIT)
def start_from_template(
    *, template: str, title: str, period: str, rulebook: str, by: Actor
) -> Document:
    """A new document from one of Kith's templates, its figures moved to the period."""
    folder = next((f for f in templates() if f.name == template), None)
    if folder is None:
        raise Refused(f"There is no template “{template}”.")
    document = document_from(folder, by, key=new_key(title), title=title, rulebook=rulebook)
    years = _years(document.period_code, period)
    if years:
        _move(document, years)
    document.period_code = period
    document.save(update_fields=["period_code"])
    return document


@action(Permission.REPORT_EDIT, on="source")
def start_as_copy(
    *, source: Document, title: str, period: str, rulebook: str, by: Actor
) -> Document:
    """A new document with the sections, tables and charts of another, moved to the period."""
    years = _years(source.period_code, period)
    now, copied = timezone.now(), f"a copy of {source.title}"[:120]
    document = Document.objects.create(
        key=new_key(title),
        title=title,
        subtitle=source.subtitle,
        kind=source.kind,
        period_code=period,
        area=source.area,
        rulebook=rulebook,
        notes=source.notes,
        cover=source.cover,
        changed_at=now,
        changed_by=by.office,
    )
    sections = _copy_sections(source, document, copied)
    Coverage.objects.bulk_create(
        Coverage(
            document=document,
            requirement=row.requirement,
            section=sections[row.section_id],
            note=row.note,
        )
        for row in source.coverage.all()
    )
    _copy_exhibits(source, document)
    _move(document, years, typed_again=True)
    audit.record(kinds.SECTION, by=by, ref=document, what=f"{document}: made as {copied}")
    return document


def _years(before: str, after: str) -> int:
    return parse_period(after).ends_on.year - parse_period(before).ends_on.year


def _copy_sections(source: Document, document: Document, copied: str) -> dict[int, Section]:
    old = list(source.sections.all())
    new = [
        Section(
            document=document,
            key=s.key,
            order=s.order,
            numbered=s.numbered,
            title=s.title,
            lead=s.lead,
            finding="",  # what last year found
            body=s.body,
            changed_at=document.changed_at,
            changed_by=copied,
        )
        for s in old
    ]
    for section in new:
        section.save()
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _copy_exhibits(source: Document, document: Document) -> None:
    exhibits, typed = list(source.exhibits.all()), list(source.stated.all())
    for row in (*exhibits, *typed):
        row.pk = None
        row._state.adding = True
        row.document, row.version = document, 1
    Exhibit.objects.bulk_create(exhibits)
    StatedFigure.objects.bulk_create(typed)


def _move(document: Document, years: int, typed_again: bool = False) -> None:
    document.notes = moved_text(document.notes, years)
    document.cover = moved_spec(document.cover, years)
    document.save(update_fields=["notes", "cover"])
    sections = list(document.sections.all())
    for section in sections:
        section.lead = moved_text(section.lead, years)
        section.body = moved_text(section.body, years)
    Section.objects.bulk_update(sections, ["lead", "body"])
    exhibits = list(document.exhibits.all())
    for exhibit in exhibits:
        exhibit.spec = moved_spec(exhibit.spec, years)
        for name in ("title", "subtitle", "source"):
            setattr(exhibit, name, moved_text(getattr(exhibit, name), years))
    Exhibit.objects.bulk_update(exhibits, ["spec", "title", "subtitle", "source"])
    typed = list(document.stated.all())
    for stated in typed:
        stated.period_code = moved_period(stated.period_code, years)
        if typed_again:
            stated.value = None
    StatedFigure.objects.bulk_update(typed, ["period_code", "value"])

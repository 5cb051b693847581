"""Report templates: reviewed YAML and Markdown in `content/reports`, read into rows once.

report.yaml      title, period, area, rulebook, cover, the sections in order, what they cover
notes.md         how to read the figures: one panel for each habit
sections/*.md    the text of each section
exhibits.yaml    tables and charts
stated.yaml      figures that are typed, each with its source
"""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor
from kith.foundation.publications import kinds
from kith.foundation.publications.exhibits import read_grid
from kith.foundation.publications.markup import parse
from kith.foundation.publications.models import (
    Coverage,
    Document,
    Exhibit,
    Section,
    StatedFigure,
)
from kith.kernel.refusals import Refused


class TemplateError(Refused):
    """A template that cannot be used, naming its file."""


@transaction.atomic
def document_from(folder: Path, by: Actor, **changes: str) -> Document:
    """A new document from a template; the same template twice gives the document that is there.

    `changes` may give another key, title, period or area. Text that cannot be read is refused
    with its file and line, and nothing is stored.
    """
    plan = _yaml(folder / "report.yaml")
    fields = {**plan["document"], **changes}
    found = Document.objects.filter(key=fields["key"]).first()
    if found is not None:
        return found
    notes = folder / "notes.md"
    document = Document.objects.create(
        **fields,
        notes=notes.read_text(encoding="utf-8") if notes.exists() else "",
        changed_at=timezone.now(),
        changed_by=by.office,
    )
    for order, section in enumerate(plan["sections"], 1):
        _section(document, folder, order, dict(section), by)
    for key, exhibit in _yaml(folder / "exhibits.yaml").items():
        _exhibit(document, key, exhibit)
    for key, stated in _yaml(folder / "stated.yaml").items():
        _keep(StatedFigure(document=document, key=key, **stated))
    audit.record(kinds.SECTION, by=by, ref=document, what=f"{document}: made from its template")
    return document


def _yaml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def _section(
    document: Document, folder: Path, order: int, fields: dict[str, Any], by: Actor
) -> None:
    file = folder / "sections" / f"{fields['key']}.md"
    covers = fields.pop("covers", [])
    if not file.exists():
        raise TemplateError(
            f"{folder.name}: the section “{fields['key']}” has no file {file.name}."
        )
    body = file.read_text(encoding="utf-8").strip()
    try:
        parse(body)
        parse(fields.get("lead", ""))
    except Refused as refused:
        raise TemplateError(f"{file.name}: {refused}") from refused
    section = _keep(
        Section(
            document=document,
            order=order,
            body=body,
            changed_at=timezone.now(),
            changed_by=by.office,
            **fields,
        )
    )
    Coverage.objects.bulk_create(
        Coverage(document=document, requirement=requirement, section=section)
        for requirement in covers
    )


def _exhibit(document: Document, key: str, fields: dict[str, Any]) -> None:
    spec = fields["spec"]
    if "provider" not in spec:
        read_grid(spec, key)
    _keep(
        Exhibit(
            document=document,
            key=key,
            form=fields["form"],
            title=fields["title"],
            subtitle=fields.get("subtitle", ""),
            source=fields.get("source", ""),
            notes="\n".join(fields.get("notes", [])),
            spec=spec,
        )
    )


Kept = TypeVar("Kept", Section, Exhibit, StatedFigure)


def _keep(row: Kept) -> Kept:
    """Store a row that holds in every database: SQLite alone would take words of any length."""
    try:
        row.full_clean()
    except ValidationError as error:
        said = "; ".join(f"{name}: {' '.join(why)}" for name, why in error.message_dict.items())
        raise TemplateError(f"{row.document.key}, {row.key}: {said}") from error
    row.save()
    return row

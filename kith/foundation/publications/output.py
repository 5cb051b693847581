"""The forms of an edition, made when first asked for and kept by the digest of their content."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kith.foundation.publications import model, reading
from kith.foundation.publications.models import Edition
from kith.foundation.publications.renderers import csvs, docx, ods, pdf, xlsx


@dataclass(frozen=True)
class Form:
    """One form of output and how it is made from a publication."""

    key: str
    title: str
    extension: str
    content_type: str
    make: Callable[[model.Doc], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMS = {
    form.key: form
    for form in (
        Form("pdf", "PDF", "pdf", "application/pdf", lambda doc: pdf.render(doc, settings.FONTS)),
        Form(
            "word",
            "Word",
            "docx",
            _OFFICE + "wordprocessingml.document",
            lambda doc: docx.render(doc, settings.FONTS),
        ),
        Form("excel", "All tables, Excel", "xlsx", _OFFICE + "spreadsheetml.sheet", xlsx.render),
        Form(
            "ods",
            "All tables, OpenDocument",
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            ods.render,
        ),
        Form("csv", "All tables and figures, CSV", "zip", "application/zip", csvs.render),
    )
}


def rendered(edition: Edition, form: str) -> bytes:
    """The edition in a form: the same bytes whenever it is asked for."""
    kept = _path(edition, FORMS[form])
    if kept.exists():
        return kept.read_bytes()
    made = FORMS[form].make(reading.doc_of(edition))
    _keep(kept, made)
    return made


def _path(edition: Edition, form: Form) -> Path:
    content = hashlib.sha256(edition.content.encode()).hexdigest()
    return settings.DATA / "editions" / f"{content}.{form.extension}"


def _keep(path: Path, made: bytes) -> None:
    """Write the file whole or not at all: a reader never finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
    Path(waiting).replace(path)

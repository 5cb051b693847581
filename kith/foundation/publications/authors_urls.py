"""Doors of those who write publications: who may read a draft, and who may change what."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern

from kith.foundation.access import Permission as P
from kith.foundation.access import by, by_key, page
from kith.foundation.publications import (
    editing,
    editing_arranging,
    editing_exhibits,
    editing_figures,
    editing_guards,
    editing_release,
    editing_sections,
    editing_settings,
)
from kith.foundation.publications.models import (
    Comment,
    Document,
    Edition,
    Exhibit,
    Section,
    StatedFigure,
)

READ, EDIT = P.REPORT_READ_DRAFT, P.REPORT_EDIT
BASE = "writing/<slug:key>/"
a_document = by_key(Document)
a_section = by(Section, document__key="key", key="section")
an_exhibit = by(Exhibit, document__key="key", key="exhibit")
a_number = by(StatedFigure, "stated", document__key="key", key="stated")
an_edition = by(Edition, document__key="key", number="number")
a_comment = by(Comment, section__document__key="key", pk="pk")

View = Callable[..., Any]


def _of(
    part: str, view: View, name: str, read: P = READ, write: P | None = None, obj: Any = a_document
) -> URLPattern:
    return page(BASE + part, view, name=name, read=read, write=write, obj=obj)


_SECTION = "sections/<slug:section>/"
_EDITION = "editions/<int:number>/"

authors = [
    page("writing/", editing.reports, name="reports", read=READ, write=None),
    page("writing/new/", editing.start, name="report_start", read=EDIT, write=EDIT),
    _of("", editing.report, "report"),
    _of("coverage/<slug:requirement>/", editing.coverage, "report_coverage", EDIT, EDIT),
    _of("settings/", editing_settings.settings, "report_settings", EDIT, EDIT),
    _of("arrange/", editing_arranging.arrange, "report_arrange", EDIT, EDIT),
    _of("arrange/new/", editing_arranging.new, "report_section_new", EDIT, EDIT),
    _of(
        "arrange/remove/<slug:section>/",
        editing_arranging.remove,
        "report_section_remove",
        EDIT,
        EDIT,
        a_section,
    ),
    _of(
        "arrange/restore/<slug:section>/",
        editing_arranging.restore,
        "report_section_restore",
        EDIT,
        EDIT,
    ),
    _of(_SECTION, editing_sections.section, "report_section", READ, EDIT, a_section),
    _of(
        _SECTION + "comments/",
        editing_sections.comment,
        "report_comment",
        P.REPORT_COMMENT,
        P.REPORT_COMMENT,
        a_section,
    ),
    _of(
        _SECTION + "versions/", editing_sections.versions, "report_versions", READ, EDIT, a_section
    ),
    _of(
        "comments/<int:pk>/settle/",
        editing_sections.settle,
        "report_settle",
        P.REPORT_COMMENT,
        P.REPORT_COMMENT,
        a_comment,
    ),
    _of("guards/", editing_guards.guards, "report_guards"),
    _of("guards/<slug:finding>/", editing_guards.finding, "report_finding", READ, EDIT),
    _of("figures/", editing_figures.figures, "report_figures", EDIT, EDIT),
    _of("typed/", editing_figures.typed, "report_typed"),
    _of("typed/new/", editing_figures.typed_new, "report_typed_new", EDIT, EDIT),
    _of(
        "typed/at/<slug:stated>/",
        editing_figures.typed_change,
        "report_typed_change",
        EDIT,
        EDIT,
        a_number,
    ),
    _of("exhibits/", editing_exhibits.exhibits, "report_exhibits", READ, EDIT),
    _of("exhibits/new/", editing_exhibits.exhibit_new, "report_exhibit_new", EDIT, EDIT),
    _of(
        "exhibits/at/<slug:exhibit>/",
        editing_exhibits.exhibit,
        "report_exhibit",
        READ,
        EDIT,
        an_exhibit,
    ),
    _of("draft/", editing_release.draft, "report_draft"),
    _of("draft/sections/<slug:section>/", editing_release.draft_section, "report_draft_section"),
    _of("draft/download/<slug:form>/", editing_release.draft_download, "report_draft_download"),
    _of("differences/", editing_release.differences, "report_differences"),
    _of("sign/", editing_release.sign, "report_sign", READ, P.REPORT_SIGN),
    _of("signed/", editing_release.signed, "report_signed", P.REPORT_SIGN),
    _of("freeze/", editing_release.freeze, "report_freeze", P.REPORT_FREEZE, P.REPORT_FREEZE),
    _of(_EDITION, editing_release.edition, "report_edition", obj=an_edition),
    _of(
        _EDITION + "publish/",
        editing_release.publish,
        "report_publish",
        P.REPORT_PUBLISH,
        P.REPORT_PUBLISH,
        an_edition,
    ),
]

"""Doors of publications: those of readers, open to all, and those of authors."""

from kith.foundation.access import Permission, by, page
from kith.foundation.publications import public
from kith.foundation.publications.authors_urls import authors
from kith.foundation.publications.models import Edition

READ = Permission.PUBLISHED_READ
edition = by(Edition, document__key="key", number="number")
BASE = "reports/<slug:key>/<int:number>/"


def _public(part: str, view, name: str):  # type: ignore[no-untyped-def]
    return page(BASE + part, view, name=name, read=READ, write=None, obj=edition)


urlpatterns = [
    page("reports/", public.reports, name="public_reports", read=Permission.PUBLIC, write=None),
    page(
        "reports/<slug:key>/",
        public.latest,
        name="public_report",
        read=Permission.PUBLIC,
        write=None,
    ),
    _public("", public.contents, "public_edition"),
    _public("how-to-read/", public.how_to_read, "public_how_to_read"),
    _public("figures/", public.figures, "public_figures"),
    _public("figures/<str:mark>/", public.figure, "public_figure"),
    _public("corrections/", public.corrections, "public_corrections"),
    _public("changes/<int:before>/", public.changes, "public_changes"),
    _public("download/<slug:form>/", public.download, "public_download"),
    _public("sections/<slug:section>/", public.section, "public_section"),
    *authors,
]

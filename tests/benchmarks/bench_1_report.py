"""The example's yearly report: making each form of output, and all of them.

The publication is read from the example's frozen edition first. What is measured is the making
of the bytes, imports and fonts included, in a process that has made nothing before. WeasyPrint
then makes PDF/UA from the same publication's own web page, in the same process and after ours,
so that whatever both share is paid for by us.
"""

import importlib
from collections.abc import Callable

from tests.benchmarks.measuring import cannot, measured, tell, use_demo
from tests.paths import ROOT

ALL_FORMS_AT_MOST = 2.0
PDF_AT_MOST = 1.0
OF_WEASYPRINT_AT_MOST = 0.2
STYLE = ROOT / "build" / "assets" / "kith.css"


def forms() -> dict[str, Callable[[], bytes]]:
    """Each form of the example's latest edition, by the name that people know it by."""
    from kith.foundation.publications.model import doc_from_json
    from kith.foundation.publications.models import Edition

    edition = Edition.objects.order_by("-number").first()
    if edition is None:
        cannot("the whole report", "the example has no frozen edition")
    doc = doc_from_json(edition.content)

    def make(module: str) -> Callable[[], bytes]:
        def work() -> bytes:
            renderer = importlib.import_module(f"kith.foundation.publications.renderers.{module}")
            if module == "pdf":
                from django.conf import settings

                return renderer.render(doc, settings.FONTS)
            return renderer.render(doc)

        return work

    names = {"PDF": "pdf", "web page": "html", "Word": "docx", "XLSX": "xlsx", "ODS": "ods"}
    return {name: make(module) for name, module in {**names, "tidy CSV": "csv"}.items()}


def weasyprint(page: str) -> float:
    """Processor seconds of WeasyPrint for the same publication."""

    def make() -> bytes:
        from weasyprint import CSS, HTML

        styles = [CSS(filename=str(STYLE))]
        return HTML(string=page).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")

    seconds, made = measured(make)
    assert made.startswith(b"%PDF")
    return seconds


def main() -> None:
    use_demo()
    total = 0.0
    taken: dict[str, float] = {}
    made: dict[str, bytes] = {}
    for name, work in forms().items():
        taken[name], made[name] = measured(work)
        assert made[name], name
        total += taken[name]
    tell("the whole report, all forms", total, "s", at_most=ALL_FORMS_AT_MOST)
    for name, seconds in taken.items():
        size = f"{len(made[name]) / 1024:,.0f} KB"
        tell(name, seconds, "s", at_most=PDF_AT_MOST if name == "PDF" else None, note=size)
    page = made["web page"]
    text = page.decode() if isinstance(page, bytes) else str(page)
    try:
        other = weasyprint(f"<!DOCTYPE html><html lang='en-GB'><title>Report</title>{text}</html>")
    except OSError:
        cannot("our PDF against WeasyPrint's", "WeasyPrint's own libraries are not installed")
    tell("WeasyPrint's PDF of the web page", other, "s")
    tell("our PDF against WeasyPrint's", taken["PDF"] / other, "×", at_most=OF_WEASYPRINT_AT_MOST)


if __name__ == "__main__":
    main()

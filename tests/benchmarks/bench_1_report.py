"""The example's yearly report: building it from the database, and making all of its forms.

The draft is built from its rows as it is before it is frozen: text parsed, figures looked up, what
must be hidden found and attacked. Then each form is made of it, fonts and start-up of each library
included, in a process that has made nothing before. WeasyPrint then makes PDF/UA from the same
sections' own HTML and style sheet, in the same process and after ours, so that whatever both
share is paid for by us.
"""

import logging
from dataclasses import replace
from importlib import import_module
from typing import Any

from tests.benchmarks.measuring import cannot, measured, tell, use_demo
from tests.paths import ROOT

ALL_FORMS_AT_MOST = 2.0
PDF_AT_MOST = 1.0
OF_WEASYPRINT_AT_MOST = 0.2
WHOLE = "the whole report, from the database to all forms"
STYLE = ROOT / "build" / "assets" / "kith.css"


def web_pages(edition: Any, doc: Any) -> bytes:
    """Every public page of the edition, as a reader gets them."""
    from django.test import Client
    from django.urls import reverse

    at = {"key": edition.document.key, "number": edition.number}
    names = ("public_edition", "public_how_to_read", "public_figures", "public_corrections")
    addresses = [reverse(name, kwargs=at) for name in names]
    addresses += [
        reverse("public_section", kwargs={**at, "section": section.key}) for section in doc.sections
    ]
    client = Client(SERVER_NAME="127.0.0.1")
    pages = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        pages.append(answer.content)
    return b"".join(pages)


def plain_page(doc: Any) -> str:
    """The report's sections in one HTML page: what another tool is given to print."""
    from kith.foundation.publications import web

    page = web.Page()
    parts = [
        f"<h2>{section.title}</h2><p>{web.inlines(section.lead, page)}</p>"
        f"{web.blocks(section.blocks, page)}"
        for section in doc.sections
    ]
    body = f"<h1>{doc.title}</h1>{''.join(parts)}"
    return f"<!DOCTYPE html><html lang='en-GB'><title>{doc.title}</title><body>{body}</body></html>"


def weasyprint(html: str) -> bytes:
    from weasyprint import CSS, HTML

    # It lists every rule of the style sheet that is for screens.
    for chatty in ("weasyprint", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    return HTML(string=html).write_pdf(
        stylesheets=[CSS(filename=str(STYLE))], pdf_variant="pdf/ua-1"
    )


def main() -> None:
    use_demo()
    import_module("kith.config.wsgi")
    from kith.foundation.publications import building, output, reading
    from kith.foundation.publications.models import Edition

    edition = Edition.objects.select_related("document").order_by("-number").first()
    if edition is None:
        cannot(WHOLE, "the example has no frozen edition")
    taken = {}
    taken["building from the database"], draft = measured(lambda: building.build(edition.document))
    doc = replace(draft.doc, edition=reading.doc_of(edition).edition)
    sizes = {}
    for form in output.FORMS.values():
        taken[form.title], made = measured(lambda form=form: form.make(doc))
        sizes[form.title] = len(made)
    taken["web pages"], made = measured(lambda: web_pages(edition, doc))
    sizes["web pages"] = len(made)
    tell(WHOLE, sum(taken.values()), "s", at_most=ALL_FORMS_AT_MOST)
    for title, seconds in taken.items():
        bound = PDF_AT_MOST if title == "PDF" else None
        note = f"{sizes[title] / 1024:,.0f} KB" if title in sizes else ""
        tell(title, seconds, "s", at_most=bound, note=note)
    try:
        theirs, made = measured(lambda: weasyprint(plain_page(doc)))
    except OSError:
        cannot("our PDF against WeasyPrint's", "WeasyPrint's own libraries are not installed")
    tell("WeasyPrint's PDF of the same", theirs, "s", note=f"{len(made) / 1024:,.0f} KB")
    tell("our PDF against WeasyPrint's", taken["PDF"] / theirs, "×", at_most=OF_WEASYPRINT_AT_MOST)


if __name__ == "__main__":
    main()

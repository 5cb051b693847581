"""A document's own page: its titles, its guidance, how to read it, and the words of its cover."""

import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.access import Stale, once
from kith.foundation.publications import web
from kith.foundation.publications.building import build
from kith.foundation.publications.describing import describe_document
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of
from kith.foundation.publications.forms_document import DocumentForm
from kith.foundation.publications.models import Document
from kith.kernel.law import load_law


@once("report-settings")
def settings(request: HttpRequest, document: Document) -> HttpResponse:
    """Change what is said of the document as a whole; see its notes before they are saved."""
    if request.method != "POST":
        return _page(request, document, DocumentForm.of(document))
    form = DocumentForm(request.POST, document=document)
    if not form.is_valid():
        return _page(request, document, form, status=422)
    data = form.cleaned_data
    if request.POST.get("do") == "preview":
        return _page(request, document, form, _habits(document, data["notes"]))
    try:
        describe_document(
            document=copy.copy(document),
            title=data["title"],
            subtitle=data["subtitle"],
            notes=data["notes"],
            cover={k: data[k] for k in ("caption", "alt") if k in data},
            expected_version=data["version"],
            by=actor_of(request),
        )
    except Stale as stale:
        again = DocumentForm(initial=data | {"version": document.version}, document=document)
        return _page(request, document, again, stale=str(stale), status=409)
    messages.success(request, "The report’s settings are saved.")
    return redirect("report", document.key)


def _habits(document: Document, notes: str) -> SafeString:
    """How to read the figures as readers will see it, from words that are not stored yet."""
    shown = copy.copy(document)
    shown.notes = notes
    return web.blocks(build(shown).doc.notes, web.Page())


def _page(
    request: HttpRequest,
    document: Document,
    form: DocumentForm,
    habits: SafeString | None = None,
    stale: str = "",
    status: int = 200,
) -> HttpResponse:
    book = load_law().rulebooks.get(document.rulebook)
    context = {
        "document": document,
        "form": form,
        "habits": habits,
        "stale": stale,
        "law": book.instrument if book else None,
        "cancel_url": reverse("report", args=[document.key]),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "settings.html", context, status=status)

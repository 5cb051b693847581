"""Authors' pages of figures: the picker, and the numbers that are typed by hand."""

import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Stale, once
from kith.foundation.publications import actions, markup
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of, may
from kith.foundation.publications.forms import StatedForm
from kith.foundation.publications.models import Document, Section, StatedFigure
from kith.foundation.publications.picking import matching, picked
from kith.kernel.figures import Unit, shown_number
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused


def insert(*, section: Section, reference: str, by, why: str) -> None:  # type: ignore[no-untyped-def]
    """Put a reference at the end of a section, as a paragraph of its own."""
    markup.parse(reference)
    actions.edit_section(
        section=copy.copy(section),
        title=section.title,
        lead=section.lead,
        body=f"{section.body.rstrip()}\n\n{reference}".lstrip(),
        expected_version=section.version,
        by=by,
        why=why,
    )


def insert_from(request: HttpRequest, document: Document, words: str) -> HttpResponse:
    """Do what an “insert” button asks, and go to the section's text."""
    section = document.sections.filter(key=request.POST.get("section", "")).first()
    if section is None:
        raise Refused("Choose the section that it goes into.")
    reference = request.POST.get("reference", "")
    insert(section=section, reference=reference, by=actor_of(request), why=words)
    messages.success(request, f"It stands at the end of “{section.title}”. Move it where it fits.")
    return redirect(reverse("report_section", args=[document.key, section.key]) + "#write")


@once("figure-insert")
def figures(request: HttpRequest, document: Document) -> HttpResponse:
    """Find a figure by words, choose which, and take the text that prints it."""
    if request.method == "POST":
        return insert_from(request, document, "Figure inserted")
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "document": document,
        "words": words,
        "matches": matching(words),
        "picked": picked(document, request.GET),
        "before": request.GET.get("before", ""),
        "sections": list(document.sections.all()),
        "into": request.GET.get("section", ""),
        "may": may(request),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "figures.html", context)


def typed(request: HttpRequest, document: Document) -> HttpResponse:
    """The numbers that were typed by hand, each with its source."""
    rows = [
        (row, _shown(row), parse_period(row.period_code).label) for row in document.stated.all()
    ]
    context = {
        "document": document,
        "rows": rows,
        "may": may(request),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "typed.html", context)


def _shown(row: StatedFigure) -> str:
    if row.value is None:
        return ""
    return shown_number(row.value, Unit(row.unit), row.places)


@once("stated-new")
def typed_new(request: HttpRequest, document: Document) -> HttpResponse:
    """Put a typed number, with its source, into the document's list."""
    sent = request.method == "POST"
    form = StatedForm(request.POST if sent else None, initial={"period_code": document.period_code})
    if sent and form.is_valid():
        fields = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        try:
            actions.state_figure(
                document=document, stated=StatedFigure(**fields), by=actor_of(request)
            )
        except Refused as refused:
            form.add_error("key", str(refused))
        else:
            messages.success(request, f'Write {{{{ stated "{fields["key"]}" }}}} to print it.')
            return redirect("report_typed", document.key)
    context = {
        "form": form,
        "title": "Type a figure",
        "lead": "For a number that Kith does not hold. It is marked as typed wherever it is "
        "printed, with its source.",
        "cancel_url": reverse("report_typed", args=[document.key]),
        "crumbs": crumbs_of(
            document, ("Typed figures", reverse("report_typed", args=[document.key]))
        ),
    }
    return render(request, "ui/form_page.html", context, status=422 if sent else 200)


@once("stated-change")
def typed_change(request: HttpRequest, stated: StatedFigure) -> HttpResponse:
    """Change a typed number or its source."""
    document, sent = stated.document, request.method == "POST"
    form = StatedForm(request.POST).fixed() if sent else StatedForm.of(stated).fixed()
    if sent and form.is_valid():
        changes = dict(form.cleaned_data)
        seen = changes.pop("version") or 0
        try:
            actions.restate_figure(
                document=document,
                stated=stated,
                changes=changes,
                expected_version=seen,
                by=actor_of(request),
            )
        except Stale as stale:
            now = _shown(stated)
            form.add_error(None, f"{stale} It is now {now}. What you typed is still here.")
            form.data = {**form.data.dict(), "version": str(stated.version)}  # type: ignore[attr-defined]
        else:
            messages.success(request, f"{stated.label} is now {_shown(stated)}.")
            return redirect("report_typed", document.key)
    context = {
        "form": form,
        "title": stated.label,
        "kicker": f"Typed figure {stated.key}",
        "cancel_url": reverse("report_typed", args=[document.key]),
        "crumbs": crumbs_of(
            document, ("Typed figures", reverse("report_typed", args=[document.key]))
        ),
    }
    return render(request, "ui/form_page.html", context, status=422 if sent else 200)

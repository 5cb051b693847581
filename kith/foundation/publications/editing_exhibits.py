"""Authors' pages of tables and charts: the list, and the editor with what it draws."""

import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.access import Stale, once
from kith.foundation.publications import actions, web
from kith.foundation.publications.blocks import Block
from kith.foundation.publications.building import Draft, build, exhibited
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of, may
from kith.foundation.publications.editing_figures import insert_from
from kith.foundation.publications.forms import ExhibitForm
from kith.foundation.publications.models import Document, Exhibit
from kith.kernel.refusals import Refused

NEW = """\
first: Who
base: {indicator: lado.contacts}
columns:
  - {label: 2018-19, period: "2018-19"}
  - {label: 2019-20, period: "2019-20"}
rows:
  - {label: Police, by: police}
"""


@once("exhibit-insert")
def exhibits(request: HttpRequest, document: Document) -> HttpResponse:
    """Every table and chart of the document: where it stands, or a section to put it into."""
    if request.method == "POST":
        return insert_from(request, document, "Table or chart inserted")
    draft = build(document)
    titles = {s.key: s.title for s in draft.sections}
    placed = _placed(draft)
    order = {key: at for at, key in enumerate(placed)}
    rows = [
        {
            "exhibit": exhibit,
            "title": getattr(placed.get(exhibit.key), "title", "") or exhibit.key,
            "number": draft.placed.get(exhibit.key, ""),
            "where": titles.get(draft.places.get(draft.placed.get(exhibit.key, ""), ""), ""),
            "drawn": _drawn(placed.get(exhibit.key)),
            "reference": f'{{{{ {exhibit.form} "{exhibit.key}" }}}}',
        }
        for exhibit in sorted(document.exhibits.all(), key=lambda e: order.get(e.key, len(order)))
    ]
    context = {
        "document": document,
        "rows": rows,
        "sections": draft.sections,
        "into": request.GET.get("section", ""),
        "may": may(request),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "exhibits.html", context)


def _placed(draft: Draft) -> dict[str, Block]:
    """The tables and charts that stand in the text, by key, in the order of the report."""
    blocks = [block for section in draft.doc.sections for block in section.blocks]
    return {block.id: block for block in blocks if getattr(block, "id", "") in draft.placed}


def _drawn(block: Block | None) -> SafeString:
    """The table or chart as it stands in the draft; nothing when it stands nowhere."""
    return SafeString("") if block is None else web.blocks([block], web.Page())


@once("exhibit-edit")
def exhibit(request: HttpRequest, exhibit: Exhibit) -> HttpResponse:
    """Change a table or chart: its words and its grid; see what it draws before it is saved."""
    if request.method != "POST":
        return _editor(request, exhibit, ExhibitForm.of(exhibit))
    form = ExhibitForm(request.POST).fixed()
    if not form.is_valid():
        return _editor(request, exhibit, form, status=422)
    if request.POST.get("do") == "preview":
        return _editor(request, _unsaved(exhibit, form), form, "preview")
    data = {k: form.cleaned_data[k] for k in ("title", "subtitle", "source", "notes", "spec")}
    seen = form.cleaned_data["version"] or 0
    try:
        actions.edit_exhibit(
            exhibit=copy.copy(exhibit), expected_version=seen, by=actor_of(request), **data
        )
    except Stale as stale:
        form.data = {**request.POST.dict(), "version": str(exhibit.version)}  # type: ignore[assignment]
        form.add_error(None, f"{stale} What you typed is still here; the stored form is below.")
        return _editor(request, exhibit, form, "stale", status=409)
    messages.success(request, f"{exhibit.key} is saved.")
    return redirect("report_exhibit", exhibit.document.key, exhibit.key)


@once("exhibit-new")
def exhibit_new(request: HttpRequest, document: Document) -> HttpResponse:
    """A new table or chart; the text then refers to it by its short name."""
    made = Exhibit(document=document)
    if request.method != "POST":
        return _editor(request, made, ExhibitForm(initial={"spec": NEW, "form": "table"}))
    form = ExhibitForm(request.POST)
    if not form.is_valid():
        return _editor(request, made, form, status=422)
    made = _unsaved(made, form)
    if request.POST.get("do") == "preview":
        return _editor(request, made, form, "preview")
    try:
        actions.add_exhibit(document=document, exhibit=made, by=actor_of(request))
    except Refused as refused:
        form.add_error("key", str(refused))
        return _editor(request, Exhibit(document=document), form, status=422)
    messages.success(request, "It is in the list. Put it into the section where it belongs.")
    return redirect("report_exhibit", document.key, made.key)


def _unsaved(exhibit: Exhibit, form: ExhibitForm) -> Exhibit:
    made = copy.copy(exhibit)
    for name, value in form.cleaned_data.items():
        if name != "version":
            setattr(made, name, value)
    return made


def _editor(
    request: HttpRequest, exhibit: Exhibit, form: ExhibitForm, state: str = "", status: int = 200
) -> HttpResponse:
    document = exhibit.document
    drawn, faults = SafeString(""), []
    if exhibit.spec:
        block, faults = exhibited(document, exhibit)
        drawn = web.blocks([block], web.Page()) if block is not None else drawn
    context = {
        "document": document,
        "exhibit": exhibit,
        "form": form,
        "state": state,
        "drawn": drawn,
        "faults": faults,
        "new": exhibit.pk is None,
        "reference": f'{{{{ {exhibit.form} "{exhibit.key}" }}}}' if exhibit.pk else "",
        "sections": list(document.sections.all()),
        "may": may(request),
        "crumbs": crumbs_of(
            document, ("Tables and charts", reverse("report_exhibits", args=[document.key]))
        ),
    }
    return render(request, FOLDER + "exhibit.html", context, status=status)

"""What the guards find in a draft: all of it, and one finding with its repairs."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Permission, can, once
from kith.foundation.publications.actions import keep_finding
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of, may
from kith.foundation.publications.editing_sections import offered
from kith.foundation.publications.forms import KeepForm
from kith.foundation.publications.models import Document
from kith.foundation.publications.repairs import apply_repair
from kith.foundation.publications.review import Raised, Review, review
from kith.foundation.ui.table_files import csv_cell
from kith.kernel.guards import Severity

KINDS = {
    "": "everything",
    "error": "what cannot be true",
    "warning": "what would not stand up to a question",
    "note": "what is worth knowing",
    "kept": "what is kept, with its reason",
}
HEAD = ("Place", "Kind", "Rule", "Stated", "Follows", "What to do", "Kept because")


def _shown(found: Review, kind: str) -> list[Raised]:
    if kind == "kept":
        return [r for r in found.raised if r.kept]
    return [r for r in found.raised if not kind or r.finding.severity.value == kind]


def guards(request: HttpRequest, document: Document) -> HttpResponse:
    """Everything that the guards say of the whole draft, by place; `?format=csv` as a file."""
    found = review(document)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    raised = _shown(found, kind)
    if request.GET.get("format") == "csv":
        return _file(document, raised)
    words, notes = found.disclosure()
    edits = can(actor_of(request), Permission.REPORT_EDIT)
    titles = {s.key: s.title for s in found.draft.sections}
    groups: dict[str, list[object]] = {}
    for offer in offered(found, raised):
        groups.setdefault(titles.get(offer.raised.section, "The whole report"), []).append(offer)
    context = {
        "document": document,
        "found": found,
        "groups": groups,
        "kind": kind,
        "kinds": [
            {
                "label": f"{words_.capitalize()} ({len(_shown(found, k))})",
                "url": f"?kind={k}",
                "current": k == kind,
            }
            for k, words_ in KINDS.items()
        ],
        "passed": [(titles.get(k, "The whole report"), v) for k, v in found.passed.items()],
        "disclosure": words,
        "disclosure_notes": notes if edits else [],
        "recovered": [c.why for c in found.draft.recovered if not c.weak] if edits else [],
        "may": may(request),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "guards.html", context)


def _file(document: Document, raised: list[Raised]) -> HttpResponse:
    """The findings as CSV; text that a spreadsheet would run as a formula is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for r in raised:
        f = r.finding
        kept = r.kept.reason if r.kept else ""
        row = (f.where, f.severity.value, f.rule, f.stated, f.follows, f.todo, kept)
        writer.writerow([csv_cell(value) for value in row])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{document.key}-guards.csv"'
    return response


@once("report-finding")
def finding(request: HttpRequest, document: Document, finding: str) -> HttpResponse:
    """One finding whole: its sum, what to do, a repair to apply, or a reason to keep it."""
    sent = request.method == "POST"
    if sent and request.POST.get("repair", "").isdecimal():
        return _repair(request, document, finding, int(request.POST["repair"]))
    found = review(document)
    match = next((r for r in found.raised if r.key == finding), None)
    if match is None:
        messages.info(request, "The guards no longer find this.")
        return redirect("report_guards", document.key)
    form = KeepForm(
        request.POST if sent else None,
        initial={"reason": match.kept.reason if match.kept else ""},
    )
    if sent and not match.may_be_kept:
        raise Http404("This cannot be kept.")
    if sent and form.is_valid():
        reason = form.cleaned_data["reason"]
        keep_finding(document=document, finding=finding, reason=reason, by=actor_of(request))
        messages.success(request, "It stays, with your reason, which those who sign will read.")
        return redirect(_back(document, match))
    context = {
        "document": document,
        "offer": offered(found, [match])[0],
        "error": match.finding.severity is Severity.ERROR,
        "form": form,
        "back": _back(document, match),
        "may": may(request),
        "crumbs": crumbs_of(document, ("Guards", reverse("report_guards", args=[document.key]))),
    }
    return render(request, FOLDER + "finding.html", context, status=422 if sent else 200)


def _repair(request: HttpRequest, document: Document, finding: str, number: int) -> HttpResponse:
    said = apply_repair(document=document, finding=finding, number=number, by=actor_of(request))
    messages.success(request, said)
    section = request.POST.get("section", "")
    if section and document.sections.filter(key=section).exists():
        return redirect("report_section", document.key, section)
    return redirect("report_guards", document.key)


def _back(document: Document, raised: Raised) -> str:
    if raised.section:
        return reverse("report_section", args=[document.key, raised.section])
    return reverse("report_guards", args=[document.key])

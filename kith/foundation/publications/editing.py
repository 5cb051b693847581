"""Authors' pages of a document: the list, a new one, and where one stands."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.publications.actions import set_coverage
from kith.foundation.publications.beside import said_beside
from kith.foundation.publications.forms import CoverageForm, StartForm
from kith.foundation.publications.freezing import Stop
from kith.foundation.publications.models import Comment, Document, Edition
from kith.foundation.publications.requirements import requirements
from kith.foundation.publications.review import Review, review, section_states
from kith.foundation.publications.starting import start_as_copy, start_from_template
from kith.kernel.refusals import Refused

Crumbs = list[tuple[str, str]]
FOLDER = "publications/authors/"


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def crumbs_of(document: Document | None = None, *more: tuple[str, str]) -> Crumbs:
    """The way back: the list, the document, and what lies between."""
    trail = [("Reports", reverse("reports"))]
    if document is not None:
        trail.append((document.title, reverse("report", args=[document.key])))
    return [*trail, *more]


def may(request: HttpRequest) -> dict[str, bool]:
    """What the reader may do with drafts, so that no door is shown that is shut."""
    actor = actor_of(request)
    return {
        "edit": can(actor, Permission.REPORT_EDIT),
        "comment": can(actor, Permission.REPORT_COMMENT),
        "sign": can(actor, Permission.REPORT_SIGN),
        "freeze": can(actor, Permission.REPORT_FREEZE),
        "publish": can(actor, Permission.REPORT_PUBLISH),
    }


def reports(request: HttpRequest) -> HttpResponse:
    """Every document with its edition and what waits; what stops one is on its own page."""
    open_ = Comment.objects.filter(
        section__document=OuterRef("pk"), must_answer=True, settled_at__isnull=True
    )
    waiting = Edition.objects.filter(document=OuterRef("pk"), published_at__isnull=True)
    public = Q(editions__published_at__isnull=False)
    documents = Document.objects.annotate(
        challenged=Exists(open_),
        frozen=Exists(waiting),
        edition=Max("editions__number", filter=public),
        published=Max("editions__published_at", filter=public),
        parts=Count("sections", distinct=True),
        written=Max("sections__changed_at"),
    ).order_by("-period_code", "title")
    context = {"documents": documents, "may": may(request)}
    return render(request, FOLDER + "reports.html", context)


@once("report-start")
def start(request: HttpRequest) -> HttpResponse:
    """A new document, from a template or as a copy of an earlier one."""
    documents = list(Document.objects.order_by("-period_code", "title"))
    sent = request.method == "POST"
    form = StartForm(request.POST if sent else None, documents=documents)
    if sent and form.is_valid():
        kind, _, key = form.cleaned_data["source"].partition(":")
        rest = {name: form.cleaned_data[name] for name in ("title", "period", "rulebook")}
        by = actor_of(request)
        try:
            if kind == "template":
                made = start_from_template(template=key, by=by, **rest)
            else:
                source = next(d for d in documents if d.key == key)
                made = start_as_copy(source=source, by=by, **rest)
        except Refused as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, f"{made.title} is there, with its sections and tables.")
            return redirect("report", made.key)
    context = {
        "form": form,
        "title": "Start a report",
        "lead": "A report begins with sections, tables and charts that ask for the figures of "
        "its own period.",
        "submit": "Start the report",
        "cancel_url": reverse("reports"),
        "crumbs": crumbs_of(),
    }
    return render(request, "ui/form_page.html", context, status=422 if sent else 200)


@dataclass(frozen=True)
class Linked:
    """Something that stops the draft, with the place where it is mended."""

    stop: Stop
    url: str


def linked(found: Review) -> list[Linked]:
    """Each stop with the address of the page where it is mended."""
    return [Linked(stop, _mended_at(found, stop)) for stop in found.stops]


def _mended_at(found: Review, stop: Stop) -> str:
    key = found.document.key
    if stop.kind == "coverage":
        return reverse("report_coverage", args=[key, stop.of])
    if stop.kind == "signature":
        return reverse("report_sign", args=[key])
    if stop.kind == "guard":
        return reverse("report_finding", args=[key, stop.of])
    if stop.section:
        place = "comments" if stop.kind == "comment" else "write"
        return reverse("report_section", args=[key, stop.section]) + f"#{place}"
    if any(e.key == stop.of for e in found.document.exhibits.all()):
        return reverse("report_exhibit", args=[key, stop.of])
    return reverse("report_guards", args=[key])


def report(request: HttpRequest, document: Document) -> HttpResponse:
    """Where a draft stands: the next step, its sections, what the law asks, who signed."""
    found = review(document)
    words, notes = found.disclosure()
    actor = actor_of(request)
    context = {
        "document": document,
        "found": found,
        "sections": [_part(found, *state) for state in section_states(found)],
        "stops": linked(found),
        "next": next_step(found, actor),
        "disclosure": words,
        "disclosure_notes": notes if can(actor, Permission.REPORT_EDIT) else [],
        "may": may(request),
        "crumbs": crumbs_of(),
        "beside": said_beside(document, actor),
        "unplaced": [e for e in document.exhibits.all() if e.key not in found.draft.placed],
    }
    return render(request, FOLDER + "report.html", context)


def _part(found: Review, section, state: str, kind: str, hint: str) -> dict[str, str]:  # type: ignore[no-untyped-def]
    url = reverse("report_section", args=[found.document.key, section.key])
    return {"name": section.title, "url": url, "state": state, "kind": kind, "hint": hint}


def next_step(found: Review, actor: Actor) -> dict[str, str]:
    """What happens next, and for whom."""
    key, stops = found.document.key, found.stops_signing
    last = found.editions[0] if found.editions else None
    if stops:
        many = f"{len(stops)} things stop" if len(stops) > 1 else "One thing stops"
        return {
            "what": f"{many} this draft",
            "why": stops[0].message,
            "url": _mended_at(found, stops[0]),
            "action": "Go to the first",
            "second_url": reverse("report", args=[key]) + "#stops",
            "second": "See them all",
        }
    if last is not None and last.digest == found.draft.digest:
        return _after_freezing(key, last)
    waiting = [s.partner.called for s in found.signed if not s.current]
    if waiting:
        why = "Each partner signs exactly what the draft says; a change asks them again."
        signs = can(actor, Permission.REPORT_SIGN)
        page = {"url": reverse("report_sign", args=[key]), "action": "Read and sign"}
        listed = " and ".join(x for x in (", ".join(waiting[:-1]), waiting[-1]) if x)
        return {"what": f"Waits for {listed} to sign", "why": why} | (page if signs else {})
    number = last.number + 1 if last else 1
    step = {"what": f"Freeze edition {number}", "why": "All three partners have signed it."}
    if can(actor, Permission.REPORT_FREEZE):
        step |= {"url": reverse("report_freeze", args=[key]), "action": "Freeze it"}
    return step


def _after_freezing(key: str, last: Edition) -> dict[str, str]:
    page = reverse("report_edition", args=[key, last.number])
    if last.published_at is None:
        return {
            "what": f"Publish edition {last.number}",
            "why": "It is frozen and signed, and nobody outside sees it yet.",
            "url": page,
            "action": "Look at the edition",
        }
    return {
        "what": f"Edition {last.number} is public",
        "why": "The draft has not changed since. A change here begins the next edition.",
        "url": reverse("public_report", args=[key]),
        "action": "Read it as the public does",
    }


@once("report-coverage")
def coverage(request: HttpRequest, document: Document, requirement: str) -> HttpResponse:
    """Say which sections answer a thing that the guidance asks for."""
    asked = next((r for r in requirements(document) if r.key == requirement), None)
    if asked is None:
        raise Http404("The guidance does not ask for this.")
    rows = list(document.coverage.filter(requirement=requirement).select_related("section"))
    initial = {
        "sections": [row.section.key for row in rows],
        "note": next((row.note for row in rows if row.note), ""),
    }
    sent = request.method == "POST"
    form = CoverageForm(request.POST if sent else None, initial=initial, document=document)
    if sent and form.is_valid():
        chosen = form.cleaned_data["sections"]
        set_coverage(
            document=document,
            requirement=requirement,
            sections=[s for s in document.sections.all() if s.key in chosen],
            note=form.cleaned_data["note"],
            by=actor_of(request),
        )
        messages.success(request, "The list of what the law asks for is up to date.")
        return redirect(reverse("report", args=[document.key]) + "#law")
    context = {
        "form": form,
        "title": asked.asks,
        "kicker": f"{asked.provision.instrument.title}, {asked.provision.pinpoint}",
        "cancel_url": reverse("report", args=[document.key]),
        "crumbs": crumbs_of(document),
    }
    return render(request, "ui/form_page.html", context, status=422 if sent else 200)

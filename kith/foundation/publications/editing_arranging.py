"""The order of a document's sections: add, move, number, remove and restore them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Stale, once
from kith.foundation.publications import arranging
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of
from kith.foundation.publications.forms_document import NewSectionForm
from kith.foundation.publications.models import Document, Section
from kith.kernel.refusals import Refused


def _whole(text: str) -> int:
    """A version as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() else 0


@once("section-arrange")
def arrange(request: HttpRequest, document: Document) -> HttpResponse:
    """The sections in order, with a button for each thing that can be done to one."""
    if request.method == "POST":
        return _arranged(request, document)
    sections = list(document.sections.all())
    gone = Section.everything.filter(document=document, removed_at__isnull=False)
    context = {
        "document": document,
        "rows": _rows(sections),
        "removed": gone.order_by("-removed_at"),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "arrange.html", context)


def _rows(sections: list[Section]) -> list[dict[str, object]]:
    rows, number = [], 0
    for place, section in enumerate(sections):
        number += section.numbered
        rows.append(
            {
                "section": section,
                "number": number if section.numbered else "",
                "first": place == 0,
                "last": place == len(sections) - 1,
            }
        )
    return rows


def _arranged(request: HttpRequest, document: Document) -> HttpResponse:
    section = document.sections.filter(key=request.POST.get("section", "")).first()
    if section is None:
        raise Http404("There is no such section.")
    what = {
        "document": document,
        "section": section,
        "expected_version": _whole(request.POST.get("version", "")),
        "by": actor_of(request),
    }
    do = request.POST.get("do", "")
    if do in ("up", "down"):
        arranging.move_section(up=do == "up", **what)
        said = f"“{section}” is one place further {do}."
    elif do in ("number", "plain"):
        arranging.number_section(numbered=do == "number", **what)
        said = f"“{section}” is {'numbered' if do == 'number' else 'without a number'} now."
    else:
        raise Http404("There is no such button.")
    messages.success(request, said)
    return redirect(reverse("report_arrange", args=[document.key]) + f"#{section.key}")


@once("section-new")
def new(request: HttpRequest, document: Document) -> HttpResponse:
    """A new section: its title and where it stands."""
    sent = request.method == "POST"
    form = NewSectionForm(request.POST if sent else None, document=document)
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            made = arranging.add_section(
                document=document,
                title=data["title"],
                after=form.behind(),
                numbered=data["numbered"],
                expected_version=data["version"],
                by=actor_of(request),
            )
        except Stale:
            raise
        except Refused as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, f"“{made}” is there. Nothing is written in it yet.")
            return redirect("report_section", document.key, made.key)
    context = {
        "form": form,
        "title": "Add a section",
        "kicker": document.title,
        "submit": "Add the section",
        "cancel_url": reverse("report_arrange", args=[document.key]),
        "crumbs": _crumbs(document),
    }
    return render(request, "ui/form_page.html", context, status=422 if sent else 200)


@once("section-remove")
def remove(request: HttpRequest, section: Section) -> HttpResponse:
    """What removing a section does, or what stands in its way; then remove it."""
    document = section.document
    alone = arranging.only_answers(section)
    if request.method == "POST" and not alone:
        arranging.remove_section(
            section=section,
            expected_version=_whole(request.POST.get("version", "")),
            by=actor_of(request),
        )
        messages.success(request, f"“{section}” is removed. It can be restored below.")
        return redirect("report_arrange", document.key)
    context = {
        "document": document,
        "section": section,
        "alone": alone,
        "linking": _linking(document, section),
        "crumbs": _crumbs(document),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, FOLDER + "remove.html", context, status=status)


def _linking(document: Document, section: Section) -> list[Section]:
    """The other sections whose text links to this one."""
    link = f"](#{section.key})"
    others = document.sections.exclude(pk=section.pk)
    return [s for s in others if link in s.body or link in s.lead]


@once("section-put-back")
def restore(request: HttpRequest, document: Document, section: str) -> HttpResponse:
    """What a removed section said; then put it back."""
    found = Section.everything.filter(
        document=document, key=section, removed_at__isnull=False
    ).first()
    if found is None:
        raise Http404("No such section was removed.")
    if request.method == "POST":
        version = _whole(request.POST.get("version", ""))
        arranging.restore_section(section=found, expected_version=version, by=actor_of(request))
        messages.success(request, f"“{found}” stands in the report again.")
        return redirect("report_section", document.key, found.key)
    context = {"document": document, "section": found, "crumbs": _crumbs(document)}
    return render(request, FOLDER + "restore.html", context)


def _crumbs(document: Document) -> list[tuple[str, str]]:
    return crumbs_of(document, ("Sections", reverse("report_arrange", args=[document.key])))

"""The editor of a section: its text, its paper, what is said of it, and its versions."""

import copy
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.access import Stale, once
from kith.foundation.publications import actions
from kith.foundation.publications.answers import figure_row
from kith.foundation.publications.comparing import Line, compared
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of, may
from kith.foundation.publications.forms import CommentForm, SectionForm
from kith.foundation.publications.model import FigureRow
from kith.foundation.publications.models import Comment, Section, SectionRevision
from kith.foundation.publications.papers import paper
from kith.foundation.publications.repairs import can_apply
from kith.foundation.publications.review import Raised, Review, review, section_states
from kith.foundation.publications.tabling import position_marks


@dataclass(frozen=True)
class Offered:
    """A finding with the repairs that Kith can make by itself: their numbers and words."""

    raised: Raised
    repairs: list[tuple[int, str]]


def offered(found: Review, raised: list[Raised]) -> list[Offered]:
    """Each finding with what can be done about it at once."""
    return [
        Offered(
            r,
            [(n, p.label) for n, p in enumerate(r.finding.repairs) if can_apply(found.draft, p)],
        )
        for r in raised
    ]


@once("section-edit")
def section(request: HttpRequest, section: Section) -> HttpResponse:
    """Read a section as it will be read, with its findings; write it, preview it, save it."""
    if request.method != "POST":
        return _editor(request, section, SectionForm.of(section))
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _editor(request, section, form, state="unread", status=422)
    if request.POST.get("do") == "preview":
        return _editor(request, section, form, state="preview")
    data = form.cleaned_data
    try:
        saved = actions.edit_section(
            section=copy.copy(section),
            title=data["title"],
            lead=data["lead"],
            body=data["body"],
            finding=data["finding"],
            why=data["why"],
            expected_version=data["version"],
            by=actor_of(request),
        )
    except Stale as stale:
        return _stale(request, section, form, str(stale))
    messages.success(request, f"Saved as version {saved.version}.")
    return redirect(_address(section))


def _address(section: Section) -> str:
    return reverse("report_section", args=[section.document.key, section.key])


def _stale(request: HttpRequest, section: Section, form: SectionForm, why: str) -> HttpResponse:
    """Both versions: the form keeps what was typed, and the next save is made over the new one."""
    data = form.cleaned_data
    again = SectionForm(initial=data | {"version": section.version})
    context = {
        "why": why,
        "lead_lines": compared(section.lead, data["lead"]),
        "lines": compared(section.body, data["body"]),
        "theirs": section,
    }
    return _editor(request, section, again, state="stale", status=409, more=context)


def _unsaved(section: Section, form: SectionForm) -> Section:
    """The section as it is being written; nothing is stored."""
    shown = copy.copy(section)
    for name in ("title", "lead", "finding", "body"):
        setattr(shown, name, form.cleaned_data[name])
    return shown


def _editor(
    request: HttpRequest,
    section: Section,
    form: SectionForm,
    state: str = "",
    status: int = 200,
    more: dict[str, object] | None = None,
) -> HttpResponse:
    preview = state == "preview"
    found = review(section.document, _unsaved(section, form) if preview else None)
    opened = "" if preview else request.GET.get("figure", "")
    panel = _panel(request, found, opened)
    lead, body = paper(
        found, section.key, opened=opened if panel else "", panel=panel, opens=not preview
    )
    raised = found.raised_in(section.key)
    context = {
        "document": section.document,
        "section": section,
        "found": found,
        "form": form,
        "state": state,
        "lead": lead,
        "body": body,
        "outline": _outline(found, section),
        "offers": offered(found, raised),
        "passed": found.passed.get(section.key, []),
        "loose": [x for x in found.loose if x.section == section.key],
        "problems": [
            p for p in found.draft.problems if found.draft.section_at(p.where) == section.key
        ],
        "answers": [a for a in found.coverage if section.key in {s.key for s in a.sections}],
        "unanswered": [a for a in found.coverage if not a.sections],
        "threads": found.threads_in(section.key),
        "challenges": found.challenges_in(section.key),
        "revisions": list(section.revisions.all()[:6]),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "may": may(request),
        "crumbs": crumbs_of(section.document),
    }
    return render(request, FOLDER + "section.html", context | (more or {}), status=status)


def _outline(found: Review, here: Section) -> list[dict[str, object]]:
    numbers = {s.key: s.number for s in found.draft.doc.sections}
    return [
        {
            "section": section,
            "number": numbers[section.key],
            "state": state,
            "kind": kind,
            "here": section.pk == here.pk,
        }
        for section, state, kind, _ in section_states(found)
    ]


def _panel(request: HttpRequest, found: Review, mark: str) -> SafeString:
    """The card of what is behind a figure; nothing for a mark that the draft does not have."""
    row = row_of(found, mark) if mark else None
    if row is None:
        return SafeString("")
    indicator = row.key.partition(":")[0] if "|" not in row.key and row.kind == "live" else ""
    context = {"row": row, "indicator": indicator.partition("+")[0]}
    return render_to_string(FOLDER + "figure_card.html", context, request)


def row_of(found: Review, mark: str) -> FigureRow | None:
    """What is known of the figure under a mark: of the prose, or of a cell by its place."""
    for row in found.draft.doc.figures:
        if row.mark == mark:
            return row
    for key, filled in found.draft.tables.items():
        answer = position_marks(found.draft.placed[key], filled).get(mark)
        if answer is not None and answer.figure is not None:
            return figure_row(answer, mark)
    return None


# ---- comments ---------------------------------------------------------------------------------


@once("section-comment")
def comment(request: HttpRequest, section: Section) -> HttpResponse:
    """Say something of a section, or answer what was said (`?to=`)."""
    said = request.GET.get("to", "") or request.POST.get("to", "")
    parent = section.comments.filter(pk=said, parent=None).first() if said.isdecimal() else None
    if said and parent is None:
        raise Http404("There is no such comment.")
    sent = request.method == "POST"
    form = CommentForm(request.POST if sent else None)
    if parent is not None:
        del form.fields["must_answer"], form.fields["paragraph"]
    if sent and form.is_valid():
        actions.comment(
            document=section.document,
            section=section,
            parent=parent,
            by=actor_of(request),
            **form.cleaned_data,
        )
        return redirect(_address(section) + "#comments")
    context = {
        "form": form,
        "title": "Answer a comment" if parent else "Comment on this section",
        "kicker": section.title,
        "parent": parent,
        "submit": "Send the answer" if parent else "Send the comment",
        "cancel_url": _address(section),
        "crumbs": crumbs_of(section.document, (section.title, _address(section))),
    }
    return render(request, FOLDER + "comment.html", context, status=422 if sent else 200)


@once("comment-settle")
def settle(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Mark a comment as settled."""
    section = comment.section
    if request.method == "POST":
        actions.settle(document=section.document, remark=comment, by=actor_of(request))
        messages.success(request, "The comment is settled.")
        return redirect(_address(section) + "#comments")
    context = {
        "title": "Settle this comment?",
        "what": [
            f"{comment.office}: “{comment.text}”",
            "It stays readable, marked as settled with your office and today’s date.",
        ],
        "submit": "Settle it",
        "cancel_url": _address(section) + "#comments",
        "crumbs": crumbs_of(section.document, (section.title, _address(section))),
    }
    return render(request, "ui/confirm_page.html", context)


# ---- versions ---------------------------------------------------------------------------------


@once("section-restore")
def versions(request: HttpRequest, section: Section) -> HttpResponse:
    """The versions of a section, two of them beside each other, and a way back to an old one."""
    revisions = list(section.revisions.all())
    if request.method == "POST":
        return _restore(request, section, revisions)
    after = _chosen(revisions, request.GET.get("after", ""), 0)
    before = _chosen(revisions, request.GET.get("before", ""), 1)
    context: dict[str, object] = {
        "document": section.document,
        "section": section,
        "revisions": revisions,
        "before": before,
        "after": after,
        "lines": _differences(before, after),
        "may": may(request),
        "crumbs": crumbs_of(section.document, (section.title, _address(section))),
    }
    return render(request, FOLDER + "versions.html", context)


def _chosen(rows: list[SectionRevision], asked: str, otherwise: int) -> SectionRevision | None:
    found = next((r for r in rows if str(r.version) == asked), None)
    return found or (rows[otherwise] if len(rows) > otherwise else None)


def _differences(before: SectionRevision | None, after: SectionRevision | None) -> list[Line]:
    if before is None or after is None:
        return []
    texts = [f"{r.title}\n\n{r.lead}\n\n{r.body}" for r in (before, after)]
    return compared(*texts)


def _restore(
    request: HttpRequest, section: Section, revisions: list[SectionRevision]
) -> HttpResponse:
    asked = request.POST.get("version", "")
    old = next((r for r in revisions if str(r.version) == asked), None)
    if old is None:
        raise Http404("There is no such version.")
    actions.edit_section(
        section=copy.copy(section),
        title=old.title,
        lead=old.lead,
        body=old.body,
        expected_version=section.version,
        why=f"Version {old.version} restored",
        by=actor_of(request),
    )
    messages.success(request, f"Version {old.version} is the text again. Nothing was lost.")
    return redirect(_address(section))

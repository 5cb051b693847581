"""Pages of a return: the list, its parts, one part's form, what is asked, and its receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.ui.navigation import url_for
from kith.foundation.ui.words import counted
from kith.kernel.checks import Raised
from kith.kernel.checks.words import said
from kith.modules.dataset.accepting.actions import answer as answer_query
from kith.modules.dataset.asking import Box
from kith.modules.dataset.models import Query, Receipt, Return
from kith.modules.dataset.sending.filling import BLANK, Filling, Part, filling
from kith.modules.dataset.sending.forms import AnswerForm
from kith.modules.dataset.sending.listing import returns_table, tag_of
from kith.modules.dataset.sending.rows import Came, groups_of, short
from kith.modules.dataset.sending.saving import (
    LONGEST_EXPLANATION,
    Conflict,
    Entry,
    Refusals,
    save_answers,
)
from kith.modules.dataset.sending.typed import Read, anchor, read_form


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def crumbs_of(return_to: Return) -> list[tuple[str, str]]:
    """The way back from a page of a return."""
    return [
        ("Returns", reverse("dataset-returns")),
        (str(return_to), reverse("dataset-return", args=[return_to.pk])),
    ]


def returns(request: HttpRequest) -> HttpResponse:
    """The returns that the reader may see."""
    table = returns_table(request, actor_of(request))
    context = {
        "title": "Returns",
        "lead": "What each agency sends for a quarter, where it stands and why.",
        "table": table,
        "tabs": tabs_of(EVIDENCE, request),
    }
    return table.download() or render(request, "administration/list.html", context)


def definitions_url(return_to: Return) -> str:
    """Where the definitions of a return's items are read."""
    return url_for("dataset-edition", return_to.round.edition.key)


def frame(request: HttpRequest, found: Filling) -> dict[str, object]:
    """What every page of a return shows: whose it is, how it stands, and whether it may change."""
    mine = can(actor_of(request), Permission.RETURN_FILL, found.return_to)
    last = max((a for a in found.answers.values()), key=lambda a: a.at, default=None)
    return {
        "filling": found,
        "return_to": found.return_to,
        "round": found.return_to.round,
        "standing": found.standing,
        "state": tag_of(found.seen),
        "mine": mine,
        "may_fill": mine and found.standing.may_fill,
        "last_saved": last,
        "review": url_for("dataset-return-review", found.return_to.pk)
        if can(actor_of(request), Permission.RETURN_ACCEPT)
        else "",
        "tabs": tabs_of(EVIDENCE, request),
    }


def overview(request: HttpRequest, return_to: Return) -> HttpResponse:
    """The parts of a return with how far each is, the questions about it, and its receipts."""
    found = filling(return_to, actor_of(request).today)
    context = frame(request, found) | {
        "parts": [
            {
                "name": part.name,
                "url": reverse("dataset-return-section", args=[return_to.pk, part.slug]),
                "state": part.state,
                "kind": part.kind,
                "hint": found.return_to.round.edition.sections.get(part.name, ""),
            }
            for part in found.parts
        ],
        "left": sum(not part.done for part in found.parts),
        "questions": [_question(found, query) for query in found.queries],
        "receipts": list(found.return_to.receipts.all()),
        "crumbs": [("Returns", reverse("dataset-returns"))],
    }
    return render(request, "dataset/return.html", context)


def _question(found: Filling, query: Query) -> dict[str, object]:
    """A question of the analyst with the value it is about, and a form while it is open."""
    stored = found.answers.get(query.box)
    asked = next((box for box in found.boxes if box.id == query.box), None)
    return {
        "query": query,
        "title": asked.title if asked else query.item.title,
        "period": short(asked.period) if asked else query.period,
        "said": said(found.judged[query.box]) if stored and stored.of is not None else "",
        "url": section_url(found, query.box) if asked else "",
        "waits": query in found.open_queries,
        "form": AnswerForm(initial={"expected_version": query.version}, auto_id=f"q{query.pk}_%s"),
    }


def section_url(found: Filling, box: str, *, check: bool = False) -> str:
    """The address of a box on the form."""
    part = found.part_of(box)
    address = reverse("dataset-return-section", args=[found.return_to.pk, part.slug])
    return f"{address}{'?check=1' if check else ''}#{anchor(box)}"


@once("dataset-return-section")
def section(request: HttpRequest, return_to: Return, section: str) -> HttpResponse:
    """One part of the form; on POST, what can be stored is stored."""
    found = filling(return_to, actor_of(request).today)
    part = found.part(section)
    if part is None:
        raise Http404
    if request.method == "POST":
        return _saved(request, found, part)
    return _section(request, found, part, Came())


def _saved(request: HttpRequest, found: Filling, part: Part) -> HttpResponse:
    return_to, by = found.return_to, actor_of(request)
    read = read_form(part.boxes, request.POST)
    conflicts = {each.box.id: each for each in _store(return_to, read, by)}
    now = filling(return_to, by.today)
    part = now.part(part.slug) or part
    for box in read.undecided:
        mine = Entry(box)
        conflicts[box] = Conflict(_box(part, box), now.answers[box], mine)
    if read.wrong or conflicts:
        kept = read.wrong.keys() | conflicts.keys()
        came = Came({b: t for b, t in read.typed.items() if b in kept}, read.wrong, conflicts)
        return _section(request, now, part, came, status=422 if read.wrong else 409)
    if request.POST.get("then") == "leave":
        messages.success(request, "Saved. You can come back to it any time.")
        return redirect("dataset-return", return_to.pk)
    unsettled = {f"{each.rule} {each.box}" for each in _about(now, part)}
    if fresh := unsettled - set(request.POST.getlist("told")):
        boxes = len({each.split(" ", 1)[1] for each in fresh})
        what = "One figure asks" if boxes == 1 else f"{boxes} figures ask"
        messages.info(request, f"Saved. {what} for another look: see beside the box.")
        return redirect("dataset-return-section", return_to.pk, part.slug)
    messages.success(request, "Saved.")
    return redirect(_next(now, part)[1])


def _store(return_to: Return, read: Read, by: Actor) -> list[Conflict]:
    """Store the entries; those that no box can hold are left out and said to be wrong."""
    try:
        return list(save_answers(return_to=return_to, entries=read.entries, by=by).conflicts)
    except Refusals as refused:
        read.wrong |= refused.by_box
        rest = [entry for entry in read.entries if entry.box not in refused.by_box]
        return list(save_answers(return_to=return_to, entries=rest, by=by).conflicts)


def _box(part: Part, box: str) -> Box:
    return next(each for each in part.boxes if each.id == box)


def _about(found: Filling, part: Part) -> list[Raised]:
    """What stands in the way within a part, apart from boxes that are still empty."""
    ids = {box.id for box in part.boxes}
    return [each for each in found.stops if each.box in ids and each.rule != BLANK]


def _next(found: Filling, part: Part) -> tuple[str, str]:
    """Where the form goes after a part: the next one, or the check before sending."""
    names = [each.slug for each in found.parts]
    after = names.index(part.slug) + 1
    if after == len(names):
        return "", reverse("dataset-return-send", args=[found.return_to.pk])
    following = found.parts[after]
    url = reverse("dataset-return-section", args=[found.return_to.pk, following.slug])
    return following.name, url


def _section(
    request: HttpRequest, found: Filling, part: Part, came: Came, status: int = 200
) -> HttpResponse:
    ids = {box.id for box in part.boxes}
    groups = groups_of(found, part.boxes, came, blanks="check" in request.GET)
    rows = [row for group in groups for row in group.rows]
    same = {(row.year_label, row.last_label, short(row.box.period)) for row in rows}
    where = {group.item.where: None for group in groups if group.item.where}
    context = frame(request, found) | {
        "part": part,
        "lead": found.return_to.round.edition.sections.get(part.name, ""),
        "groups": groups,
        "heads": next(iter(same)) if len(same) == 1 else ("A year before", "Before", "Now"),
        "wide": any(group.item.out_of for group in groups),
        "agreed": [each.says for each in found.agreed if each.box in ids],
        "wrong": [(row.id, row.error_named) for row in rows if row.error],
        "conflicts": [row for row in rows if row.conflict],
        "told": [f"{each.rule} {each.box}" for each in _about(found, part)],
        "where": list(where),
        "definitions": definitions_url(found.return_to),
        "blank_groups": [group for group in groups if group.blanks],
        "any_reason": any(row.given.reason for row in rows if row.blank),
        "most": LONGEST_EXPLANATION,
        "next": _next(found, part)[0],
        "blanks_said": "check" in request.GET,
        "empty_boxes": counted(sum(row.blank for row in rows), "empty box", "empty boxes"),
        "crumbs": crumbs_of(found.return_to),
    }
    return render(request, "dataset/section.html", context, status=status)


def receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Proof of one sending, to keep or print."""
    row = Receipt.objects.select_related(
        "return_to__round__edition", "return_to__organisation"
    ).get(pk=receipt.pk)
    context = {
        "receipt": row,
        "return_to": row.return_to,
        "round": row.return_to.round,
        "newest": not row.return_to.receipts.filter(number__gt=row.number).exists(),
        "crumbs": crumbs_of(row.return_to),
    }
    return render(request, "dataset/receipt.html", context)


@once("dataset-query-answer")
def answer(request: HttpRequest, query: Query) -> HttpResponse:
    """Answer a question of the analyst with a sentence."""
    initial = {"expected_version": query.version, "text": query.answer}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        answer_query(
            query=query,
            text=told["text"],
            expected_version=told["expected_version"],
            by=actor_of(request),
        )
        messages.success(request, "Your answer is with the data analyst.")
        return redirect("dataset-return", query.return_to_id)
    context = {
        "form": form,
        "title": "Answer the question",
        "kicker": f"{query.return_to} · {query.item.title}",
        "lead": query.question,
        "submit": "Send the answer",
        "crumbs": crumbs_of(query.return_to),
        "cancel_url": reverse("dataset-return", args=[query.return_to_id]),
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)

"""Checking a return before it goes, and sending it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kith.foundation.access import once
from kith.foundation.access.once import FIELD
from kith.kernel.checks import Importance, Raised
from kith.modules.dataset.models import Answer, Receipt, Return
from kith.modules.dataset.sending.filling import BLANK, Filling, filling
from kith.modules.dataset.sending.submitting import NotReady, checksum_of, submit
from kith.modules.dataset.sending.views import actor_of, crumbs_of, frame, section_url

# What stands in the way, in the order in which it is best settled.
HEADINGS = (
    ("To put right", lambda each: each.importance is Importance.MUST and each.rule != BLANK),
    ("A sentence is wanted", lambda each: each.importance is Importance.EXPLAIN),
    ("Still empty", lambda each: each.rule == BLANK),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that stands in the way, with where to settle it."""

    title: str
    says: str
    do: str
    url: str


def _stops(found: Filling) -> list[tuple[str, list[Stop]]]:
    names = {box.id: box.title for box in found.boxes}

    def told(some: Iterable[Raised]) -> list[Stop]:
        return [
            Stop(names[each.box], each.says, each.do, section_url(found, each.box, check=True))
            for each in some
        ]

    listed = [(title, told(filter(which, found.stops))) for title, which in HEADINGS]
    return [(title, stops) for title, stops in listed if stops]


@once("dataset-return-send")
def send(request: HttpRequest, return_to: Return) -> HttpResponse:
    """Everything that stands in the way, or what will be sent; on POST, send it."""
    by = actor_of(request)
    found = filling(return_to, by.today)
    if request.method != "POST":
        return _page(request, found)
    if request.POST.get("checksum") != _checksum(found):
        return _page(request, found, changed=True)
    try:
        sent = submit(
            return_to=return_to, via=Receipt.Via.FORM, key=f"form-{request.POST[FIELD]}", by=by
        )
    except NotReady:
        return _page(request, filling(return_to, by.today), status=422)
    return redirect("dataset-receipt", sent.pk)


def _page(
    request: HttpRequest, found: Filling, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    answers = _in_order(found)
    names = {box.id: box.title for box in found.boxes}
    urls = {box.id: section_url(found, box.id) for box in found.boxes}
    newest, checksum = found.return_to.receipts.first(), _checksum(found)
    context = frame(request, found) | {
        "stops": _stops(found),
        "many": len({each.box for each in found.stops}),
        "numbers": sum(answer.of is not None for answer in answers),
        "blanks": [
            (names[a.box], a.reason, urls[a.box])
            for a in answers
            if a.of is None and a.reason and a.box in names
        ],
        "explained": [
            (names[a.box], a.explanation, urls[a.box])
            for a in answers
            if a.explanation and a.box in names
        ],
        "notes": [
            (each, urls[each.box])
            for each in found.raised
            if each.importance is Importance.NOTE and each.box in names
        ],
        "as_it_was_sent": newest is not None and newest.checksum == checksum,
        "newest": newest,
        "checksum": checksum,
        "changed": changed,
        "crumbs": crumbs_of(found.return_to),
    }
    return render(request, "dataset/send.html", context, status=409 if changed else status)


def _in_order(found: Filling) -> list[Answer]:
    """The answers in the order in which their checksum is taken."""
    rows = found.answers.values()
    return sorted(rows, key=lambda a: (a.item.order, a.period, a.part))


def _checksum(found: Filling) -> str:
    """What the reader has before them; another's change in between makes it another."""
    return checksum_of(found.return_to, _in_order(found))

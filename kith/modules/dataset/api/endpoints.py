"""The API itself: each view answers with data, refusals included."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from kith.foundation.access import Permission, visible
from kith.modules.dataset.api.messages import body_of, read_message
from kith.modules.dataset.api.openapi import document
from kith.modules.dataset.api.problems import Problem
from kith.modules.dataset.api.receiving import Taken, receive
from kith.modules.dataset.api.telling import (
    filling_told,
    raised_told,
    receipt_told,
    seen_told,
)
from kith.modules.dataset.models import Receipt, Return
from kith.modules.dataset.sending.filling import filling
from kith.modules.dataset.sending.views import actor_of
from kith.modules.dataset.standings import standings

View = Callable[..., HttpResponse]


def _told(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def _plain(view: View) -> View:
    """A view whose refusals are data. It needs no token of a form: no cookie comes this far."""

    @csrf_exempt
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.response()

    return run


@_plain
def returns(request: HttpRequest) -> HttpResponse:
    """The agency's returns, newest first, with where each stands and why."""
    actor = actor_of(request)
    rows = visible(Return.objects.all(), actor, Permission.RETURN_FILL)
    found = standings(rows.order_by("-round__opens_on"), actor.today)
    return _told({"returns": [seen_told(seen) for seen in found]})


@_plain
def one(request: HttpRequest, return_to: Return) -> HttpResponse:
    """One return; on POST, a message with answers is stored, and sent if it says so."""
    by = actor_of(request)
    if request.method != "POST":
        return _told(filling_told(filling(return_to, by.today)))
    body = body_of(request)
    message = read_message(body, filling(return_to, by.today).boxes)
    taken = receive(return_to=return_to, message=message, by=by)
    created = taken.receipt is not None and not taken.again
    answer = _told(_taken(taken, dry_run=message.dry_run), 201 if created else 200)
    if taken.receipt is not None:
        answer.headers["Location"] = reverse("api-receipt", args=[taken.receipt.pk])
    return answer


def _taken(taken: Taken, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "changed": taken.stored,
        "state": taken.found.standing.state.value,
        "reason": taken.found.standing.reason,
        "ready": not taken.found.stops,
        "checks": [raised_told(each) for each in taken.found.raised],
        "receipt": receipt_told(taken.receipt) if taken.receipt is not None else None,
    }


@_plain
def receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Proof of one sending."""
    row = Receipt.objects.select_related("return_to__round").get(pk=receipt.pk)
    return _told(receipt_told(row))


@_plain
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API for programs: nothing in it belongs to an agency."""
    return _told(document(request.build_absolute_uri("/").rstrip("/")))

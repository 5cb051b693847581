"""A form sent twice (double click, back, retry, two tabs) is done once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.foundation.ui.once import FIELD, new_token
from kith.kernel.refusals import Refused

__all__ = ["FIELD", "new_token", "once"]


def once(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose POST ends in a redirect: the second of two equal POSTs gets the first's.

    The form holds `{% submit_once %}`. The receipt is kept in the view's own transaction, so a
    POST that failed, or that was answered with a form full of errors, may be sent again.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            token = _token(request)
            try:
                with transaction.atomic():
                    return _first(view, request, name, token, args, kwargs)
            except _SentBefore:
                return _again(request, name, token)

        return run

    return decorate


class _SentBefore(Exception):
    """The row of this token is there already."""


def _token(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        raise Refused("This form is too old to send. Open the page again and send it.") from None


def _first(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    name: str,
    token: uuid.UUID,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    from kith.foundation.access.models import Submission

    user_id = request.user.pk if request.user.is_authenticated else None
    try:
        # A second request waits here until the first has finished, on both databases.
        with transaction.atomic():
            submission = Submission.objects.create(token=token, name=name, user_id=user_id)
    except IntegrityError:
        raise _SentBefore from None
    response = view(request, *args, **kwargs)
    if 300 <= response.status_code < 400:
        submission.receipt = response["Location"]
        submission.save(update_fields=["receipt"])
    else:
        submission.delete()
    return response


def _again(request: HttpRequest, name: str, token: uuid.UUID) -> HttpResponse:
    from kith.foundation.access.models import Submission

    user_id = request.user.pk if request.user.is_authenticated else None
    first = Submission.objects.filter(token=token, name=name, user_id=user_id).first()
    if first is None:
        raise Refused("This form was sent by someone else. Open the page again and send it.")
    return redirect(first.receipt)

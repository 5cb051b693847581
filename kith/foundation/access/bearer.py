"""Doors for other systems: addresses at which a key is asked for, and a cookie counts nothing.

`settings.BEARER_DOORS` names, for the beginning of an address, the door that stands there. A door
says who holds the key of a request and puts refusals into words that a program can read. Whoever
it finds is then asked for permissions as everybody is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from kith.foundation.access.actor import Actor


class Door(Protocol):
    """What stands before the addresses of an interface for programs."""

    def let_in(self, request: HttpRequest) -> Actor | HttpResponse:
        """Whom the key of a request lets act, nobody where it holds no key, or a refusal."""

    def answered(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer as the caller gets it: a page that refuses becomes plain data."""


class BearerDoors:
    """Sends requests of other systems through their door; all else passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.doors: dict[str, Door] = {
            prefix: import_string(name)() for prefix, name in settings.BEARER_DOORS.items()
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = next((d for at, d in self.doors.items() if request.path_info.startswith(at)), None)
        if door is None:
            return self.get_response(request)
        # No cookie comes further: what a browser sends by itself can do nothing here.
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        found = door.let_in(request)
        if isinstance(found, HttpResponse):
            return found
        request.bearer = found  # type: ignore[attr-defined]
        return door.answered(request, self.get_response(request))

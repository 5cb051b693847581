"""Session limits and the second factor."""

from collections.abc import Callable
from time import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import resolve

Handler = Callable[[HttpRequest], HttpResponse]
STEP_SECONDS = 60  # the last-seen stamp is written at most this often

# What a person without a second factor may open: what sets one up, and the way out.
WITHOUT_FACTOR = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "account_logout",
}


class SessionLimits:
    """Ends a session after 30 idle minutes, and after 12 hours whatever happens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = int(time()), request.session
            began, seen = session.setdefault("began", now), session.get("seen", now)
            idle, age = now - seen, now - began
            if idle > settings.SESSION_IDLE_SECONDS:
                return self._end(request, "You were signed out after 30 minutes without activity.")
            if age > settings.SESSION_COOKIE_AGE:
                return self._end(request, "You were signed out 12 hours after you signed in.")
            if idle >= STEP_SECONDS or "seen" not in session:
                session["seen"] = now
        return self.get_response(request)

    @staticmethod
    def _end(request: HttpRequest, why: str) -> HttpResponse:
        logout(request)
        messages.info(request, why)
        # What was being sent cannot be sent again after signing in; a page can be opened again.
        back = request.get_full_path() if request.method == "GET" else resolve_url("home")
        return redirect_to_login(back, resolve_url(settings.LOGIN_URL))


class SecondFactor:
    """Sends a person without a second factor to set one up, where the setting asks for it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated:
            here = resolve(request.path_info).url_name if self._is_page(request) else None
            if here not in WITHOUT_FACTOR and not has_factor(request.user):
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _is_page(request: HttpRequest) -> bool:
        from django.urls import is_valid_path

        return bool(is_valid_path(request.path_info))


def has_factor(user: object) -> bool:
    """Whether the person has an authenticator app; recovery codes alone are no factor."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))

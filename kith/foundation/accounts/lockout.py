"""By what the lock-out counts: the address that was typed, however its letters are written."""

from typing import Any

from django.http import HttpRequest


def address(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The address of a try to sign in; "" when none was given."""
    told = credentials or {}
    typed = told.get("email") or told.get("username")
    if not typed and request is not None:
        typed = request.POST.get("login")
    return str(typed or "").strip().lower()

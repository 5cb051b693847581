"""What every page knows: the partnership, who is reading, and which doors are open to them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kith.foundation.access import Actor, Permission, can
from kith.foundation.ui import navigation
from kith.foundation.ui.navigation import Account, Link, url_of


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "partnership": settings.PARTNERSHIP,
        "actor": getattr(request, "actor", None),
        "example": settings.EXAMPLE,
    }


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the reader holds a permission at all: what a place of the navigation asks."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and can(actor, Permission(permission))


def account(request: HttpRequest) -> Account | None:
    """Who is signed in, for whom they act, and the links of their menu."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user is None:
        return None
    others = len(actor.appointments) - 1
    more = f"You hold {others} more appointment{'' if others == 1 else 's'}" if others > 0 else ""
    links = [Link("Your account", url_of("account"), request.path == url_of("account"))]
    if more:
        links.append(Link("Act for another", url_of("account"), note=more))
    links.append(Link("Sign out", url_of("account_logout"), note="post"))
    acting_for = actor.organisation.called if actor.organisation is not None else ""
    return Account(actor.office, acting_for, tuple(link for link in links if link.url))


navigation.plug(may=may, account=account)

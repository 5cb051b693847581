"""Asks every request for its permission, and shows refusals as plain pages."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render, resolve_url

from kith.foundation.access.actions import Stale
from kith.foundation.access.actor import Actor, actor_for
from kith.foundation.access.decide import Denied, can, visible
from kith.foundation.access.permissions import Permission
from kith.foundation.access.routes import Declaration, Loader
from kith.kernel.refusals import Refused

logger = logging.getLogger("kith.access")


class AccessMiddleware:
    """Gives each request its actor, and lets it through only where its route's policy does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = actor_for(request)
        request.actor = actor  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not actor.is_anonymous:
            # What a signed-in person saw stays in no cache, nor behind the back button.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        declaration: Declaration | None = getattr(view, "declaration", None)
        if declaration is None:
            raise ImproperlyConfigured(f"{request.path} was reached by an undeclared route.")
        permission = declaration.permission(request.method or "")
        if permission is None:
            return HttpResponseNotAllowed(declaration.methods)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if permission is Permission.NEVER:
            raise Http404
        if not can(actor, permission):
            if actor.is_anonymous:
                if hasattr(request, "bearer"):
                    return HttpResponse(status=401)  # a program is not sent to a form
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            self._note(request, actor, permission)
            raise Denied(permission.description)
        if declaration.obj is not None:
            found = self._load(declaration.obj, actor, permission, kwargs)
            if found is None:
                self._note(request, actor, permission)
                raise Http404
            kwargs[declaration.obj.name] = found
        return None

    @staticmethod
    def _load(loader: Loader, actor: Actor, permission: Permission, kwargs: dict[str, Any]) -> Any:
        """The row the route is about, if the actor may know of it; its address parts are used."""
        wanted = {lookup: kwargs.pop(part) for lookup, part in loader.lookups.items()}
        rows = visible(loader.model._default_manager.all(), actor, permission)
        return rows.filter(**wanted).first()

    @staticmethod
    def _note(request: HttpRequest, actor: Actor, permission: Permission) -> None:
        # Only the route's name: an address may hold the key of something not to be known.
        route = request.resolver_match.view_name if request.resolver_match else "?"
        logger.info("Refused %s %s: user %s, %s", request.method, route, actor.user_id, permission)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A domain rule that says no is a page in plain words, not a failure of the server."""
        if not isinstance(error, Refused):
            return None
        status = 409 if isinstance(error, Stale) else 422
        context = {"reason": str(error), "back": request.get_full_path(), "stale": status == 409}
        return render(request, ["ui/refused.html", "access/refused.html"], context, status=status)

"""Routes that cannot exist without saying who may read and who may write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path

from kith.foundation.access.permissions import Permission

View = Callable[..., HttpResponseBase]
Pattern = URLPattern | URLResolver


@dataclass(frozen=True)
class Loader:
    """Which row a route is about: found from parts of the address, given to the view by name."""

    model: type[Model]
    name: str
    lookups: Mapping[str, str]  # field lookup -> the part of the address that holds its value


def _snake(model: type[Model]) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__).lower()


def by(model: type[Model], name: str = "", **lookups: str) -> Loader:
    """The row of `model` whose field (keyword) equals the part of the address (its value).

    `by(Section, document__key="document", key="section")`. The view gets it as `name`, which
    is the model's own name in small letters (`FigureUse` as `figure_use`) unless given.
    """
    return Loader(model, name or _snake(model), lookups)


def by_key(model: type[Model], name: str = "", part: str = "key") -> Loader:
    """The row whose `key` stands in the address as `<slug:key>`."""
    return by(model, name, key=part)


def by_id(model: type[Model], name: str = "", part: str = "pk") -> Loader:
    """The row whose primary key stands in the address as `<int:pk>`."""
    return by(model, name, pk=part)


@dataclass
class Declaration:
    """What a route declared; `write=None` means that there is nothing to write."""

    read: Permission
    write: Permission | None
    obj: Loader | None = None
    third_party: bool = field(default=False)

    def permission(self, method: str) -> Permission | None:
        """The permission that a method asks for; None where the method is not offered."""
        if method in ("GET", "HEAD"):
            return self.read
        if method == "POST" and self.write is not Permission.NEVER:
            return self.write
        return None

    @property
    def methods(self) -> list[str]:
        return ["GET", "HEAD", "POST"] if self.permission("POST") else ["GET", "HEAD"]


def _declared(view: View, declaration: Declaration) -> View:
    @wraps(view)
    def route(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    # One wrapper for each route: the same view may stand behind two doors.
    route.declaration = declaration  # type: ignore[attr-defined]
    return route


def page(
    route: str,
    view: View,
    *,
    name: str,
    read: Permission,
    write: Permission | None,
    obj: Loader | None = None,
    kwargs: dict[str, Any] | None = None,
) -> URLPattern:
    """One route of Kith. `read` is asked of GET and HEAD, `write` of POST."""
    if not isinstance(read, Permission) or not (write is None or isinstance(write, Permission)):
        raise ImproperlyConfigured(f"Route {name!r} must declare Permissions, not {read!r}.")
    if obj is not None:
        missing = [part for part in obj.lookups.values() if f":{part}>" not in route]
        if missing:
            raise ImproperlyConfigured(f"Route {name!r} has no part {missing} for its object.")
    return path(route, _declared(view, Declaration(read, write, obj)), kwargs, name=name)


Doors = Mapping[str, tuple[Permission, Permission | None]]


def third_party(patterns: Iterable[Pattern], doors: Doors) -> list[Pattern]:
    """Routes that another package brings, each admitted by name with its permissions.

    A route of theirs that is not named here, or a name that they no longer have, stops the
    server: an update of the package cannot open a door by itself.
    """
    unused = set(doors)
    admitted = [_admit(pattern, doors, unused) for pattern in patterns]
    if unused:
        raise ImproperlyConfigured(f"No third-party route is called {sorted(unused)}.")
    return admitted


def _admit(pattern: Pattern, doors: Doors, unused: set[str]) -> Pattern:
    if isinstance(pattern, URLResolver):
        inner = [_admit(p, doors, unused) for p in pattern.url_patterns]
        return URLResolver(
            pattern.pattern, inner, pattern.default_kwargs, pattern.app_name, pattern.namespace
        )
    if pattern.name is None or pattern.name not in doors:
        raise ImproperlyConfigured(
            f"The third-party route {pattern.name!r} ({pattern.pattern}) is not declared."
        )
    unused.discard(pattern.name)
    read, write = doors[pattern.name]
    view = _declared(pattern.callback, Declaration(read, write, third_party=True))
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


@dataclass(frozen=True)
class Route:
    """A leaf of the URL configuration."""

    name: str  # with its namespaces, as `reverse` wants it
    address: str
    declaration: Declaration | None
    parts: tuple[str, ...]


def every_route(patterns: Iterable[Pattern] | None = None) -> Iterator[Route]:
    """Every leaf of the URL configuration, third-party ones included."""
    found = get_resolver().url_patterns if patterns is None else patterns
    yield from _walk(found, "", "", ())


def _walk(
    patterns: Iterable[Pattern], before: str, space: str, parts: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        here = parts + tuple(pattern.pattern.converters) + _named_groups(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, address, inner, here)
        else:
            declaration = getattr(pattern.callback, "declaration", None)
            yield Route(f"{space}{pattern.name or ''}", address, declaration, here)


def _named_groups(pattern: Pattern) -> tuple[str, ...]:
    regex = getattr(pattern.pattern, "regex", None)
    names = tuple(regex.groupindex) if regex is not None else ()
    return tuple(n for n in names if n not in pattern.pattern.converters)


def assert_every_route_is_declared(patterns: Iterable[Pattern] | None = None) -> None:
    """Stop the server when a route does not say who may read and write it."""
    routes = list(every_route(patterns))
    open_doors = [route.address for route in routes if route.declaration is None]
    if open_doors:
        raise ImproperlyConfigured(
            "These routes declare no permissions; write them with page(): " + ", ".join(open_doors)
        )
    nameless = [route.address for route in routes if route.name.split(":")[-1] == ""]
    if nameless:
        raise ImproperlyConfigured("These routes have no name: " + ", ".join(nameless))

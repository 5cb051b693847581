"""GOV.UK components: the macros of govuk-frontend-jinja behind one function.

One Jinja environment for the life of the process: building it anew for each
component costs some 9 ms, a cached macro some 0.02 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader, TemplateNotFound

PACKAGE = "govuk_frontend_jinja"


class UnknownComponent(KeyError):
    """No GOV.UK component of this name."""


class _ParamsFirst(Environment):
    """An environment that looks into a dictionary before it asks for its attributes.

    The macros read parameters by the dot some hundred times a field; Jinja's own order tries an
    attribute first and fails on each.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A parameter, or what Jinja finds."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The environment with autoescape on: what is passed as `text` is escaped, `html` is not."""
    return _ParamsFirst(
        loader=PrefixLoader({PACKAGE: PackageLoader(PACKAGE)}),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _macro(component: str) -> Callable[[Mapping[str, Any]], str]:
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    try:
        template = environment().get_template(f"{PACKAGE}/components/{component}/macro.html")
    except TemplateNotFound:
        raise UnknownComponent(
            f"There is no GOV.UK component {component!r}; names look like 'date-input'."
        ) from None
    macro: Callable[[Mapping[str, Any]], str] = getattr(template.module, name)
    return macro


# What a person typed stands in the `value` of these; it is drawn anew each time, never kept.
TYPED = frozenset({"input", "textarea", "date-input", "password-input", "character-count"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A component with its parameters: equal where what comes out is the same."""

    component: str
    sense: Hashable
    params: Mapping[str, Any] = field(compare=False)


def _sense(value: Any, typed: bool) -> Hashable:
    """Parameters as something to compare. A text that counts as HTML never equals one that does
    not. Raises `TypeError` for what has no hash, and for what somebody typed."""
    if isinstance(value, dict):
        if typed and value.get("value"):
            raise TypeError("typed")
        return tuple((key, _sense(one, typed)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_sense(one, typed) for one in value)
    hash(value)
    return type(value), value


def govuk(component: str, params: Mapping[str, Any]) -> SafeString:
    """A component as HTML. `params` has the names of the GOV.UK Design System (camelCase)."""
    try:
        asked = _Asked(component, _sense(params, component in TYPED), params)
    except TypeError:
        return _drawn(component, params)
    return _kept(asked)


@lru_cache(maxsize=512)
def _kept(asked: _Asked) -> SafeString:
    """Components with the same parameters are drawn once: a macro costs about a millisecond."""
    return _drawn(asked.component, asked.params)


def _drawn(component: str, params: Mapping[str, Any]) -> SafeString:
    # The macro's own autoescape has made this safe; `html` values are the caller's to build
    # with format_html.
    return mark_safe(_macro(component)(params))

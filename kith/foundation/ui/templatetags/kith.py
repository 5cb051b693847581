"""`{% load kith %}`: the tags that pages are written with."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.crypto import get_random_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .. import fields, govuk
from ..context import Frame

register = template.Library()


@register.simple_tag(name="govuk")
def govuk_tag(component: str, params: dict[str, Any] | None = None, **more: Any) -> SafeString:
    """`{% govuk "button" text="Save" %}`; a dictionary may be given as well."""
    return govuk.govuk(component, {**(params or {}), **more})


@register.simple_tag(name="govuk_field")
def field_tag(field: BoundField, **extra: Any) -> SafeString:
    """`{% govuk_field form.email %}`: the field with label, hint and error."""
    return fields.govuk_field(field, **extra)


@register.simple_tag
def error_summary(*bound: forms.BaseForm) -> SafeString:
    """`{% error_summary form %}`: what is wrong, linked to the fields."""
    return fields.error_summary(*bound)


@register.simple_tag
def error_prefix(*bound: forms.BaseForm) -> str:
    """ "Error: " before the page's title while a form has errors."""
    return "Error: " if any(form.errors for form in bound if form) else ""


@register.simple_tag
def submit_once() -> SafeString:
    """A hidden token that lets the receiver recognise a second press of the same button."""
    return format_html('<input type="hidden" name="once" value="{}">', get_random_string(22))


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """The frame around the page; used by the base templates."""
    return Frame(context.get("request"))


@register.simple_tag
def crumbs(trail: list[Any] | tuple[Any, ...]) -> SafeString:
    """Breadcrumbs from (label, url) pairs, the nearest page last; the page itself is not one."""
    pairs = [(c["url"], c["label"]) if isinstance(c, dict) else (c[1], c[0]) for c in trail]
    items = format_html_join("", '<li><a href="{}">{}</a></li>', pairs)
    if not items:
        return SafeString("")
    return format_html('<nav class="k-crumbs" aria-label="Breadcrumb"><ol>{}</ol></nav>', items)


class _Beside(template.Node):
    """Wraps its content in an aside, and vanishes when there is none."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        """The aside, or nothing."""
        inner = self.nodes.render(context)
        if not inner.strip():
            return SafeString("")
        return mark_safe(f'<aside class="k-side" aria-label="Beside the page">{inner}</aside>')


@register.tag
def beside(parser: Parser, token: Token) -> _Beside:
    """`{% beside %}...{% endbeside %}`: a side column only where it holds something."""
    nodes = parser.parse(("endbeside",))
    parser.delete_first_token()
    return _Beside(nodes)

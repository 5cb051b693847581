"""`{% load kith %}`: the tags that pages are written with."""

from __future__ import annotations

import itertools
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .. import charts, components, fields, govuk, once, pictures, words
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
    """The hidden field by which a form that is sent twice is done once."""
    return once.hidden_field()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """The frame around the page; used by the base templates."""
    return Frame(context.get("request"), context.get("csrf_token", ""))


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


@register.tag
def panel(parser: Parser, token: Token) -> _Panel:
    """`{% panel "What has happened" %}...{% endpanel %}`: a side panel with its heading."""
    bits = token.split_contents()
    nodes = parser.parse(("endpanel",))
    parser.delete_first_token()
    return _Panel(parser.compile_filter(bits[1]), nodes)


class _Panel(template.Node):
    """A side panel: a rule on top, a heading, what the page puts in it."""

    def __init__(self, title: FilterExpression, nodes: NodeList) -> None:
        self.title = title
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        """The panel."""
        title = self.title.resolve(context)
        inner = mark_safe(self.nodes.render(context))
        return format_html(
            '<section class="k-panel"><h2 class="k-h3">{}</h2>{}</section>', title, inner
        )


@register.simple_tag(takes_context=True)
def chart(context: Context, spec: Any, **options: Any) -> SafeString:
    """`{% chart spec width="half" heading=2 download=url %}`: drawing, source and table."""
    numbers = context.render_context.setdefault("kith_charts", itertools.count(1))
    return pictures.chart(spec, f"chart-{next(numbers)}", **options)


@register.simple_tag(takes_context=True)
def spark(context: Context, spec: Any) -> SafeString:
    """`{% spark spec %}`: a small line for a card, 330 wide."""
    numbers = context.render_context.setdefault("kith_charts", itertools.count(1))
    form = charts.Form("spark", 330, 14)
    return mark_safe(charts.draw(spec, form, f"spark-{next(numbers)}"))


@register.simple_tag
def table(declared: Any) -> SafeString:
    """`{% table table %}`: a declared Table with its filters, paging and downloads."""
    html: SafeString = declared.render()
    return html


@register.simple_tag
def headrow(title: str, note: str = "", url: str = "", level: int = 2) -> SafeString:
    """A section heading on a rule, with a note or a link at its right."""
    end = (
        format_html('<a href="{}">{}</a>', url, note)
        if url
        else (format_html("<span>{}</span>", note) if note else "")
    )
    return format_html(
        '<div class="k-headrow"><h{} class="k-h2">{}</h{}>{}</div>', level, title, level, end
    )


for _name in (
    "tag", "origin", "figure", "summary", "readout", "timeline", "parts", "todo", "next_step",
    "receipt", "empty", "tabs", "comments",
):  # fmt: skip
    register.simple_tag(getattr(components, _name), name=_name)


register.simple_tag(pictures.import_counts, name="import_counts")


@register.filter
def day(value: Any) -> str:
    """A date as 2 November 2020."""
    return words.day(value) if value else ""


@register.filter
def moment(value: Any) -> str:
    """An instant as 2 November 2020, 14:05."""
    return words.moment(value) if value else ""


@register.filter
def plain(value: Any) -> str:
    """Any value in words: numbers with separators, dates in full, yes and no."""
    return words.plain(value)


@register.filter
def counted(value: int, noun: str) -> str:
    """`{{ 3|counted:"row" }}` is "3 rows"; an odd plural is given as "child,children"."""
    one, _, many = noun.partition(",")
    return words.counted(value, one, many)

"""The header of somebody's pages and the footer, drawn once for each that is different.

A header is drawn from a `Header` and from nothing else, and kept under that very `Header`: what
it shows is its key. Two people see the same kept header only where every word and link of it is
theirs both. Which links those are was decided anew for the request, before this is asked.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .navigation import Account, Link

# Where the token of the sign-out form will stand: nobody can guess it and type it somewhere.
_MARK = secrets.token_hex(16)
HEADERS = 512  # kept at most, of some 5 KB each


@dataclass(frozen=True, slots=True)
class Header:
    """All that a header shows, but for the token of its form."""

    partnership: str
    home_url: str
    sign_in_url: str
    search_url: str
    searched: str
    account: Account | None
    navigation: tuple[Link, ...]
    here: str  # the label of the present place, for the narrow menu
    place: str  # the address of a place, where the page is that very one; else ""


def header(it: Header, token: object) -> SafeString:
    """The header as HTML. `token` (of the request, for its form) is looked at only if needed."""
    # What was searched for is somebody's own: it is drawn and not kept.
    around = _drawn(it) if it.searched else _kept(it)
    if len(around) == 1:
        return mark_safe(around[0])
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    return mark_safe((field if token else "").join(around))


def _drawn(it: Header) -> tuple[str, ...]:
    html: str = get_template("ui/header.html").render({"it": it, "mark": _MARK})
    return tuple(html.split(_MARK))


_kept = lru_cache(maxsize=HEADERS)(_drawn)


@lru_cache(maxsize=16)
def foot(links: tuple[Link, ...]) -> SafeString:
    """The links of the footer."""
    items = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((link.url, link.label) for link in links)
    )
    return format_html('<ul class="k-footer__links">{}</ul>', items)

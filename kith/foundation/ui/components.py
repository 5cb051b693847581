"""Kith's own components as functions that give HTML: tags, panels, histories, lists.

Each takes plain values, escapes them, and is reached from templates through `{% load kith %}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .words import plain

TAG_KINDS = frozenset({"late", "due", "good", "move", "closed", "open", "plain"})
ORIGINS = {
    "official": "official",
    "published": "published for 2019-20",
    "submitted": "from an agency’s return",
    "accounts": "from the accounts",
    "invented": "invented",
    "stated": "typed by hand",
}
MARKS = {"live": "", "typed": " k-chip--typed", "check": " k-chip--warn", "stops": " k-chip--bad"}
NOTHING = SafeString("")


def read(item: Any, name: str, default: Any = "") -> Any:
    """A part of a dictionary or an object."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)


def tag(words: str, kind: str = "plain") -> SafeString:
    """A state in words; `kind` is late, due, good, move, closed, open (not yet) or plain."""
    if kind not in TAG_KINDS:
        raise ValueError(f"A tag is one of {', '.join(sorted(TAG_KINDS))}, not {kind!r}.")
    extra = "" if kind == "plain" else f" k-tag--{kind}"
    return format_html('<strong class="k-tag{}">{}</strong>', extra, words)


def origin(of: Any) -> SafeString:
    """Where a figure comes from, in words; takes a figure, a source or the origin's name."""
    source = read(of, "source", of) if not isinstance(of, str) else of
    key = str(getattr(source, "origin", source))
    if key not in ORIGINS:
        raise ValueError(f"There is no origin {key!r}.")
    return format_html('<span class="k-origin k-origin--{}">{}</span>', key, ORIGINS[key])


def figure(shown: Any, kind: str = "live", number: int | None = None, url: str = "") -> SafeString:
    """A figure in a sentence. `kind`: live, typed, check or stops; `number` ties it to a guard."""
    words = shown.shown() if callable(getattr(shown, "shown", None)) else plain(shown)
    looks = MARKS[kind]
    if url:
        chip = format_html('<a class="k-chip{}" href="{}">{}</a>', looks, url, words)
    else:
        chip = format_html('<span class="k-chip{}">{}</span>', looks, words)
    if number is None:
        return chip
    return format_html('<span class="k-nowrap">{}<sup class="k-mark">{}</sup></span>', chip, number)


def summary(rows: Iterable[Any], tight: bool = False) -> SafeString:
    """Term and value; rows are pairs, or have `term`, `value` and perhaps `url` and `action`."""
    out = []
    for row in rows:
        if isinstance(row, tuple | list):
            term, value, action = row[0], row[1], NOTHING
        else:
            term, value = read(row, "term"), read(row, "value")
            url = read(row, "url")
            action = (
                format_html(
                    ' <a class="k-dl__do" href="{}">{}</a>',
                    url,
                    read(row, "action", "Change") or "Change",
                )
                if url
                else NOTHING
            )
        shown = value if isinstance(value, SafeString) else plain(value)
        out.append((term, shown, action))
    inner = format_html_join("", "<dt>{}</dt><dd>{}{}</dd>", out)
    return format_html('<dl class="k-dl{}">{}</dl>', " k-dl--tight" if tight else "", inner)


def readout(items: Iterable[Any]) -> SafeString:
    """A few large readings side by side: (label, value, note)."""
    triples = [(i[0], plain(i[1]), i[2] if len(i) > 2 else "") for i in items]
    inner = format_html_join("", "<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>", triples)
    return format_html('<dl class="k-readout">{}</dl>', inner)


def timeline(events: Iterable[Any]) -> SafeString:
    """What happened, newest first: each has `what`, `when` and perhaps `by` and `detail`."""
    out = []
    for index, event in enumerate(events):
        when, by = plain(read(event, "when")), plain(read(event, "by"))
        detail = plain(read(event, "detail"))
        small = " · ".join(part for part in (when, by) if part)
        out.append(
            (
                mark_safe(' class="is-now"') if index == 0 else "",
                read(event, "what"),
                format_html("<br>{}", detail) if detail else "",
                small,
            )
        )
    inner = format_html_join("", "<li{}><b>{}</b>{}<small>{}</small></li>", out)
    return format_html('<ol class="k-hist">{}</ol>', inner)


def parts(items: Iterable[Any]) -> SafeString:
    """A task list: each part has `name`, `state`, `kind`, and perhaps `url` and `hint`."""
    out = []
    for item in items:
        name, url, hint = read(item, "name"), read(item, "url"), read(item, "hint")
        link = format_html('<a href="{}">{}</a>', url, name) if url else format_html("{}", name)
        small = format_html("<small>{}</small>", hint) if hint else NOTHING
        out.append((link, small, tag(read(item, "state"), read(item, "kind") or "open")))
    inner = format_html_join("", '<li><span class="k-partlist__name">{}{}</span>{}</li>', out)
    return format_html('<ul class="k-partlist">{}</ul>', inner)


def todo(items: Iterable[Any]) -> SafeString:
    """What needs somebody: each has `due`, `title`, `url` and perhaps `note`, `text`, `area`,
    `late`."""
    out = []
    for item in items:
        note = read(item, "note")
        out.append(
            (
                " k-tasks__due--late" if read(item, "late", False) else "",
                plain(read(item, "due")),
                format_html("<small>{}</small>", note) if note else NOTHING,
                read(item, "url"),
                read(item, "title"),
                read(item, "text"),
                read(item, "area"),
            )
        )
    inner = format_html_join(
        "",
        '<li><div class="k-tasks__due{}">{} {}</div><div><a class="k-tasks__t" href="{}">{}</a>'
        '<span class="k-tasks__c">{}</span></div><span class="k-tasks__a">{}</span></li>',
        out,
    )
    return format_html('<ul class="k-tasks">{}</ul>', inner)


def next_step(
    what: str,
    why: str = "",
    url: str = "",
    action: str = "",
    second_url: str = "",
    second: str = "",
    cannot_url: str = "",
    cannot: str = "It cannot be done",
    label: str = "What happens next",
) -> SafeString:
    """The next act with its date, why, and how to do it or say that it cannot be done."""
    links = []
    if url:
        links.append(
            format_html(
                '<a class="govuk-button" href="{}" role="button" draggable="false">{}</a>',
                url,
                action or what,
            )
        )
    if second_url:
        links.append(
            format_html(
                '<a class="govuk-button govuk-button--secondary" href="{}" '
                'role="button" draggable="false">{}</a>',
                second_url,
                second,
            )
        )
    if cannot_url:
        links.append(format_html('<a href="{}">{}</a>', cannot_url, cannot))
    row = (
        format_html(
            '<div class="k-actions">{}</div>',
            format_html_join("", "{}", [(link,) for link in links]),
        )
        if links
        else NOTHING
    )
    reason = format_html('<p class="k-next__why">{}</p>', why) if why else NOTHING
    return format_html(
        '<section class="k-next" aria-label="{}"><p class="k-next__label">{}</p>'
        '<h2 class="k-next__what">{}</h2>{}{}</section>',
        label,
        label,
        what,
        reason,
        row,
    )


def receipt(title: str, reference: str = "", text: str = "") -> SafeString:
    """What was done, its reference, and what happens next."""
    number = format_html("<p>Your reference: <b>{}</b></p>", reference) if reference else NOTHING
    said = format_html("<p>{}</p>", text) if text else NOTHING
    return format_html(
        '<div class="k-receipt" role="status"><h1 class="k-h1">{}</h1>{}{}</div>',
        title,
        number,
        said,
    )


def empty(title: str, text: str = "", url: str = "", action: str = "") -> SafeString:
    """What will be here, who puts it here, and the link if it is the reader."""
    link = format_html('<p><a href="{}">{}</a></p>', url, action) if url else NOTHING
    said = format_html("<p>{}</p>", text) if text else NOTHING
    return format_html('<div class="k-empty"><h2>{}</h2>{}{}</div>', title, said, link)


def tabs(items: Iterable[Any], label: str = "Views of this page") -> SafeString:
    """True alternatives as links: each has `label`, `url`, `current`."""
    inner = format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        [
            (
                read(i, "url"),
                mark_safe(' aria-current="page"') if read(i, "current", False) else "",
                read(i, "label"),
            )
            for i in items
        ],
    )
    return format_html('<nav class="k-tabs" aria-label="{}"><ul>{}</ul></nav>', label, inner)


def comments(items: Iterable[Any]) -> SafeString:
    """What people said: each has `by`, `when`, `text`, perhaps `about`, `state`, `kind`,
    `answers` (comments again)."""
    out = []
    for item in items:
        state = read(item, "state")
        answers = read(item, "answers", ())
        out.append(
            (
                read(item, "by"),
                plain(read(item, "when")),
                read(item, "text"),
                format_html("<span>{}</span>", read(item, "about"))
                if read(item, "about")
                else NOTHING,
                tag(state, read(item, "kind") or "plain") if state else NOTHING,
                comments(answers) if answers else NOTHING,
            )
        )
    inner = format_html_join("", "<li><p><b>{}</b>, {}: {}</p><small>{}{}</small>{}</li>", out)
    return format_html('<ul class="k-said">{}</ul>', inner)

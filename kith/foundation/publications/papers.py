"""The paper of the editor: a section as its readers will see it, with what authors must know.

Each figure is a chip: live, typed, to check, or one that stops signing; the number beside it is
that of the guard's finding in the list beside the paper.
"""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kith.foundation.publications import model, web
from kith.foundation.publications.review import Raised, Review

CLASSES = {"stops": " k-chip--bad", "check": " k-chip--warn", "typed": " k-chip--typed", "": ""}
SPOKEN = {"stops": "stops signing", "check": "to check", "typed": "typed by hand", "": ""}


def section_of(doc: model.Doc, key: str) -> model.Section:
    """The section of a document; every section that is stored has one."""
    return next(s for s in doc.sections if s.key == key)


def chips(
    found: Review, raised: list[Raised], opens: bool, opened: str = ""
) -> Callable[[str, str, str, bool], SafeString]:
    """How the figures of a section are shown. `opens`: each leads to what is behind it."""

    def chip(mark: str, shown: str, kind: str, hidden: bool) -> SafeString:
        names = found.marks.get(mark, set())
        about = [r for r in raised if names & set(r.finding.refs)]
        looks = _looks(mark, kind, about)
        classes = f"k-chip{CLASSES[looks]}" + (" is-open" if mark and mark == opened else "")
        spoken = ", ".join(x for x in (SPOKEN[looks], "hidden" if hidden else "") if x)
        words = format_html("{}{}", shown, _aside(spoken))
        if opens and mark in found.marks:
            body = format_html(
                '<a class="{}" href="?figure={}#figure">{}</a>', classes, mark, words
            )
        else:
            body = format_html('<span class="{}">{}</span>', classes, words)
        numbers = format_html_join(
            "",
            '<sup class="k-mark"><span class="govuk-visually-hidden">finding </span>{}</sup>',
            ((r.number,) for r in about),
        )
        return format_html("{}{}", body, numbers)

    return chip


def _looks(mark: str, kind: str, about: list[Raised]) -> str:
    states = {r.chip for r in about}
    if not mark or "stops" in states:
        return "stops"
    if "check" in states:
        return "check"
    return "typed" if kind == "stated" else ""


def _aside(words: str) -> SafeString | str:
    if not words:
        return ""
    return format_html('<span class="govuk-visually-hidden">, {}</span>', words)


def paper(
    found: Review,
    key: str,
    *,
    opened: str = "",
    panel: SafeString = SafeString(""),
    opens: bool = True,
) -> tuple[SafeString, SafeString]:
    """A section's lead and its blocks as HTML; `opened` is the mark whose card stands open."""
    section = section_of(found.draft.doc, key)
    chip = chips(found, found.raised_in(key), opens, opened)
    page = web.Page(frozenset(found.marks), opened, panel, chip=chip)
    lead = web.inlines(section.lead, page)
    body = web.blocks(section.blocks, page)
    if opened and 'id="figure"' not in body:
        body = SafeString(panel + body)
    return lead, body


def as_published(
    found: Review, key: str, link: Callable[[str], str], card: tuple[str, SafeString]
) -> tuple[SafeString, SafeString]:
    """The same, rendered exactly as the public page renders it; `card` is what stands open."""
    section = section_of(found.draft.doc, key)
    opened, panel = card
    page = web.Page(frozenset(found.marks), opened, panel, link)
    lead, body = web.inlines(section.lead, page), web.blocks(section.blocks, page)
    if opened and 'id="figure"' not in body:
        body = SafeString(panel + body)  # the figure stands in the lead
    return lead, body

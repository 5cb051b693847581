"""Drawings in a page: a chart with its table, and the bar of an import's preview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import charts
from .words import counted

NOTHING = SafeString("")
_YEARS = re.compile(r"\b\d{4}-\d{2}\b")


def unbroken(words: str) -> SafeString:
    """Words in which a year such as 2019-20 is never split over two lines."""
    return mark_safe(_YEARS.sub(r'<span class="k-nowrap">\g<0></span>', escape(words)))


_COUNTS = (
    ("New", charts.svg.BLUE),
    ("Changed", charts.svg.TEAL),
    ("The same", charts.svg.GREY),
    ("Refused", charts.svg.PLUM),
)
_LEFT_BLANK = ("Left blank", charts.svg.ORANGE)


def import_counts(
    new: int, changed: int, same: int, refused: int, blank: int | None = None
) -> SafeString:
    """The preview of an import: what was read, what becomes of it; it adds up.

    `blank` are rows that say why there is no value, where a file may have such rows.
    """
    numbers: tuple[int, ...] = (new, changed, same, refused)
    parts = _COUNTS
    if blank is not None:
        numbers = (new, changed, same, blank, refused)
        parts = (*_COUNTS[:3], _LEFT_BLANK, _COUNTS[3])
    read_all = sum(numbers)
    x, bars = 0.0, []
    for number, (_, fill) in zip(numbers, parts, strict=True):
        # A part that exists is never too thin to see.
        wide = max(number / (read_all or 1) * 1160, 6) if number else 0
        bars.append((x, wide, fill))
        x += wide + (2 if wide else 0)
    scale = 1160 / x if x else 1
    drawn = "".join(
        charts.svg.rect(at * scale, 0, wide * scale, 34, fill) for at, wide, fill in bars if wide
    )
    words = ", ".join(
        f"{name.lower()} {number:,}" for number, (name, _) in zip(numbers, parts, strict=True)
    )
    bar = charts.svg.element(
        "svg",
        drawn or charts.svg.rect(0, 0, 1160, 34, charts.svg.HAIR),
        viewBox="0 0 1160 34",
        role="img",
        aria_label=f"{counted(read_all, 'row')} read: {words}",
        preserveAspectRatio="none",
        height="34",
        width="1160",
    )
    swatch = (
        '<svg width="12" height="12" aria-hidden="true">'
        '<rect width="12" height="12" fill="{}"/></svg> {}'
    )
    cells = [format_html("<div><dt>Read</dt><dd>{}</dd></div>", f"{read_all:,}")]
    for sign, number, (name, fill) in zip(
        "=" + "+" * (len(parts) - 1), numbers, parts, strict=True
    ):
        cells.append(
            format_html(
                '<div><dt>{}</dt><dd><span aria-hidden="true">{}</span>{}</dd></div>',
                format_html(swatch, fill, name),
                sign,
                f"{number:,}",
            )
        )
    return format_html(
        '<div class="k-imp"><div class="k-imp__bar">{}</div><dl class="k-sum">{}</dl></div>',
        mark_safe(bar),
        format_html_join("", "{}", [(c,) for c in cells]),
    )


def small_table(header: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> SafeString:
    """The numbers of a chart: first column as row headings, the others to the right."""
    heads = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        [(mark_safe(' class="k-r"') if i else "", h) for i, h in enumerate(header)],
    )
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        [
            (
                format_html(
                    '<th scope="row">{}</th>{}',
                    row[0],
                    format_html_join(
                        "",
                        '<td class="k-r" data-l="{}">{}</td>',
                        zip(header[1:], row[1:], strict=True),
                    ),
                ),
            )
            for row in rows
        ],
    )
    return format_html(
        '<table class="k-table k-cards"><caption class="govuk-visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        caption,
        heads,
        body,
    )


def chart(
    spec: charts.Chart,
    uid: str,
    width: str = "wide",
    heading: int = 3,
    download: str = "",
    files: str = "",
) -> SafeString:
    """A chart with title, both its forms, notes, source, and its table behind a link.

    `files` is the address of its files without their endings: csv, svg and png are offered.
    """
    form = {"wide": charts.WIDE, "full": charts.FULL, "half": charts.HALF}[width]
    header, rows = spec.table()
    notes = getattr(spec, "notes", ())
    noted = (
        format_html(
            '<ol class="k-notes">{}</ol>',
            format_html_join("", "<li>{}</li>", [(note.text,) for note in notes]),
        )
        if notes
        else NOTHING
    )
    sub = (
        format_html('<p class="k-figure__sub">{}</p>', unbroken(spec.subtitle))
        if spec.subtitle
        else NOTHING
    )
    source = f"Source: {spec.source}" if spec.source else ""
    link = format_html('<a href="{}">Download (CSV)</a>', download) if download else NOTHING
    if files:
        of = format_html('<span class="govuk-visually-hidden"> of: {}</span>', spec.title)
        kinds = (("csv", "CSV"), ("svg", "SVG"), ("png", "PNG"))
        link = format_html_join(
            "",
            '<a href="{}.{}" download>{}{}</a>',
            [
                (files, kind, f"Download {word}" if kind == "csv" else word, of)
                for kind, word in kinds
            ],
        )
    level = min(max(int(heading), 2), 6)
    return format_html(
        '<figure class="k-figure" aria-labelledby="{}-h"><figcaption>'
        '<h{} class="k-figure__title" id="{}-h">{}</h{}>{}</figcaption>{}{}{}'
        '<div class="k-figure__foot"><span>{}</span><span>{}</span></div>'
        '<details class="k-figure__data"><summary>See as a table</summary>{}</details></figure>',
        uid,
        level,
        uid,
        unbroken(spec.title),
        level,
        sub,
        mark_safe(charts.draw(spec, form, f"{uid}-w")),
        mark_safe(charts.draw(spec, charts.NARROW, f"{uid}-n")),
        noted,
        source,
        link,
        small_table(header, rows, spec.title),
    )

"""Tables as HTML, written by joining text: no template runs for a cell."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from .tables import Column, Table
from .words import counted, plain


def render(table: Table) -> SafeString:
    """Filters, count, table, paging, downloads; or the empty state."""
    if not table.count and not table.filtered:
        return SafeString(empty(table))
    parts = [filters(table)]
    if table.count:
        parts += [count_line(table), grid(table), foot(table), pages(table)]
    else:
        nouns = escape(table.nouns or table.noun + "s")
        clear = f'<a href="{escape(_without_filters(table))}">Show all {nouns}</a>'
        parts.append(f'<div class="k-empty"><p>No {nouns} match this.</p><p>{clear}</p></div>')
    return SafeString("".join(parts))


def _without_filters(table: Table) -> str:
    return table.address(**{one.key: one.default for one in table.filters})


def empty(table: Table) -> str:
    """What will be here and who puts it here."""
    it = table.empty
    text = f"<p>{escape(it.text)}</p>" if it.text else ""
    link = f'<p><a href="{escape(it.link)}">{escape(it.link_text)}</a></p>' if it.link else ""
    return f'<div class="k-empty"><h2>{escape(it.title)}</h2>{text}{link}</div>'


def filters(table: Table) -> str:
    """The filters as a sentence, and behind "Change" the form that writes them to the address."""
    if not table.filters:
        return ""
    said = [one.words(table.chosen[one.key]) for one in table.filters]
    words = ", ".join(f"<b>{escape(one)}</b>" for one in said if one) or "<b>all</b>"
    fields = []
    for one in table.filters:
        chosen = table.chosen[one.key]
        identity = escape(f"{table.name or 'table'}-{one.key}")
        label = f'<label for="{identity}">{escape(one.label)}</label>'
        key = escape(one.key)
        if one.choices:
            options = "".join(
                f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
                f"{escape(text[:1].upper() + text[1:])}</option>"
                for value, text in one.choices
            )
            box = f'<select id="{identity}" name="{key}">{options}</select>'
        else:
            box = f'<input id="{identity}" name="{key}" type="search" value="{escape(chosen)}">'
        fields.append(f"<div>{label}{box}</div>")
    key, descending = table.order
    sort = ("-" if descending else "") + key
    hidden = f'<input type="hidden" name="sort" value="{escape(sort)}">' if sort else ""
    clear = ""
    if table.filtered:
        clear = f' <a href="{escape(_without_filters(table))}">Show all</a>'
    return (
        f'<div class="k-filter"><p>Showing {words}.{clear}</p>'
        f'<details><summary>Change</summary><form class="k-filter__form" method="get">'
        f"{''.join(fields)}{hidden}"
        '<button class="govuk-button govuk-button--secondary" type="submit">Show</button>'
        "</form></details></div>"
    )


def count_line(table: Table) -> str:
    """How many there are, which of them are shown, and as at when."""
    words = escape(counted(table.count, table.noun, table.nouns))
    where = ""
    if table.pages > 1:
        first = (table.page - 1) * table.page_size + 1
        last = min(table.page * table.page_size, table.count)
        where = f", {first:,} to {last:,} shown"
    as_at = f" · as at {escape(table.as_at)}" if table.as_at else ""
    return f'<p class="k-count"><b>{words}</b>{where}{as_at}</p>'


def _heading(table: Table, column: Column) -> str:
    classes = ' class="k-r"' if column.numeric else ""
    if not column.sort:
        return f'<th scope="col"{classes}>{escape(column.label)}</th>'
    key, descending = table.order
    here = key == column.key
    turned = f"-{column.key}" if here and not descending else column.key
    aria = ""
    if here:
        aria = f' aria-sort="{"descending" if descending else "ascending"}"'
    sort = None if turned == table.sort else turned
    link = f'<a href="{escape(table.address(sort=sort))}">{escape(column.label)}</a>'
    return f'<th scope="col"{classes}{aria}>{link}</th>'


Cell = Callable[[Any], str]


def _words(column: Column) -> Cell:
    """How the column shows a row's value, decided once and not for each row."""
    if column.html is not None:
        html = column.html
        return lambda row: str(html(row))
    read = column.text if column.text is not None else column.read

    def shown(row: Any) -> str:
        value = read(row)
        return escape(value if type(value) is str else plain(value))

    return shown


def _cell(column: Column) -> Cell:
    """What stands in the column's cells: the value, perhaps as a link, perhaps a second line."""
    words, link, small = _words(column), column.link, column.small
    if link is None and small is None:
        return words

    def cell(row: Any) -> str:
        shown = words(row)
        if link is not None and shown and (address := link(row)):
            shown = f'<a href="{escape(str(address))}">{shown}</a>'
        if small is not None and (second := small(row)):
            shown += f"<small>{escape(str(second))}</small>"
        return shown

    return cell


def _opening(column: Column) -> str:
    names = [name for name, on in (("k-r", column.numeric), ("k-nowrap", column.nowrap)) if on]
    classes = f' class="{" ".join(names)}"' if names else ""
    if column.header:
        return f'<th scope="row"{classes}>'
    return f'<td{classes} data-l="{escape(column.label)}">'


def grid(table: Table) -> str:
    """The table itself; on a narrow screen each row becomes a card."""
    hidden = ' class="govuk-visually-hidden"' if table.caption_hidden else ""
    heads = "".join(_heading(table, column) for column in table.columns)
    plan = [
        (_opening(column), _cell(column), "</th>" if column.header else "</td>")
        for column in table.columns
    ]
    out = [
        f'<table class="k-table k-cards k-table--sticky"><caption{hidden}>'
        f"{escape(table.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>"
    ]
    for row in table.shown:
        name = table.row_class(row) if table.row_class else ""
        out.append(f'<tr class="{escape(name)}">' if name else "<tr>")
        out += [f"{opening}{cell(row)}{closing}" for opening, cell, closing in plan]
        out.append("</tr>")
    out.append("</tbody></table>")
    return "".join(out)


_FILES = {"csv": "CSV", "xlsx": "Excel"}


def foot(table: Table) -> str:
    """Source and downloads."""
    links = "".join(
        f'<a href="{escape(table.address(download=kind))}">Download ({_FILES[kind]})</a>'
        for kind in table.downloads
    )
    if not links and not table.source:
        return ""
    return f'<div class="k-meta"><span>{escape(table.source)}</span><span>{links}</span></div>'


def pages(table: Table) -> str:
    """Links to the other pages."""
    if table.pages == 1:
        return ""
    items = []
    before = 0
    for number in _window(table.page, table.pages):
        if number != before + 1:
            items.append("<li><span>…</span></li>")
        before = number
        if number == table.page:
            items.append(f'<li><span aria-current="page">{number}</span></li>')
            continue
        address = escape(table.address(page=number if number > 1 else None))
        items.append(f'<li><a href="{address}" aria-label="Page {number}">{number}</a></li>')
    previous = following = ""
    if table.page > 1:
        address = escape(table.address(page=table.page - 1 if table.page > 2 else None))
        previous = f'<a rel="prev" href="{address}">Previous</a>'
    if table.page < table.pages:
        address = escape(table.address(page=table.page + 1))
        following = f'<a rel="next" href="{address}">Next</a>'
    label = escape(f"Pages of {table.caption}" if table.caption else "Pages")
    return (
        f'<nav class="k-pages" aria-label="{label}">{previous}<ul>{"".join(items)}</ul>'
        f"{following}</nav>"
    )


def _window(page: int, last: int) -> list[int]:
    near = {1, last, page - 1, page, page + 1}
    return sorted(number for number in near if 1 <= number <= last)

"""One long table done well: declared in Python, sorted, filtered and paged by links.

    table = Table(
        columns=[
            Column("name", "Agency", link=lambda row: row.url, header=True, sort="name"),
            Column("due", "Due", sort="due_on", value=lambda row: row.due_on),
            Column("count", "Children", numeric=True, sort="count"),
        ],
        rows=Agency.objects.visible(...),
        query=request.GET,
        caption="Agencies",
        sort="name",
        filters=[Filter("kind", "Kind", [("", "every kind"), ("health", "health")], by="kind")],
    )
    if file := table.download():
        return file

A sort or filter that is not declared is ignored. The download holds the rows of all
pages, through the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.safestring import SafeString

from .words import plain

PAGE_SIZE = 50
Get = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Without `value`, a row's attribute or item named `key` is read.

    `text` shows the value (default: `words.plain`), `html` shows it as markup made with
    format_html, `link` gives an address, `small` a second line. `sort` names the field to
    order by; for a list of rows any text will do. `header` makes it the row's heading.
    """

    key: str
    label: str
    value: Get | None = None
    text: Get | None = None
    html: Get | None = None
    link: Get | None = None
    small: Get | None = None
    sort: str = ""
    numeric: bool = False
    header: bool = False
    nowrap: bool = False
    exported: bool = True

    def read(self, row: Any) -> Any:
        """The row's value in this column, for sorting and for files."""
        if self.value is not None:
            return self.value(row)
        if isinstance(row, Mapping):
            return row.get(self.key)
        return getattr(row, self.key, None)


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among values, or free text where there are no choices.

    `by` is a field lookup, or a callable that takes the rows and the value and returns rows.
    The words of a choice stand in the sentence: "Showing **health agencies**, ...".
    """

    key: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    by: str | Callable[[Any, str], Any] = ""
    default: str = ""

    def chosen(self, query: Mapping[str, str]) -> str:
        """The value asked for, or the default when it is not one of the choices."""
        # PostgreSQL knows no text with a NUL in it.
        asked = str(query.get(self.key, self.default)).replace("\0", "").strip()
        if self.choices and asked not in {value for value, _ in self.choices}:
            return self.default
        return asked[:200]

    def words(self, chosen: str) -> str:
        """How the value reads in the sentence."""
        if self.choices:
            return next((label for value, label in self.choices if value == chosen), "")
        return f"{self.label.lower()} “{chosen}”" if chosen else ""

    def apply(self, rows: Any, chosen: str) -> Any:
        """The rows that match."""
        if not chosen:
            return rows
        if callable(self.by):
            return self.by(rows, chosen)
        name = self.by or self.key
        if isinstance(rows, QuerySet):
            return rows.filter(**{name: chosen})
        return [row for row in rows if str(Column(name, "").read(row)) == chosen]


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands in place of an empty table: what will be here, who puts it here, what to do."""

    title: str = "Nothing here yet"
    text: str = ""
    link: str = ""
    link_text: str = ""


@dataclass
class Table:
    """A table bound to what the address asks for."""

    columns: Sequence[Column]
    rows: Any
    query: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    sort: str = ""
    filters: Sequence[Filter] = ()
    noun: str = "row"
    nouns: str = ""
    as_at: str = ""
    source: str = ""
    empty: Empty = Empty()
    page_size: int = PAGE_SIZE
    downloads: Sequence[str] = ("csv", "xlsx")
    row_class: Callable[[Any], str] | None = None
    caption_hidden: bool = False
    name: str = ""
    # The first page and one row more of `rows` as they are filtered and sorted when nothing is
    # asked: for a list that is opened so often that its query is prepared.
    unasked: Callable[[], list[Any]] | None = None

    @cached_property
    def sorts(self) -> dict[str, Column]:
        """The columns that may be sorted by, by key."""
        return {column.key: column for column in self.columns if column.sort}

    @cached_property
    def order(self) -> tuple[str, bool]:
        """The key sorted by and whether descending; the default when what is asked is unknown."""
        for asked in (str(self.query.get("sort", "")), self.sort):
            key = asked.removeprefix("-")
            if key in self.sorts:
                return key, asked.startswith("-")
        return "", False

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The value of each filter."""
        return {one.key: one.chosen(self.query) for one in self.filters}

    @cached_property
    def found(self) -> Any:
        """The rows that the filters let through, in order; still lazy for a queryset."""
        rows = self.rows
        for one in self.filters:
            rows = one.apply(rows, self.chosen[one.key])
        key, descending = self.order
        if not key:
            return rows
        if isinstance(rows, QuerySet):
            # The primary key last, so that pages never show one row twice.
            return rows.order_by(("-" if descending else "") + self.sorts[key].sort, "pk")
        return _ordered(rows, self.sorts[key], descending)

    @cached_property
    def _asked_page(self) -> int:
        """The page asked for, whether it exists or not."""
        asked = str(self.query.get("page", "1"))
        return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1

    @cached_property
    def _beginning(self) -> list[Any] | None:
        """The first page of a queryset and one row more, if it is the page asked for.

        Of a short list that is all there is, and the database need not count.
        """
        if self._asked_page > 1 or not isinstance(self.found, QuerySet):
            return None
        # Only where `rows` are all there are: else somebody may see no more than some of them.
        whole = isinstance(self.rows, QuerySet) and not self.rows.query.where
        if self.unasked and whole and not self.filtered and self.order == (self.sort, False):
            return self.unasked()
        return list(self.found[: self.page_size + 1])

    @cached_property
    def count(self) -> int:
        """How many rows were found, on all pages."""
        found = self.found
        if not isinstance(found, QuerySet):
            return len(found)
        if self._beginning is not None and len(self._beginning) <= self.page_size:
            return len(self._beginning)
        return int(found.count())

    @cached_property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.count // self.page_size))

    @cached_property
    def page(self) -> int:
        """The page shown; a page that does not exist is the nearest that does."""
        return min(self._asked_page, self.pages)

    @cached_property
    def shown(self) -> list[Any]:
        """The rows of this page."""
        if self._beginning is not None:
            return self._beginning[: self.page_size]
        start = (self.page - 1) * self.page_size
        return list(self.found[start : start + self.page_size])

    @property
    def filtered(self) -> bool:
        """Whether a filter leaves rows out."""
        return any(self.chosen[one.key] != one.default for one in self.filters)

    def address(self, **changes: str | int | None) -> str:
        """This table's query with changes: only what the table itself knows is carried on."""
        parts: dict[str, str] = {
            one.key: self.chosen[one.key]
            for one in self.filters
            if self.chosen[one.key] != one.default
        }
        key, descending = self.order
        asked = ("-" if descending else "") + key
        if asked and asked != self.sort:
            parts["sort"] = asked
        for name, value in changes.items():
            if value is None or value == "":
                parts.pop(name, None)
            else:
                parts[name] = str(value)
        return "?" + urlencode(parts)

    def data(self) -> Iterable[list[Any]]:
        """Header and all rows found, for a file: values, not words."""
        columns = [column for column in self.columns if column.exported]
        yield [column.label for column in columns]
        found = self.found
        rows = found.iterator(chunk_size=2000) if isinstance(found, QuerySet) else found
        for row in rows:
            yield [column.read(row) for column in columns]

    def download(self) -> HttpResponse | None:
        """The file asked for with `?download=csv` or `xlsx`; None when a page is asked for."""
        asked = self.query.get("download", "")
        if asked not in self.downloads:
            return None
        from .table_files import response

        return response(self, str(asked))

    def render(self) -> SafeString:
        """The table with its filters, count, paging and downloads, as HTML."""
        from .table_html import render

        return render(self)


def _ordered(rows: Iterable[Any], column: Column, descending: bool) -> list[Any]:
    """A list in order; what has no value comes last, whichever way the list is turned."""
    known, unknown = [], []
    for row in rows:
        value = column.read(row)
        (unknown if value is None or value == "" else known).append((value, row))
    try:
        known.sort(key=lambda pair: pair[0], reverse=descending)
    except TypeError:
        known.sort(key=lambda pair: plain(pair[0]), reverse=descending)
    return [row for _, row in known] + [row for _, row in unknown]

"""The indicators of a page as a table, which filters the pictures above it as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kith.foundation.ui.components import tag
from kith.foundation.ui.navigation import url_for
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.modules.dataset.seeing.readings import Read, Reading

MOVED, ALL = "moved", "all"


def reads_table(
    query: Mapping[str, str],
    reads: Sequence[Read],
    *,
    first: Iterable[Filter] = (),
    name: str,
    caption: str,
    show: str = ALL,
    priority: bool = True,
) -> Table:
    """Every indicator with its value, the one before, and what may be said of it."""
    sections = list(dict.fromkeys(read.item.section for read in reads))
    numbers = sorted({read.item.priority for read in reads if read.item.priority})
    filters = [
        *first,
        Filter("show", "Show", _shows(), by=_by_reading, default=show),
        Filter("section", "Part", [("", "every part"), *((s, s) for s in sections)],
               by=lambda rows, chosen: [r for r in rows if r.item.section == chosen]),
    ]  # fmt: skip
    if priority:
        filters.append(
            Filter("priority", "Priority",
                   [("", "every priority"), *((p, f"priority {p}") for p in numbers)],
                   by=lambda rows, chosen: [r for r in rows if r.item.priority == chosen])
        )  # fmt: skip
    return Table(
        columns=[
            Column("number", "No.", value=lambda r: r.item.number),
            Column("title", "Indicator", header=True, value=lambda r: r.item.title,
                   link=lambda r: url_for("indicator", r.item.key), sort="title"),
            Column("section", "Part", value=lambda r: r.item.section, sort="section"),
            Column("now", "Value", value=lambda r: r.shown, numeric=True, nowrap=True),
            Column("when", "When", value=lambda r: r.now.period.label if r.now else ""),
            Column("before", "Before", value=lambda r: r.shown_before, numeric=True,
                   nowrap=True),
            Column("change", "Change", value=lambda r: r.change_shown),
            Column("reading", "Reading", value=lambda r: r.reading.title, sort="reading",
                   html=lambda r: tag(r.reading.title, r.reading.kind)),
        ],
        rows=list(reads),
        query=query,
        caption=caption,
        caption_hidden=True,
        filters=filters,
        noun="indicator",
        name=name,
        page_size=200,
        empty=Empty("No indicator is like that", "Choose fewer conditions above."),
    )  # fmt: skip


def _shows() -> list[tuple[str, str]]:
    return [
        (ALL, "every indicator"),
        (MOVED, "what moved"),
        *((r.value, f"only “{r.title.lower()}”") for r in Reading),
    ]


def _by_reading(rows: Any, chosen: str) -> Any:
    if chosen == ALL:
        return rows
    if chosen == MOVED:
        return [row for row in rows if row.signals or row.moved]
    return [row for row in rows if row.reading.value == chosen]

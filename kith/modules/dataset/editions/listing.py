"""The tables of editions and of their items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.ui.components import tag
from kith.foundation.ui.tables import Column, Empty, Filter, Table
from kith.modules.dataset.editions.comparing import FIELDS, Comparison, shown
from kith.modules.dataset.models import Edition, Item

TAGS = {Edition.State.DRAFT: "due", Edition.State.APPROVED: "good", Edition.State.FROZEN: "closed"}
# Fields whose place in the file is first, or that the file gives in a column of its own.
FIRST = ("number", "section", "priority", "title")


def state_of(edition: Edition) -> SafeString:
    """The state of an edition as a tag."""
    state = Edition.State(edition.state)
    return tag(str(state.label), TAGS[state])


def address_of(edition: Edition) -> str:
    return reverse("dataset-edition", args=[edition.key])


def item_address(item: Item) -> str:
    """Only for items whose edition is at hand."""
    return reverse("dataset-item", args=[item.edition.key, item.number])


def editions_table(query: Mapping[str, str], rows: QuerySet[Edition], may_edit: bool) -> Table:
    """Every edition, newest first."""
    begin = reverse("dataset-definitions-new") if may_edit else ""
    return Table(
        columns=[
            Column("title", "Edition", header=True, link=address_of, sort="title"),
            Column("first_year", "From", sort="first_year", nowrap=True),
            Column("state", "State", value=lambda e: e.get_state_display(), html=state_of),
            Column("items_count", "Items", numeric=True),
            Column("rounds_count", "Rounds", numeric=True),
            Column("approved_on", "Approved on", nowrap=True),
            Column("approved_by", "Approved by"),
        ],
        rows=rows.annotate(
            items_count=Count("items", distinct=True), rounds_count=Count("rounds", distinct=True)
        ),
        query=query,
        caption="Editions of the dataset",
        caption_hidden=True,
        sort="-first_year",
        noun="edition",
        name="editions",
        empty=Empty(
            "No edition yet",
            "The analyst begins with the starter edition that comes with Kith, and the group "
            "approves it. Then a round can be opened.",
            begin,
            "Begin an edition" if begin else "",
        ),
    )


def items_table(edition: Edition, items: list[Item], query: Mapping[str, str]) -> Table:
    """The items of an edition; a file of it holds their whole definitions."""
    whole = query.get("download", "") != ""
    return Table(
        columns=_whole() if whole else _short(),
        rows=items,
        query=query,
        caption=f"Items of {edition.title}",
        caption_hidden=True,
        sort="order",
        filters=[
            _filter("section", "Part of the form", list(edition.sections), "every part"),
            _filter("priority", "Priority", _values(items, "priority"), "every priority"),
            _filter("owner", "Owner", _values(items, "owner"), "every owner"),
            Filter("frequency", "How often",
                   [("", "however often"), *((v, t.lower()) for v, t in Item.Frequency.choices)]),
            Filter("q", "Words in the item", by=_search),
        ],
        noun="item",
        name=f"dataset-{edition.key}",
        page_size=100,
        empty=Empty("No items yet", "An item is added by the analyst or the business manager."),
    )  # fmt: skip


def _short() -> list[Column]:
    return [
        Column("order", "No.", value=lambda i: i.order, text=lambda i: i.number, sort="order"),
        Column("title", "Item", header=True, link=item_address, sort="title",
               small=lambda i: i.get_shape_display() + _parted(i)),
        Column("section", "Part of the form", sort="section"),
        Column("frequency", "How often", value=lambda i: i.get_frequency_display(),
               sort="frequency"),
        Column("owner", "Owner", sort="owner"),
    ]  # fmt: skip


def _parted(item: Item) -> str:
    return f", by {item.parts_title.lower() or 'part'}" if item.parts else ""


def _whole() -> list[Column]:
    """Every field in words, for a file."""
    names = [*FIRST, *(name for name in FIELDS if name not in FIRST)]
    return [
        Column("order", "Order", sort="order"),
        *(Column(name, FIELDS[name], value=_reader(name)) for name in names),
        Column("key", "Key of the indicator"),
        Column("codes", "Codes of the parts", value=lambda i: "; ".join(i.parts)),
        Column("replaces", "Takes the place of"),
    ]


def _reader(name: str) -> Any:
    return lambda item: shown(item, name)


def _values(items: Iterable[Item], name: str) -> list[str]:
    return sorted({str(getattr(item, name)) for item in items} - {""})


def _filter(name: str, label: str, values: list[str], every: str) -> Filter:
    return Filter(name, label, [("", every), *((v, v) for v in values)])


def _search(rows: list[Item], words: str) -> list[Item]:
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _readable(row) for word in wanted)]


def _readable(item: Item) -> str:
    told = (item.number, item.title, item.noun, item.numerator, item.denominator, item.help)
    return " ".join((*told, item.key, *item.parts.values())).casefold()


def told(comparison: Comparison) -> str:
    """A comparison in a sentence."""
    counts = (
        (len(comparison.added), "added"),
        (len(comparison.removed), "removed"),
        (len(comparison.changed), "changed"),
    )
    parts = [f"{number} {word}" for number, word in counts if number]
    if not parts:
        return "The two editions ask for the same things in the same words."
    breaks = comparison.breaks
    after = (
        "No series breaks: all values can be compared."
        if not breaks
        else f"In {breaks} of them a series breaks, and charts mark it."
    )
    return f"Items: {', '.join(parts)}, {comparison.same} the same. {after}"

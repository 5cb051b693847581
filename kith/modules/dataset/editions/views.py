"""Pages to read the definitions: editions, one edition, one item, and two editions compared."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.audit.models import Event
from kith.foundation.indicators.breaks import breaks_of
from kith.foundation.ui.navigation import url_for
from kith.foundation.ui.words import plain
from kith.modules.dataset.editions import listing
from kith.modules.dataset.editions.comparing import (
    AGREED,
    LINKS,
    ItemChange,
    compare,
    items_to_compare,
    shown,
)
from kith.modules.dataset.editions.faults import POINTERS
from kith.modules.dataset.models import Edition, Item

HISTORY = 8  # events shown


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def crumbs_of(edition: Edition, item: Item | None = None) -> list[tuple[str, str]]:
    """The way back from a page about an edition, or about an item of it."""
    way = [
        ("Definitions", reverse("dataset-definitions")),
        (edition.title, listing.address_of(edition)),
    ]
    return [*way, (str(item), listing.item_address(item))] if item is not None else way


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition of the dataset, with its state."""
    actor = actor_of(request)
    may_edit = can(actor, Permission.DATASET_EDIT)
    rows = visible(Edition.objects.all(), actor, Permission.DATASET_READ)
    table = listing.editions_table(request.GET, rows, may_edit)
    context = {
        "title": "Definitions of the dataset",
        "lead": "What each agency is asked, year by year: what is counted, by whom and how often.",
        "table": table,
        "tabs": tabs_of(EVIDENCE, request),
        "action": ("Begin an edition", reverse("dataset-definitions-new"))
        if may_edit and table.count
        else None,
    }
    return table.download() or render(request, "administration/list.html", context)


def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One edition: its state, its items, and what can be done next."""
    whole = request.GET.get("download", "") != ""
    items = items_to_compare(edition) if whole else list(edition.items.all())
    for item in items:
        item.edition = edition
    table = listing.items_table(edition, items, request.GET)
    if file := table.download():
        return file
    actor = actor_of(request)
    context = {
        "edition": edition,
        "state": listing.state_of(edition),
        "table": table,
        "number": len(items),
        "may_edit": edition.may_change and can(actor, Permission.DATASET_EDIT),
        "may_approve": edition.may_change and can(actor, Permission.DATASET_APPROVE),
        "may_begin": not edition.may_change and can(actor, Permission.DATASET_EDIT),
        "rounds": edition.rounds.count(),
        "others": Edition.objects.exclude(pk=edition.pk).exists(),
        "history": _history(edition),
        "crumbs": [("Definitions", reverse("dataset-definitions"))],
    }
    return render(request, "dataset/editions/edition.html", context)


def whole(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All definitions of an edition on one page, to read through or to print."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for item in items_to_compare(edition):
        told = {"item": item, "meaning": meaning_of(item), "asking": asking_of(item)}
        sections.setdefault(item.section, []).append(told)
    context = {
        "edition": edition,
        "sections": [(name, edition.sections.get(name, ""), s) for name, s in sections.items()],
        "crumbs": crumbs_of(edition),
    }
    return render(request, "dataset/editions/whole.html", context)


def item(request: HttpRequest, item: Item) -> HttpResponse:
    """One item: what it means, who is asked, what is expected, and how it came to be so."""
    rows = Item.objects.filter(key=item.key).select_related("edition").prefetch_related(*LINKS)
    versions = list(rows.order_by("edition__first_year", "edition"))
    item = next(one for one in versions if one.pk == item.pk)
    changes = [
        (after, ItemChange(before, after, _differences(before, after)))
        for before, after in pairwise(versions)
    ]
    actor = actor_of(request)
    agreed = any(one.edition.state in AGREED for one in versions)
    context = {
        "item": item,
        "edition": item.edition,
        "state": listing.state_of(item.edition),
        "meaning": meaning_of(item),
        "asking": asking_of(item),
        "expected": expected_of(item),
        "beside": _beside(item),
        "first": versions[0].edition,
        "changes": list(reversed(changes)),
        "breaks": breaks_of(item.key),
        "may_edit": item.edition.may_change and can(actor, Permission.DATASET_EDIT),
        "indicator": url_for("indicator", item.key)
        if (agreed or not item.key.startswith("local.")) and can(actor, Permission.INDICATOR_READ)
        else "",
        "history": _history(item),
        "crumbs": crumbs_of(item.edition),
    }
    return render(request, "dataset/editions/item.html", context)


def _differences(before: Item, after: Item) -> tuple[Any, ...]:
    found = compare([before], [after]).changed
    return found[0].fields if found else ()


def compared(request: HttpRequest, edition: Edition) -> HttpResponse:
    """An edition beside another: what was added, removed and changed, and where series break."""
    actor = actor_of(request)
    seen = visible(Edition.objects.exclude(pk=edition.pk), actor, Permission.DATASET_READ)
    others = list(seen.order_by("-first_year", "-pk"))
    asked = request.GET.get("with", "")
    chosen = next((one for one in others if one.key == asked), None)
    if chosen is None:
        before = [one for one in others if one.pk == edition.based_on_id]
        before += [one for one in others if one.first_year < edition.first_year]
        chosen = (before or others or [None])[0]
    context: dict[str, Any] = {
        "edition": edition,
        "other": chosen,
        "others": [(one, f"?with={one.key}", one == chosen) for one in others],
        "crumbs": crumbs_of(edition),
    }
    if chosen is not None:
        comparison = compare(items_to_compare(chosen), items_to_compare(edition))
        for rows, of in ((comparison.removed, chosen), (comparison.added, edition)):
            for one in rows:
                one.edition = of
        for change in comparison.changed:
            change.after.edition = edition
        gone = {one.key: one for one in comparison.removed}
        context |= {
            "comparison": comparison,
            "told": listing.told(comparison),
            "added": [(one, gone.get(one.replaces)) for one in comparison.added],
        }
    return render(request, "dataset/editions/compared.html", context)


def meaning_of(item: Item) -> list[tuple[str, str]]:
    """What an item counts, as terms and values."""
    told = [("What is counted", item.numerator)]
    if item.denominator:
        told.append(("Out of what", item.denominator))
    told += [
        ("What is given", item.get_shape_display()),
        ("Counted", "On the last day" if item.kind == "stock" else "Over the period"),
        ("Which way is better", {"high": "High", "low": "Low"}.get(item.polarity, "Neither")),
    ]
    if item.parts:
        told.append((item.parts_title or "Parts", shown(item, "parts")))
    if item.why:
        told.append(("Why it is collected", item.why))
    return told


def asking_of(item: Item) -> list[tuple[str, str]]:
    """Who is asked, how often, and with what help."""
    if item.worked_out_from:
        who = f"Nobody: it is worked out from item {item.worked_out_from}"
    elif item.asked_of_all:
        who = "All agencies"
    else:
        who = shown(item, "asked_of") or "Nobody yet"
    told = [("Owner", item.owner), ("Asked of", who)]
    if beside := shown(item, "also_asked"):
        told.append(("Asked as well, to compare", beside))
    told += [("How often", item.get_frequency_display()), ("A year", item.get_yearly_display())]
    told += [(name, text) for name, text in (("Help", item.help), ("Found in", item.where)) if text]
    return told


def expected_of(item: Item) -> list[tuple[str, str]]:
    """What may be given without a sentence of explanation."""
    low, high = shown(item, "low"), shown(item, "high")
    unit = "%" if item.out_of else ""
    if low and high:
        between = f"Between {low}{unit} and {high}{unit}"
    elif low or high:
        between = f"At least {low}{unit}" if low else f"At most {high}{unit}"
    else:
        between = "No limit"
    changed = f"More than {item.change_limit}% up or down" if item.change_limit else "None"
    return [
        ("Value", between),
        ("Change that needs a sentence", changed),
        ("Nought", "A possible answer" if item.nil_possible else "Needs a sentence"),
        ("Left empty", "Needs a reason" if item.blank_needs_reason else "May be left empty"),
    ]


def _beside(item: Item) -> list[tuple[str, Item]]:
    """The items that this one is checked against."""
    words = {
        "within": "It is part of",
        "among_is": "Its whole is",
        "worked_out_from": "It is worked out from",
        "starts": "What comes in",
        "ends": "What goes out",
    }
    numbers = {getattr(item, name) for name in POINTERS} - {""}
    if not numbers:
        return []
    rows = {one.number: one for one in item.edition.items.filter(number__in=numbers)}
    for one in rows.values():
        one.edition = item.edition
    pairs = [(words[name], rows.get(getattr(item, name))) for name in POINTERS]
    return [(label, one) for label, one in pairs if one is not None]


def _history(of: Edition | Item) -> list[dict[str, Any]]:
    """What was done to it, from the log, newest first."""
    rows = Event.objects.filter(ref=str(audit.ref_of(of))).order_by("-seq")[:HISTORY]
    return [
        {
            "what": audit.present(e),
            "when": plain(e.at),
            "detail": f"Because: {e.why}" if e.why else "",
        }
        for e in rows
    ]

"""Pages that change an edition; each parses a form and calls one action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import once
from kith.foundation.ui.words import counted
from kith.kernel.refusals import Refused
from kith.modules.dataset.editions import actions
from kith.modules.dataset.editions.comparing import AGREED, LINKS
from kith.modules.dataset.editions.faults import faults
from kith.modules.dataset.editions.forms import (
    STARTER,
    ApproveForm,
    BeginForm,
    DescribeForm,
    MoveForm,
    SectionsForm,
    WhyForm,
)
from kith.modules.dataset.editions.item_forms import AddItemForm, ItemForm, OwnItemForm
from kith.modules.dataset.editions.listing import address_of, item_address
from kith.modules.dataset.editions.starting import copy_edition, starter_edition
from kith.modules.dataset.editions.views import actor_of, crumbs_of
from kith.modules.dataset.models import Edition, Item

FORM_PAGE, ITEM_PAGE = "ui/form_page.html", "dataset/editions/item_form.html"


def _form(
    request: HttpRequest, form: BaseForm, page: str = FORM_PAGE, **words: Any
) -> HttpResponse:
    context = {"form": form, **words}
    return render(request, page, context, status=422 if form.is_bound else 200)


def _changeable(edition: Edition) -> None:
    """Refuse to show a form whose answer would be refused."""
    if not edition.may_change:
        raise Refused(f"{edition.title} was approved and does not change any more.")


@once("dataset-definitions-new")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next edition: a copy of one that was approved, or the starter edition."""
    agreed: QuerySet[Edition] = Edition.objects.filter(state__in=AGREED)
    form = BeginForm(request.POST or None, editions=agreed)
    back = reverse("dataset-definitions")
    if not form.is_valid():
        return _form(
            request, form, title="Begin an edition", submit="Begin the draft", cancel_url=back,
            crumbs=[("Definitions", back)],
            lead="It is a draft: nothing is asked by it until the group has approved it.",
        )  # fmt: skip
    told = {name: form.cleaned_data[name] for name in ("title", "key", "first_year")}
    made_from = form.cleaned_data["made_from"]
    by = actor_of(request)
    if made_from == STARTER:
        made = starter_edition(by=by, **told)
    else:
        made = copy_edition(based_on=form.editions[made_from], by=by, **told)
    messages.success(request, f"{made.title} is begun as a draft. Look through its items.")
    return redirect(address_of(made))


@once("dataset-edition-approve")
def approve(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Record the group's approval; while something is wrong, say what, and ask for nothing."""
    _changeable(edition)
    initial = {"expected_version": edition.version}
    form = ApproveForm(request.POST or None, initial=initial)
    wrong = faults(edition)
    if wrong or not form.is_valid():
        context = {
            "title": f"Approve {edition.title}",
            "faults": wrong,
            "told": counted(len(wrong), "thing"),
            "edition": edition,
            "crumbs": crumbs_of(edition),
            "cancel_url": address_of(edition),
            "submit": "Approve the edition",
            "warning": "After this nobody can change the edition. The next year’s begins as a "
            "copy of it. Every agency can read it.",
        }
        return _form(request, form, "dataset/editions/approve.html", **context)
    actions.approve(edition=edition, by=actor_of(request), **form.cleaned_data)
    messages.success(request, f"{edition.title} is approved. Rounds can be opened with it.")
    return redirect(address_of(edition))


@once("dataset-edition-discard")
def discard(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Throw a draft away, with the reason."""
    _changeable(edition)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return _form(
            request, form, title=f"Discard {edition.title}", submit="Discard the draft",
            crumbs=crumbs_of(edition), cancel_url=address_of(edition),
            warning="The draft and all its items are gone after this. Approved editions stay.",
        )  # fmt: skip
    actions.discard(edition=edition, by=actor_of(request), **form.cleaned_data)
    messages.success(request, f"The draft {edition.title} is discarded.")
    return redirect(reverse("dataset-definitions"))


@once("dataset-edition-describe")
def describe(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Change a draft's title, or the year from which it counts."""
    _changeable(edition)
    initial = {name: getattr(edition, name) for name in ("title", "first_year")}
    initial["expected_version"] = edition.version
    form = DescribeForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _form(
            request, form, title=f"Change the title or year of {edition.title}",
            crumbs=crumbs_of(edition), cancel_url=address_of(edition),
        )  # fmt: skip
    actions.describe(edition=edition, by=actor_of(request), **form.cleaned_data)
    messages.success(request, "The draft’s title and year are changed.")
    return redirect(address_of(edition))


@once("dataset-edition-sections")
def sections(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Change what the top of each part of the form says; add a part, remove an empty one."""
    _changeable(edition)
    used = set(edition.items.values_list("section", flat=True))
    initial = {"expected_version": edition.version}
    form = SectionsForm(request.POST or None, edition=edition, used=used, initial=initial)
    if not form.is_valid():
        return _form(
            request, form, title="Parts of the form", crumbs=crumbs_of(edition),
            cancel_url=address_of(edition),
            lead="What an agency reads at the top of each part.",
        )  # fmt: skip
    actions.edit_sections(
        edition=edition,
        sections=form.sections(),
        expected_version=form.cleaned_data["expected_version"],
        by=actor_of(request),
    )
    messages.success(request, "The parts of the form are changed.")
    return redirect(address_of(edition))


@once("dataset-edition-add")
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Add an item that the partnership itself defines."""
    _changeable(edition)
    form = AddItemForm(request.POST or None, edition=edition)
    if not form.is_valid():
        return _form(
            request, form, ITEM_PAGE, title="Add an item", submit="Add the item",
            crumbs=crumbs_of(edition), cancel_url=address_of(edition),
            lead="A number that your partnership wants and Kith does not define. It becomes an "
            "indicator when the edition is approved. Numbers only: no name, no case.",
        )  # fmt: skip
    made = actions.add_item(
        edition=edition, name=form.cleaned_data["name"], by=actor_of(request), **form.changes()
    )
    messages.success(request, f"Item {made.number} is added at the end of {made.section}.")
    return redirect(item_address(made))


@once("dataset-item-edit")
def edit(request: HttpRequest, item: Item) -> HttpResponse:
    """Change how an item is collected and, of an own item, what it means."""
    item = _whole(item)
    _changeable(item.edition)
    own = actions.is_local(item.key)
    form = (OwnItemForm if own else ItemForm)(request.POST or None, edition=item.edition, item=item)
    if not form.is_valid():
        return _form(
            request, form, ITEM_PAGE, title=f"Edit {item}", item=item, own=own,
            crumbs=crumbs_of(item.edition, item), cancel_url=item_address(item),
        )  # fmt: skip
    held = actions.edit_item(
        item=item,
        expected_version=form.cleaned_data["expected_version"] or 0,
        by=actor_of(request),
        **form.changes(),
    )
    messages.success(request, f"Item {held.number} is changed.")
    return redirect(item_address(held))


@once("dataset-item-move")
def move(request: HttpRequest, item: Item) -> HttpResponse:
    """Put an item elsewhere on the form."""
    item = _whole(item)
    _changeable(item.edition)
    form = MoveForm(
        request.POST or None,
        item=item,
        items=item.edition.items.all(),
        initial={"expected_version": item.version},
    )
    if not form.is_valid():
        return _form(
            request, form, title=f"Move {item}", submit="Move",
            crumbs=crumbs_of(item.edition, item), cancel_url=item_address(item),
            lead="Its number stays. Agencies meet the items in this order.",
        )  # fmt: skip
    section, after = form.where()
    version = form.cleaned_data["expected_version"]
    actions.move_item(
        item=item, section=section, after=after, expected_version=version, by=actor_of(request)
    )
    messages.success(request, f"Item {item.number} now stands in {section}.")
    return redirect(item_address(item))


@once("dataset-item-remove")
def remove(request: HttpRequest, item: Item) -> HttpResponse:
    """Take an item out of a draft, with the reason."""
    item = _whole(item)
    _changeable(item.edition)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return _form(
            request, form, title=f"Remove {item}", submit="Remove the item",
            crumbs=crumbs_of(item.edition, item), cancel_url=item_address(item),
            warning="Agencies are not asked for it from this edition on. Its values of earlier "
            "years stay.",
        )  # fmt: skip
    actions.remove_item(item=item, by=actor_of(request), **form.cleaned_data)
    messages.success(request, f"Item {item.number} is removed from {item.edition.title}.")
    return redirect(address_of(item.edition))


def _whole(item: Item) -> Item:
    """The item with its edition and with who is asked."""
    return Item.objects.select_related("edition__based_on").prefetch_related(*LINKS).get(pk=item.pk)

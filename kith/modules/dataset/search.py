"""Items of the dataset are found by number, title or what they count; returns by their agency."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.ui.searching import MOST, Hit, source
from kith.modules.dataset.models import Edition, Item, Return

SHOWN = 20


@source("Items of the dataset", place=40)
def items(actor: Actor, words: str) -> Iterator[Hit]:
    """Items of the newest edition that the group agreed to, or of the newest draft before one."""
    seen = visible(Edition.objects.all(), actor, Permission.DATASET_READ)
    editions = sorted(seen, key=lambda one: not one.may_change, reverse=True)
    if not editions:
        return
    newest = editions[0]
    found = Q()
    for word in words.split():
        found &= Q(title__icontains=word) | Q(numerator__icontains=word) | Q(number=word)
    for item in Item.objects.filter(found, edition=newest)[:SHOWN]:
        address = reverse("dataset-item", args=[newest.key, item.number])
        yield Hit(str(item), address, f"{newest.title}, {item.section}. {item.numerator}")


@source("Returns", place=30)
def returns(actor: Actor, words: str) -> Iterator[Hit]:
    """Returns whose agency or quarter has every word, the newest first."""
    if not can(actor, Permission.RETURN_READ):
        return
    rows = visible(Return.objects.all(), actor, Permission.RETURN_READ)
    for word in words.split():
        rows = rows.filter(
            Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
            | Q(organisation__aliases__name__icontains=word)
            | Q(round__quarter__icontains=word)
        )
    rows = rows.select_related("round", "organisation").distinct()
    for row in rows.order_by("-round__opens_on", "organisation__name", "pk")[:MOST]:
        yield Hit(str(row), reverse("dataset-return", args=[row.pk]), "Return")

"""Items of the dataset can be found by number, title or what they count."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from kith.foundation.access import Actor, Permission, visible
from kith.foundation.ui.searching import Hit, source
from kith.modules.dataset.models import Edition, Item

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

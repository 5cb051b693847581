"""The addresses of the definitions."""

from django.urls import URLPattern

from kith.foundation.access import Permission as P
from kith.foundation.access import by, page
from kith.foundation.access.routes import Loader, View
from kith.modules.dataset.editions import editing, views
from kith.modules.dataset.models import Edition, Item

one = by(Edition, key="edition")
line = by(Item, edition__key="edition", number="number")
ROOT = "dataset/definitions/"
EDITION = f"{ROOT}<slug:edition>/"
ITEM = f"{EDITION}items/<slug:number>/"


def _change(
    route: str, view: View, name: str, obj: Loader | None, permission: P = P.DATASET_EDIT
) -> URLPattern:
    """A page with a form: who may send it may see it."""
    return page(route, view, name=name, read=permission, write=permission, obj=obj)


urlpatterns = [
    page(ROOT, views.editions, name="dataset-definitions", read=P.DATASET_READ, write=None),
    _change(f"{ROOT}new/", editing.begin, "dataset-definitions-new", None),
    page(EDITION, views.edition, name="dataset-edition", read=P.DATASET_READ, write=None, obj=one),
    page(
        f"{EDITION}whole/",
        views.whole,
        name="dataset-edition-whole",
        read=P.DATASET_READ,
        write=None,
        obj=one,
    ),
    page(
        f"{EDITION}compared/",
        views.compared,
        name="dataset-edition-compared",
        read=P.DATASET_READ,
        write=None,
        obj=one,
    ),
    _change(f"{EDITION}add/", editing.add, "dataset-edition-add", one),
    _change(f"{EDITION}describe/", editing.describe, "dataset-edition-describe", one),
    _change(f"{EDITION}parts/", editing.sections, "dataset-edition-sections", one),
    _change(f"{EDITION}discard/", editing.discard, "dataset-edition-discard", one),
    _change(
        f"{EDITION}approve/", editing.approve, "dataset-edition-approve", one, P.DATASET_APPROVE
    ),
    page(ITEM, views.item, name="dataset-item", read=P.DATASET_READ, write=None, obj=line),
    _change(f"{ITEM}edit/", editing.edit, "dataset-item-edit", line),
    _change(f"{ITEM}move/", editing.move, "dataset-item-move", line),
    _change(f"{ITEM}remove/", editing.remove, "dataset-item-remove", line),
]

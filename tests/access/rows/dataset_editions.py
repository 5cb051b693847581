"""Rows for the definitions: a draft with one item."""

from kith.modules.dataset.models import Edition, Item
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World


@seed
def _draft(world: World) -> None:
    world.edition = Edition.objects.create(
        key="draft-2031-32",
        title=f"{CANARY} draft",
        first_year="2031-32",
        sections={f"{CANARY} part": "Words."},
    )
    world.item = Item.objects.create(
        edition=world.edition,
        number="1",
        key="front_door.contacts",
        section=f"{CANARY} part",
        title=f"{CANARY} item",
        shape="count",
        unit="count",
        kind="flow",
        numerator="Contacts.",
        asked_of_all=True,
    )


@rows_for(
    "dataset-edition",
    "dataset-edition-whole",
    "dataset-edition-compared",
    "dataset-edition-add",
    "dataset-edition-describe",
    "dataset-edition-sections",
    "dataset-edition-discard",
    "dataset-edition-approve",
)
def _(world: World, who: Principal) -> Rows:
    return {"any": {"edition": world.edition.key}}


@rows_for("dataset-item", "dataset-item-edit", "dataset-item-move", "dataset-item-remove")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"edition": world.edition.key, "number": world.item.number}}

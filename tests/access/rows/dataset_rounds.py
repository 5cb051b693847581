"""Rows for the pages of rounds and of the analyst: those that the rows of returns have made."""

from tests.access.factories import Rows, rows_for
from tests.access.world import Principal, World


@rows_for("dataset-round", "dataset-chase")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"quarter": world.sent_round.key}}


@rows_for(
    "dataset-excuse",
    "dataset-reopen",
    "dataset-return-review",
    "dataset-return-accept",
    "dataset-return-value",
    "dataset-return-correct",
)
def _(world: World, who: Principal) -> Rows:
    return {at: {"pk": found["return"]} for at, found in world.sent.items()}


@rows_for("dataset-query-close")
def _(world: World, who: Principal) -> Rows:
    return {at: {"pk": found["query"]} for at, found in world.sent.items()}

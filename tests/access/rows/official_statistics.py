"""Rows for the pages of official statistics: a file that was sent and set aside."""

from django.utils import timezone

from kith.foundation.indicators.models import Batch, BatchState
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World


@seed
def _files(world: World) -> None:
    world.batch = Batch.objects.create(
        file_name=f"{CANARY}.csv",
        sha256="0" * 64,
        layout="dfe.b1",
        title=f"{CANARY} table",
        state=BatchState.DISCARDED,
        at=timezone.now(),
    )


@rows_for("official-preview")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"pk": world.batch.pk}}

"""What official statistics put on the first page: files that wait for a decision."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Permission, can
from kith.foundation.indicators.models import Batch, BatchState
from kith.foundation.ui import home


@home.contributes
def waiting_files(actor: Actor) -> Iterator[home.Need]:
    """Files that were read and neither stored nor set aside."""
    if not can(actor, Permission.OFFICIAL_IMPORT):
        return
    for batch in Batch.objects.filter(state=BatchState.STAGED).order_by("at")[:5]:
        yield home.Need(
            f"Store {batch.file_name}, or set it aside",
            reverse("official-preview", args=[batch.pk]),
            f"{batch.new:,} values are new and {batch.changed:,} differ from what is stored.",
            "Evidence",
            timezone.localdate(batch.at),
        )

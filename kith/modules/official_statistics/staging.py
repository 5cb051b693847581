"""Look before you store: a file waits between being read and being stored or set aside."""

from django.utils import timezone

from kith.foundation.access import Actor, Permission, action
from kith.foundation.audit import record
from kith.foundation.indicators.models import Batch, BatchState
from kith.foundation.indicators.waiting import drop, drop_when_stored, keep, waiting_room
from kith.kernel.references import Ref
from kith.kernel.refusals import Refused
from kith.modules.official_statistics.importing import (
    Reading,
    compare,
    held,
    new_batch,
    read_file,
    store,
    summary,
)
from kith.modules.official_statistics.reading import BadFile


class AlreadyDecided(Refused):
    """Someone has stored the file, or set it aside, in the meantime."""


@action(Permission.OFFICIAL_IMPORT)
def stage(*, name: str, data: bytes, by: Actor) -> Batch:
    """Read a file and keep it until somebody decides; nothing of it is stored yet."""
    reading = compare(read_file(name, data))
    stored_as = keep(data, "csv")
    try:
        batch = new_batch(reading, by, timezone.now(), BatchState.STAGED, stored_as)
        record("official.staged", by=by, ref=_ref(batch), what=batch.file_name)
    except BaseException:
        drop(stored_as)
        raise
    return batch


@action(Permission.OFFICIAL_IMPORT)
def note_refusal(*, refused: BadFile, by: Actor) -> None:
    """Keep in the log that a file was refused, and why; the file itself is not kept."""
    record(
        "official.refused",
        by=by,
        ref=Ref("file", "upload"),
        what=refused.file,
        data={"row": refused.row, "column": refused.column, "why": refused.why},
    )


@action(Permission.OFFICIAL_IMPORT, on="batch")
def commit(*, batch: Batch, by: Actor) -> Batch:
    """Store what the file says, compared again with what is stored at this moment."""
    waiting = _undecided(batch)
    file = waiting_room() / waiting.stored_as
    if not file.is_file():
        raise Refused("The file that was looked at is gone. Send it again.")
    reading: Reading = compare(held(read_file(waiting.file_name, file.read_bytes())))
    if reading.table.sha256 != waiting.sha256:
        raise Refused("The file is not the one that was looked at. Send it again.")
    now = timezone.now()
    for name, number in reading.counts.items():
        setattr(waiting, name, number)
    waiting.summary = summary(reading)
    store(reading, by, now, waiting)
    waiting.state = BatchState.COMMITTED
    waiting.at, waiting.by = now, by.user
    waiting.stored_as = ""
    waiting.save()
    drop_when_stored(file.name)
    return waiting


@action(Permission.OFFICIAL_IMPORT, on="batch")
def discard(*, batch: Batch, by: Actor) -> Batch:
    """Set the file aside: nothing of it is stored, and it is deleted."""
    waiting = _undecided(batch)
    drop_when_stored(waiting.stored_as)
    waiting.state = BatchState.DISCARDED
    waiting.stored_as = ""
    waiting.save()
    record("official.discarded", by=by, ref=_ref(batch), what=batch.file_name)
    return waiting


def _undecided(batch: Batch) -> Batch:
    """The batch, held so that two people cannot decide at once."""
    found = Batch.objects.select_for_update().get(pk=batch.pk)
    if found.state != BatchState.STAGED:
        raise AlreadyDecided(
            f"This file was decided on already: {found.get_state_display().lower()}."
        )
    return found


def _ref(batch: Batch) -> Ref:
    return Ref("batch", str(batch.pk))

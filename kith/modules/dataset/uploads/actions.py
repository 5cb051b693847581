"""Look before you store: a workbook that was read waits until somebody accepts it or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, action
from kith.foundation.indicators.waiting import drop, drop_when_stored, keep
from kith.kernel.refusals import Refused
from kith.modules.dataset import kinds
from kith.modules.dataset.asking import boxes_of
from kith.modules.dataset.models import Receipt, Return, Upload
from kith.modules.dataset.sending.saving import Entry, content_of, save_answers
from kith.modules.dataset.sending.submitting import NotReady, submit
from kith.modules.dataset.standings import standing_of
from kith.modules.dataset.uploads.contents import (
    compare,
    counts_of,
    entries_of,
    from_json,
    refuse_identities,
    to_json,
    without_what_no_box_holds,
)
from kith.reading.workbooks import BadWorkbook, Reading

LONGEST_NAME = 200


class AlreadyDecided(Refused):
    """Somebody has stored the workbook, or set it aside, in the meantime."""


def sent_before(return_to: Return, sha256: str) -> Upload | None:
    """The same file for the same return, if it was sent or still waits."""
    same = return_to.uploads.filter(sha256=sha256).exclude(state=Upload.State.DISCARDED)
    sent = same.filter(receipt__isnull=False).order_by("pk").first()
    return sent or same.filter(state=Upload.State.STAGED).first()


@action(Permission.RETURN_FILL, on="return_to")
def stage(*, return_to: Return, name: str, data: bytes, reading: Reading, by: Actor) -> Upload:
    """Keep a workbook that was read until somebody decides; nothing of it is stored yet.

    Raises `BadWorkbook` for one that could say who a child is, and keeps nothing of it.
    """
    held = Return.objects.select_for_update().get(pk=return_to.pk)
    where = standing_of(held, by.today)
    if not where.may_fill:
        raise Refused(f"This return cannot be changed now. {where.reason}.")
    sha256 = hashlib.sha256(data).hexdigest()
    if first := sent_before(held, sha256):
        return first
    refuse_identities(reading)
    boxes = {box.id: box for box in boxes_of(return_to)}
    reading = without_what_no_box_holds(reading, boxes)
    stored = {answer.box: answer for answer in held.answers.select_related("item")}
    kept_as = keep(data, "xlsx")
    try:
        upload = Upload.objects.create(
            return_to=held,
            file_name=name[:LONGEST_NAME],
            sha256=sha256,
            kept_as=kept_as,
            reading=to_json(reading),
            by=by.user,
            at=by.now,
            **counts_of(reading, compare(reading, stored)),
        )
        audit.record(
            kinds.STAGED,
            by=by,
            ref=held,
            what=str(return_to),
            data={"file": upload.file_name, "rows": upload.rows, "refused": upload.refused},
        )
    except BaseException:
        drop(kept_as)
        raise
    return upload


@action(Permission.RETURN_FILL, on="return_to")
def note_refusal(*, return_to: Return, name: str, refused: BadWorkbook, by: Actor) -> None:
    """Keep in the log that a workbook was refused, and why; the file itself is not kept."""
    audit.record(
        kinds.REFUSED,
        by=by,
        ref=return_to,
        what=str(return_to),
        data={"file": name[:LONGEST_NAME], "place": refused.place},
        why=refused.why,
    )


@action(Permission.RETURN_FILL, on="upload")
def accept(*, upload: Upload, explanations: Mapping[str, str], by: Actor) -> Upload:
    """Store what the workbook gives, in one transaction, and send the return if nothing is left.

    A row that was refused stands in the way of sending: its box may hold an older value. The same
    workbook a second time gives what the first brought.
    """
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state == Upload.State.STORED:
        return held
    if held.state != Upload.State.STAGED:
        raise AlreadyDecided("This workbook was set aside. Send it again if it should be stored.")
    return_to = Return.objects.select_related("round__edition", "organisation").get(
        pk=held.return_to_id
    )
    reading = from_json(held.reading)
    stored = {answer.box: answer for answer in return_to.answers.select_related("item")}
    entries = [
        replace(entry, explanation=said) if (said := explanations.get(entry.box, "")) else entry
        for entry in entries_of(reading)
    ]
    named = {entry.box for entry in entries}
    entries += [
        Entry(box, *content_of(stored[box])[:3], said, None)
        for box, said in explanations.items()
        if said and box not in named and box in stored
    ]
    counts = counts_of(reading, compare(reading, stored))
    save_answers(return_to=return_to, entries=entries, by=by)
    for name, number in counts.items():
        setattr(held, name, number)
    held.receipt = None if reading.refused else _sent(return_to, held, by)
    held.state, held.decided_at = Upload.State.STORED, by.now
    drop_when_stored(held.kept_as)
    held.kept_as = ""
    held.save()
    return held


def _sent(return_to: Return, upload: Upload, by: Actor) -> Receipt | None:
    """Send the return; None while a check still stands in the way."""
    key = hashlib.sha256(f"{upload.sha256} {return_to.pk}".encode()).hexdigest()
    try:
        receipt: Receipt = submit(return_to=return_to, via=Receipt.Via.WORKBOOK, key=key, by=by)
    except NotReady:
        return None
    return receipt


@action(Permission.RETURN_FILL, on="upload")
def discard(*, upload: Upload, by: Actor) -> Upload:
    """Set the workbook aside: nothing of it is stored, and it is deleted."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state != Upload.State.STAGED:
        raise AlreadyDecided(
            f"This workbook was decided on already: {held.get_state_display().lower()}."
        )
    held.state, held.decided_at = Upload.State.DISCARDED, by.now
    drop_when_stored(held.kept_as)
    # What it said goes as well: it was set aside.
    held.kept_as, held.reading = "", {}
    held.save()
    audit.record(
        kinds.DISCARDED,
        by=by,
        ref=held.return_to,
        what=str(held.return_to),
        data={"file": held.file_name},
    )
    return held

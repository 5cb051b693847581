"""The waiting room: files that were read and wait for somebody's decision.

Outside the web root and under names that are nobody's.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction


def waiting_room() -> Path:
    """The folder, made where there is none."""
    folder = Path(settings.DATA) / "waiting"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(data: bytes, ending: str) -> str:
    """Put a file into the waiting room; returns its name there."""
    name = f"{uuid.uuid4().hex}.{ending}"  # at most 40 characters, as its column
    (waiting_room() / name).write_bytes(data)
    return name


def drop(name: str) -> None:
    """Delete a file of the waiting room, whether it is there or not."""
    if name:
        (waiting_room() / name).unlink(missing_ok=True)


def drop_when_stored(name: str) -> None:
    """Delete it once what was decided about it is stored."""
    transaction.on_commit(lambda: drop(name))

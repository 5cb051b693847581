"""Lets the test runner empty the database between tests, which the log's triggers refuse."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from kith.foundation.audit import triggers

_flush = flush.Command.handle


def _handle(self: flush.Command, **options: Any) -> Any:
    connection = connections[options["database"]]
    triggers.drop(connection)
    try:
        return _flush(self, **options)
    finally:
        triggers.create(connection)


def install() -> None:
    """Take the log's triggers away for the length of each flush, and put them back."""
    flush.Command.handle = _handle  # type: ignore[method-assign]

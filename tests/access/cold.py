"""A process that has just begun: what it keeps from one request to the next is not there yet."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

# These cannot ask the database, so forgetting what they keep would only take time.
WITHOUT_DATABASE = ("kith.kernel", "kith.check", "kith.content", "kith.foundation.ui")
# Reads files into a register, which cannot be done twice.
REGISTERS = {"_load_files"}
MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")  # of transactions, which ask nothing


def kept() -> Iterator[object]:
    """Everything in Kith that keeps what it once gave."""
    for name, module in list(sys.modules.items()):
        if name.startswith("kith.") and not name.startswith(WITHOUT_DATABASE):
            yield from (
                one
                for one in vars(module).values()
                if hasattr(one, "cache_clear") and one.__name__ not in REGISTERS
            )


def forget() -> None:
    """Be as after a restart."""
    cache.clear()
    for one in kept():
        one.cache_clear()  # type: ignore[attr-defined]


class Asked(CaptureQueriesContext):
    """The questions that the database was asked, without the marks of transactions."""

    @property
    def questions(self) -> list[str]:
        return [q["sql"] for q in self.captured_queries if not q["sql"].startswith(MARKS)]


@contextmanager
def asked_by_a_new_process() -> Iterator[Asked]:
    """What is asked inside, by a process that keeps nothing yet."""
    forget()
    with Asked(connection) as asked:
        yield asked

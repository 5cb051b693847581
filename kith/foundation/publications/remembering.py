"""What one reading of a draft asks for again and again, read once.

    with remembering():
        account = remembered(("account", "2019-20"), load)   # loads
        account = remembered(("account", "2019-20"), load)   # does not

Outside of a reading nothing is remembered, so nothing is ever out of date.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("kith_reading", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """One reading. A reading within a reading is part of it."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key: Hashable, load: Callable[[], Value]) -> Value:
    """What `load` gives, loaded once in a reading."""
    memory = _memory.get()
    if memory is None:
        return load()
    if key not in memory:
        memory[key] = load()
    value: Value = memory[key]
    return value

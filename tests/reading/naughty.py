"""Functions that a limited child is right to stop."""

import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any


def add(one: int, other: int) -> int:
    return one + other


def eat_memory() -> int:
    return len(bytearray(2_000_000_000))


def never_end() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def vanish() -> None:
    os._exit(3)


def write_a_file(path: str) -> None:
    Path(path).write_text("written", encoding="utf-8")


def come_alive() -> Any:
    return _Alive()


def reach_through() -> Any:
    return _Reaching()


def plain() -> dict[str, Any]:
    return {"of": Decimal("1.5"), "rows": [(1, "a", None)]}


def break_down() -> None:
    raise KeyError("a secret of the file")


class _Alive:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


class _Reaching:
    """Comes back as a call of what one of Kith's own modules has imported."""

    def __reduce__(self) -> tuple[Any, ...]:
        from kith.reading import sandbox

        return sandbox.run, ("os.getcwd",)

"""Where a series stops being comparable with itself: told by whoever keeps the definitions.

A break is on the first day from which values mean something else. Charts mark it, and no change,
trend or control limit runs across it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """From `on`, inclusive, the values of an indicator mean something else; `why` says what."""

    on: date
    why: str


Teller = Callable[[Collection[str]], Mapping[str, Iterable[Break]]]
_TELLERS: list[Teller] = []


def register_breaks(tell: Teller) -> Teller:
    """Add someone who knows of breaks: asked for many keys at once, in few queries."""
    if tell not in _TELLERS:
        _TELLERS.append(tell)
    return tell


def breaks_among(keys: Collection[str]) -> dict[str, list[Break]]:
    """The breaks of each of these indicators, earliest first; an indicator without any has []."""
    found: dict[str, set[Break]] = {key: set() for key in keys}
    for tell in _TELLERS:
        for key, breaks in tell(keys).items():
            found.setdefault(key, set()).update(breaks)
    return {key: sorted(breaks) for key, breaks in found.items()}


def breaks_of(key: str) -> list[Break]:
    """The breaks of one indicator, earliest first. For many, ask `breaks_among` once."""
    return breaks_among([key])[key]

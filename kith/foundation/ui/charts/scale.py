"""Scales and places: round ticks, a linear scale, labels that keep out of one another's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round values that enclose low to high, about so many of them."""
    if high < low:
        low, high = high, low
    if high == low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / max(about - 1, 1)
    magnitude = 10.0 ** floor(log10(rough))
    step = next(s * magnitude for s in STEPS if s * magnitude >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    places = max(0, 2 - floor(log10(step)))
    return [round(index * step, places) for index in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values (low to high) to places (start to end); end may lie before start."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def shown(value: float, places: int | None = None) -> str:
    """An axis value or label: thousands separated, no needless decimals.

    Only for values already rounded where they came from, and for round axis values.
    """
    if places is None:
        places = 0 if float(value).is_integer() else min(len(repr(float(value)).split(".")[1]), 2)
    text = f"{abs(value):,.{places}f}"
    return f"−{text}" if value < 0 else text


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Moves places apart to at least `gap`, as little as it can, within low to high.

    The order is kept. Where there is not room for all, they are shared out evenly.
    """
    count = len(places)
    if count == 0:
        return []
    order = sorted(range(count), key=lambda index: places[index])
    if (count - 1) * gap >= high - low:
        step = (high - low) / max(count - 1, 1)
        even = [low + step * index for index in range(count)]
        return _in_order(order, even)
    # Groups that touch are moved as one to the mean of where they wish to be.
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _start(places, groups[-1], gap, low, high) < (
            _start(places, groups[-2], gap, low, high) + gap * len(groups[-2]) - 1e-9
        ):
            last = groups.pop()
            groups[-1] = groups[-1] + last
    out = [0.0] * count
    for group in groups:
        start = _start(places, group, gap, low, high)
        for offset, index in enumerate(group):
            out[index] = start + gap * offset
    return out


def _start(places: Sequence[float], group: list[int], gap: float, low: float, high: float) -> float:
    wished = sum(places[index] - gap * offset for offset, index in enumerate(group)) / len(group)
    return min(max(wished, low), high - gap * (len(group) - 1))


def _in_order(order: list[int], values: list[float]) -> list[float]:
    out = [0.0] * len(values)
    for position, index in enumerate(order):
        out[index] = values[position]
    return out


def every(count: int, room: float, needed: float) -> int:
    """Show one label in how many, so that each has the room it needs."""
    if count <= 1 or room <= 0:
        return 1
    return max(1, ceil(needed * count / room))

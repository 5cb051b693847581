"""Ticks and places."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kith.foundation.ui.charts.scale import nice_ticks, shown, spread

numbers = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 2))


@given(numbers, numbers, st.integers(2, 10))
def test_ticks_enclose_their_values_evenly(a: float, b: float, about: int) -> None:
    ticks = nice_ticks(a, b, about)
    assert ticks[0] <= min(a, b) + 1e-9
    assert ticks[-1] >= max(a, b) - 1e-9
    steps = [after - before for before, after in itertools.pairwise(ticks)]
    assert max(steps) - min(steps) < max(abs(t) for t in ticks) * 1e-6 + 1e-9
    assert 2 <= len(ticks) <= about + 3


@given(st.lists(st.floats(0, 200), min_size=1, max_size=8), st.floats(5, 30))
def test_labels_are_moved_apart_within_their_room_and_keep_their_order(
    places: list[float], gap: float
) -> None:
    moved = spread(places, gap, 0, 300)
    order = sorted(range(len(places)), key=lambda index: places[index])
    placed = [moved[index] for index in order]
    for before, after in itertools.pairwise(placed):
        assert after - before >= min(gap, 300 / max(len(places) - 1, 1)) - 1e-6
    assert min(moved) >= -1e-6
    assert max(moved) <= 300 + 1e-6


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 50, 90], 10, 0, 100) == [10, 50, 90]


def test_values_on_an_axis_have_separators_and_a_true_minus() -> None:
    assert [shown(1234.0), shown(-2.5), shown(0.25), shown(40, 1)] == [
        "1,234",
        "−2.5",
        "0.25",
        "40.0",
    ]

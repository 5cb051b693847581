"""Disclosure control: percentages, running totals, and publications that cannot be protected."""

from dataclasses import replace

import pytest

from kith.kernel.disclosure import Cell, Line, Recovered, Share, Sum, attack, suppress
from kith.kernel.disclosure.attack import Row
from kith.kernel.refusals import Refused


def exact(found: list[Recovered]) -> list[Recovered]:
    return [one for one in found if not one.weak]


# Percentages and rates


def test_a_percentage_of_a_hidden_count_is_hidden_and_would_give_it_away() -> None:
    cells = [Cell("second plans", 3), Cell("plans", 50), Cell("first plans", 47)]
    share = Share("second plans %", "second plans", "plans", name="Table 4")
    lines = [share]
    (found,) = attack(cells[:2], {"second plans"}, lines)
    assert (found.value, found.lines) == (3, (share,))
    hidden = suppress(cells, [*lines, Sum("plans", ("second plans", "first plans"))])
    assert hidden == {"second plans", "first plans", "second plans %"}


def test_a_percentage_that_leaves_a_small_rest_is_hidden_with_a_part_of_it() -> None:
    cells = [Cell("on time", 47), Cell("due", 50)]
    lines = [Share("on time %", "on time", "due")]
    (found,) = attack(cells, set(), lines)
    assert (found.key, found.value) == (("the rest of", "due", "without", "on time"), 3)
    hidden = suppress(cells, lines)
    assert hidden == {"on time", "on time %"}
    assert exact(attack(cells, hidden, lines)) == []


def test_all_and_none_are_shown() -> None:
    cells = [Cell("on time", 50), Cell("due", 50), Cell("late", 0)]
    lines = [Share("on time %", "on time", "due"), Share("late %", "late", "due")]
    assert suppress(cells, lines) == set()
    assert attack(cells, set(), lines) == []


def test_a_percentage_over_a_hidden_denominator_is_hidden() -> None:
    cells = [Cell("met", 0), Cell("asked", 4)]
    assert suppress(cells, [Share("met %", "met", "asked")]) == {"asked", "met %"}


def test_a_percentage_of_nobody_tells_nothing() -> None:
    cells = [Cell("met", 0), Cell("asked", 0)]
    assert suppress(cells, [Share("met %", "met", "asked")]) == set()


def test_a_percentage_of_a_number_never_printed_is_hidden_when_it_gives_it_away() -> None:
    cells = [
        Cell("boys", 2, published=False),
        Cell("girls", 2, published=False),
        Cell("children", 80, sensitive=False),
    ]
    lines = [Share("boys %", "boys", "children"), Share("girls %", "girls", "children")]
    assert {one.value for one in attack(cells, set(), lines)} == {2}
    assert suppress(cells, lines) == {"boys %", "girls %"}


def test_a_printed_percentage_ties_two_numbers_never_printed() -> None:
    cells = [
        Cell("boys", 4, published=False),
        Cell("children", 80, published=False),
        Cell("girls", 76, sensitive=False),
        Cell("area", 180, sensitive=False),
        Cell("elsewhere", 100, sensitive=False),
    ]
    lines: list[Line] = [
        Sum("area", ("children", "elsewhere")),
        Share("girls %", "girls", "children"),
        Share("boys for each 10,000", "boys", "area", scale=10_000),
    ]
    assert {one.key for one in attack(cells, set(), lines)} == {"boys"}
    hidden = suppress(cells, lines)
    assert "boys for each 10,000" in hidden
    assert attack(cells, hidden, lines) == []


def test_a_percentage_between_hidden_numbers_can_still_give_one_away() -> None:
    cells = [
        Cell("part", 3, published=False),
        Cell("whole", 7, sensitive=False, published=False),
        Cell("other", 5, sensitive=False, published=False),
        Cell("all", 12, sensitive=False),
    ]
    share = Share("part %", "part", "whole", name="Chart 2")
    lines: list[Line] = [share, Sum("all", ("whole", "other"))]
    part, rest = attack(cells, set(), lines)
    assert (part.value, rest.value) == (3, 4)  # 42.9% of 1 to 12 children is 3 of 7, never else
    assert share in part.lines
    assert suppress(cells, lines) == {"part %"}


def test_a_rate_of_more_events_than_people_has_no_rest() -> None:
    cells = [Cell("episodes", 30), Cell("children", 20)]
    lines = [Share("episodes for each child", "episodes", "children", scale=1)]
    assert suppress(cells, lines) == set()


# Publications that cannot be protected, or are wrong


def test_a_small_count_beside_public_numbers_alone_is_refused() -> None:
    cells = [Cell("a", 3), Cell("b", 9, fixed=True), Cell("all", 12, fixed=True)]
    lines = [Sum("all", ("a", "b"))]
    with pytest.raises(Refused, match="nothing can protect"):
        suppress(cells, lines)


def test_a_public_number_is_known_to_the_attacker_even_if_hidden_here() -> None:
    cells = [Cell("a", 3), Cell("b", 9, fixed=True), Cell("all", 12)]
    lines = [Sum("all", ("a", "b"))]
    (found,) = attack(cells, {"a", "b"}, lines)
    assert found.value == 3
    assert suppress(cells, lines) == {"a", "all"}


def test_two_counts_of_one_beside_a_public_total_of_two_are_refused() -> None:
    cells = [
        Cell("a", 1),
        Cell("b", 1),
        Cell("both", 2, sensitive=False, fixed=True),
        Cell("c", 20),
        Cell("b and c", 21),
    ]
    lines = [Sum("both", ("a", "b")), Sum("b and c", ("b", "c"))]
    with pytest.raises(Refused, match="is a small number that nothing can protect"):
        suppress(cells, lines)


@pytest.mark.parametrize(
    ("cells", "lines", "why"),
    [
        ([Cell("a", 3), Cell("a", 4)], [], "3 in one place and 4 in another"),
        ([Cell("a", -1)], [], "never less than 0"),
        ([Cell("a", 3)], [Sum("all", ("a",))], "no cell of the publication"),
        ([Cell("a", 3)], [Sum("a", ("b",))], "no cell of the publication"),
        ([Cell("a", 3)], [Share("a %", "a", "b")], "no cell of the publication"),
        ([Cell("a", 3), Cell("all", 9)], [Sum("all", ("a",))], "add up to 3"),
    ],
)
def test_a_publication_that_contradicts_itself_is_refused(
    cells: list[Cell], lines: list[Line], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        suppress(cells, lines)
    with pytest.raises(Refused, match=why):
        attack(cells, set(), lines)


def test_a_part_never_collected_counts_for_nothing_where_the_rest_make_the_total() -> None:
    cells = [Cell("a", 3), Cell("b", None), Cell("c", 9), Cell("all", 12)]
    lines = [Sum("all", ("a", "b", "c"))]
    assert suppress(cells, lines) == {"a", "c"}
    (found,) = attack(cells, {"a"}, lines)
    assert found.value == 3


def test_a_part_never_collected_hides_the_others_where_the_total_includes_it() -> None:
    cells = [Cell("a", 3), Cell("b", None), Cell("all", 12), Cell("c", None)]
    lines: list[Line] = [Sum("all", ("a", "b")), Sum("c", ("a",)), Sum("all", ("c",))]
    lines.append(Share("%", "a", "c"))
    assert suppress(cells, lines) == {"a"}
    assert attack(cells, {"a"}, lines) == []


def test_a_cell_named_twice_is_as_sensitive_as_its_most_careful_mention() -> None:
    cell = Cell("a", 3, sensitive=False, published=False)
    assert suppress([cell, replace(cell, sensitive=True, published=True)], []) == {"a"}


def test_a_solution_that_does_not_hold_exactly_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = [Cell("a", 3), Cell("b", 30), Cell("all", 33)]
    question = (cells, {"a", "b"}, [Sum("all", ("a", "b"))])
    assert attack(*question) == []
    monkeypatch.setattr(Row, "holds", lambda *_: False)
    (found,) = attack(*question)  # without a second solution to show, it counts as told
    assert found.value == 3


def test_a_percentage_is_hidden_when_it_reveals_the_whole_it_was_taken_of() -> None:
    cells = [
        Cell("girls", 76, sensitive=False),
        Cell("boys", 4, published=False),
        Cell("children", 80, sensitive=False, published=False),
    ]
    lines: list[Line] = [
        Sum("children", ("girls", "boys")),
        Share("girls %", "girls", "children"),
    ]
    assert attack(cells, set(), lines)[0].value == 4  # 76 is 95.0% of 80 and of no other
    assert suppress(cells, lines) == {"girls %"}
    assert attack(cells, {"girls %"}, lines) == []

"""Disclosure control: small counts stay hidden even from a reader with a solver."""

import csv
import itertools
import subprocess
import sys
import time
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.kernel.disclosure import Cell, Key, Line, Recovered, Share, Sum, attack, suppress
from tests.paths import REPORT_2019_20, ROOT, needs_official_data

Publication = tuple[list[Cell], list[Line]]
small_and_large = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 30])
sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))


def table(name: str, counts: list[list[int]], sensitive_totals: bool = True) -> Publication:
    """A table with totals of rows, of columns and of all; keys are (name, row, column)."""
    rows, columns = range(len(counts)), range(len(counts[0]))
    cells = [Cell((name, r, c), counts[r][c]) for r in rows for c in columns]
    lines: list[Line] = []

    def add(total: Key, parts: list[Key], value: int, new: bool = True) -> None:
        if new:
            cells.append(Cell(total, value, sensitive=sensitive_totals))
        lines.append(Sum(total, tuple(parts)))

    for r in rows:
        add((name, r, "all"), [(name, r, c) for c in columns], sum(counts[r]))
    for c in columns:
        column = [counts[r][c] for r in rows]
        add((name, "all", c), [(name, r, c) for r in rows], sum(column))
    everything = sum(map(sum, counts))
    add((name, "all", "all"), [(name, r, "all") for r in rows], everything)
    add((name, "all", "all"), [(name, "all", c) for c in columns], everything, new=False)
    return cells, lines


@st.composite
def tables(draw: st.DrawFn, name: str = "t") -> Publication:
    rows, columns = draw(sizes)
    counts = [[draw(small_and_large) for _ in range(columns)] for _ in range(rows)]
    return table(name, counts, draw(st.booleans()))


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """Two tables that share cells: the second splits the first's rows in another way."""
    rows, columns = draw(sizes)
    counts = [[draw(small_and_large) for _ in range(columns)] for _ in range(rows)]
    cells, lines = table("first", counts, draw(st.booleans()))
    for r in range(rows):
        left = sum(counts[r])
        first = draw(st.integers(0, left))
        parts: tuple[Key, ...] = (("second", r, "boys"), ("second", r, "girls"))
        values = (first, left - first)
        cells += [Cell(key, value) for key, value in zip(parts, values, strict=True)]
        lines.append(Sum(("first", r, "all"), parts))
        lines.append(Share(("share", r), parts[0], ("first", r, "all")))
    return cells, lines


def primary(cells: list[Cell]) -> set[Key]:
    return {c.key for c in cells if c.sensitive and c.value is not None and 1 <= c.value <= 5}


def exact(found: list[Recovered]) -> list[Recovered]:
    return [one for one in found if not one.weak]


# Suppression withstands the attack


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_table_gives_a_small_count_away_after_suppression(publication: Publication) -> None:
    cells, lines = publication
    hidden = suppress(cells, lines)
    assert primary(cells) <= hidden
    assert exact(attack(cells, hidden, lines)) == []


@settings(max_examples=150, deadline=None)
@given(publications())
def test_cells_shared_by_tables_give_no_small_count_away(publication: Publication) -> None:
    cells, lines = publication
    hidden = suppress(cells, lines)
    assert exact(attack(cells, hidden, lines)) == []


@settings(max_examples=100, deadline=None)
@given(tables())
def test_every_line_hides_nothing_or_at_least_two_and_never_a_zero(
    publication: Publication,
) -> None:
    cells, lines = publication
    hidden = suppress(cells, lines)
    values = {cell.key: cell.value for cell in cells}
    assert all(values[key] != 0 for key in hidden)
    for line in lines:
        assert isinstance(line, Sum)
        assert len({line.total, *line.parts} & hidden) != 1


@settings(max_examples=75, deadline=None)
@given(publications(), st.randoms(use_true_random=False))
def test_the_same_publication_in_another_order_hides_the_same_cells(
    publication: Publication, random: Random
) -> None:
    cells, lines = publication
    mixed = random.sample(cells, len(cells)), random.sample(lines, len(lines))
    assert suppress(*mixed) == suppress(cells, lines)


def test_with_nothing_hidden_to_protect_it_a_small_count_is_recovered() -> None:
    cells, lines = table("plans", [[12, 3, 9], [20, 11, 30]])
    (found,) = attack(cells, primary(cells), lines)
    assert (found.key, found.value) == (("plans", 0, 1), 3)
    assert found.lines
    assert "plans, 0, 1 is hidden but can only be 3, from: " in found.why
    assert attack(cells, suppress(cells, lines), lines) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.lists(st.integers(6, 40), min_size=1, max_size=5))
def test_one_hidden_count_in_a_line_is_always_recovered(small: int, others: list[int]) -> None:
    values = [small, *others]
    keys: list[Key] = [("part", i) for i in range(len(values))]
    cells = [Cell(key, value) for key, value in zip(keys, values, strict=True)]
    cells.append(Cell("total", sum(values)))
    (found,) = attack(cells, {("part", 0)}, [Sum("total", tuple(keys))])
    assert found.value == small


def test_two_hidden_in_every_line_is_not_always_enough() -> None:
    cells, lines = table("t", [[1, 1, 9], [9, 9, 9]], sensitive_totals=False)
    in_a_row: set[Key] = {("t", 0, 0), ("t", 0, 1)}
    assert [one.value for one in attack(cells, in_a_row, lines)] == [1, 1]
    assert exact(attack(cells, suppress(cells, lines), lines)) == []


def test_the_next_smallest_cell_that_is_not_zero_protects_a_lone_small_count() -> None:
    cells = [Cell("a", 3), Cell("b", 0), Cell("c", 9), Cell("d", 40), Cell("all", 52)]
    assert suppress(cells, [Sum("all", ("a", "b", "c", "d"))]) == {"a", "c"}


def test_of_two_cells_the_one_that_costs_the_reader_less_in_all_is_hidden() -> None:
    cells, lines = table("t", [[3, 7, 8], [90, 80, 4], [90, 80, 90]])
    hidden = suppress(cells, lines)
    assert ("t", 0, 2) in hidden  # 8 mends its own column too; 7 would open another
    assert ("t", 0, 1) not in hidden


def test_more_is_hidden_until_the_solver_recovers_nothing() -> None:
    cells = [Cell("a", 1), Cell("b", 1), Cell("c", 30), Cell("d", 8), Cell("all", 40)]
    lines = [Sum("all", ("a", "b", "c", "d"))]
    assert [one.value for one in attack(cells, {"a", "b"}, lines)] == [1, 1]
    assert suppress(cells, lines) == {"a", "b", "d"}


def test_a_publication_without_small_counts_hides_nothing() -> None:
    cells, lines = table("t", [[0, 10], [20, 30]])
    assert suppress(cells, lines) == set()
    assert attack(cells, set(), lines) == []


def test_counts_that_are_not_sensitive_are_shown_however_small() -> None:
    cells = [Cell("sessions", 3, sensitive=False)]
    assert suppress(cells, []) == set()
    assert attack(cells, set(), []) == []


# What the attack knows


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2),
    st.sets(st.integers(0, 11), max_size=7),
)
def test_the_attack_finds_just_what_trying_every_number_finds(
    counts: list[list[int]], positions: set[int]
) -> None:
    cells, lines = table("t", counts)
    printed = [cell for cell in cells if cell.value]
    hidden = {cell.key for i, cell in enumerate(printed) if i in positions}
    told = {one.key: one.value for one in exact(attack(cells, hidden, lines))}
    assert told == _tried(cells, hidden, lines)


def _tried(cells: list[Cell], hidden: set[Key], lines: list[Line]) -> dict[Key, int]:
    """Small counts that are alike in every solution at most one away from the truth.

    That is far enough: the lines of a table are a network, whose solutions differ by steps of one.
    """
    truth = {cell.key: cell.value or 0 for cell in cells}
    keys = sorted(hidden, key=repr)
    choices = [[n for n in (truth[k] - 1, truth[k], truth[k] + 1) if n >= 1] for k in keys]
    seen: dict[Key, set[int]] = {key: {truth[key]} for key in truth}
    for choice in itertools.product(*choices):
        guess = truth | dict(zip(keys, choice, strict=True))
        if all(
            guess[s.total] == sum(guess[k] for k in s.parts) for s in lines if isinstance(s, Sum)
        ):
            for key in keys:
                seen[key].add(guess[key])
    return {key: truth[key] for key in primary(cells) if len(seen[key]) == 1}


def test_a_small_count_that_is_shown_is_reported_as_shown() -> None:
    (found,) = attack([Cell(("lado", "health"), 4)], set(), [])
    assert (found.value, found.lines, found.why) == (4, (), "lado, health is 4 and is shown.")


def test_whole_numbers_may_leave_one_answer_where_fractions_leave_many() -> None:
    cells = [Cell("a", 1), Cell("b", 1), Cell("c", 1), Cell("d", 2)]
    cells += [Cell(("pair", n), 4, sensitive=False) for n in range(3)]
    lines = [
        Sum(("pair", 0), ("a", "b", "d")),
        Sum(("pair", 1), ("b", "c", "d")),
        Sum(("pair", 2), ("a", "c", "d")),
    ]
    found = attack(cells, {"a", "b", "c", "d"}, lines)
    assert {one.key: one.value for one in found} == {"a": 1, "b": 1, "c": 1, "d": 2}
    assert exact(attack(cells, suppress(cells, lines), lines)) == []


def test_a_count_that_can_only_be_one_of_two_is_reported_as_weak() -> None:
    cells = [Cell("a", 1), Cell("b", 2), Cell("c", 9), Cell("all", 12)]
    lines = [Sum("all", ("a", "b", "c"), name="Table 3, total")]
    first, second = attack(cells, {"a", "b"}, lines)
    assert (first.weak, first.value, first.low, first.high) == (True, None, 1, 2)
    assert second.why == "b is hidden but can only be 1 or 2, from: Table 3, total."


def test_an_agency_that_knows_its_own_row_learns_its_neighbours() -> None:
    cells = [Cell("ours", 4), Cell("theirs", 3), Cell("rest", 50), Cell("all", 57)]
    lines = [Sum("all", ("ours", "theirs", "rest"))]
    hidden = suppress(cells, lines)
    assert attack(cells, hidden, lines) == []
    (found,) = attack(cells, hidden, lines, known={"ours"})
    assert (found.key, found.value) == ("theirs", 3)


def test_the_year_less_three_quarters_gives_a_quarter_away() -> None:
    cells = [Cell("April to December", 23), Cell("April to September", 20)]
    cells.append(Cell("October to December", 3, published=False))
    lines = [Sum("April to December", ("April to September", "October to December"))]
    (found,) = attack(cells, set(), lines)
    assert (found.key, found.value) == ("October to December", 3)
    hidden = suppress(cells, lines)
    assert hidden == {"April to September"}
    assert exact(attack(cells, hidden, lines)) == []


def test_a_number_never_printed_protects_the_hidden_one_beside_it() -> None:
    cells = [Cell("a", 3), Cell("b", 9, published=False), Cell("all", 12)]
    lines = [Sum("all", ("a", "b"))]
    assert suppress(cells, lines) == {"a"}
    assert attack(cells, {"a"}, lines) == []


# The real table, speed and quiet


@needs_official_data
def test_the_2019_20_allegations_table_withstands_the_attack() -> None:
    with (REPORT_2019_20 / "lado.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells: list[Cell] = []
    lines: list[Line] = []
    for year in ("2017-18", "2018-19", "2019-20"):
        values = {(row["agency"], year): int(row[year]) if row[year] else None for row in rows}
        cells += [Cell(key, value) for key, value in values.items()]
        cells.append(Cell(("All", year), sum(v or 0 for v in values.values())))
        lines.append(Sum(("All", year), tuple(values)))
    latest = [cell.value for cell in cells if cell.key[1] == "2019-20"]
    assert sum(value is not None and 1 <= value <= 5 for value in latest) == 9
    assert latest.count(0) == 6
    hidden = suppress(cells, lines)
    assert len(primary(cells)) == 31
    assert primary(cells) <= hidden
    assert attack(cells, hidden, lines) == []


def test_a_publication_of_sixty_tables_is_hidden_and_attacked_in_half_a_second() -> None:
    random = Random(2020)
    cells: list[Cell] = []
    lines: list[Line] = []
    for n in range(60):
        counts = [[random.choice([0, 2, 4, 7, 9, 15, 40]) for _ in range(3)] for _ in range(2)]
        more_cells, more_lines = table(f"table {n}", counts)
        cells += more_cells
        lines += more_lines
    assert len(cells) == 60 * 12

    def run() -> float:
        began = time.perf_counter()
        hidden = suppress(cells, lines)
        assert exact(attack(cells, hidden, lines)) == []
        return time.perf_counter() - began

    assert min(run() for _ in range(3)) < 0.5


def test_the_solver_writes_nothing_on_standard_output() -> None:
    program = (
        "from kith.kernel.disclosure import Cell, Sum, attack\n"
        "cells = [Cell('a', 3), Cell('b', 9), Cell('all', 12)]\n"
        "assert attack(cells, {'a'}, [Sum('all', ('a', 'b'))])\n"
    )
    ran: Any = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == ("", "")

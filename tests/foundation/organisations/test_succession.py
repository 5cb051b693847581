"""A series across a merger, a split or a closure neither breaks nor counts twice."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.foundation.organisations.example import load_organisations
from kith.foundation.organisations.succession import Life, Lineage, Link, load_lineage

APRIL = date(2020, 4, 1)
EIGHT = [f"old-{n}" for n in range(8)]
MERGER = Lineage(
    lives={
        "new": Life(opens_on=APRIL),
        **{old: Life(closes_on=date(2020, 3, 31)) for old in EIGHT},
    },
    links=tuple(Link(old, "new", APRIL) for old in EIGHT),
)
BEFORE = (date(2019, 4, 1), date(2020, 3, 31))
AFTER = (date(2020, 4, 1), date(2021, 3, 31))
ACROSS = (date(2020, 1, 1), date(2020, 12, 31))


def test_eight_groups_make_the_series_before_they_became_one() -> None:
    combined = MERGER.combine(["new"], *BEFORE, dict.fromkeys(EIGHT, 3))
    assert combined.total == 24
    assert combined.used == tuple(EIGHT)


def test_after_the_merger_the_new_body_answers_alone() -> None:
    combined = MERGER.combine(["new"], *AFTER, {"new": 30, "old-1": 5})
    assert combined.total == 30
    assert combined.set_aside == ("old-1",)


def test_a_back_cast_beside_the_predecessors_own_values_is_not_counted_twice() -> None:
    combined = MERGER.combine(["new"], *BEFORE, {**dict.fromkeys(EIGHT, 3), "new": 24})
    assert combined.total == 24
    assert combined.set_aside == ("new",)


def test_a_predecessor_that_gave_nothing_leaves_no_total() -> None:
    combined = MERGER.combine(["new"], *BEFORE, dict.fromkeys(EIGHT[:7], 3))
    assert combined.total is None
    assert combined.missing == ("old-7",)


def test_in_a_year_with_the_merger_inside_each_answers_for_its_own_days() -> None:
    parts = MERGER.contributors(["new"], *ACROSS)
    assert len(parts) == 9
    assert {p.ends_on for p in parts if p.organisation != "new"} == {date(2020, 3, 31)}
    assert [p.starts_on for p in parts if p.organisation == "new"] == [APRIL]
    assert MERGER.combine(["new"], *ACROSS, {**dict.fromkeys(EIGHT, 1), "new": 10}).total == 18


def test_a_count_on_the_last_day_is_the_predecessors_and_on_the_next_the_successors() -> None:
    last, first = date(2020, 3, 31), APRIL
    assert {p.organisation for p in MERGER.contributors(["new"], last, last)} == set(EIGHT)
    assert {p.organisation for p in MERGER.contributors(["new"], first, first)} == {"new"}


def test_one_predecessor_alone_does_not_claim_the_whole_successor() -> None:
    assert MERGER.line(["old-1"]) == {"old-1"}
    assert MERGER.contributors(["old-1"], *AFTER) == []


def test_all_predecessors_together_go_on_in_their_successor() -> None:
    assert MERGER.combine(EIGHT, *AFTER, {"new": 30}).total == 30


def test_a_body_that_closed_with_no_successor_answers_until_its_last_day() -> None:
    lineage = Lineage({"centre": Life(closes_on=date(2020, 3, 23))}, ())
    [part] = lineage.contributors(["centre"], *BEFORE)
    assert part.ends_on == date(2020, 3, 23)
    assert lineage.contributors(["centre"], *AFTER) == []
    after = lineage.combine(["centre"], *AFTER, {"centre": 4})
    assert after.total is None
    assert after.set_aside == ("centre",)


def test_a_split_body_belongs_to_both_halves_together_and_to_neither_alone() -> None:
    lives = {"left": Life(APRIL), "right": Life(APRIL)}
    split = Lineage(lives, (Link("whole", "left", APRIL), Link("whole", "right", APRIL)))
    assert split.combine(["left"], *BEFORE, {"whole": 9}).used == ()
    assert split.combine(["left", "right"], *BEFORE, {"whole": 9}).total == 9


def test_a_new_name_is_a_succession_of_one() -> None:
    renamed = Lineage({"now": Life(APRIL)}, (Link("then", "now", APRIL),))
    assert renamed.combine(["now"], *BEFORE, {"then": 7}).total == 7
    assert renamed.combine(["then"], *AFTER, {"now": 8}).total == 8


def test_a_body_that_grew_by_taking_over_another_answers_before_and_after() -> None:
    grown = Lineage({}, (Link("small", "large", APRIL),))
    assert grown.combine(["large"], *BEFORE, {"small": 2, "large": 5}).total == 7
    assert grown.combine(["large"], *AFTER, {"large": 8}).total == 8


@st.composite
def histories(draw: st.DrawFn) -> Lineage:
    """Bodies merging in successive years: every body becomes at most one other, later."""
    count = draw(st.integers(2, 9))
    keys = [f"b{n}" for n in range(count)]
    lives, links, born = {}, [], {}
    for n, key in enumerate(keys[:-1]):
        if draw(st.booleans()):
            target = draw(st.sampled_from(keys[n + 1 :]))
            born.setdefault(target, date(2010 + int(target[1:]), 4, 1))
            links.append(Link(key, target, born[target]))
    for key in keys:
        lives[key] = Life(opens_on=born.get(key))
    return Lineage(lives, tuple(links))


@given(histories(), st.integers(2008, 2021))
def test_on_any_day_every_body_counts_exactly_once_in_the_whole(
    lineage: Lineage, year: int
) -> None:
    day = date(year, 3, 31)
    values = dict.fromkeys(lineage.lives, 1)
    combined = lineage.combine(lineage.lives, day, day, values)
    alive = {
        key
        for key, life in lineage.lives.items()
        if (life.opens_on is None or life.opens_on <= day)
        and not any(link.predecessor == key and link.on <= day for link in lineage.links)
    }
    assert set(combined.used) == alive
    assert combined.total == Fraction(len(alive))


@pytest.mark.django_db
def test_the_examples_eight_groups_became_one_in_april_2020() -> None:
    load_organisations(date(2026, 11, 23))
    lineage = load_lineage()
    assert len(lineage.contributors(["saltmere-and-weald-ccg"], *BEFORE)) == 8
    assert len(lineage.contributors(["saltmere-and-weald-ccg"], *AFTER)) == 1

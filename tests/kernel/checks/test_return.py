"""A whole return: order, importance, and what holds for any numbers at all."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.kernel.checks import (
    RULES,
    Box,
    Importance,
    check_return,
    listing,
    passes,
    standing_in_the_way,
)
from kith.kernel.figures import Count, Ratio
from tests.kernel.checks.making import CHILDREN, EPISODES, SHARE, box, share

counts = st.integers(0, 100_000)
explanations = st.sampled_from(["", "slip", "Two children were reported 31 times in February."])
numbers = st.one_of(
    st.none(),
    st.integers(-5, 5_000).map(Decimal),
    st.decimals(-10, 10, places=1),
    st.sampled_from([Decimal("NaN"), Decimal("Infinity")]),
)


histories = st.sampled_from(
    [(), (Count(40),) * 11, (Count(40),) * 12, tuple(Count(n) for n in [250, 260] * 7)]
)


@st.composite
def boxes(draw: st.DrawFn, start: Box) -> Box:
    """Any box, filled in well or badly."""
    return replace(
        start,
        of=draw(numbers),
        among=draw(numbers) if start.shape == "share" else None,
        last=draw(st.one_of(st.none(), counts.map(Count))),
        year_ago=draw(st.one_of(st.none(), counts.map(Count))),
        earlier=draw(histories),
        low=draw(st.one_of(st.none(), counts.map(Decimal))),
        high=draw(st.one_of(st.none(), counts.map(Decimal))),
        nil_possible=draw(st.booleans()),
        explanation=draw(explanations),
        reason=draw(st.sampled_from(["", "Not held"])),
        within=draw(st.sampled_from(["", EPISODES.id, CHILDREN.id])),
        adds_to=draw(st.sampled_from(["", EPISODES.id])),
        opening=draw(st.one_of(st.none(), counts.map(Count))),
        starts=draw(st.sampled_from(["", CHILDREN.id])),
        ends=draw(st.sampled_from(["", SHARE.id])),
    )


returns = st.tuples(boxes(EPISODES), boxes(CHILDREN), boxes(SHARE)).map(list)


@settings(max_examples=50)
@given(returns)
def test_any_return_can_be_checked_and_read(given_boxes: list[Box]) -> None:
    for raised in check_return(given_boxes):
        assert raised.says.endswith(".")
        assert raised.do.endswith(".")
        assert raised.rule in RULES
    for agreed in passes(given_boxes):
        assert agreed.says.endswith(".")


@settings(max_examples=50)
@given(returns)
def test_what_must_be_put_right_never_depends_on_an_explanation(given_boxes: list[Box]) -> None:
    def must(some: list[Box]) -> list[tuple[str, str, str, bool]]:
        return [
            (each.rule, each.box, each.says, each.settled)
            for each in check_return(some)
            if each.importance is Importance.MUST
        ]

    long = "The new reporting form counts absences as well."
    explained = [replace(each, explanation=long) for each in given_boxes]
    silent = [replace(each, explanation="") for each in given_boxes]
    assert must(explained) == must(silent)
    assert not any(settled for *_, settled in must(explained))


@settings(max_examples=50)
@given(returns)
def test_explaining_never_changes_what_is_raised_and_settles_all_that_can_be(
    given_boxes: list[Box],
) -> None:
    long = "The new reporting form counts absences as well."
    explained = [replace(each, explanation=long) for each in given_boxes]
    assert [(r.rule, r.box, r.says) for r in check_return(explained)] == [
        (r.rule, r.box, r.says) for r in check_return(given_boxes)
    ]
    left = standing_in_the_way(check_return(explained))
    assert {each.importance for each in left} <= {Importance.MUST}


@given(st.lists(counts, min_size=1, max_size=8), st.data())
def test_repeating_last_quarters_values_raises_nothing_to_explain(
    values: list[int], data: st.DataObject
) -> None:
    same = [
        box(n, id=str(i), last=Count(n), year_ago=Count(n), earlier=(Count(n),) * 12)
        for i, n in enumerate(values)
    ]
    among = data.draw(st.integers(values[0], 100_000))
    same.append(share(values[0], among, last=Ratio(values[0], among)))
    assert check_return(same) == []


@given(st.integers(10, 100_000), counts, st.integers(1, 90))
def test_any_large_enough_move_beyond_the_limit_is_raised_and_no_other(
    before: int, now: int, limit: int
) -> None:
    raised = [
        each
        for each in check_return([box(now, last=Count(before), change_limit=limit)])
        if each.rule == "moved"
    ]
    beyond = abs(now - before) * 100 > limit * before
    assert bool(raised) is (beyond and abs(now - before) >= 5)
    assert all(each.importance is Importance.EXPLAIN for each in raised)


@settings(max_examples=50)
@given(returns, st.randoms())
def test_the_order_of_the_boxes_orders_the_answers_and_changes_nothing_else(
    given_boxes: list[Box], random: Random
) -> None:
    shuffled = list(given_boxes)
    random.shuffle(shuffled)

    def gist(some: list[Box]) -> set[tuple[str, str]]:
        return {(each.rule, each.box) for each in check_return(some)}

    assert gist(shuffled) == gist(given_boxes)
    order = [each.id for each in shuffled]
    places = [order.index(each.box) for each in check_return(shuffled)]
    assert places == sorted(places)


def test_what_must_be_put_right_comes_first_at_a_box() -> None:
    whole = box(60, id="whole", adds_to="", last=Count(10))
    part = box(61, id="part", adds_to="whole", last=None)
    importances = [each.importance for each in check_return([whole, part])]
    assert importances == [Importance.MUST, Importance.EXPLAIN]


def test_a_note_and_an_explained_value_do_not_stand_in_the_way() -> None:
    noted = box(0, last=Count(6))
    asked = box(342, CHILDREN, last=Count(100))
    raised = check_return([noted, asked])
    assert [each.box for each in standing_in_the_way(raised)] == [asked.id]
    told = replace(asked, explanation="A new home for eight opened in January.")
    assert standing_in_the_way(check_return([noted, told])) == []


def test_two_boxes_with_one_id_are_a_fault() -> None:
    with pytest.raises(ValueError, match="share the id"):
        check_return([EPISODES, EPISODES])


def test_every_rule_says_why_it_is_asked() -> None:
    assert [each["key"] for each in listing()] == [
        "blank", "half", "whole", "nil", "reason_and_number", "part_of_share", "within",
        "whole_of_share", "parts", "stock_flow", "range", "moved", "moved_in_a_year", "limits",
        "run", "none_now", "official", "two_agencies",
    ]  # fmt: skip
    for each in listing():
        assert each["why"].endswith(".")
        assert each["title"]


def test_two_hundred_boxes_with_ten_years_behind_them_are_quick() -> None:
    history = tuple(Count(200 + n % 7 * 9) for n in range(40))
    many = [box(271, id=str(n), earlier=history) for n in range(200)]
    started = process_time()
    check_return(many)
    assert process_time() - started < 0.5

"""Numbers of one return that must fit together."""

from dataclasses import replace

import pytest

from kith.kernel.checks import Box, Importance, passes
from kith.kernel.figures import Code, Count, Missing, Value
from tests.kernel.checks.making import CHILDREN, EPISODES, box, rules, said, share


def agreed(*boxes: Box) -> list[str]:
    return [each.says for each in passes(boxes)]


def test_a_share_of_more_than_all_must_be_put_right() -> None:
    (raised,) = said(share(41, 40))
    assert raised.importance is Importance.MUST
    assert raised.says == (
        "Return interviews in time says 41 of 40, which is more than all of them."
    )
    assert rules(share(40, 40)) == []


CHILDREN_WITHIN = replace(CHILDREN, within=EPISODES.id)


def test_a_number_may_not_exceed_the_one_it_is_part_of() -> None:
    first = box(133, CHILDREN, id="37", title="First time", within=CHILDREN.id, last=None)
    (raised,) = said(CHILDREN_WITHIN, EPISODES, first)
    assert (raised.rule, raised.box, raised.importance) == ("within", "37", Importance.MUST)
    assert raised.says == (
        "First time says 133, but “Children missing” says 118, and the first is part of the second."
    )
    assert rules(CHILDREN, replace(first, of=CHILDREN.of)) == []


def test_a_box_that_is_not_in_the_return_is_not_guessed() -> None:
    assert rules(replace(CHILDREN, within="99", among_is="99", starts="98", ends="97")) == []


def test_what_agrees_is_said_as_a_constable_would() -> None:
    episodes, children = box(342), box(132, CHILDREN_WITHIN)
    first = box(49, CHILDREN, id="37", within=CHILDREN.id)
    looked_after = box(48, CHILDREN, id="38", within=CHILDREN.id)
    assert agreed(episodes, children, first, looked_after) == [
        "342 episodes by 132 children is 2.6 each, 2.3 last quarter.",
        "49 and 48 are no more than 132.",
    ]


def test_one_alone_is_said_in_the_singular_and_what_does_not_agree_is_not_said() -> None:
    first = box(49, CHILDREN, id="37", within=CHILDREN.id)
    assert agreed(CHILDREN, first) == ["49 is no more than 118."]
    assert agreed(CHILDREN, replace(first, of=CHILDREN.of + 1 if CHILDREN.of else None)) == []


def test_no_children_had_no_episodes_each() -> None:
    assert agreed(box(0), box(0, CHILDREN_WITHIN)) == ["0 is no more than 0."]


def test_the_whole_of_a_share_is_the_number_the_return_gives() -> None:
    of_children = share(30, 120, among_is=CHILDREN.id)
    (raised,) = said(CHILDREN, of_children)
    assert (raised.rule, raised.importance) == ("whole_of_share", Importance.MUST)
    assert "is out of 120, but “Children missing” says 118" in raised.says
    assert rules(CHILDREN, share(30, 118, among_is=CHILDREN.id)) == []


def parts(*numbers: int | None, whole: int | None = 60) -> list[Box]:
    made = [
        box(n, id=f"p{i}", part=f"p{i}", part_label=f"part {i}", adds_to="whole", last=None,
            blank_needs_reason=False)
        for i, n in enumerate(numbers)
    ]  # fmt: skip
    return [box(whole, id="whole", last=None, blank_needs_reason=False), *made]


@pytest.mark.parametrize("numbers", [(10, 20, 30), (60,), (0, 60), (10, 20, None), (None, None)])
def test_parts_that_make_the_whole_or_may_yet_do_so_pass(numbers: tuple[int | None, ...]) -> None:
    assert rules(*parts(*numbers)) == []


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ((10, 20, 31), "Missing episodes says 60, but 10 + 20 + 31 come to 61: 1 more."),
        ((10, 20, 29), "Missing episodes says 60, but 10 + 20 + 29 come to 59: 1 fewer."),
        ((10, 51, None), "Missing episodes says 60, but 10 + 51 come to 61: 1 more."),
        ((1,) * 8, "Missing episodes says 60, but its 8 parts come to 8: 52 fewer."),
    ],
)
def test_parts_that_do_not_make_the_whole_must_be_put_right(
    numbers: tuple[int | None, ...], says: str
) -> None:
    (raised,) = said(*parts(*numbers))
    assert (raised.rule, raised.box, raised.importance) == ("parts", "whole", Importance.MUST)
    assert raised.says == says


def test_a_whole_that_is_not_typed_is_not_judged() -> None:
    assert rules(*parts(10, 20, whole=None)) == []
    assert agreed(*parts(10, 20, 30)) == ["10 + 20 + 30 make 60."]


OPENING = Count(355)


def flow(closing: int, opening: Value | None = OPENING) -> list[Box]:
    start = box(583, id="13", title="Plans started", last=None)
    end = box(476, id="14", title="Plans ended", last=None)
    return [
        box(closing, id="11", title="Plans open", opening=opening, starts="13", ends="14",
            last=None),
        start,
        end,
    ]  # fmt: skip


def test_what_was_open_started_and_ended_leaves_what_is_open() -> None:
    assert rules(*flow(462)) == []
    assert agreed(*flow(462)) == ["355 before, 583 started and 476 ended leave 462."]


def test_a_gap_between_stock_and_flow_asks_for_a_sentence() -> None:
    (raised,) = said(*flow(463))
    assert (raised.rule, raised.box, raised.importance) == ("stock_flow", "11", Importance.EXPLAIN)
    assert raised.says == (
        "355 before, 583 started and 476 ended leave 462, but Plans open says 463: 1 more."
    )
    assert said(*flow(461))[0].says.endswith("461: 1 fewer.")


def test_more_endings_than_there_were_is_told_as_such() -> None:
    boxes = flow(5, Count(10))
    boxes[1] = box(1, id="13", last=None)
    assert said(*boxes)[0].says == "10 before and 1 started are fewer than the 476 that ended."


@pytest.mark.parametrize("opening", [None, Missing(Code.NOT_COLLECTED)])
def test_an_opening_number_that_is_not_known_is_not_judged(opening: Value | None) -> None:
    assert rules(*flow(463, opening)) == []

"""What was expected of a number: its range, and how far it usually moves."""

from decimal import Decimal

import pytest

from kith.kernel.checks import Importance
from kith.kernel.figures import Code, Count, Missing, Printed, Rate, Ratio, Unit, Value
from tests.kernel.checks.making import box, rules, said, share

WHY = "Two children were reported 31 times between them in February."


def test_a_value_outside_its_range_asks_for_a_sentence() -> None:
    (raised,) = said(box(301, low=Decimal(100), high=Decimal(300), last=None))
    assert (raised.rule, raised.importance) == ("range", Importance.EXPLAIN)
    assert raised.says == (
        "Missing episodes says 301, more than the highest that is expected, 300."
    )
    (raised,) = said(box(99, low=Decimal(100), last=None))
    assert raised.says == "Missing episodes says 99, less than the lowest that is expected, 100."


def test_the_ends_of_the_range_are_inside_it() -> None:
    for of in (100, 300):
        assert rules(box(of, low=Decimal(100), high=Decimal(300), last=None)) == []


def test_the_range_of_a_share_is_of_its_percentage() -> None:
    (raised,) = said(share(30, 40, low=Decimal(80)))
    assert "30 of 40 (75.0%), less than the lowest that is expected, 80%." in raised.says
    assert rules(share(32, 40, low=Decimal(80))) == []


def test_a_move_beyond_the_limit_is_told_with_both_numbers() -> None:
    (raised,) = said(box(342))
    assert (raised.rule, raised.importance, raised.explained) == (
        "moved",
        Importance.EXPLAIN,
        False,
    )
    assert raised.says == (
        "26% more than last quarter: 342, was 271. "
        "Anything that moves by more than 25% needs a sentence."
    )


def test_an_explanation_settles_it_and_it_is_still_told() -> None:
    (raised,) = said(box(342, explanation=WHY))
    assert raised.explained
    assert raised.settled


def test_a_period_by_its_own_name_reads_as_a_sentence() -> None:
    (raised,) = said(box(342, last_label="October to December 2019"))
    assert raised.says.startswith("26% more than in October to December 2019: 342")


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (100, 125, False),  # exactly the limit
        (100, 126, True),
        (100, 75, False),
        (100, 74, True),
        (9, 4, False),  # both under 10
        (2, 9, False),
        (2, 10, True),
        (10, 13, False),  # apart by less than 5
        (10, 14, False),
        (10, 15, True),
        (15, 0, True),
    ],
)
def test_small_numbers_may_jump(before: int, now: int, asked: bool) -> None:
    assert ("moved" in rules(box(now, last=Count(before)))) is asked


def test_a_percentage_that_rounds_to_the_limit_is_shown_past_it() -> None:
    assert said(box(1253, last=Count(1000)))[0].says.startswith("25.3% more")
    assert said(box(12_501, last=Count(10_000)))[0].says.startswith("25.01% more")


def test_a_rise_from_none_has_no_percentage() -> None:
    (raised,) = said(box(14, last=Count(0)))
    assert raised.says.startswith("Missing episodes says 14, and last quarter there were none.")
    assert rules(box(9, last=Count(0))) == []


def test_an_item_without_a_limit_never_asks_and_one_with_another_keeps_it() -> None:
    assert rules(box(900, change_limit=None)) == []
    assert "more than 10% needs" in said(box(300, change_limit=10))[0].says


def test_the_same_time_last_year_is_asked_about_too_but_not_twice() -> None:
    year = {"year_ago": Count(500), "year_ago_label": "January to March 2019"}
    (raised,) = said(box(271, **year))
    assert raised.rule == "moved_in_a_year"
    assert raised.says.startswith("46% fewer than in January to March 2019: 271, was 500.")
    assert rules(
        box(271, **year | {"last": Count(500), "last_label": "January to March 2019"})
    ) == ["moved"]


@pytest.mark.parametrize("before", [Missing(Code.NOT_COLLECTED), Ratio(3, 4), None])
def test_a_value_before_that_is_no_count_is_not_compared(before: Value | None) -> None:
    assert rules(box(900, last=before, year_ago=before)) == []


def test_a_rate_is_compared_by_its_count() -> None:
    assert rules(box(271, shape="rate", last=Rate(271, 50_000))) == []
    assert rules(box(342, shape="rate", last=Rate(271, 63_672))) == ["moved"]


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (Ratio(30, 40), (10, 40), True),
        (Ratio(30, 40), (24, 40), False),  # 20% of itself
        (Ratio(3, 100), (6, 100), False),  # apart by less than 5 points
        (Ratio(10, 19), (1, 40), False),  # a share of few
        (Ratio(10, 40), (19, 19), False),
        (Printed(Decimal("75.0"), Unit.PERCENT, 1), (10, 40), True),
        (Ratio(0, 0), (10, 40), False),
        (Ratio(0, 40), (10, 40), True),
    ],
)
def test_shares_are_compared_by_percentage(
    before: Value, now: tuple[int, int], asked: bool
) -> None:
    assert ("moved" in rules(share(*now, last=before))) is asked


def test_a_share_that_moved_is_told_in_points() -> None:
    (raised,) = said(share(10, 40, last=Ratio(30, 40)))
    assert raised.says == (
        "Return interviews in time says 10 of 40 (25.0%); last quarter it was 30 of 40 (75.0%): "
        "down by 50.0 points. A share that moves by more than 25% of itself needs a sentence."
    )


# Limits of its own history

CALM = tuple(Count(n) for n in [250, 260] * 6)


def test_a_value_outside_the_limits_of_its_history_asks_for_a_sentence() -> None:
    (raised,) = said(box(290, earlier=CALM))
    assert (raised.rule, raised.importance) == ("limits", Importance.EXPLAIN)
    assert raised.says == (
        "Missing episodes says 290. It has usually been between 228 and 282, "
        "so this is more than chance."
    )
    assert rules(box(281, earlier=CALM)) == []


def test_fewer_than_twelve_values_set_no_limits() -> None:
    assert rules(box(330, earlier=CALM[1:])) == []
    assert rules(box(330, earlier=(None, *CALM[1:]))) == []
    assert rules(box(330, earlier=(None, *CALM))) == ["limits"]


def test_only_the_new_value_is_asked_about() -> None:
    history = (*CALM, Count(400), *CALM)
    assert rules(box(255, earlier=history)) == []


def test_a_history_that_never_moved_lets_small_numbers_move() -> None:
    still = tuple([Count(3)] * 12)
    assert rules(box(5, earlier=still, last=None)) == []
    assert rules(box(9, earlier=still, last=None)) == ["limits"]


def test_the_limits_of_a_share_stay_within_0_and_100() -> None:
    history = tuple(Ratio(n, 100) for n in [95, 99] * 6)
    (raised,) = said(share(70, 100, earlier=history, last=Ratio(90, 100)))
    assert "between 86.4% and 100.0%" in raised.says


def test_the_seventh_in_a_row_on_one_side_is_noted_once() -> None:
    six = (*CALM, *[Count(258)] * 5)  # the last of the calm ones, 260, is the first of the run
    assert [each.rule for each in said(box(258, earlier=six))] == ["run"]
    (noted,) = said(box(258, earlier=six))
    assert noted.importance is Importance.NOTE
    assert "points in a row above the mean" in noted.says
    assert rules(box(258, earlier=(*six, Count(258)))) == []


def test_none_now_and_some_before_is_noted() -> None:
    (noted,) = said(box(0, last=Count(6)))
    assert (noted.rule, noted.importance) == ("none_now", Importance.NOTE)
    assert noted.says == "Missing episodes says 0, and last quarter it was 6."
    assert rules(box(0, last=Count(0))) == []

"""What must be there: a whole number, or a reason why there is none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kith.kernel.checks import Importance, says_something
from tests.kernel.checks.making import box, rules, said, share


def test_an_empty_box_needs_a_reason() -> None:
    (raised,) = said(box(None))
    assert (raised.rule, raised.importance) == ("blank", Importance.MUST)
    assert raised.says == "Missing episodes is empty."
    assert "If there were none, write 0" in raised.do


@pytest.mark.parametrize("reason", ["", "  ", "n/a", "-----", "xxxxxx", "?????"])
def test_a_sign_is_no_reason(reason: str) -> None:
    assert rules(box(None, reason=reason)) == ["blank"]


def test_a_reason_is_enough_and_so_is_an_item_that_needs_none() -> None:
    assert rules(box(None, reason="Not held")) == []
    assert rules(box(None, blank_needs_reason=False)) == []


def test_an_explanation_is_not_a_reason() -> None:
    assert rules(box(None, explanation="The system was down for nine days")) == ["blank"]


@pytest.mark.parametrize(("of", "among"), [(3, None), (None, 40)])
def test_half_a_share_must_be_completed(of: int | None, among: int | None) -> None:
    (raised,) = said(share(of, among))
    assert (raised.rule, raised.importance) == ("half", Importance.MUST)


def test_the_half_that_is_there_is_told() -> None:
    assert "gives 3, but not out of how many" in said(share(3, None))[0].says
    assert "says out of 40, but not how many" in said(share(None, 40))[0].says


@pytest.mark.parametrize("written", ["-1", "2.5", "NaN", "Infinity", "-Infinity", "sNaN"])
def test_only_a_whole_number_of_0_or_more_can_be_a_count(written: str) -> None:
    (raised,) = said(box(written))
    assert (raised.rule, raised.importance) == ("whole", Importance.MUST)
    assert "cannot be a number of episodes" in raised.says


def test_both_numbers_of_a_share_are_counts() -> None:
    assert rules(replace(share(30, 40), among=Decimal("40.5"))) == ["whole"]
    assert rules(replace(share(30, 40), of=Decimal("-3"))) == ["whole"]


def test_2_point_0_is_a_whole_number() -> None:
    assert rules(box("271.0")) == []


def test_none_where_there_cannot_be_none() -> None:
    (raised,) = said(box(0, nil_possible=False, last=None))
    assert raised.says == "Missing episodes says 0, but there are always some episodes."
    assert raised.importance is Importance.MUST
    assert rules(box(0, nil_possible=True, last=None)) == []


def test_a_share_out_of_0_is_none_but_0_of_40_is_a_count() -> None:
    assert rules(share(0, 0, nil_possible=False)) == ["nil"]
    assert rules(share(0, 40, nil_possible=False)) == []
    assert rules(share(0, 0)) == []


def test_a_number_and_a_reason_for_having_none_is_noted() -> None:
    (raised,) = said(box(271, reason="We do not hold this"))
    assert (raised.rule, raised.importance) == ("reason_and_number", Importance.NOTE)


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("Two children were reported 31 times", True),
        ("new system", True),
        ("newsystem", False),
        ("aaaaaaaaaaaa", False),
        ("..........", False),
        ("1234567890", False),
        ("a         b", False),
    ],
)
def test_an_explanation_says_something(text: str, enough: bool) -> None:
    assert says_something(text, 10) is enough

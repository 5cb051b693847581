"""The same measure from somewhere else: the official series, or another agency."""

from decimal import Decimal
from typing import Any

import pytest

from kith.kernel.checks import Importance, Twin, passes
from kith.kernel.figures import Code, Count, Figure, Kind, Missing, Printed, Unit, Value
from kith.kernel.periods import parse_period
from tests.kernel.checks.making import EPISODES, box, rules, said, share
from tests.kernel.figure_examples import figure


def official(value: Value, **changes: Any) -> Figure:
    return figure(value, **{"period": EPISODES.period} | changes)


def test_far_from_the_official_figure_asks_for_a_sentence() -> None:
    (raised,) = said(box(271, official=official(Count(300))))
    assert (raised.rule, raised.importance) == ("official", Importance.EXPLAIN)
    assert raised.says == "Missing episodes says 271; the official figure is 300: 29 fewer."


@pytest.mark.parametrize(
    ("theirs", "importance"), [(285, "note"), (286, "explain"), (258, "explain")]
)
def test_close_to_the_official_figure_is_noted(theirs: int, importance: str) -> None:
    (raised,) = said(box(271, official=official(Count(theirs))))
    assert raised.importance == importance


def test_a_few_apart_is_close_however_small_the_numbers() -> None:
    assert [r.importance for r in said(box(7, last=None, official=official(Count(2))))] == ["note"]
    assert [r.importance for r in said(box(8, last=None, official=official(Count(2))))] == [
        "explain"
    ]


def test_the_same_as_the_official_figure_is_said() -> None:
    same = box(271, official=official(Count(271)))
    assert rules(same) == []
    assert [each.says for each in passes([same])] == [
        "Missing episodes says 271, and so does the official figure."
    ]


def test_an_official_figure_for_other_days_or_of_another_kind_is_not_compared() -> None:
    other = official(Count(900), period=parse_period("2019-20"))
    assert rules(box(271, official=other)) == []
    stock = official(Count(900), period=parse_period("2020-03-31"), kind=Kind.STOCK)
    assert rules(box(271, official=stock)) == []
    assert rules(box(271, official=official(Missing(Code.SUPPRESSED)))) == []


def test_a_stock_is_compared_with_the_official_one_of_the_same_day() -> None:
    stock = official(Count(900), period=parse_period("2020-03-31"), kind=Kind.STOCK)
    closing = box(
        463, kind=Kind.STOCK, period=parse_period("2020-03-31"), last=None, official=stock
    )
    assert rules(closing) == ["official"]


def test_a_published_percentage_agrees_with_whatever_rounds_to_it() -> None:
    printed = official(Printed(Decimal("66.7"), Unit.PERCENT, 1), unit=Unit.PERCENT)
    assert rules(share(2, 3, official=printed)) == []
    assert rules(share(30, 40, official=printed)) == ["official"]
    assert "8.3 points higher" in said(share(30, 40, official=printed))[0].says


def test_two_agencies_that_differ_are_told_of_each_other() -> None:
    (raised,) = said(box(271, twin=Twin("Saltmere Council", Count(240))))
    assert (raised.rule, raised.importance) == ("two_agencies", Importance.EXPLAIN)
    assert raised.says == "Missing episodes says 271; Saltmere Council says 240: 31 more."
    assert "Ask Saltmere Council how they count it" in raised.do


def test_two_agencies_that_agree_are_said_to() -> None:
    same = box(271, twin=Twin("Saltmere Council", Count(271)))
    assert rules(same) == []
    assert [each.says for each in passes([same])] == [
        "Missing episodes says 271, and so does Saltmere Council."
    ]
    assert rules(box(271, twin=Twin("Saltmere Council", Missing(Code.NOT_COLLECTED)))) == []

"""Figures side by side and added up: exact, in any order, and refused when unlike."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.figures import (
    Amount,
    Code,
    Count,
    Figure,
    Kind,
    Missing,
    Rate,
    Unit,
    change,
    difference,
    same_measure,
    total,
)
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused
from tests.kernel.figure_examples import OPEN_RATE, STARTS, figure

decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**35), max_value=10**35
)


# Comparing


def mismatches(a: Figure, b: Figure) -> list[str]:
    return [mismatch.on for mismatch in same_measure(a, b)]


def test_the_same_measure_in_another_area_or_year_may_be_compared() -> None:
    other = figure(Count(469), period=parse_period("2018-19"), area="K02", area_name="England")
    assert same_measure(STARTS, other) == ()


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({"indicator": "child_protection.ends"}, ["indicator"]),
        ({"version": 2}, ["version"]),
        ({"breakdown": "neglect"}, ["breakdown"]),
        ({"kind": Kind.STOCK, "period": parse_period("2020-03-31")}, ["kind"]),
        ({"unit": Unit.NUMBER}, ["unit"]),
        ({"period": parse_period("AY2019-20")}, ["basis"]),
        ({"period": parse_period("2019-20 Q3")}, ["length"]),
        ({"indicator": "other", "unit": Unit.MONEY}, ["indicator", "unit"]),
    ],
)
def test_each_reason_against_comparing_is_named(changes: dict[str, Any], on: list[str]) -> None:
    assert mismatches(STARTS, replace(STARTS, **changes)) == on


def test_rates_for_different_numbers_of_people_are_not_the_same_measure() -> None:
    per_100 = replace(OPEN_RATE, value=Rate(463, 63_672, 100))
    (mismatch,) = same_measure(OPEN_RATE, per_100)
    assert mismatch.why == "One is for each 10,000, the other for each 100."


def test_two_days_of_different_months_may_be_compared_for_a_stock() -> None:
    assert same_measure(OPEN_RATE, replace(OPEN_RATE, period=parse_period("2019-06-30"))) == ()


def test_a_change_is_relative_to_the_earlier_figure() -> None:
    before = figure(Count(469), period=parse_period("2018-19"))
    assert change(before, STARTS).percent == Fraction(11400, 469)
    assert change(before, STARTS).shown() == "24.3%"
    assert change(STARTS, before).shown() == "−19.6%"
    assert difference(before, STARTS) == 114


def test_a_change_from_nothing_is_refused_but_a_difference_is_not() -> None:
    none = figure(Count(0), period=parse_period("2018-19"))
    with pytest.raises(Refused, match="no relative change"):
        change(none, STARTS)
    assert difference(none, STARTS) == 583


def test_a_change_across_areas_or_bases_is_refused_unless_told() -> None:
    england = figure(Count(66_680), area="K02", area_name="England")
    with pytest.raises(Refused, match="Medway"):
        change(STARTS, england)
    assert difference(STARTS, england, across={"area"}) == 66_097
    academic = figure(Count(600), period=parse_period("AY2019-20"))
    with pytest.raises(Refused, match="different kinds"):
        change(STARTS, academic)
    assert difference(STARTS, academic, across={"basis"}) == 17


def test_a_stock_and_a_flow_are_not_compared() -> None:
    stock = figure(Count(463), kind=Kind.STOCK, period=parse_period("2020-03-31"))
    with pytest.raises(Refused, match="number on a day"):
        change(STARTS, stock)


@pytest.mark.parametrize("missing_first", [True, False])
def test_no_change_is_worked_out_from_a_value_that_is_not_a_number(missing_first: bool) -> None:
    hidden = figure(Missing(Code.SUPPRESSED))
    with pytest.raises(Refused, match="has no number"):
        change(*((hidden, STARTS) if missing_first else (STARTS, hidden)))


# Adding


def test_quarters_of_a_flow_add_up_to_its_year_only_when_told() -> None:
    quarters = [
        figure(Count(n), period=parse_period(f"2019-20 Q{n}"))  # 1 + 2 + 3 + 4
        for n in (1, 2, 3, 4)
    ]
    assert total(quarters, across={"period"}) == Count(10)
    with pytest.raises(Refused, match="different periods"):
        total(quarters)
    with pytest.raises(Refused, match="overlap"):
        total([*quarters, STARTS], across={"period"})


def test_stocks_on_two_days_do_not_add_up() -> None:
    days = [
        replace(STARTS, kind=Kind.STOCK, period=parse_period(day))
        for day in ("2019-03-31", "2020-03-31")
    ]
    with pytest.raises(Refused, match="same child"):
        total(days, across={"period"})


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ([], "nothing"),
        ([STARTS, STARTS], "twice"),
        ([STARTS, replace(STARTS, unit=Unit.NUMBER, breakdown="a")], "unlike"),
        ([STARTS, replace(STARTS, kind=Kind.SNAPSHOT, breakdown="a")], "unlike"),
        ([STARTS, figure(Missing(Code.SUPPRESSED), breakdown="a")], "cannot be known"),
        ([OPEN_RATE], "do not add"),
    ],
)
def test_a_sum_that_would_mislead_is_refused(parts: list[Figure], why: str) -> None:
    with pytest.raises(Refused, match=why):
        total(parts)


def test_counts_and_amounts_of_money_add_up_to_an_amount() -> None:
    money = [
        figure(value, unit=Unit.MONEY, breakdown=name)
        for name, value in {"a": Count(3), "b": Amount(Decimal("-4.10"))}.items()
    ]
    assert total(money) == Amount(Decimal("-1.10"))


@given(st.lists(decimals, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_the_order_of_its_parts(
    amounts: list[Decimal], random: Random
) -> None:
    parts = [
        figure(Amount(amount), unit=Unit.MONEY, breakdown=str(i))
        for i, amount in enumerate(amounts)
    ]
    mixed = random.sample(parts, len(parts))
    assert total(mixed) == total(parts)
    assert total(parts).number == sum(Fraction(amount) for amount in amounts)

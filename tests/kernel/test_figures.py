"""Figures: exact values, one way of rounding, and refusals to compare unlike things."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.figures import (
    Amount,
    Code,
    Count,
    Figure,
    Missing,
    Printed,
    Rate,
    Ratio,
    Unit,
    Value,
    rounded,
    shown,
    shown_number,
    value_from_json,
    value_to_json,
    working,
)
from kith.kernel.refusals import Refused
from tests.kernel.figure_examples import OPEN_RATE, STARTS, figure

exact_numbers = st.one_of(
    st.integers(-(10**12), 10**12),
    st.fractions(max_denominator=10**6),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9)),
)
decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**35), max_value=10**35
)
counts = st.integers(0, 10**9)
values = st.one_of(
    counts.map(Count),
    decimals.map(Amount),
    st.tuples(counts, counts).map(lambda pair: Ratio(min(pair), max(pair))),
    st.builds(Rate, counts, st.integers(1, 10**9), st.integers(1, 10**6)),
    st.builds(Printed, decimals, st.sampled_from(Unit), st.integers(0, 4)),
    st.sampled_from(Code).map(Missing),
)


# Rounding


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (Decimal("0.5"), 0, "1"),
        (Decimal("1.5"), 0, "2"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.5"), 0, "-1"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("2.4999999999999999999999999999999999999"), 0, "2"),
        (Decimal("0.285"), 2, "0.29"),
        (Decimal("-0.04"), 1, "0.0"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(1, 8), 2, "0.13"),
        (1235, -1, "1240"),
        (-1235, -1, "-1240"),
        (4, -1, "0"),
        (7, 2, "7.00"),
        (0.125, 2, "0.13"),
        (10**40 + 5, -1, str(10**40 + 10)),
    ],
)
def test_a_half_is_rounded_away_from_zero(
    number: Decimal | Fraction | int | float, places: int, expected: str
) -> None:
    assert str(rounded(number, places)) == expected


@given(exact_numbers, st.integers(-3, 4))
def test_rounding_never_moves_a_number_by_more_than_half_a_unit(
    number: Decimal | Fraction | int, places: int
) -> None:
    moved = abs(Fraction(rounded(number, places)) - Fraction(number))
    assert moved <= Fraction(1, 2) * Fraction(10) ** -places


@given(exact_numbers, st.integers(-3, 4))
def test_rounding_treats_losses_and_gains_alike_and_settles_at_once(
    number: Decimal | Fraction | int, places: int
) -> None:
    once = rounded(number, places)
    assert rounded(-Fraction(number), places) == once.copy_negate()
    assert rounded(once, places) == once


@given(exact_numbers, exact_numbers, st.integers(-3, 4))
def test_rounding_keeps_the_order_of_numbers(
    a: Decimal | Fraction | int, b: Decimal | Fraction | int, places: int
) -> None:
    low, high = sorted((Fraction(a), Fraction(b)))
    assert rounded(low, places) <= rounded(high, places)


# Showing


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Count(1234), Unit.COUNT, "1,234"),
        (Count(0), Unit.COUNT, "0"),
        (Amount(Decimal("175042.49")), Unit.MONEY, "£175,042"),
        (Amount(Decimal("-1234.5")), Unit.MONEY, "−£1,235"),
        (Amount(Decimal("12.50")), Unit.NUMBER, "12.5"),
        (Amount(Decimal("1E+3")), Unit.NUMBER, "1,000"),
        (Ratio(354, 636), Unit.PERCENT, "55.7%"),
        (Ratio(4, 6), Unit.PERCENT, "4 of 6"),
        (Ratio(0, 19), Unit.PERCENT, "0 of 19"),
        (Ratio(4, 20), Unit.PERCENT, "20.0%"),
        (Ratio(0, 0), Unit.PERCENT, "z"),
        (Rate(463, 63_672), Unit.RATE, "72.7"),
        (Printed(Decimal("54"), Unit.PERCENT, 0), Unit.PERCENT, "54%"),
        (Printed(Decimal("72.80"), Unit.RATE, 2), Unit.RATE, "72.80"),
        (1234, Unit.COUNT, "1,234"),
        (Fraction(-1, 3), Unit.PERCENT, "−0.3%"),
        (Decimal("0.25"), Unit.NUMBER, "0.25"),
        *[(Missing(code), Unit.COUNT, code.value) for code in Code],
    ],
)
def test_a_value_is_shown_as_people_read_it(
    value: Value | int | Decimal | Fraction, unit: Unit, expected: str
) -> None:
    assert shown(value, unit) == expected


def test_places_may_be_asked_for_but_never_more_than_a_publisher_printed() -> None:
    assert figure(Ratio(354, 636), unit=Unit.PERCENT).shown(places=0) == "56%"
    assert shown(Amount(Decimal("9.99")), Unit.MONEY, places=2) == "£9.99"
    assert shown(Printed(Decimal("54.3"), Unit.PERCENT, 1), Unit.PERCENT, places=3) == "54.3%"
    assert shown(Printed(Decimal("54.3"), Unit.PERCENT, 1), Unit.PERCENT, places=0) == "54%"


def test_a_percentage_of_few_is_a_percentage_only_when_asked() -> None:
    few = figure(Ratio(4, 6), unit=Unit.PERCENT)
    assert few.shown(small="percent") == "66.7%"
    with pytest.raises(Refused, match="4 of 6"):
        few.shown(small="of 6")


def test_a_bare_number_is_shown_in_its_unit() -> None:
    assert shown_number(68.323, Unit.RATE) == "68.3"
    assert shown_number(1234.4) == "1,234"


@given(st.sampled_from(Code))
def test_a_value_that_is_not_a_number_is_never_shown_as_a_number(code: Code) -> None:
    coded = figure(Missing(code))
    assert coded.number is None
    assert coded.missing is code
    assert coded.numerator is None
    assert not any(character.isdigit() for character in coded.shown())
    assert coded.working == f"{code.meaning}."


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Rate(463, 63_672), Unit.RATE, "463 ÷ 63,672 × 10,000 = 72.7"),
        (Ratio(4, 6), Unit.PERCENT, "4 ÷ 6 = 66.7%"),
        (Ratio(0, 0), Unit.PERCENT, "0 of 0 cannot be worked out."),
        (Count(1234), Unit.COUNT, "1,234"),
        (
            Printed(Decimal("54"), Unit.PERCENT, 0),
            Unit.PERCENT,
            "Published as 54%; the numbers behind it were not published.",
        ),
    ],
)
def test_a_figure_says_how_it_was_worked_out(value: Value, unit: Unit, expected: str) -> None:
    assert working(value, unit) == expected
    assert figure(value, unit=unit).working == expected


# Values and figures


def test_a_rate_names_the_population_it_used() -> None:
    assert OPEN_RATE.numerator == 463
    assert OPEN_RATE.denominator == 63_672
    assert OPEN_RATE.number == Fraction(4_630_000, 63_672)
    assert OPEN_RATE.missing is None


def test_a_ratio_keeps_its_parts_and_none_of_none_has_no_percentage() -> None:
    some = figure(Ratio(354, 636), unit=Unit.PERCENT)
    assert (some.numerator, some.denominator, some.number) == (354, 636, Fraction(35400, 636))
    none = figure(Ratio(0, 0), unit=Unit.PERCENT)
    assert (none.number, none.missing) == (None, Code.NOT_APPLICABLE)


def test_a_count_has_no_parts_and_a_printed_value_has_bounds() -> None:
    assert (STARTS.numerator, STARTS.denominator, STARTS.number) == (None, None, 583)
    assert Printed(Decimal("54"), Unit.PERCENT, 0).bounds == (Fraction(107, 2), Fraction(109, 2))
    assert Amount(Decimal("0.1")).number == Fraction(1, 10)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Count(-1),
        lambda: Ratio(7, 6),
        lambda: Ratio(-1, 6),
        lambda: Ratio(-2, -1),
        lambda: Rate(1, 0),
        lambda: Rate(-1, 10),
        lambda: Rate(1, 10, 0),
        lambda: Amount(Decimal("NaN")),
        lambda: Printed(Decimal("Infinity"), Unit.RATE, 1),
        lambda: Printed(Decimal(1), Unit.RATE, -1),
        lambda: figure(Ratio(1, 2)),
        lambda: figure(Count(1), unit=Unit.RATE),
        lambda: figure(Printed(Decimal(1), Unit.RATE, 1), unit=Unit.PERCENT),
    ],
)
def test_a_value_that_cannot_be_is_refused(make: Any) -> None:
    with pytest.raises(Refused):
        make()


@given(values)
def test_a_value_survives_json_exactly(value: Value) -> None:
    again = value_from_json(json.loads(json.dumps(value_to_json(value))))
    assert again == value
    assert str(again) == str(value)


def test_a_figure_survives_json_exactly_with_all_its_sources() -> None:
    for one in (STARTS, OPEN_RATE, figure(Missing(Code.SUPPRESSED), signed_off="Chair")):
        assert Figure.from_json(json.loads(json.dumps(one.to_json()))) == one


@pytest.mark.parametrize("stored", [{}, {"is": "count", "value": "5"}, {"is": "guess"}])
def test_a_stored_value_that_kith_did_not_write_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        value_from_json(stored)

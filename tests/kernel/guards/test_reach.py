"""Printed numbers and the true values they may stand for."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.figures import Unit, rounded
from kith.kernel.guards.reach import Reach, common, total
from tests.kernel.guards.making import percent, stated

WHOLE = st.integers(min_value=0, max_value=10**6)


def test_a_count_stands_for_itself_alone() -> None:
    assert stated("a", 463).reach == Reach.exactly(463)


def test_a_count_rounded_to_tens_stands_for_five_either_side() -> None:
    assert stated("a", 52260, places=-1).reach == Reach(Fraction(52255), Fraction(52265))


def test_a_printed_percentage_stands_for_half_a_place_either_side() -> None:
    assert percent("a", "55.7").reach == Reach(Fraction("55.65"), Fraction("55.75"))


def test_a_quotient_by_what_may_be_nothing_has_no_reach() -> None:
    assert Reach.exactly(5).over(Reach.printed(Decimal(0), 0)) is None


def test_the_distance_of_reaches_that_meet_is_nothing() -> None:
    assert Reach.printed(10, 0).distance(Reach.printed(11, 0)) == 0
    assert Reach.exactly(3).distance(Reach.exactly(8)) == 5


def test_reaches_that_have_nothing_in_common_meet_nowhere() -> None:
    assert common([Reach.exactly(1), Reach.exactly(2)]) is None
    assert common([Reach.printed(1, 0), Reach.exactly(1)]) == Reach.exactly(1)


@given(part=WHOLE, whole=st.integers(1, 10**6), places=st.integers(0, 3))
def test_a_percentage_rounded_from_its_parts_always_agrees_with_them(
    part: int, whole: int, places: int
) -> None:
    true = Fraction(100 * part, whole)
    printed = stated("p", rounded(true, places), unit=Unit.PERCENT, places=places)
    assert printed.reach.meets(Reach.exactly(true))


@given(st.lists(WHOLE, min_size=1, max_size=20))
def test_a_sum_of_exact_numbers_is_exact(numbers: list[int]) -> None:
    assert total(Reach.exactly(each) for each in numbers) == Reach.exactly(sum(numbers))

from fractions import Fraction

import pytest

from kith.foundation.indicators.comparators import (
    compare_area,
    compared_with,
    neighbours_of,
    periods_of,
    rank_of,
)
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.models import Area
from kith.foundation.indicators.sentences import beyond_chance, dots_title, moved, stands
from kith.kernel.intervals import Verdict
from kith.kernel.periods import parse_period
from tests.foundation.indicators.making import (
    ENGLAND,
    MEDWAY,
    SOUTH_EAST,
    a_year_of_plans,
    areas,
    neighbours,
    put,
)

pytestmark = pytest.mark.django_db
DAY = parse_period("2020-03-31")
RATE = definition("child_protection.open_rate")


def medway() -> Area:
    return Area.objects.select_related("parent__parent").get(code=MEDWAY)


@pytest.fixture
def compared():
    areas()
    codes = neighbours(3)
    a_year_of_plans(
        {
            MEDWAY: (463, 63672),
            ENGLAND: (51510, 11790492),
            SOUTH_EAST: (8110, 1927713),
            codes[0]: (100, 10000),
            codes[1]: (50, 10000),
        }
    )
    return compare_area(RATE, medway(), DAY, [DAY])


def test_the_neighbours_mean_is_of_their_rates_and_not_of_their_counts(compared) -> None:
    mean = compared.mean()
    assert mean.number == Fraction(75)
    assert (mean.of, mean.among) == (2, 3)


def test_the_area_stands_higher_than_england_by_its_interval(compared) -> None:
    assert compared.against_place(compared.country) is Verdict.HIGHER
    assert round(compared.own_interval.low, 1) == 66.2
    assert round(compared.own_interval.high, 1) == 79.7


def test_the_rank_counts_only_those_that_have_a_value(compared) -> None:
    assert (compared.rank.place, compared.rank.among) == (2, 3)


def test_the_sentence_says_how_the_area_stands(compared) -> None:
    assert stands(compared) == (
        "The rate, 72.7, is higher than England (43.7) and the South East (42.1); "
        "it is higher than that of one of two neighbours."
    )
    assert dots_title(compared) == "Only Place 1, of two neighbours, had a higher value"


def test_equal_values_share_a_place() -> None:
    rank = rank_of(Fraction(5), [Fraction(5), Fraction(7), None])
    assert rank is not None
    assert (rank.place, rank.among) == (2, 3)


def test_a_count_is_compared_by_the_rate_made_of_it() -> None:
    assert compared_with(definition("child_protection.open")) is RATE
    assert compared_with(definition("child_protection.starts")) is not RATE
    assert compared_with(definition("lado.contacts")) is None


def test_the_list_of_neighbours_is_the_one_in_force_in_the_year() -> None:
    areas()
    neighbours(2, 2014)
    neighbours(3, 2021)
    found = {
        day: neighbours_of(medway(), parse_period(day))[0]
        for day in ("2012-03-31", "2020-03-31", "2021-03-31", "2025-03-31")
    }
    assert found == {
        "2012-03-31": "Neighbours, 2014",
        "2020-03-31": "Neighbours, 2014",
        "2021-03-31": "Neighbours, 2021",
        "2025-03-31": "Neighbours, 2021",
    }


def test_a_neighbour_whose_code_changed_is_one_neighbour() -> None:
    areas()
    (code,) = neighbours(1)
    Area.objects.create(code="E06000099", name="Place 1", kind="authority", number="601")
    a_year_of_plans({MEDWAY: (10, 10000), code: (20, 10000)}, 2020)
    a_year_of_plans({MEDWAY: (10, 10000), "E06000099": (30, 10000)}, 2021)
    later = parse_period("2021-03-31")
    found = compare_area(RATE, medway(), later, [DAY, later])
    (place,) = found.neighbours
    assert [found.figure(place, p).shown() for p in (DAY, later)] == ["20.0", "30.0"]


def test_periods_of_another_length_are_left_out() -> None:
    areas()
    for period in ("2018-19", "2019-20", "2019-08"):
        put("child_protection.starts", period, "10")
    found = periods_of(definition("child_protection.starts"), MEDWAY, "")
    assert [p.code for p in found] == ["2018-19", "2019-20"]


def test_a_change_within_chance_is_said_to_be_so() -> None:
    areas()
    a_year_of_plans({MEDWAY: (355, 63189)}, 2019)
    a_year_of_plans({MEDWAY: (360, 63672)}, 2020)
    before = parse_period("2019-03-31")
    found = compare_area(RATE, medway(), DAY, [before, DAY])
    then, now = found.figure(found.area, before), found.own
    assert beyond_chance(then, now) is False
    assert moved(RATE, then, now).endswith("no more than chance would explain.")

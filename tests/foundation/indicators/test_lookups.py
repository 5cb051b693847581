from datetime import date

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.lookups import population_date
from kith.kernel.figures import Code, Missing, Printed, Rate, Ratio
from kith.kernel.periods import parse_period
from tests.foundation.indicators.making import ENGLAND, MEDWAY, a_year_of_plans, areas, put

pytestmark = pytest.mark.django_db
RATE = Want("child_protection.open_rate", "2020-03-31", MEDWAY)


@pytest.mark.parametrize(
    ("period", "mid_year"),
    [
        ("2020-03-31", date(2019, 6, 30)),
        ("2019-20", date(2019, 6, 30)),
        ("2020-06-30", date(2020, 6, 30)),
        ("2020-09-30", date(2020, 6, 30)),
    ],
)
def test_a_rate_uses_the_mid_year_that_last_came_before_its_end(
    period: str, mid_year: date
) -> None:
    assert population_date(parse_period(period)).starts_on == mid_year


def test_a_rate_names_the_population_it_used() -> None:
    areas()
    a_year_of_plans({MEDWAY: (463, 63672)})
    put("population.children", "2020-06-30", "63695")
    figure = lookup([RATE])[RATE]
    assert figure.value == Rate(463, 63672)
    assert figure.shown() == "72.7"
    assert figure.population_source is not None
    assert figure.working == "463 ÷ 63,672 × 10,000 = 72.7"


@override_settings(AREA=MEDWAY)
def test_a_rate_of_the_partnerships_own_divides_by_the_people_of_its_area() -> None:
    areas()
    put("child_protection.open", "2020-03-31", "463", area="")
    put("population.children", "2019-06-30", "63672")
    want = Want("child_protection.open_rate", "2020-03-31")
    assert lookup([want])[want].value == Rate(463, 63672)


def test_a_rate_may_divide_by_a_number_collected_for_its_own_period() -> None:
    put("secure.restraints", "2019-08", "31", area="")
    put("secure.children_held", "2019-08", "25", area="")
    put("secure.children_held", "2019-06-30", "50", area="")
    want = Want("secure.restraints_rate", "2019-08")
    assert lookup([want])[want].value == Rate(31, 25, 100)


def test_what_nobody_gave_is_not_collected_and_never_nought() -> None:
    want = Want("lado.contacts", "2019-20")
    figure = lookup([want])[want]
    assert figure.value == Missing(Code.NOT_COLLECTED)
    assert figure.number is None


@pytest.mark.parametrize("code", ["c", "x", "z", "k", "u"])
def test_a_rate_of_a_code_is_that_code(code: str) -> None:
    areas()
    put("child_protection.open", "2020-03-31", code)
    put("population.children", "2019-06-30", "63672")
    assert lookup([RATE])[RATE].missing == Code(code)


def test_a_published_rate_stands_in_where_the_parts_are_unknown() -> None:
    areas()
    put_rate = Want("looked_after.open_rate", "2020-03-31", ENGLAND)
    _printed("looked_after.open_rate", "2020-03-31", "68", ENGLAND)
    value = lookup([put_rate])[put_rate].value
    assert isinstance(value, Printed)
    assert (value.value, value.places) == (68, 0)


def _printed(key: str, period: str, value: str, area: str) -> None:
    """A derived indicator's published value comes only by import; stored here directly."""
    from decimal import Decimal

    from django.utils import timezone

    from kith.foundation.indicators.models import Area, Indicator, Observation, Series
    from kith.foundation.indicators.store import data_source, store_definitions
    from tests.foundation.indicators.making import OFFICIAL

    store_definitions()
    day = parse_period(period)
    Observation.objects.create(
        series=Series.objects.create(
            indicator=Indicator.objects.get(key=key), area=Area.objects.get(code=area)
        ),
        period=period, starts_on=day.starts_on, ends_on=day.ends_on, value=Decimal(value),
        source=data_source(OFFICIAL), at=timezone.now(),
    )  # fmt: skip


def test_a_share_keeps_its_part_and_divides_by_the_whole() -> None:
    areas()
    put("child_protection.open", "2020-03-31", "463")
    put("child_protection.duration", "2020-03-31", "9", part="2-years-or-more")
    want = Want("child_protection.duration_share", "2020-03-31", MEDWAY, "2-years-or-more")
    assert lookup([want])[want].value == Ratio(9, 463)


def test_a_percentage_given_with_its_parts_is_worked_out_from_them() -> None:
    areas()
    put("child_protection.subsequent", "2019-20", "127 of 583")
    want = Want("child_protection.subsequent", "2019-20", MEDWAY)
    assert lookup([want])[want].shown() == "21.8%"


def test_a_code_wins_over_parts_that_are_known() -> None:
    areas()
    given = Given(numerator=None, denominator=None, code="c")
    put("child_protection.subsequent", "2019-20", given)
    want = Want("child_protection.subsequent", "2019-20", MEDWAY)
    assert lookup([want])[want].missing is Code.SUPPRESSED


def test_the_number_of_queries_does_not_grow_with_what_is_wanted() -> None:
    areas()
    a_year_of_plans({MEDWAY: (463, 63672), ENGLAND: (51510, 11790492)})
    wants = [RATE, RATE._replace(area=ENGLAND), Want("lado.contacts", "2019-20")]
    wants += [Want("training.delegates", f"{y}-{(y + 1) % 100:02d}") for y in range(2001, 2040)]
    with CaptureQueriesContext(connection) as one:
        lookup(wants[:1])
    with CaptureQueriesContext(connection) as many:
        found = lookup(wants)
    assert len(many) == len(one) == 2
    empty = [want._replace(area="E99999999") for want in wants]
    with CaptureQueriesContext(connection) as with_empty_areas:
        lookup([*wants, *empty])
    assert len(with_empty_areas) == 3
    assert len(found) == len(wants)

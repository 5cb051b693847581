from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.foundation.access import Actor, Denied, Stale
from kith.foundation.audit.models import Event
from kith.foundation.indicators import Want, correct_observation, history, lookup
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.given import Given, read_given
from kith.foundation.indicators.models import Observation
from kith.kernel.refusals import Refused
from tests.foundation.indicators.making import (
    MEDWAY,
    SYSTEM,
    TODAY,
    a_year_of_plans,
    areas,
    person,
    put,
)

pytestmark = pytest.mark.django_db
WANT = Want("child_protection.open", "2020-03-31", MEDWAY)


@pytest.fixture
def observation() -> Observation:
    areas()
    return put("child_protection.open", "2020-03-31", "466")


def correct(observation: Observation, value: str, revision: int = 1, reason: str = "Two moved"):
    return correct_observation(
        observation=observation,
        given=read_given(definition("child_protection.open"), value),
        reason=reason,
        expected_revision=revision,
        by=SYSTEM,
    )


def test_a_correction_is_a_new_revision_beside_the_old(observation: Observation) -> None:
    after = correct(observation, "463")
    assert lookup([WANT])[WANT].shown() == "463"
    kept = history(lookup([WANT])[WANT])
    assert [(o.revision, o.value, o.current) for o in kept] == [
        (2, Decimal(463), True),
        (1, Decimal(466), False),
    ]
    assert after.reason == "Two moved"


def test_a_correction_is_in_the_log_with_both_values(observation: Observation) -> None:
    correct(observation, "463")
    event = Event.objects.get(kind="indicator.corrected")
    assert '"from": "466"' in event.data_json
    assert '"to": "463"' in event.data_json
    assert event.why == "Two moved"


def test_a_correction_without_a_reason_is_refused(observation: Observation) -> None:
    with pytest.raises(Refused, match="Say why"):
        correct(observation, "463", reason="  ")
    assert Observation.objects.count() == 1


def test_the_second_of_two_corrections_is_told_of_the_first(observation: Observation) -> None:
    correct(observation, "463")
    with pytest.raises(Stale, match="after you opened it"):
        correct(observation, "464", revision=1)
    assert lookup([WANT])[WANT].shown() == "463"


def test_the_same_value_again_is_no_correction(observation: Observation) -> None:
    with pytest.raises(Refused, match="already stored"):
        correct(observation, "466")


def test_someone_without_the_permission_changes_nothing(observation: Observation) -> None:
    reader = Actor.of(person("scrutineer"), TODAY)
    with pytest.raises(Denied):
        correct_observation(
            observation=observation,
            given=Given(Decimal(1)),
            reason="x",
            expected_revision=1,
            by=reader,
        )
    assert Observation.objects.get().value == 466


def test_a_second_value_for_the_same_time_must_be_a_correction(observation: Observation) -> None:
    with pytest.raises(Refused, match="correct that one"):
        put("child_protection.open", "2020-03-31", "463")


def test_what_is_worked_out_cannot_be_typed_in() -> None:
    areas()
    with pytest.raises(Refused, match="worked out"):
        put("child_protection.open_rate", "2020-03-31", "72.7")


def test_the_history_of_a_rate_is_that_of_its_count_and_its_population() -> None:
    areas()
    a_year_of_plans({MEDWAY: (463, 63672)})
    want = Want("child_protection.open_rate", "2020-03-31", MEDWAY)
    kept = history(lookup([want])[want])
    assert {o.series.indicator.key for o in kept} == {
        "child_protection.open",
        "population.children",
    }


@pytest.mark.parametrize(
    "change",
    [{"revision": 2}, {"revision": 1, "current": False}],
    ids=["two current", "one revision twice"],
)
def test_the_database_itself_refuses(observation: Observation, change: dict[str, object]) -> None:
    observation.pk = None
    for name, value in change.items():
        setattr(observation, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        observation.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [{"value": None}, {"code": "c"}, {"value": None, "numerator": Decimal(1)}],
    ids=["a blank", "a number and a code", "half a ratio"],
)
def test_the_database_refuses_a_blank(observation: Observation, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).update(at=timezone.now(), **change)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,234", "1,234"),
        ("c", "c (hidden so that no child can be recognised from a small number)"),
        (":", "x (not available)"),
    ],
)
def test_what_a_person_types_is_read(text: str, told: str) -> None:
    assert str(read_given(definition("child_protection.open"), text)) == told


@pytest.mark.parametrize("text", ["", "many", "-3", "1.5", "1e5", "١٢", "=1+1", "9" * 20, "12%3"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_given(definition("child_protection.open"), text)


@pytest.mark.parametrize("text", ["101", "7 of 6", "-1", "one of two"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_given(definition("child_protection.subsequent"), text)

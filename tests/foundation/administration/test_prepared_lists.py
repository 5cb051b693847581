"""Lists whose query is prepared: the same rows as without, and never rows one may not see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Role
from kith.foundation.administration.log_views import PAGE, _count, _shown
from kith.foundation.administration.organisation_views import _directory
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Organisation
from kith.foundation.ui.tables import Table
from tests.foundation.administration.people import body, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _request(actor: Actor, query: str = "") -> HttpRequest:
    request = HttpRequest()
    request.path, request.GET = "/organisations/", QueryDict(query)
    request.actor = actor  # type: ignore[attr-defined]
    return request


@pytest.fixture
def actor() -> Actor:
    council = body("council", "Saltmere Council")
    body("old", "Old Trust", closes_on=TODAY - timedelta(days=1))
    body("ending", "Ending Trust", closes_on=TODAY)
    body("lasting", "Lasting Trust", opens_on=TODAY, closes_on=TODAY + timedelta(days=1))
    return Actor.of(person(Role.AUDITOR, council), TODAY)


def _asked_and_prepared(table: Table) -> tuple[Table, Table]:
    return replace(table, unasked=None), table


@pytest.mark.parametrize("many", [0, 60])
def test_the_directory_is_the_same_with_and_without_a_prepared_query(
    actor: Actor, many: int
) -> None:
    for number in range(many):
        body(f"trust-{number}", f"Trust {number:02}")
    asked, prepared = _asked_and_prepared(_directory(Organisation.objects.all(), _request(actor)))
    assert prepared.render() == asked.render()
    names = {row.name for row in prepared.shown}
    assert {"Saltmere Council", "Ending Trust", "Lasting Trust"} <= names
    assert "Old Trust" not in names
    assert prepared.count == 3 + many


@pytest.mark.parametrize(
    "query", ["state=closed", "sort=-name", "sort=kind", "q=Lasting", "page=2"]
)
def test_what_is_asked_for_is_answered_and_not_what_was_prepared(actor: Actor, query: str) -> None:
    asked, prepared = _asked_and_prepared(
        _directory(Organisation.objects.all(), _request(actor, query))
    )
    prepared.unasked = lambda: pytest.fail("the prepared query was asked")
    assert prepared.render() == asked.render()


def test_who_may_see_some_organisations_is_never_given_the_prepared_rest(actor: Actor) -> None:
    some = Organisation.objects.filter(key="lasting")
    table = _directory(some, _request(actor))
    table.unasked = lambda: pytest.fail("the prepared query was asked")
    assert [row.name for row in table.shown] == ["Lasting Trust"]
    assert table.count == 1
    assert _directory(Organisation.objects.none(), _request(actor)).count == 0


def test_who_may_see_some_events_is_never_given_the_newest_of_all() -> None:
    by = Actor.system("test", TODAY)
    with transaction.atomic():
        for number in range(PAGE + 10):
            kind = "organisation.changed" if number % 2 else "people.invited"
            audit.record(kind, by=by, ref=f"thing:{number}", what=f"Thing {number}")
    every = _shown(Event.objects.all(), "")
    assert [e.seq for e in every] == list(range(PAGE + 10, 9, -1))
    assert _count(Event.objects.all(), every) == PAGE + 10 == Event.objects.count()
    some = Event.objects.filter(kind="people.invited")
    seen = _shown(some, "")
    assert {event.kind for event in seen} == {"people.invited"}
    assert _count(some, seen) == len(seen) == (PAGE + 10) // 2
    assert _shown(Event.objects.none(), "") == []
    assert [e.seq for e in _shown(Event.objects.all(), "4")] == [3, 2, 1]

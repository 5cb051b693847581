"""The directory: found by any name, changed by one at a time, and its history told in sentences."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundation.access import Actor, Role
from kith.foundation.administration.actions import record_succession
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Alias, Organisation, Succession
from kith.kernel.refusals import Refused
from tests.foundation.administration.people import body, client_of, on, person, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafcass() -> Organisation:
    found = body("cafcass", "Cafcass", kind="court")
    Alias.objects.create(organisation=found, name="CAF/CASS")
    return found


@pytest.fixture
def manager(cafcass: Organisation) -> Client:
    return client_of(person(Role.BUSINESS_MANAGER, cafcass))


def _listed(client: Client, **query: str) -> str:
    """What stands in the table, without the header, which names the reader's own body."""
    return client.get(reverse("organisations"), query).content.decode().split("<main", 1)[1]


def test_an_organisation_is_found_by_another_of_its_names(manager: Client) -> None:
    body("harbour", "Harbour Trust")
    for words in ("caf/cass", "CAFCASS", "cafc"):
        page = _listed(manager, q=words)
        assert "Cafcass" in page
        assert "Harbour Trust" not in page


def test_closed_bodies_are_shown_when_asked_for(manager: Client) -> None:
    body("old-trust", "Old Trust", closes_on=date(2020, 3, 31))
    assert "Old Trust" not in _listed(manager)
    assert "Old Trust" in _listed(manager, state="closed")
    assert "Cafcass" not in _listed(manager, state="closed")
    assert "Old Trust" in _listed(manager, state="all")


def test_the_directory_can_be_taken_away_as_a_file(manager: Client) -> None:
    file = manager.get(reverse("organisations"), {"download": "csv"})
    assert (
        "Cafcass" in b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    )


def test_a_list_of_many_asks_no_more_of_the_database(
    manager: Client, django_assert_max_num_queries
) -> None:
    for n in range(60):
        body(f"body-{n}", f"Body {n}")
    with django_assert_max_num_queries(10):
        _listed(manager)


def _change(client: Client, organisation: Organisation, **fields: object) -> object:
    told = {
        "name": organisation.name,
        "kind": organisation.kind,
        "expected_version": organisation.version,
    }
    return send(client, reverse("organisation-edit", args=[organisation.key]), **told | fields)


def test_a_change_is_kept_with_what_was_there_before(
    manager: Client, cafcass: Organisation
) -> None:
    assert _change(manager, cafcass, short_name="CAF").status_code == 302
    cafcass.refresh_from_db()
    assert cafcass.short_name == "CAF"
    event = Event.objects.get(kind="organisation.changed")
    assert event.data["changed"] == {"short_name": ["", "CAF"]}
    assert event.office == "Business manager"


def test_two_who_change_at_once_do_not_overwrite_each_other(
    manager: Client, cafcass: Organisation
) -> None:
    _change(manager, cafcass, short_name="First")
    second = _change(manager, cafcass, short_name="Second")
    assert second.status_code == 409
    assert "Business manager changed this" in second.content.decode()
    cafcass.refresh_from_db()
    assert cafcass.short_name == "First"


def test_a_form_with_an_error_keeps_what_was_typed(manager: Client, cafcass: Organisation) -> None:
    response = _change(manager, cafcass, name="", short_name="Kept")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter name." in page
    assert 'value="Kept"' in page


def test_a_day_that_closes_before_it_opens_is_refused(
    manager: Client, cafcass: Organisation
) -> None:
    dates = on("opens_on", date(2020, 4, 1)) | on("closes_on", date(2020, 3, 1))
    assert "before the first" in _change(manager, cafcass, **dates).content.decode()


def test_a_name_leads_to_one_organisation(manager: Client, cafcass: Organisation) -> None:
    harbour = body("harbour", "Harbour Trust")
    address = reverse("organisation-alias", args=[harbour.key])
    refused = send(manager, address, name="cafcass")
    assert refused.status_code == 422
    assert "already leads to Cafcass" in refused.content.decode()
    assert send(manager, address, name="Harbour NHS").status_code == 302
    assert Alias.objects.get(name="Harbour NHS").organisation == harbour


def test_a_succession_closes_the_older_body_and_is_told_as_a_sentence(manager: Client) -> None:
    old, new = body("old", "Old Trust"), body("new", "New Trust")
    address = reverse("organisation-succession", args=[old.key])
    send(manager, address, successor=new.pk, **on("on", date(2020, 4, 1)))
    old.refresh_from_db()
    assert old.closes_on == date(2020, 3, 31)
    assert Succession.objects.get().successor == new
    page = manager.get(reverse("organisation", args=[new.key])).content.decode()
    assert "On 1 April 2020 it took over from Old Trust." in page
    page = manager.get(reverse("organisation", args=[old.key])).content.decode()
    assert "On 1 April 2020 its work went to New Trust." in page


def test_two_bodies_cannot_have_taken_over_from_each_other(manager: Client) -> None:
    old, new = body("old", "Old Trust"), body("new", "New Trust")
    Succession.objects.create(predecessor=old, successor=new, on=date(2020, 4, 1))
    address = reverse("organisation-succession", args=[new.key])
    refused = send(manager, address, successor=old.pk, **on("on", date(2021, 4, 1)))
    assert refused.status_code == 422
    assert Succession.objects.count() == 1


def test_who_acts_for_a_body_is_for_those_who_may_see_people(cafcass: Organisation) -> None:
    person(Role.SCHOOL_LEAD, cafcass, "Designated lead")
    address = reverse("organisation", args=[cafcass.key])
    own = client_of(person(Role.AGENCY_LEAD, cafcass)).get(address).content.decode()
    assert "Designated lead" in own
    other = client_of(person(Role.AGENCY_LEAD, body("far", "Far Trust")))
    assert "Designated lead" not in other.get(address).content.decode()
    analyst = client_of(person(Role.DATA_ANALYST, cafcass)).get(address).content.decode()
    assert "Who acts for it" not in analyst


def test_nothing_takes_over_from_an_organisation_before_it_began(cafcass: Organisation) -> None:
    newer = body("newer", "Newer Trust")
    newer.opens_on = date(2020, 4, 1)
    newer.save()
    with pytest.raises(Refused, match="had not begun"):
        record_succession(
            predecessor=newer,
            successor=cafcass,
            on=date(2019, 4, 1),
            note="",
            by=Actor.system("test", date(2026, 11, 23)),
        )
    assert not Succession.objects.exists()

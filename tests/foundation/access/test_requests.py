"""What the product's own front door answers: let in, refused, unknown, or plain words."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kith.foundation.access import Role
from kith.foundation.access.actor import ACTING, act_as
from kith.foundation.access.decide import Denied
from kith.foundation.access.models import Submission
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Alias, Appointment, Organisation
from tests.access.world import Principal, World

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.access.pages")]


@pytest.fixture
def world() -> World:
    return World()


def _as(world: World, name: str) -> Client:
    return world.principals[name].client()


def test_anyone_opens_a_public_page(world: World) -> None:
    assert _as(world, "anonymous").get("/").status_code == 200


def test_an_anonymous_reader_is_led_to_sign_in_and_back(world: World) -> None:
    response = _as(world, "anonymous").get("/organisations/?page=2")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/organisations/%3Fpage%3D2"


def test_what_a_signed_in_person_saw_stays_in_no_cache(world: World) -> None:
    for address in ("/", "/organisations/", "/values/nothing-here/"):
        response = _as(world, "agency_lead").get(address)
        assert response["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in _as(world, "anonymous").get("/").headers


def test_a_missing_permission_is_403(world: World) -> None:
    assert _as(world, "no_role").get("/organisations/").status_code == 403
    assert _as(world, "auditor").post("/organisations/harbour-trust/").status_code == 403


def test_a_page_with_nothing_to_write_answers_405_and_says_what_it_offers(world: World) -> None:
    for address in ("/organisations/", "/values/harbour-trust/"):
        response = _as(world, "business_manager").post(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
    response = _as(world, "business_manager").put("/account/")
    assert response["Allow"] == "GET, HEAD, POST"


def test_the_view_gets_the_row_in_place_of_its_address(world: World) -> None:
    response = _as(world, "auditor").get("/organisations/harbour-trust/")
    assert response.content == b"Harbour Trust 1"


def test_a_row_is_found_by_all_parts_of_its_address(world: World) -> None:
    kept = Alias.objects.create(organisation=world.home, name="The Trust")
    client = _as(world, "auditor")
    assert client.get(f"/organisations/harbour-trust/aliases/{kept.pk}/").status_code == 200
    assert client.get(f"/organisations/elsewhere/aliases/{kept.pk}/").status_code == 404


def test_an_unseen_row_is_answered_like_one_that_is_not_there(world: World) -> None:
    client = _as(world, "agency_lead")
    assert client.get("/values/harbour-trust/").status_code == 200
    unseen = client.get(f"/values/{world.other.key}/")
    absent = client.get(f"/values/{'n' * len(world.other.key)}/")
    assert unseen.status_code == absent.status_code == 404
    assert len(unseen.content) == len(absent.content)


def test_an_unseen_row_and_an_absent_one_cost_the_same_queries(
    world: World, django_assert_num_queries
) -> None:
    client = _as(world, "agency_lead")
    client.get("/account/")
    for key in (world.other.key, "nothing-here"):
        with django_assert_num_queries(4):  # session, person, appointments, row
            client.get(f"/values/{key}/")


def test_the_log_of_refusals_names_the_route_and_not_the_row(world: World, caplog) -> None:
    with caplog.at_level("INFO", logger="kith.access"):
        _as(world, "agency_lead").get(f"/values/{world.other.key}/")
    assert "Refused GET values" in caplog.text
    assert world.other.key not in caplog.messages[0]


def test_a_closed_page_is_not_there_for_anyone(world: World) -> None:
    for who in world.principals.values():
        assert who.client().get("/closed/").status_code == 404


def test_nobody_appoints_themselves(world: World) -> None:
    who = world.principals["system_administrator"]
    assert who.user is not None
    assert who.client().post(f"/people/{who.user.pk}/").status_code == 404
    assert who.client().post(f"/people/{world.colleague.pk}/").status_code == 200


def test_an_appointment_that_ends_is_over_at_the_next_request(world: World) -> None:
    who = world.principals["auditor"]
    client = who.client()
    assert client.get("/organisations/").status_code == 200
    Appointment.objects.filter(user=who.user).update(ends_on=world.today - timedelta(days=1))
    assert client.get("/organisations/").status_code == 403


def test_a_person_switched_off_is_signed_out_at_the_next_request(world: World) -> None:
    who = world.principals["auditor"]
    client = who.client()
    assert client.get("/organisations/").status_code == 200
    assert who.user is not None
    who.user.is_active = False
    who.user.save()
    assert client.get("/organisations/").status_code == 302


def _request(client: Client, who: Principal, world: World, rf):
    request = rf.get("/")
    request.session = client.session
    request.actor = who.actor(world.today)
    return request


def test_a_person_chooses_among_their_own_appointments_for_the_session(world: World, rf) -> None:
    who = world.principals["dual"]
    client = who.client()
    manager = Appointment.objects.get(user=who.user, role=Role.BUSINESS_MANAGER)
    assert client.post("/organisations/harbour-trust/").status_code == 403
    request = _request(client, who, world, rf)
    before = request.session.session_key
    act_as(request, manager.pk)
    assert request.session[ACTING] == manager.pk
    assert request.session.session_key != before


def test_another_persons_appointment_cannot_be_chosen(world: World, rf) -> None:
    who = world.principals["school_lead"]
    manager = Appointment.objects.get(
        user=world.principals["business_manager"].user, role=Role.BUSINESS_MANAGER
    )
    with pytest.raises(Denied):
        act_as(_request(who.client(), who, world, rf), manager.pk)


def test_a_domain_refusal_is_a_page_in_plain_words(world: World) -> None:
    response = _as(world, "anonymous").get("/refused/")
    assert response.status_code == 422
    assert "The year is closed: open a correction instead." in response.content.decode()


def test_a_change_is_saved_once_and_told_in_the_log(world: World) -> None:
    response = _as(world, "business_manager").post(
        "/organisations/harbour-trust/", {"name": "Quay Trust", "version": 1}
    )
    assert response.status_code == 302
    world.home.refresh_from_db()
    assert (world.home.name, world.home.version) == ("Quay Trust", 2)
    event = Event.objects.get(kind="test.renamed")
    assert (event.kind, event.ref) == ("test.renamed", "organisation:harbour-trust")


def test_the_second_of_two_who_edit_is_told_who_was_first_and_loses_nothing(world: World) -> None:
    client = _as(world, "business_manager")
    client.post("/organisations/harbour-trust/", {"name": "First", "version": 1})
    response = client.post("/organisations/harbour-trust/", {"name": "Second", "version": 1})
    assert response.status_code == 409
    said = response.content.decode()
    assert "business_manager changed this on" in said
    world.home.refresh_from_db()
    assert world.home.name == "First"
    assert Event.objects.filter(kind="test.renamed").count() == 1


def test_a_form_sent_twice_is_done_once_and_answered_alike(world: World) -> None:
    client = _as(world, "business_manager")
    form = {"submission": str(uuid.uuid4()), "name": "new-body"}
    first, second = client.post("/add/", form), client.post("/add/", form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == "/organisations/new-body/"
    assert Organisation.objects.filter(key="new-body").count() == 1


def test_a_form_that_came_back_with_errors_may_be_sent_again(world: World) -> None:
    client = _as(world, "business_manager")
    form = {"submission": str(uuid.uuid4()), "name": ""}
    assert client.post("/add/", form).status_code == 422
    assert not Submission.objects.exists()
    assert client.post("/add/", {**form, "name": "new-body"}).status_code == 302


def test_a_form_that_failed_leaves_no_receipt(world: World) -> None:
    client = _as(world, "business_manager")
    client.raise_request_exception = False
    form = {"submission": str(uuid.uuid4()), "name": world.home.key}
    assert client.post("/add/", form).status_code == 500
    assert not Submission.objects.exists()


def test_a_form_without_its_number_is_refused_in_plain_words(world: World) -> None:
    response = _as(world, "business_manager").post("/add/", {"name": "new-body"})
    assert response.status_code == 422
    assert "too old to send" in response.content.decode()
    assert not Organisation.objects.filter(key="new-body").exists()


def test_another_person_gets_no_receipt_for_someone_elses_form(world: World) -> None:
    form = {"submission": str(uuid.uuid4()), "name": "new-body"}
    _as(world, "business_manager").post("/add/", form)
    deputy = world.person("deputy", Role.BUSINESS_MANAGER, world.home)
    client = Principal("deputy", "business_manager", deputy, world.home).client()
    assert client.post("/add/", form).status_code == 422


def test_each_form_gets_a_number_of_its_own(world: World) -> None:
    client = _as(world, "business_manager")
    assert client.get("/add/").content != client.get("/add/").content


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("anonymous", ""),
        ("school_lead", "directory "),
        ("auditor", "directory log "),
        ("business_manager", "directory log person"),
    ],
)
def test_a_menu_shows_only_open_doors(world: World, name: str, seen: str) -> None:
    assert _as(world, name).get("/menu/").content.decode() == seen

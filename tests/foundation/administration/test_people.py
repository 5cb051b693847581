"""People: invited, appointed, ended, shut out; every reading of a person is in the log."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Role
from kith.foundation.accounts.models import User
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Appointment, Organisation
from tests.foundation.administration.people import body, client_of, on, person, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Organisation:
    return body("harbour", "Harbour Trust")


@pytest.fixture
def boss(harbour: Organisation) -> User:
    return person(Role.BUSINESS_MANAGER, harbour)


@pytest.fixture
def manager(boss: User) -> Client:
    return client_of(boss)


@pytest.fixture
def nurse(harbour: Organisation) -> User:
    return person(Role.AGENCY_LEAD, harbour, "Named nurse")


def test_opening_a_person_is_in_the_log_before_the_page_is_sent(
    manager: Client, nurse: User
) -> None:
    page = manager.get(reverse("person", args=[nurse.pk])).content.decode()
    assert nurse.email in page
    event = Event.objects.get(kind="read")
    assert event.ref == f"user:{nurse.pk}"
    assert event.office == "Business manager"
    assert nurse.email not in event.what


def test_a_reading_that_cannot_be_noted_shows_nothing(
    manager: Client, nurse: User, monkeypatch
) -> None:
    def broken(**kwargs: object) -> None:
        raise RuntimeError("the log is full")

    monkeypatch.setattr("kith.foundation.audit.record_read", broken)
    with pytest.raises(RuntimeError):
        manager.get(reverse("person", args=[nurse.pk]))


def test_the_list_shows_offices_and_no_address(manager: Client, nurse: User) -> None:
    page = manager.get(reverse("people")).content.decode()
    assert "Named nurse" in page
    assert "@saltmere.example" not in page
    assert not Event.objects.filter(kind="read").exists()


def test_an_agency_lead_finds_their_own_colleagues_only(nurse: User) -> None:
    stranger = person(Role.AGENCY_LEAD, body("far", "Far Trust"), "Far nurse")
    client = client_of(nurse)
    page = client.get(reverse("people")).content.decode()
    assert "Named nurse" in page
    assert "Far nurse" not in page
    assert client.get(reverse("person", args=[stranger.pk])).status_code == 404


def _invitation(harbour: Organisation, **changes: object) -> dict[str, object]:
    told = {
        "email": "New.Lead@saltmere.example",
        "role": "school_lead",
        "organisation": harbour.pk,
        "office": "Designated lead",
        **on("starts_on", timezone.localdate()),
    }
    return told | changes


@pytest.mark.django_db(transaction=True)
def test_an_invitation_makes_an_account_that_its_person_opens_with_a_password_of_their_own(
    manager: Client, harbour: Organisation
) -> None:
    assert send(manager, reverse("people-invite"), **_invitation(harbour)).status_code == 302
    invited = User.objects.get(email="new.lead@saltmere.example")
    assert not invited.has_usable_password()
    assert Appointment.objects.get(user=invited).role == "school_lead"
    [message] = mail.outbox
    assert message.to == ["new.lead@saltmere.example"]
    assert "Harbour" not in message.body
    guest, secret = Client(), "four more plain words"
    link = re.search(r"testserver(/account/password/reset/key/\S+)", message.body)[1]
    there = guest.get(link, follow=True).redirect_chain[-1][0]
    guest.post(there, {"password1": secret, "password2": secret})
    guest.post(reverse("account_login"), {"login": invited.email, "password": secret})
    assert guest.get(reverse("account")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_is_refused_makes_nothing_and_sends_nothing(
    manager: Client, harbour: Organisation, nurse: User
) -> None:
    before = User.objects.count()
    refused = send(manager, reverse("people-invite"), **_invitation(harbour, email=nurse.email))
    assert refused.status_code == 422
    harbour.closes_on = date(2020, 3, 31)
    harbour.save()
    send(manager, reverse("people-invite"), **_invitation(harbour))
    assert User.objects.count() == before
    assert mail.outbox == []


def test_an_appointment_opens_doors_and_its_end_shuts_them(
    manager: Client, nurse: User, harbour: Organisation
) -> None:
    client = client_of(nurse)
    assert client.get(reverse("accounts")).status_code == 403
    fields = _invitation(harbour, role="finance_officer", office="Accountant")
    send(manager, reverse("people-appoint", args=[nurse.pk]), **fields)
    made = Appointment.objects.get(role="finance_officer")
    client.post(reverse("act-as"), {"appointment": made.pk})
    assert client.get(reverse("accounts")).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(pk=made.pk).update(starts_on=yesterday)
    send(
        manager,
        reverse("appointment-end", args=[made.pk]),
        expected_version=made.version,
        why="moved on",
        **on("last_day", yesterday),
    )
    assert client.get(reverse("accounts")).status_code == 403
    assert Event.objects.get(kind="people.appointment_ended").why == "moved on"


def test_the_same_appointment_does_not_run_twice(
    manager: Client, nurse: User, harbour: Organisation
) -> None:
    fields = _invitation(harbour, role="agency_lead")
    refused = send(manager, reverse("people-appoint", args=[nurse.pk]), **fields)
    assert refused.status_code == 422
    assert nurse.appointments.count() == 1


def test_nobody_appoints_or_reopens_themselves(
    manager: Client, boss: User, harbour: Organisation
) -> None:
    for name in ("people-appoint", "people-active", "people-end-sessions"):
        address = reverse(name, args=[boss.pk])
        assert manager.get(address).status_code == 404
        assert send(manager, address, **_invitation(harbour)).status_code == 404
    assert boss.appointments.count() == 1


def test_a_closed_account_is_signed_out_at_once_and_may_be_opened_again(
    manager: Client, nurse: User
) -> None:
    client = client_of(nurse)
    assert client.get(reverse("account")).status_code == 200
    address = reverse("people-active", args=[nurse.pk])
    assert send(manager, address, why="").status_code == 422
    send(manager, address, why="left", was="open")
    assert client.get(reverse("account")).status_code == 302
    send(manager, address, why="came back", was="closed")
    nurse.refresh_from_db()
    assert nurse.is_active
    kinds = ["people.deactivated", "people.reactivated"]
    told = Event.objects.filter(kind__in=kinds).order_by("seq").values_list("kind", "why")
    assert list(told) == list(zip(kinds, ["left", "came back"], strict=True))


def test_close_pressed_on_two_pages_closes_the_account_once(manager: Client, nurse: User) -> None:
    address = reverse("people-active", args=[nurse.pk])
    assert 'name="was" value="open"' in manager.get(address).content.decode()
    assert send(manager, address, why="left", was="open").status_code == 302
    assert send(manager, address, why="left", was="open").status_code == 422
    nurse.refresh_from_db()
    assert not nurse.is_active
    assert Event.objects.filter(kind="people.deactivated").count() == 1
    assert not Event.objects.filter(kind="people.reactivated").exists()


def test_ending_the_sessions_signs_out_that_person_alone(manager: Client, nurse: User) -> None:
    client = client_of(nurse)
    send(manager, reverse("people-end-sessions", args=[nurse.pk]))
    assert client.get(reverse("account")).status_code == 302
    assert manager.get(reverse("account")).status_code == 200


def test_a_person_acts_for_another_only_where_they_are_appointed(
    nurse: User, boss: User, harbour: Organisation
) -> None:
    client = client_of(nurse)
    theirs = boss.appointments.get()
    assert client.post(reverse("act-as"), {"appointment": theirs.pk}).status_code == 403
    assert client.post(reverse("act-as"), {"appointment": "x"}).status_code == 403
    second = Appointment.objects.create(
        user=nurse,
        role=Role.AUDITOR,
        organisation=harbour,
        office="Auditor",
        starts_on=date(2020, 1, 1),
    )
    assert "Act as this" in client.get(reverse("account")).content.decode()
    client.post(reverse("act-as"), {"appointment": second.pk})
    assert client.get(reverse("audit-log")).status_code == 200

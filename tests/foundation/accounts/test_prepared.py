"""Questions that are put into SQL once: they give what the queryset gives, and never an answer
of another asking."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.forms import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.foundation.access import Actor, Role
from kith.foundation.accounts.backends import SignInBackend
from kith.foundation.accounts.models import User
from kith.foundation.accounts.prepared import Prepared, slot
from kith.foundation.accounts.sessions import SessionStore
from kith.foundation.organisations.models import Appointment, Group, Organisation
from tests.foundation.accounts.people import is_signed_in, make_person, sign_in

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 31)
HELD = Prepared(
    lambda: (
        Appointment.objects.filter(user_id=slot("user", Appointment._meta.pk))
        .in_force(slot("today", Appointment._meta.get_field("starts_on")))
        .select_related("organisation", "group")
    )
)


def _appointed(email: str, bodies: int) -> User:
    person = make_person(email, role=None)
    board = Group.objects.create(key=email[:3], name=f"Group of {email}", kind="executive")
    for number in range(bodies):
        body = Organisation.objects.create(
            key=f"{email[:3]}-{number}",
            name=f"Body {number} of {email}",
            kind="health",
            opens_on=DAY if number else None,
            fictional=bool(number),
        )
        Appointment.objects.create(
            user=person,
            role=Role.AGENCY_LEAD,
            organisation=body,
            group=board if number % 2 else None,
            office=f"Office {number}",
            starts_on=DAY - timedelta(days=number),
            ends_on=None if number else DAY,
        )
    return person


def _told(rows: list[Appointment]) -> list[tuple[object, ...]]:
    return [
        (
            model_to_dict(row),
            model_to_dict(row.organisation),
            model_to_dict(row.group) if row.group is not None else None,
        )
        for row in rows
    ]


def test_it_gives_the_rows_of_the_queryset_with_what_is_related_in_one_query() -> None:
    person = _appointed("one@saltmere.example", 3)
    expected = Appointment.objects.filter(user=person).in_force(DAY).order_by("starts_on", "pk")
    assert len(expected) == 3
    HELD.rows(user=person.pk, today=DAY)
    with CaptureQueriesContext(connection) as asked:
        found = _told(HELD.rows(user=person.pk, today=DAY))
    assert len(asked) == 1
    assert found == _told(list(expected))


def test_it_gives_the_values_of_a_queryset_of_values() -> None:
    _appointed("one@saltmere.example", 3)
    listed = Appointment.objects.order_by("-pk").values_list(
        "office", "starts_on", "ends_on", "organisation__fictional", "group__name"
    )
    assert Prepared(lambda: listed).tuples() == list(listed)
    assert len(list(listed)) == 3


def test_each_asking_is_answered_by_its_own_values_alone() -> None:
    one, two = _appointed("one@saltmere.example", 2), _appointed("two@saltmere.example", 3)
    for person, day, count in (
        (one, DAY, 2), (two, DAY, 3), (one, DAY, 2), (two, DAY + timedelta(days=1), 2),
        (one, DAY - timedelta(days=400), 0), (two, DAY, 3),
    ):  # fmt: skip
        found = HELD.rows(user=person.pk, today=day)
        assert len(found) == count
        assert {row.user_id for row in found} <= {person.pk}


def test_what_is_changed_between_two_askings_is_seen() -> None:
    person = _appointed("one@saltmere.example", 2)
    before = Actor.of(person, DAY)
    Appointment.objects.filter(user=person).update(ends_on=DAY)
    tomorrow = DAY + timedelta(days=1)
    assert len(before.appointments) == 2
    assert len(Actor.of(person, DAY).appointments) == 2
    assert Actor.of(person, tomorrow).appointments == ()
    assert Actor.of(person, tomorrow).role is None


def test_a_person_whose_account_was_closed_is_nobody_at_the_next_request() -> None:
    client, person = Client(), make_person()
    sign_in(client)
    assert client.get("/account/").status_code == 200
    assert SignInBackend().get_user(person.pk) == person
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert SignInBackend().get_user(person.pk) is None
    assert client.get("/account/").status_code == 302
    assert SignInBackend().get_user(person.pk + 1) is None


def test_a_session_past_its_day_belongs_to_nobody() -> None:
    client = Client()
    make_person()
    sign_in(client)
    key = client.session.session_key
    assert SessionStore(key).load()["_auth_user_id"]
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    late = SessionStore(key)
    assert late.load() == {}
    assert late.session_key is None
    assert not is_signed_in(client)
    assert SessionStore("a-key-that-nobody-was-given-0000").load() == {}

"""The example partnership: thirty agencies, seven sub-groups, three partners, no names."""

from datetime import date

import pytest

from kith.foundation.access.roles import Role
from kith.foundation.accounts.models import User
from kith.foundation.organisations.example import (
    load_demo_people,
    load_organisations,
    read_example,
)
from kith.foundation.organisations.models import (
    Alias,
    Appointment,
    Duty,
    Engagement,
    Group,
    Organisation,
)

TODAY = date(2026, 11, 23)
IN_THE_YEAR = date(2020, 3, 1)
NATIONAL = {
    "NHS England",
    "Cafcass",
    "NSPCC",
    "British Transport Police",
    "National Probation Service",
}
pytestmark = pytest.mark.django_db


def _everything() -> list[object]:
    models = (Organisation, Alias, Duty, Engagement, Group, Appointment, User)
    return [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models]


def test_there_are_thirty_relevant_agencies_and_three_partners() -> None:
    load_organisations(TODAY)
    relevant = Organisation.objects.with_duty("relevant_agency", IN_THE_YEAR)
    assert relevant.count() == 30
    partners = Organisation.objects.with_duty("safeguarding_partner", IN_THE_YEAR)
    assert partners.open_on(IN_THE_YEAR).count() == 3


def test_there_are_seven_sub_groups_of_which_four_are_joint() -> None:
    load_organisations(TODAY)
    groups = Group.objects.filter(kind="sub_group")
    assert groups.count() == 7
    assert sum(group.joint for group in groups) == 4
    assert Group.objects.filter(kind="executive").count() == 1


def test_only_national_bodies_keep_their_own_names() -> None:
    load_organisations(TODAY)
    real = Organisation.objects.filter(fictional=False).values_list("name", flat=True)
    assert set(real) == NATIONAL


def test_the_training_centre_was_open_until_23_march_2020() -> None:
    load_organisations(TODAY)
    centre = Organisation.objects.filter(key="saltmere-stc")
    assert centre.open_on(date(2020, 3, 23)).exists()
    assert not centre.open_on(date(2020, 3, 24)).exists()


def test_every_role_has_a_sign_in_and_the_executive_one_for_each_partner() -> None:
    load_organisations(TODAY)
    people = load_demo_people("a password for the demo")
    held = [person.role for person in people]
    assert {role: held.count(role) for role in Role} == {
        role: 3 if role is Role.EXECUTIVE else 1 for role in Role
    }
    executive = Appointment.objects.in_force(TODAY).filter(role="executive")
    partners = Organisation.objects.with_duty("safeguarding_partner", TODAY).open_on(TODAY)
    assert {a.organisation for a in executive} == set(partners)
    assert all(person.user.check_password("a password for the demo") for person in people)


def test_loading_twice_changes_nothing() -> None:
    load_organisations(TODAY)
    load_demo_people("a password for the demo")
    once = _everything()
    load_organisations(TODAY)
    load_demo_people("a password for the demo")
    assert _everything() == once


def test_another_password_replaces_the_first() -> None:
    load_organisations(TODAY)
    load_demo_people("a password for the demo")
    [first, *_] = load_demo_people("quite another password")
    assert User.objects.get(pk=first.user_id).check_password("quite another password")


def test_every_address_is_one_that_cannot_exist() -> None:
    emails = [person["email"] for person in read_example()["people"]]
    assert len(emails) == len(set(emails))
    assert all(email.endswith("@saltmere.example") for email in emails)

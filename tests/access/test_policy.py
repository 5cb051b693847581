"""The policy says what people have decided, and lists never disagree with single rows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from kith.foundation.access import ROLES, Actor, Denied, Permission, Role, can, require, visible
from kith.foundation.access.policy import POLICY
from kith.foundation.accounts.models import User
from kith.foundation.organisations.models import (
    Alias,
    Appointment,
    Duty,
    Group,
    Organisation,
)
from tests.access import oracle
from tests.access.policy_table import some_organisations_published, wrong
from tests.access.world import World

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("permission", list(Permission))
def test_the_policy_gives_what_the_matrix_says(permission: Permission, world: World) -> None:
    with some_organisations_published():
        assert list(wrong(world, permission)) == []


def test_every_permission_has_a_policy_and_a_line_of_description() -> None:
    assert set(POLICY) == set(Permission)
    assert all(p.description.endswith(".") for p in Permission)


def test_every_role_says_who_may_hold_it() -> None:
    assert set(ROLES) == set(Role)
    assert all(len(described.held_by) > 60 for described in ROLES.values())


def test_no_alternative_of_the_policy_is_empty_and_so_open_to_all() -> None:
    assert all(all(alternatives) for alternatives in POLICY.values() if alternatives)


def test_nobody_who_writes_or_publishes_the_report_signs_it() -> None:
    def roles(permission: str) -> set[str]:
        row = oracle.permission_row(permission)
        assert row is not None
        return set(row.tokens)

    assert roles("report.sign").isdisjoint(roles("report.edit") | roles("report.publish"))


def test_an_appointment_gives_nothing_the_day_after_its_last(db: None) -> None:
    user = User.objects.create_user("someone@saltmere.example", office="Someone")
    body = Organisation.objects.create(key="body", name="Body", kind="other")
    Appointment.objects.create(
        user=user,
        role=Role.BUSINESS_MANAGER,
        organisation=body,
        office="Manager",
        starts_on=TODAY - timedelta(days=9),
        ends_on=TODAY,
    )
    assert can(Actor.of(user, TODAY), Permission.REPORT_EDIT)
    assert not can(Actor.of(user, TODAY + timedelta(days=1)), Permission.REPORT_EDIT)
    assert not can(Actor.of(user, TODAY - timedelta(days=10)), Permission.REPORT_EDIT)


def test_a_person_who_was_switched_off_is_nobody(world: World) -> None:
    who = world.principals["business_manager"]
    assert who.user is not None
    who.user.is_active = False
    assert who.actor(world.today).is_anonymous


def test_another_persons_appointment_cannot_be_acted_under(world: World) -> None:
    manager = world.principals["business_manager"].actor(world.today)
    assert manager.appointment is not None
    school = world.principals["school_lead"].user
    assert school is not None
    actor = Actor.of(school, world.today, acting=manager.appointment.pk)
    assert actor.role is Role.SCHOOL_LEAD


def test_a_role_that_the_code_does_not_know_gives_nothing(world: World) -> None:
    user = world.person("odd", "grand_vizier", world.home)
    actor = Actor.of(user, world.today)
    assert actor.role is None
    assert not can(actor, Permission.ORGANISATION_READ)
    assert can(actor, Permission.SIGNED_IN)


def test_a_command_may_do_everything_but_what_nobody_may(world: World) -> None:
    command = Actor.system("load_example", world.today)
    assert can(command, Permission.REPORT_PUBLISH)
    assert can(command, Permission.PEOPLE_EDIT, world.colleague)
    assert not can(command, Permission.NEVER)
    assert not can(command, Permission.NEVER, world.colleague)
    assert command.office == "Command load_example"


def test_a_refusal_says_what_the_appointment_does_not_give(world: World) -> None:
    with pytest.raises(Denied, match="Publish a frozen and signed report"):
        require(world.principals["auditor"].actor(world.today), Permission.REPORT_PUBLISH)


def test_a_model_that_does_not_answer_a_condition_stops_loudly(world: World) -> None:
    agency = world.principals["agency_lead"].actor(world.today)
    with pytest.raises(ImproperlyConfigured, match="Group needs an inner class Access"):
        visible(Group.objects.all(), agency, Permission.OBSERVATION_READ)


ROLE = st.sampled_from(list(Role))
DAYS = st.one_of(st.none(), st.integers(-3, 3))


class RandomWorlds(PropertyTestCase):
    """In any world: a list holds exactly the rows that single questions allow, each once."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        bodies=st.integers(1, 4),
        held=st.lists(
            st.tuples(st.integers(0, 4), ROLE, st.integers(0, 3), st.integers(-3, 3), DAYS),
            max_size=10,
        ),
        permission=st.sampled_from([p for p in Permission if p is not Permission.PUBLISHED_READ]),
    )
    def test_lists_and_single_rows_agree_with_the_matrix(
        self,
        bodies: int,
        held: list[tuple[int, Role, int, int, int | None]],
        permission: Permission,
    ) -> None:
        organisations = [
            Organisation.objects.create(key=f"b{n}", name=f"Body {n}", kind="other")
            for n in range(bodies)
        ]
        users = [User.objects.create_user(f"u{n}@saltmere.example") for n in range(5)]
        for person, role, body, start, length in held:
            Appointment.objects.create(
                user=users[person],
                role=role,
                organisation=organisations[body % bodies],
                office="An office",
                starts_on=TODAY + timedelta(days=start),
                ends_on=None if length is None else TODAY + timedelta(days=start + abs(length)),
            )
        model = User if permission.value.startswith("people.") else Organisation
        for user in users:
            actor = Actor.of(user, TODAY)
            listed = list(visible(model.objects.all(), actor, permission))
            single = [row for row in model.objects.all() if can(actor, permission, row)]
            assert sorted(r.pk for r in listed) == sorted(r.pk for r in single)
            said = {row.pk for row in model.objects.all() if _said(actor, permission, row)}
            assert {row.pk for row in listed} == said
            if listed:
                assert can(actor, permission)


def _said(actor: Actor, permission: Permission, row: User | Organisation) -> bool:
    """The matrix, read in plain Python and without a query that joins."""
    expected = oracle.permission_row(permission.value)
    assert expected is not None
    principal = "someone" if actor.appointment is not None else "no_role"
    role = actor.appointment.role if actor.appointment is not None else None
    if isinstance(row, Organisation):
        position = "own" if row.pk == actor.organisation_id else "other"
    elif row.pk == actor.user_id:
        position = "oneself"
    else:
        bodies = set(row.appointments.values_list("organisation_id", flat=True))
        position = "colleague" if actor.organisation_id in bodies else "stranger"
    return expected.allows(principal, role, position)


@pytest.mark.parametrize("model", [Organisation, Alias, Duty, Appointment, User])
def test_what_a_model_says_leads_to_its_organisation_can_be_asked(
    model: type[Organisation], world: World
) -> None:
    agency = world.principals["agency_lead"].actor(world.today)
    assert visible(model.objects.all(), agency, Permission.OBSERVATION_READ).count() >= 0

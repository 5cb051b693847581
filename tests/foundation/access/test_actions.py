"""A change asks for its permission, keeps to its transaction, and tells the log."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kith.foundation.access import Actor, Denied, Permission, Stale, action, bump
from kith.foundation.access.actions import ACTIONS
from kith.foundation.audit import record
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Organisation
from tests.access.world import World
from tests.foundation.access.pages import rename


@pytest.fixture
def world(db: None) -> World:
    return World()


def _actor(world: World, name: str) -> Actor:
    return world.principals[name].actor(world.today)


def test_an_action_refuses_whoever_lacks_its_permission(world: World) -> None:
    for name in ("anonymous", "auditor", "ended", "future", "dual"):
        with pytest.raises(Denied):
            rename(organisation=world.home, name="X", expected_version=1, by=_actor(world, name))
    world.home.refresh_from_db()
    assert world.home.name == "Harbour Trust"
    assert not Event.objects.exists()


def test_an_action_that_fails_after_its_change_changes_nothing(world: World) -> None:
    @action(Permission.ORGANISATION_EDIT, on="organisation")
    def half(*, organisation: Organisation, by: Actor) -> None:
        bump(organisation, 1, name="Half done")
        record("test.renamed", by=by, ref=organisation, what="half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half(organisation=world.home, by=_actor(world, "business_manager"))
    assert Organisation.objects.get(pk=world.home.pk).name == "Harbour Trust"
    assert not Event.objects.exists()


def test_an_action_on_nothing_yet_asks_for_the_permission_at_all(world: World) -> None:
    @action(Permission.FINANCE_EDIT)
    def open_year(*, by: Actor) -> str:
        return "open"

    assert open_year(by=_actor(world, "finance_officer")) == "open"
    with pytest.raises(Denied):
        open_year(by=_actor(world, "auditor"))


def test_every_action_is_registered_by_its_full_name() -> None:
    kept = ACTIONS["tests.foundation.access.pages.rename"]
    assert kept.permission is Permission.ORGANISATION_EDIT
    assert kept.on == "organisation"


def _loose(organisation: Organisation, *, by: Actor) -> None: ...
def _nobody(*, organisation: Organisation) -> None: ...
def _other(*, section: str, by: Actor) -> None: ...


@pytest.mark.parametrize("function", [_loose, _nobody, _other])
def test_a_function_that_is_no_action_is_refused_where_it_is_written(function) -> None:
    with pytest.raises(ImproperlyConfigured, match="keyword-only"):
        action(Permission.ORGANISATION_EDIT, on="organisation")(function)


def test_a_stale_change_without_a_log_entry_says_someone_else(world: World) -> None:
    with pytest.raises(Stale, match="Someone else changed this, after"):
        bump(world.home, 7, name="X")


def test_a_bump_moves_the_version_by_one(world: World) -> None:
    assert bump(world.home, 1, name="Once").version == 2
    assert bump(world.home, 2, name="Twice").version == 3

"""Every page, asked by everyone: let in or refused as the matrix says, and refused cleanly."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kith.foundation.access import Permission, Role
from kith.foundation.access.actions import ACTIONS
from kith.foundation.access.decide import Denied
from kith.foundation.access.routes import every_route
from tests.access import factories, oracle
from tests.access.cells import Runner, cells_of
from tests.access.world import World

factories.read_rows()
ROUTES = {route.name: route for route in every_route()}
# What is missing from the matrix is reported once, by the first two tests.
KNOWN = sorted(
    name
    for name, route in ROUTES.items()
    if oracle.route_row(name) and (not route.parts or name in factories.ROWS)
)
KNOWN_ACTIONS = sorted(name for name in ACTIONS if oracle.action_row(name))
OTHER_METHODS = ("put", "patch", "delete", "options", "trace")

HOW_TO_ADD = """
The route {name!r} ({address}) is new to the access matrix. Add to tests/access/matrix.yaml,
under `routes`, who may open it (see the head of that file), for example:

  {name}: {{get: {read}, post: {write}}}
"""
HOW_TO_MAKE = """
The route {name!r} ({address}) needs rows to open. Add to a file in tests/access/rows/ (see the
head of tests/access/factories.py):

@rows_for("{name}")
def _(world, who):
    return {{"any": {{{parts}}}}}
"""
HOW_TO_ALLOW = """
The action {name!r} is new to the access matrix. Add to tests/access/matrix.yaml, under
`actions`, who may call it, for example:

  {name}: {permission}
"""


def test_every_route_stands_in_the_matrix_and_can_be_opened() -> None:
    wrong = []
    for name, route in ROUTES.items():
        if oracle.route_row(name) is None:
            declared = route.declaration
            read = declared.read if declared else "?"
            write = (declared.write or "none") if declared else "?"
            wrong.append(
                HOW_TO_ADD.format(name=name, address=route.address, read=read, write=write)
            )
        if route.parts and name not in factories.ROWS:
            parts = ", ".join(f'"{part}": …' for part in route.parts)
            wrong.append(HOW_TO_MAKE.format(name=name, address=route.address, parts=parts))
    assert not wrong, "".join(wrong)


def test_every_action_stands_in_the_matrix() -> None:
    missing = [
        HOW_TO_ALLOW.format(name=name, permission=action.permission)
        for name, action in ACTIONS.items()
        if name.startswith("kith.") and oracle.action_row(name) is None
    ]
    assert not missing, "".join(missing)


def test_the_matrix_names_nothing_that_is_not_there() -> None:
    assert oracle.route_names() - set(ROUTES) == set()
    assert oracle.action_names() - set(ACTIONS) == set()
    assert oracle.permission_keys() == {permission.value for permission in Permission}
    known = {role.value for role in Role} | {"everyone", "signed_in", "nobody"}
    assert oracle.all_tokens() - known == set()


@pytest.mark.parametrize("name", KNOWN)
def test_a_page_answers_everyone_as_the_matrix_says(name: str, runner: Runner) -> None:
    route = ROUTES[name]
    wrong = [found for cell in cells_of(route, runner.world) if (found := runner.wrong(cell))]
    assert not wrong, "\n" + "\n".join(wrong)
    print(f"{name}: {runner.count} cells, {runner.refused} refused without a trace")


@pytest.mark.parametrize("name", KNOWN)
def test_a_page_offers_no_other_methods(name: str, world: World) -> None:
    route = ROUTES[name]
    for principal in ("anonymous", "business_manager"):
        who = world.principals[principal]
        rows = factories.ROWS[name](world, who) if route.parts else {"": {}}
        address = reverse(name, kwargs=next(iter(rows.values())))
        client: Client = who.client()
        for method in OTHER_METHODS:
            assert getattr(client, method)(address).status_code == 405, f"{method} {name}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", KNOWN_ACTIONS)
def test_an_action_refuses_whom_the_matrix_does_not_name(name: str, world: World) -> None:
    assert wrong_calls(name, world) == []


def wrong_calls(name: str, world: World) -> list[str]:
    """Principals whom an action does not refuse, though the matrix lets them nowhere near it."""
    action, expected = ACTIONS[name], oracle.action_row(name)
    assert expected is not None, HOW_TO_ALLOW.format(name=name, permission=action.permission)
    found = []
    for who in world.principals.values():
        if expected.positions(who.name, who.role):
            continue
        row = {action.on: world.home} if action.on is not None else {}
        try:
            with transaction.atomic():
                action.run(by=who.actor(world.today), **row)
                transaction.set_rollback(True)
            found.append(who.name)
        except Denied:
            pass
        except Exception:  # the body was reached, with arguments that are none
            found.append(who.name)
    return found

"""The policy asked without any page: every permission, everyone, rows in every position."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model, Q

from kith.foundation.access import Permission, can, visible
from kith.foundation.organisations.models import Organisation
from tests.access import oracle
from tests.access.world import Principal, World

PEOPLE = {Permission.PEOPLE_READ, Permission.PEOPLE_EDIT}


@contextmanager
def some_organisations_published() -> Iterator[None]:
    """For the length of the test, organisations stand in for reports that may be published."""
    Organisation.Access.published = Q(fictional=True)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del Organisation.Access.published  # type: ignore[attr-defined]


def rows(world: World, who: Principal, permission: Permission) -> dict[str, Model]:
    """A row in each position that a permission may turn on."""
    if permission in PEOPLE:
        found: dict[str, Model] = {"colleague": world.colleague, "stranger": world.stranger}
        if who.user is not None:
            found["oneself"] = who.user
        return found
    if permission is Permission.PUBLISHED_READ:
        return {"unpublished": world.home, "published": world.other}
    return {"own": world.home, "other": world.other}


def wrong(world: World, permission: Permission) -> Iterator[str]:
    """Every disagreement between the matrix and the policy on one permission."""
    expected = oracle.permission_row(permission.value)
    assert expected is not None, permission
    for who in world.principals.values():
        actor = who.actor(world.today)
        positions = expected.positions(who.name, who.role)
        if can(actor, permission) != bool(positions):
            yield f"{permission} at all, as {who.name}"
        for position, row in rows(world, who, permission).items():
            allowed = bool(positions & {"*", position})
            if can(actor, permission, row) != allowed:
                yield f"{permission} on {position}, as {who.name}"
            seen = visible(type(row).objects.all(), actor, permission)
            if [found.pk for found in seen.filter(pk=row.pk)] != [row.pk] * allowed:
                yield f"{permission} on {position} in a list, as {who.name}"

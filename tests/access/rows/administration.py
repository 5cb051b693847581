"""Rows for the pages of administration: organisations, groups, people, appointments."""

from kith.foundation.organisations.models import Appointment, Group
from tests.access.factories import Rows, organisations, people, rows_for, seed
from tests.access.world import CANARY, Principal, World


@seed
def _groups(world: World) -> None:
    world.group = Group.objects.create(key=f"{CANARY}-group", name=f"{CANARY} group", kind="other")


rows_for(*("organisation", "organisation-edit", "organisation-alias", "organisation-succession"))(
    organisations
)
rows_for("person", "people-appoint", "people-active", "people-end-sessions")(people)


@rows_for("group")
def _(world: World, who: Principal) -> Rows:
    return {"any": {"key": world.group.key}}


@rows_for("appointment-end")
def _(world: World, who: Principal) -> Rows:
    held = {"colleague": world.colleague, "stranger": world.stranger}
    found = {}
    if who.user is not None and who.user.appointments.exists():
        held["oneself"] = who.user
    for position, user in held.items():
        found[position] = {"pk": Appointment.objects.filter(user=user).first().pk}
    return found

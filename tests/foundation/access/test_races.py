"""Two at once: one change wins, one form is done (PostgreSQL; SQLite writes one at a time)."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from kith.foundation.access import Stale, bump
from kith.foundation.organisations.models import Organisation
from tests.access.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.foundation.access.pages"),
]
AT_ONCE = 6


def _race(run: Callable[[int], object]) -> list[object]:
    """Start several at the same moment, each with its own connection."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    gate = Barrier(AT_ONCE)

    def one(n: int) -> object:
        gate.wait()
        try:
            return run(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_of_several_who_change_one_version_exactly_one_wins() -> None:
    made = Organisation.objects.create(key="body", name="Body", kind="other")

    def change(n: int) -> str:
        try:
            with transaction.atomic():
                return bump(Organisation.objects.get(pk=made.pk), 1, name=f"Name {n}").name
        except Stale:
            return ""

    winners = [name for name in _race(change) if name]
    made.refresh_from_db()
    assert winners == [made.name]
    assert made.version == 2


def test_a_form_sent_several_times_at_once_is_done_once() -> None:
    world = World()
    form = {"submission": str(uuid.uuid4()), "name": "new-body"}
    clients = [world.principals["business_manager"].client() for _ in range(AT_ONCE)]
    answers = _race(lambda n: clients[n].post("/add/", form)["Location"])
    assert set(answers) == {"/organisations/new-body/"}
    assert Organisation.objects.filter(key="new-body").count() == 1

"""What the log keeps, and what it refuses."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from kith.foundation.audit import (
    latest,
    present,
    record,
    record_read,
    ref_of,
    register_kind,
    triggers,
)
from kith.foundation.audit.models import Event, Head, Immutable
from tests.foundation.audit.acting import Nobody, manager

pytestmark = pytest.mark.django_db


def test_an_event_says_who_in_which_office_for_whom_what_and_why() -> None:
    actor = manager()
    event = record(
        "test.done", by=actor, ref="thing:1", what="the thing", data={"a": 1}, why="Because."
    )
    event.refresh_from_db()
    assert (event.office, event.role, event.organisation) == (
        "Business manager",
        "business_manager",
        "body",
    )
    assert event.actor_id == actor.user_id
    assert event.appointment_id == actor.appointment.pk
    assert event.data == {"a": 1}
    assert event.why == "Because."
    assert present(event) == "Business manager did: the thing"


def test_no_e_mail_address_stands_in_the_log() -> None:
    record("test.done", by=manager(), ref="thing:1", what="the thing")
    assert "manager@saltmere.example" not in str(Event.objects.values_list())


def test_an_event_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="not registered"):
        record("test.unheard_of", by=Nobody(), ref="thing:1", what="the thing")


def test_one_kind_is_not_registered_in_two_wordings() -> None:
    register_kind("test.done", "did")
    with pytest.raises(ImproperlyConfigured, match="two wordings"):
        register_kind("test.done", "undid")


def test_a_kind_may_put_its_events_in_words_of_its_own() -> None:
    register_kind("test.presented", "showed", lambda event: f"Shown: {event.data['n']}")
    assert present(record("test.presented", by=Nobody(), ref="x:1", what="", data={"n": 3})) == (
        "Shown: 3"
    )


def test_an_event_of_a_kind_long_gone_is_still_shown() -> None:
    event = Event(kind="gone.done", office="Clerk", what="a deed")
    assert present(event) == "Clerk gone.done: a deed"


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="outside a transaction"):
        record("test.done", by=Nobody(), ref="thing:1", what="the thing")


@pytest.mark.django_db(transaction=True)
def test_an_event_falls_with_the_change_it_tells_of() -> None:
    def change_that_fails() -> None:
        record("test.done", by=Nobody(), ref="thing:1", what="the thing")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change_that_fails()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_read_of_identifiable_data_is_committed_by_itself() -> None:
    event = record_read(by=Nobody(), ref="thing:1", what="the list of people", why="A request")
    assert not connection.in_atomic_block
    assert Event.objects.get().digest == event.digest
    assert present(event) == "Business manager read the list of people"


def test_the_last_change_of_a_thing_is_not_a_read_of_it() -> None:
    change = record("test.done", by=Nobody(), ref="thing:1", what="the thing")
    record_read(by=Nobody(), ref="thing:1", what="the thing")
    found = latest("thing:1")
    assert found is not None
    assert found.seq == change.seq
    assert latest("thing:2") is None


def test_a_thing_is_named_by_its_ref_or_by_its_model_and_number() -> None:
    actor = manager()
    assert ref_of(actor.organisation) == "organisation:body"
    assert ref_of(actor.user) == f"user:{actor.user_id}"
    assert ref_of("publication:x") == "publication:x"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(what="nothing"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.filter(seq=1).update(what="nothing"),
        lambda: Event.objects.bulk_create([Event(seq=9)]),
        lambda: Event.objects.create(seq=9),
        lambda: Event.objects.get(seq=1).save(),
        lambda: Event.objects.get(seq=1).delete(),
        lambda: Event._base_manager.update(what="nothing"),
    ],
)
def test_no_python_code_changes_an_event(change) -> None:
    record("test.done", by=Nobody(), ref="thing:1", what="the thing")
    with pytest.raises(Immutable):
        change()
    assert Event.objects.get().what == "the thing"


FORBIDDEN = [
    "UPDATE audit_event SET what = 'nothing'",
    "DELETE FROM audit_event",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET seq = 0",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_itself_refuses_to_change_the_log(statement: str) -> None:
    record("test.done", by=Nobody(), ref="thing:1", what="the thing")
    record("test.done", by=Nobody(), ref="thing:1", what="the thing")
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 2
    assert Head.objects.get().seq == 2


def test_postgresql_refuses_to_empty_the_log() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    for table in ("audit_event", "audit_head"):
        refused = pytest.raises(DatabaseError, match="only added to")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


def test_the_triggers_stand_and_a_missing_one_is_noticed() -> None:
    assert triggers.missing(connection) == []
    triggers.drop(connection)
    assert len(triggers.missing(connection)) >= 4
    triggers.create(connection)
    assert triggers.missing(connection) == []

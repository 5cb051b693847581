"""A log that was tampered with by someone who owns the database says so."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kith.foundation.audit import record, triggers, verify
from kith.foundation.audit.chain import START, digest
from kith.foundation.audit.models import Event, Head
from tests.foundation.audit.acting import Nobody

pytestmark = pytest.mark.django_db


def _write(count: int) -> None:
    for n in range(1, count + 1):
        record("test.done", by=Nobody(), ref=f"thing:{n}", what=f"thing {n}", data={"n": n})


def _sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tamper(change: Callable[[], None]) -> tuple[str, ...]:
    """Do as the owner of the database may: drop the triggers, change, put them back."""
    triggers.drop(connection)
    change()
    triggers.create(connection)
    return verify().problems


def test_a_log_that_nobody_touched_is_whole() -> None:
    _write(5)
    verdict = verify()
    assert verdict.whole
    assert verdict.events == 5
    assert verdict.head == f"5:{Event.objects.get(seq=5).digest}"


def test_an_empty_log_is_whole() -> None:
    assert verify().whole


@pytest.mark.parametrize(
    "column",
    ["what", "why", "office", "kind", "ref", "role", "organisation", "data_json"],
)
def test_an_edited_event_is_found(column: str) -> None:
    _write(5)
    problems = _tamper(lambda: _sql(f"UPDATE audit_event SET {column} = '{{}} ' WHERE seq = 3"))
    assert problems == ("Event 3 was changed after it was written.",)


@pytest.mark.parametrize("change", ["at = '2020-01-01 00:00:00+00:00'", "actor_id = 77"])
def test_an_event_given_to_another_person_or_time_is_found(change: str) -> None:
    _write(5)
    problems = _tamper(lambda: _sql(f"UPDATE audit_event SET {change} WHERE seq = 3"))
    assert problems == ("Event 3 was changed after it was written.",)


def test_a_deleted_event_is_found() -> None:
    _write(5)
    problems = _tamper(lambda: _sql("DELETE FROM audit_event WHERE seq = 3"))
    assert "Events 3 to 3 are missing." in problems


def test_a_deleted_event_is_found_though_the_rest_is_numbered_anew() -> None:
    _write(5)
    problems = _tamper(
        lambda: _sql(
            "DELETE FROM audit_event WHERE seq = 3",
            "UPDATE audit_event SET seq = 3 WHERE seq = 4",
            "UPDATE audit_event SET seq = 4 WHERE seq = 5",
        )
    )
    assert "Event 3 does not follow the event before it." in problems


def _insert(seq: int, previous: str) -> Event:
    old = Event.objects.get(seq=1)
    forged = Event(**{f.attname: getattr(old, f.attname) for f in Event._meta.concrete_fields})
    forged.pk, forged.seq, forged.previous, forged.what = None, seq, previous, "forged"
    forged.digest = digest(forged)
    forged.save()
    return forged


def test_an_inserted_event_is_found() -> None:
    _write(5)

    def insert() -> None:
        for seq in (5, 4, 3):
            _sql(f"UPDATE audit_event SET seq = {seq + 1} WHERE seq = {seq}")
        _insert(3, Event.objects.get(seq=2).digest)

    problems = _tamper(insert)
    assert "Event 4 does not follow the event before it." in problems


def test_two_events_in_changed_order_are_found() -> None:
    _write(5)
    problems = _tamper(
        lambda: _sql(
            "UPDATE audit_event SET seq = 99 WHERE seq = 2",
            "UPDATE audit_event SET seq = 2 WHERE seq = 3",
            "UPDATE audit_event SET seq = 3 WHERE seq = 99",
        )
    )
    assert "Event 2 does not follow the event before it." in problems


def test_a_log_with_its_end_cut_off_is_found_by_its_head() -> None:
    _write(5)
    [problem] = _tamper(lambda: _sql("DELETE FROM audit_event WHERE seq > 3"))
    assert "ends at event 3, and its head says 5" in problem


def test_an_event_added_behind_the_head_is_found() -> None:
    _write(5)
    problems = _tamper(lambda: _insert(6, Event.objects.get(seq=5).digest) and None)
    assert "its end was cut off, added to or replaced" in problems[0]


def _rewrite_everything(changed: int) -> None:
    """The best forgery: change one event, and work every digest and the head out anew."""
    previous = START
    for event in Event.objects.order_by("seq"):
        event.what = "never happened" if event.seq == changed else event.what
        event.previous = previous
        previous = digest(event)
        _sql(
            f"UPDATE audit_event SET what = '{event.what}', previous = '{event.previous}',"
            f" digest = '{previous}' WHERE seq = {event.seq}"
        )
    _sql(f"UPDATE audit_head SET digest = '{previous}'")


def test_a_log_rewritten_whole_is_found_only_by_a_head_kept_elsewhere() -> None:
    _write(5)
    kept = verify().head
    assert _tamper(lambda: _rewrite_everything(2)) == ()
    assert verify([kept]).problems == ("Event 5 is not the one that was noted elsewhere.",)


def test_a_log_cut_off_with_its_head_is_found_by_a_head_kept_elsewhere() -> None:
    _write(5)
    kept = verify().head
    third = Event.objects.get(seq=3).digest
    problems = _tamper(
        lambda: _sql(
            "DELETE FROM audit_event WHERE seq > 3",
            f"UPDATE audit_head SET seq = 3, digest = '{third}'",
        )
    )
    assert problems == ()
    assert verify([kept]).problems == ("Event 5, which was noted elsewhere, is missing.",)


def test_a_head_kept_earlier_still_fits_when_the_log_has_grown() -> None:
    _write(2)
    kept = verify().head
    _write(3)
    assert verify([kept]).whole


def test_a_database_that_lost_its_triggers_is_reported() -> None:
    _write(1)
    triggers.drop(connection)
    assert any("does not refuse changes" in problem for problem in verify().problems)
    triggers.create(connection)


def test_the_chain_goes_on_after_its_head_was_lost() -> None:
    _write(2)
    triggers.drop(connection)
    Head.objects.all().delete()
    triggers.create(connection)
    assert not verify().whole


def _command(*anchors: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    options: dict[str, Any] = {"anchor": list(anchors), "stdout": out, "stderr": err}
    try:
        call_command("verify_audit", **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}"
    return out.getvalue(), ""


def test_the_command_prints_the_head_of_a_whole_log() -> None:
    _write(3)
    said, refused = _command()
    assert refused == ""
    assert said.splitlines()[-1] == verify().head


def test_the_command_fails_on_a_log_that_is_not_whole_and_says_where() -> None:
    _write(3)
    _tamper(lambda: _sql("UPDATE audit_event SET why = 'x' WHERE seq = 2"))
    said, refused = _command()
    assert said == ""
    assert "Event 2 was changed" in refused
    assert "NOT whole" in refused


def test_the_command_refuses_an_anchor_that_is_none() -> None:
    _said, refused = _command("five:abc")
    assert "NUMBER:DIGEST" in refused

"""The log's pages: asked, paged by number, verified, and exported with a reason."""

import csv
import io

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation import audit
from kith.foundation.access import Actor, Role
from kith.foundation.audit import triggers
from kith.foundation.audit.models import Event
from tests.foundation.administration.people import body, client_of, person, send

pytestmark = pytest.mark.django_db
LOG = "audit-log"


@pytest.fixture
def auditor() -> Client:
    return client_of(person(Role.AUDITOR, body("council", "Saltmere Council")))


def _events(count: int, kind: str = "organisation.changed", what: str = "Thing") -> None:
    by = Actor.system("test", timezone.localdate())
    with transaction.atomic():
        for n in range(count):
            audit.record(kind, by=by, ref=f"organisation:thing-{n}", what=f"{what} {n}")


def _page(client: Client, **query: object) -> str:
    return client.get(reverse(LOG), query).content.decode()


def test_the_newest_event_stands_first_and_pages_do_not_move(auditor: Client) -> None:
    _events(120)
    first = _page(auditor)
    assert first.index("Thing 119") < first.index("Thing 118")
    assert "Thing 60<" not in first
    [older] = [part.split('"')[0] for part in first.split('href="')[1:] if "before=" in part][:1]
    _events(7, what="Later")
    second = auditor.get(reverse(LOG) + older).content.decode()
    assert "Later" not in second
    assert "Thing 69" in second or "Thing 70" in second


def test_events_are_found_by_kind_office_thing_and_day(auditor: Client) -> None:
    _events(3)
    _events(1, "people.invited", "Someone")
    assert "Someone 0" not in _page(auditor, kind="organisation.changed")
    assert "Thing 1" in _page(auditor, ref="organisation:thing-1")
    assert "Thing 2" not in _page(auditor, ref="organisation:thing-1")
    assert "Thing 1" in _page(auditor, office="Command test")
    assert "Nothing matches" in _page(auditor, office="Nobody")
    past = {"until-day": 1, "until-month": 1, "until-year": 2020}
    assert "Nothing matches" in _page(auditor, **past)


def test_a_date_that_is_none_is_said_and_breaks_nothing(auditor: Client) -> None:
    page = _page(auditor, **{"since-day": 31, "since-month": 2, "since-year": 2020})
    assert "There is no 31/2/2020" in page


def test_an_odd_page_number_shows_the_newest(auditor: Client) -> None:
    _events(1)
    for odd in ("x", "-1", "9" * 40):
        assert "Thing 0" in _page(auditor, before=odd)


def test_a_log_that_nobody_touched_is_whole_and_gives_its_head(auditor: Client) -> None:
    _events(2)
    page = send(auditor, reverse("audit-verify")).content.decode()
    assert "The log is whole" in page
    assert Event.objects.filter(kind="audit.verified").exists()


def test_a_log_that_was_changed_says_which_event(auditor: Client) -> None:
    _events(3)
    last = Event.objects.order_by("-seq")[1]
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET what = 'Other' WHERE seq = %s", [last.seq])
    triggers.create(connection)
    page = send(auditor, reverse("audit-verify")).content.decode()
    assert "tampered with" in page
    assert f"Event {last.seq} was changed" in page


def test_a_copy_of_the_log_needs_a_reason_which_is_kept(auditor: Client) -> None:
    _events(3)
    address = reverse("audit-export") + "?ref=organisation:thing-1"
    assert send(auditor, address, why="").status_code == 422
    file = send(auditor, address, why="a complaint")
    text = b"".join(file.streaming_content if file.streaming else [file.content]).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["what"] for row in rows] == ["Thing 1"]
    event = Event.objects.get(kind="audit.exported")
    assert event.why == "a complaint"
    assert event.data == {"ref": "organisation:thing-1"}


def test_the_policy_page_says_what_the_policy_decides(auditor: Client) -> None:
    page = auditor.get(reverse("access-policy")).content.decode()
    row = page[page.index("Sign a report off") :].split("</tr>")[0]
    assert row.count(">Yes</td>") == 1
    assert '<td data-l="Executive member">Yes</td>' in row
    row = page[page.index("Invite people, and begin") :].split("</tr>")[0]
    assert row.count("not oneself") == 2


def test_the_installation_s_page_shows_no_secret(auditor: Client, settings) -> None:
    page = auditor.get(reverse("installation")).content.decode()
    assert settings.SECRET_KEY not in page
    assert "Second factor" in page


def test_every_rule_of_the_law_names_its_place_and_the_day_it_was_checked(auditor: Client) -> None:
    file = auditor.get(reverse("law"), {"download": "csv"})
    text = b"".join(file.streaming_content if file.streaming else [file.content]).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) > 10
    assert all(row["Reference"] and row["Checked"] and row["From"] for row in rows)

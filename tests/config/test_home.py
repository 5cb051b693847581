"""The first page: its title answers, and it tells each reader what is theirs, in few queries."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.config.home import title
from kith.foundation import audit
from kith.foundation.access import Actor, Role
from kith.foundation.access.actor import ACTING
from kith.foundation.indicators.models import Batch, BatchState
from kith.foundation.organisations.models import Appointment, Organisation
from kith.foundation.publications import home as publications
from kith.foundation.publications.actions import comment, settle
from kith.foundation.publications.models import Document, Section
from kith.foundation.ui.home import Need
from tests.foundation.administration.people import FIRST, body, client_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    publications._worked_out.cache_clear()


@pytest.fixture
def council() -> Organisation:
    return body("council", "Saltmere Council", kind="safeguarding_partner")


@pytest.fixture
def document() -> Document:
    made = Document.objects.create(
        key="yearly", title="Yearly report", period_code="2019-20", rulebook="WT2018"
    )
    Section.objects.create(document=made, key="plans", order=1, title="Plans", body="Words.\n")
    return made


def _home(client: Client) -> str:
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("waiting", "stopping", "words"),
    [
        (0, 0, "Nothing needs you today."),
        (1, 0, "One thing needs you."),
        (3, 0, "Three things need you."),
        (3, 1, "Four things need you. One stops the report."),
        (0, 2, "Two things need you. All stop the report."),
        (12, 0, "12 things need you."),
    ],
)
def test_the_title_is_the_answer(waiting: int, stopping: int, words: str) -> None:
    needs = [Need("x", "/")] * waiting + [Need("x", "/", stops=True)] * stopping
    assert title(needs) == words


def test_someone_without_an_appointment_sees_their_account(council: Organisation) -> None:
    user = person(Role.AUDITOR, council)
    Appointment.objects.update(ends_on=FIRST)
    assert client_of(user).get(reverse("home"))["Location"] == reverse("account")


def test_a_comment_that_waits_is_asked_of_those_who_write(
    council: Organisation, document: Document
) -> None:
    critic = Actor.of(person(Role.SCRUTINEER, council, "Scrutineer"), timezone.localdate())
    remark = comment(
        document=document,
        section=document.sections.get(),
        by=critic,
        text="What changed for a child?",
        must_answer=True,
    )
    author = client_of(person(Role.REPORT_AUTHOR, council))
    assert "What changed for a child?" in _home(author)
    assert "What changed for a child?" not in _home(client_of(person(Role.AUDITOR, council)))
    settle(document=document, remark=remark, by=critic)
    assert "What changed for a child?" not in _home(author)


def test_a_file_that_waits_is_asked_of_those_who_import(council: Organisation) -> None:
    Batch.objects.create(
        file_name="plans.csv",
        sha256="0" * 64,
        layout="x",
        title="Plans",
        state=BatchState.STAGED,
        at=timezone.now(),
    )
    assert "Store plans.csv" in _home(client_of(person(Role.DATA_ANALYST, council)))
    assert "plans.csv" not in _home(client_of(person(Role.AGENCY_LEAD, council)))


def test_a_signature_is_asked_only_of_a_partner_and_only_when_nothing_stops(
    council: Organisation, document: Document, monkeypatch
) -> None:
    executive = client_of(person(Role.EXECUTIVE, council))
    assert "Read and sign" not in _home(executive), "the guidance is not answered yet"
    ready = publications.Standing({}, {}, frozenset({council.pk}), 0, 0)
    monkeypatch.setattr(publications, "standing", lambda document: ready)
    assert "Read and sign Yearly report" in _home(executive)
    far = client_of(person(Role.EXECUTIVE, body("police", "Saltmere Police")))
    assert "Read and sign" not in _home(far)
    assert "Read and sign" not in _home(client_of(person(Role.BUSINESS_MANAGER, council)))


def test_where_a_draft_stands_is_worked_out_once_until_something_changes(
    council: Organisation, document: Document, monkeypatch
) -> None:
    built: list[int] = []
    real = publications.review
    monkeypatch.setattr(publications, "review", lambda d: built.append(1) or real(d))
    client = client_of(person(Role.BUSINESS_MANAGER, council))
    _home(client)
    _home(client)
    assert len(built) == 1
    by = Actor.system("test", timezone.localdate())
    with transaction.atomic():
        audit.record("indicator.corrected", by=by, ref="indicator:x", what="x")
    _home(client)
    assert len(built) == 2


def test_the_page_asks_little_of_the_database(
    council: Organisation, document: Document, django_assert_max_num_queries
) -> None:
    for role in (Role.BUSINESS_MANAGER, Role.EXECUTIVE, Role.AGENCY_LEAD):
        client = client_of(person(role, council))
        _home(client)
        with django_assert_max_num_queries(25):
            _home(client)


def _note(kind: str, what: str, days: int = 0, by: Actor | None = None) -> None:
    at = timezone.now() - timedelta(days=days)
    actor = by or Actor.system("test", timezone.localdate())
    with transaction.atomic():
        audit.record(kind, by=actor, ref="thing:1", what=what, at=at)


def test_what_others_changed_is_told_as_far_as_one_may_know(council: Organisation) -> None:
    _note("organisation.changed", "Harbour Trust")
    _note("finance.account_changed", "2019-20")
    _note("people.invited", "Somebody new")
    agency = _home(client_of(person(Role.AGENCY_LEAD, council)))
    assert "Harbour Trust" in agency
    assert "changed the accounts" not in agency
    assert "Somebody new" not in agency
    manager = _home(client_of(person(Role.BUSINESS_MANAGER, council)))
    assert "changed the accounts" in manager
    assert "Somebody new" in manager


def test_like_changes_are_told_in_one_line(council: Organisation) -> None:
    for n in range(5):
        _note("organisation.changed", f"Trust {n}")
    page = _home(client_of(person(Role.DATA_ANALYST, council)))
    assert "and 4 more like it" in page


def test_what_one_did_oneself_and_what_is_long_past_is_left_out(council: Organisation) -> None:
    user = person(Role.BUSINESS_MANAGER, council)
    _note("organisation.changed", "My own", by=Actor.of(user, timezone.localdate()))
    _note("organisation.changed", "Long past", days=30)
    page = _home(client_of(user))
    assert "My own" not in page
    assert "Long past" not in page


def test_the_menu_says_for_whom_one_acts_and_offers_the_other(council: Organisation) -> None:
    user = person(Role.AGENCY_LEAD, council, "Named nurse")
    second = Appointment.objects.create(
        user=user, role=Role.AUDITOR, organisation=body("far", "Far Trust"),
        office="Auditor", starts_on=FIRST,
    )  # fmt: skip
    client = client_of(user)
    page = _home(client)
    assert "Saltmere Council" in page.split("<main")[0]
    assert "You hold 1 more appointment" in page
    session = client.session
    session[ACTING] = second.pk
    session.save()
    assert "Far Trust" in _home(client).split("<main")[0]


def test_nobody_is_shown_a_place_they_may_not_enter(council: Organisation) -> None:
    def places(role: Role) -> list[str]:
        head = _home(client_of(person(role, council))).split("<main")[0]
        names = ("Home", "Evidence", "Partnership", "Reports", "Administration")
        return [name for name in names if f">{name}</a>" in head]

    assert places(Role.BUSINESS_MANAGER) == [
        "Home", "Evidence", "Partnership", "Reports", "Administration",
    ]  # fmt: skip
    assert places(Role.SCHOOL_LEAD) == ["Home", "Evidence", "Partnership"]
    assert places(Role.SYSTEM_ADMINISTRATOR) == ["Home", "Partnership", "Administration"]

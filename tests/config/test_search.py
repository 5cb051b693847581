"""Search finds what the reader may see; what they may not is answered like what is nowhere."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.foundation.access import Role
from kith.foundation.indicators.store import store_definitions
from kith.foundation.organisations.models import Alias, Organisation
from kith.foundation.publications.models import Document, Edition, Section
from tests.foundation.administration.people import body, client_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Organisation:
    return body("council", "Saltmere Council")


def _search(client: Client, words: str) -> str:
    page = client.get(reverse("search"), {"q": words}).content.decode()
    return page.split("<main", 1)[1]


def _varying(page: str, words: str) -> str:
    """A page without what differs in every answer."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page).replace(words, "")


def test_an_indicator_is_found_by_words_of_its_title(council: Organisation) -> None:
    store_definitions()
    client = client_of(person(Role.DATA_ANALYST, council))
    assert reverse("indicator", args=["child_protection.open"]) in _search(
        client, "protection plan"
    )


def test_an_organisation_is_found_by_an_alias(council: Organisation) -> None:
    Alias.objects.create(organisation=body("cafcass", "Cafcass"), name="CAF/CASS")
    client = client_of(person(Role.AGENCY_LEAD, council))
    assert "Cafcass" in _search(client, "caf/cass")


def test_people_are_found_by_those_who_may_see_them(council: Organisation) -> None:
    nurse = person(Role.SCHOOL_LEAD, body("far", "Far Trust"), "Zebra nurse")
    address = reverse("person", args=[nurse.pk])
    assert address in _search(client_of(person(Role.AUDITOR, council)), "zebra")
    assert address in _search(client_of(person(Role.BUSINESS_MANAGER, council)), nurse.email)
    for role in (Role.AGENCY_LEAD, Role.EXECUTIVE, Role.SCHOOL_LEAD):
        assert address not in _search(client_of(person(role, council)), "zebra")


def _draft(words: str) -> None:
    made = Document.objects.create(
        key="yearly", title="Yearly report", period_code="2019-20", rulebook="WT2018"
    )
    Section.objects.create(document=made, key="plans", order=1, title="Plans", body=words)


def test_sections_of_drafts_are_found_by_those_who_read_drafts(council: Organisation) -> None:
    _draft("A giraffe was seen.\n")
    address = reverse("report_section", args=["yearly", "plans"])
    assert address in _search(client_of(person(Role.SCRUTINEER, council)), "giraffe")
    assert address not in _search(client_of(person(Role.SCHOOL_LEAD, council)), "giraffe")


def test_what_was_published_is_found_by_anyone_and_what_is_only_frozen_by_no_one(
    council: Organisation,
) -> None:
    _draft("Other words.\n")
    edition = Edition.objects.create(
        document=Document.objects.get(),
        number=1,
        content='{"sections": [{"key": "plans", "title": "Plans", "blocks": ["An okapi."]}]}',
        digest="0" * 64,
        frozen_at=datetime(2020, 9, 30, tzinfo=UTC),
        frozen_by="Business manager",
    )
    client = client_of(person(Role.SCHOOL_LEAD, council))
    assert "Nothing found" in _search(client, "okapi")
    Edition.objects.filter(pk=edition.pk).update(
        published_at=datetime(2020, 10, 1, tzinfo=UTC), published_by="Business manager"
    )
    assert reverse("public_section", args=["yearly", 1, "plans"]) in _search(client, "okapi")


def test_what_one_may_not_see_and_what_is_nowhere_give_equal_bytes_for_equal_work(
    council: Organisation,
) -> None:
    _draft("A giraffe was seen.\n")
    person(Role.SCHOOL_LEAD, body("far", "Far Trust"), "Zebra nurse")
    client = client_of(person(Role.SCHOOL_LEAD, council))
    _search(client, "warm up")
    answers, works = [], []
    for words in ("giraffe", "zebra", "nowhere"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answers.append(_varying(_search(client, words), words))
        works.append(len(queries))
    assert answers[0] == answers[1] == answers[2]
    assert works[0] == works[1] == works[2]


def test_an_empty_or_endless_question_breaks_nothing(council: Organisation) -> None:
    client = client_of(person(Role.BUSINESS_MANAGER, council))
    for words in ("", " ", "x", "%", "'; --", "a" * 5000, "<script>alert(1)</script>", "\x00ab"):
        page = _search(client, words)
        assert "<script>alert" not in page


def test_search_is_for_those_who_signed_in(client: Client) -> None:
    assert client.get(reverse("search"))["Location"].startswith(reverse("account_login"))

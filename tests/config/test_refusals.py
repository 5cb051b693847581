"""How Kith refuses what it cannot read: in its own words, never with a failure of the server."""

import logging

import pytest
from django.test import Client

from kith.foundation.access import Actor
from kith.foundation.publications.models import Document
from tests.foundation.publications import making
from tests.foundation.publications.making import client, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Actor]:
    return making.people()


@pytest.fixture
def document() -> Document:
    making.figures()
    return making.document()


def test_a_form_without_its_secret_is_refused_in_plain_words() -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/account/login/", {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "This form cannot be sent" in page
    assert "CSRF" not in page
    assert "<style" not in page


def test_a_raised_two_is_no_number(document: Document, people: dict[str, Actor]) -> None:
    manager = client(people["business_manager"])
    comments = "/writing/report/sections/contacts/comments/?to="
    for odd in ("²", "9" * 30):
        assert manager.get(comments + odd).status_code == 404
        assert manager.get("/log/", {"before": odd}).status_code == 200
        assert manager.post("/account/act-as/", {"appointment": odd}).status_code == 403
        finding = "/writing/report/guards/" + "a" * 64 + "/"
        assert manager.post(finding, sent(repair=odd)).status_code in (302, 422)


def test_what_is_refused_is_written_to_the_log_of_the_server(
    document: Document, people: dict[str, Actor], caplog: pytest.LogCaptureFixture
) -> None:
    assert logging.getLogger("kith.access").isEnabledFor(logging.INFO)
    reader = people["scrutineer"]
    assert client(reader).get("/writing/report/freeze/").status_code == 403
    (line,) = [r.getMessage() for r in caplog.records if r.name == "kith.access"]
    assert "report_freeze" in line
    assert f"user {reader.user_id}" in line
    assert "@" not in line

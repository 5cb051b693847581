"""The editor asks no more of the database for more rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.foundation.access import Actor
from kith.foundation.publications.models import Comment, Document, Section
from tests.foundation.publications.making import OPEN, client, plans, typed

pytestmark = pytest.mark.django_db

PAGES = (
    *("", "sections/plans/", "guards/", "exhibits/", "typed/", "draft/", "draft/sections/plans/"),
    *("sign/", "freeze/", "differences/", "sections/plans/versions/", "figures/?q=plan"),
)


@pytest.mark.parametrize("part", PAGES)
def test_no_page_asks_more_for_more_rows(
    document: Document, people: dict[str, Actor], part: str
) -> None:
    typed(document)
    browser = client(people["business_manager"])
    browser.get("/writing/report/" + part)
    with CaptureQueriesContext(connection) as few:
        browser.get("/writing/report/" + part)
    for n in range(6):
        typed(document, str(n), key=f"more-{n}", indicator="")
        Section.objects.create(
            document=document, key=f"more-{n}", order=n + 5, title="More", body=f"Again {OPEN}."
        )
        Comment.objects.create(
            section=plans(document),
            text="Why?",
            at="2020-10-01T10:00Z",
            by=people["scrutineer"].user,
            office="Scrutineer",
        )
    with CaptureQueriesContext(connection) as many:
        assert browser.get("/writing/report/" + part).status_code == 200
    assert len(many) <= len(few)
    assert len(many) <= 25


def test_the_list_of_reports_asks_no_more_for_more_reports(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["scrutineer"])
    browser.get("/writing/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/writing/")
    for n in range(5):
        Document.objects.create(
            key=f"r{n}", title=f"R{n}", period_code="2018-19", rulebook="WT2018"
        )
    with CaptureQueriesContext(connection) as many:
        shown = browser.get("/writing/").content.decode()
    assert "R4" in shown
    assert len(many) == len(few)

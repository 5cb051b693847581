"""What is said of a document as a whole: titles, notes and the words of its cover."""

import pytest

from kith.foundation.access import Actor
from kith.foundation.audit import latest
from kith.foundation.publications.building import build
from kith.foundation.publications.models import Document
from tests.foundation.indicators.making import MEDWAY
from tests.foundation.publications.making import OPEN, client, sent

pytestmark = pytest.mark.django_db
PAGE = "/writing/report/settings/"
COVER = {
    "indicator": "child_protection.open",
    "now": "2020-03-31",
    "before": "2019-03-31",
    "caption": "{now} children.",
    "alt": "{now} dots.",
}
FIELDS = {
    "title": "The year",
    "subtitle": "In short",
    "notes": f"> ### A6 | Marks\n> There were {OPEN}.",
    "caption": "{now} children, {more} more than {before}.",
    "alt": "{now} dots.",
    "version": "1",
    "do": "save",
}


@pytest.fixture
def covered(document: Document) -> Document:
    document.cover = COVER
    document.save()
    assert document.area == MEDWAY
    return document


def test_what_is_saved_is_what_the_draft_says(covered: Document, people: dict[str, Actor]) -> None:
    browser = client(people["report_author"])
    assert browser.post(PAGE, sent(**FIELDS))["Location"] == "/writing/report/"
    doc = build(Document.objects.get()).doc
    assert (doc.title, doc.subtitle, doc.notes[0].title) == ("The year", "In short", "Marks")
    assert doc.cover is not None
    assert "463 children, 108 more than 355." in doc.cover.caption[1].text
    event = latest(covered)
    assert event is not None
    assert event.kind == "publication.described"


def test_notes_are_seen_before_they_are_saved(covered: Document, people: dict[str, Actor]) -> None:
    browser = client(people["report_author"])
    shown = browser.post(PAGE, sent(**{**FIELDS, "do": "preview"})).content.decode()
    assert "It is not saved yet" in shown
    assert "There were <span" in shown
    assert Document.objects.get().notes == ""


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("notes", "Only a paragraph.", "is made of panels"),
        ("notes", "> ### Sign\n> - a list", "is made of panels"),
        ("caption", "{now} children of {area}", "and no other"),
        ("caption", "{now.real} children", "and no other"),
        ("caption", "{now children", "begins with {"),
        ("alt", "{} dots", "and no other"),
        ("title", "", "required"),
    ],
)
def test_what_could_not_be_printed_is_refused_where_it_is_typed(
    covered: Document, people: dict[str, Actor], field: str, words: str, told: str
) -> None:
    answer = client(people["report_author"]).post(PAGE, sent(**{**FIELDS, field: words}))
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    if told != "required":
        assert told in answer.content.decode()
    assert Document.objects.get().version == 1


def test_whoever_was_overtaken_keeps_what_was_typed(
    covered: Document, people: dict[str, Actor]
) -> None:
    client(people["business_manager"]).post(PAGE, sent(**{**FIELDS, "title": "Theirs"}))
    browser = client(people["report_author"])
    answer = browser.post(PAGE, sent(**{**FIELDS, "title": "Mine"}))
    assert answer.status_code == 409
    assert "Business_manager" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    assert Document.objects.get().title == "Theirs"
    browser.post(PAGE, sent(**{**FIELDS, "title": "Mine", "version": "2"}))
    assert Document.objects.get().title == "Mine"


def test_the_page_names_the_law_and_a_document_without_a_cover_has_no_words_for_one(
    document: Document, people: dict[str, Actor]
) -> None:
    page = client(people["report_author"]).get(PAGE).content.decode()
    assert "Working Together to Safeguard Children (2018" in page
    assert "id_caption" not in page

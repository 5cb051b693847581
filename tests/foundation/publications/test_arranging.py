"""The order of sections: adding, moving, numbering, removing and restoring them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.foundation.access import Actor, Stale
from kith.foundation.access.decide import Denied
from kith.foundation.audit import latest
from kith.foundation.publications import arranging
from kith.foundation.publications.actions import comment, edit_section, set_coverage, settle
from kith.foundation.publications.building import build
from kith.foundation.publications.models import Document, Section
from kith.foundation.publications.requirements import requirements
from kith.foundation.publications.review import review
from kith.kernel.refusals import Refused
from tests.foundation.publications.making import client, edition, sent, sign_all

pytestmark = pytest.mark.django_db
ARRANGE = "/writing/report/arrange/"


def keys(document: Document) -> list[str]:
    return [s.key for s in document.sections.all()]


def add(document: Document, by: Actor, title: str, after: Section | None = None) -> Section:
    made: Section = arranging.add_section(
        document=document,
        title=title,
        after=after,
        numbered=True,
        expected_version=document.version,
        by=by,
    )
    return made


def remove(document: Document, key: str, by: Actor) -> Section:
    section = document.sections.get(key=key)
    gone: Section = arranging.remove_section(
        section=section, expected_version=section.version, by=by
    )
    return gone


def test_a_section_gets_its_key_from_its_title_and_its_place_behind_another(
    document: Document, people: dict[str, Actor]
) -> None:
    author = people["report_author"]
    first = document.sections.get(key="plans")
    made = add(document, author, "What we learned", first)
    assert made.key == "what-we-learned"
    assert keys(document) == ["plans", "what-we-learned", "contacts"]
    add(document, author, "Foreword")
    assert keys(document)[0] == "foreword"
    assert [s.order for s in document.sections.all()] == [1, 2, 3, 4]
    event = latest(document)
    assert event is not None
    assert event.kind == "publication.section_added"


def test_no_key_is_used_twice_even_after_removal(
    document: Document, people: dict[str, Actor]
) -> None:
    author = people["report_author"]
    add(document, author, "Contacts")
    assert document.sections.filter(key="contacts-2").exists()
    remove(document, "contacts-2", author)
    document.refresh_from_db()
    assert add(document, author, "Contacts").key == "contacts-3"
    with pytest.raises(Refused, match="letters or numbers"):
        add(document, author, "…")


def test_a_section_moves_one_place_and_not_beyond_the_ends(
    document: Document, people: dict[str, Actor]
) -> None:
    author, plans = people["report_author"], document.sections.get(key="plans")

    def move(up: bool) -> None:
        arranging.move_section(
            document=document, section=plans, up=up, expected_version=document.version, by=author
        )

    move(up=False)
    assert keys(document) == ["contacts", "plans"]
    assert build(document).doc.sections[1].number == "2"
    with pytest.raises(Refused, match="last section already"):
        move(up=False)
    assert keys(document) == ["contacts", "plans"]


def test_whoever_arranges_on_a_page_that_is_out_of_date_is_told_by_whom(
    document: Document, people: dict[str, Actor]
) -> None:
    seen = document.version
    add(document, people["business_manager"], "New")
    with pytest.raises(Stale, match="Business_manager"):
        arranging.move_section(
            document=document,
            section=document.sections.get(key="plans"),
            up=False,
            expected_version=seen,
            by=people["report_author"],
        )
    assert keys(document)[1] == "plans"


def test_numbers_follow_the_sections_that_have_one(
    document: Document, people: dict[str, Actor]
) -> None:
    arranging.number_section(
        document=document,
        section=document.sections.get(key="plans"),
        numbered=False,
        expected_version=document.version,
        by=people["report_author"],
    )
    assert [s.number for s in build(document).doc.sections] == [None, "1"]


def test_the_only_answer_to_what_the_guidance_asks_is_not_removed(
    document: Document, people: dict[str, Actor]
) -> None:
    author = people["report_author"]
    first = requirements(document)[0]
    with pytest.raises(Refused, match="only answer") as refused:
        remove(document, "plans", author)
    assert first.asks in str(refused.value)
    for each in requirements(document):
        both = list(document.sections.all())
        set_coverage(document=document, requirement=each.key, sections=both, note="", by=author)
    remove(document, "plans", author)
    assert keys(document) == ["contacts"]
    with pytest.raises(Refused, match="only answer"):
        remove(document, "contacts", author)


def test_a_section_whose_challenge_waits_for_an_answer_is_not_removed(
    document: Document, people: dict[str, Actor]
) -> None:
    contacts = document.sections.get(key="contacts")
    challenge = comment(
        document=document,
        section=contacts,
        text="Why so many?",
        must_answer=True,
        by=people["scrutineer"],
    )
    with pytest.raises(Refused, match="waits for an answer"):
        remove(document, "contacts", people["report_author"])
    settle(document=document, remark=challenge, by=people["scrutineer"])
    remove(document, "contacts", people["report_author"])
    assert keys(document) == ["plans"]


def test_a_removed_section_is_out_of_the_draft_and_out_of_what_waits(
    document: Document, people: dict[str, Actor]
) -> None:
    remove(document, "contacts", people["report_author"])
    found = review(Document.objects.get())
    assert found.stops_signing == []
    assert [s.key for s in found.draft.doc.sections] == ["plans"]
    assert found.comments == []
    sign_all(document, people)
    assert document.signatures.count() == 3


def test_what_a_removed_section_answers_is_unanswered(
    document: Document, people: dict[str, Actor]
) -> None:
    asked = requirements(document)[0].key
    contacts = document.sections.get(key="contacts")
    author = people["report_author"]
    plans = document.sections.get(key="plans")
    set_coverage(
        document=document, requirement=asked, sections=[plans, contacts], note="", by=author
    )
    remove(document, "contacts", author)
    answered = review(Document.objects.get()).coverage[0]
    assert [s.key for s in answered.sections] == ["plans"]


def test_a_removed_section_keeps_its_text_and_comes_back_where_it_stood(
    document: Document, people: dict[str, Actor]
) -> None:
    author = people["report_author"]
    add(document, author, "Last", document.sections.get(key="contacts"))
    before = document.sections.get(key="contacts")
    gone = remove(document, "contacts", author)
    assert (gone.removed_by, gone.body) == ("Report_author", before.body)
    assert gone.revisions.filter(body=before.body).exists()
    back = arranging.restore_section(section=gone, expected_version=gone.version, by=author)
    assert back.body == before.body
    assert keys(document) == ["plans", "contacts", "last"]
    with pytest.raises(Refused, match="stands in the document already"):
        arranging.restore_section(section=back, expected_version=back.version, by=author)


def test_a_section_that_someone_wrote_meanwhile_is_not_removed(
    document: Document, people: dict[str, Actor]
) -> None:
    seen = document.sections.get(key="contacts")
    now = document.sections.get(key="contacts")
    edit_section(
        section=now,
        title=now.title,
        lead="",
        body="New words.",
        expected_version=now.version,
        by=people["business_manager"],
    )
    with pytest.raises(Stale, match="Business_manager"):
        arranging.remove_section(section=seen, expected_version=1, by=people["report_author"])
    assert keys(document) == ["plans", "contacts"]


def test_the_database_keeps_who_removed_a_section_with_when(document: Document) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        document.sections.filter(key="plans").update(removed_at=timezone.now())


def test_readers_do_not_arrange(document: Document, people: dict[str, Actor]) -> None:
    for role in ("scrutineer", "agency_lead", "council"):
        with pytest.raises(Denied):
            add(document, people[role], "Mine")


def test_a_published_edition_keeps_the_section_that_the_draft_no_longer_has(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    remove(document, "contacts", people["report_author"])
    page = client(people["agency_lead"])
    assert page.get("/reports/report/1/sections/contacts/").status_code == 200
    assert page.get("/writing/report/sections/contacts/").status_code == 404
    assert page.get("/writing/report/draft/sections/contacts/").status_code == 404


# ---- the pages --------------------------------------------------------------------------------


def test_buttons_move_a_section_without_any_script(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["report_author"])
    page = browser.get(ARRANGE).content.decode()
    assert "move Plans down" in page
    assert "move Plans up" not in page
    fields = {"section": "plans", "version": "1", "do": "down"}
    assert browser.post(ARRANGE, sent(**fields))["Location"] == ARRANGE + "#plans"
    assert keys(document) == ["contacts", "plans"]
    assert browser.post(ARRANGE, sent(**fields)).status_code == 409
    assert browser.post(ARRANGE, sent(**{**fields, "do": "burn"})).status_code == 404


def test_a_new_section_leads_to_its_editor(document: Document, people: dict[str, Actor]) -> None:
    browser = client(people["report_author"])
    fields = {"title": "What we learned", "after": "plans", "numbered": "on", "version": "1"}
    made = browser.post(ARRANGE + "new/", sent(**fields))
    assert made["Location"] == "/writing/report/sections/what-we-learned/"
    assert "Nothing is written here yet." in browser.get(made["Location"]).content.decode()
    empty = browser.post(ARRANGE + "new/", sent(**{**fields, "title": "?", "version": "2"}))
    assert empty.status_code == 422
    assert "letters or numbers" in empty.content.decode()
    assert browser.post(ARRANGE + "new/", sent(**fields)).status_code == 409


def test_removal_is_asked_for_and_the_page_says_what_stands_in_its_way(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["report_author"])
    only = browser.get(ARRANGE + "remove/plans/").content.decode()
    assert "cannot be removed yet" in only
    assert requirements(document)[0].asks in only
    assert browser.post(ARRANGE + "remove/plans/", sent(version="1")).status_code == 422
    document.sections.filter(key="plans").update(body="See [there](#contacts).")
    asked = browser.get(ARRANGE + "remove/contacts/").content.decode()
    assert "those links will lead nowhere" in asked
    assert keys(document) == ["plans", "contacts"]
    browser.post(ARRANGE + "remove/contacts/", sent(version="1"))
    assert keys(document) == ["plans"]
    assert "Read or restore" in browser.get(ARRANGE).content.decode()
    assert (
        "table &quot;contacts&quot;" in browser.get(ARRANGE + "restore/contacts/").content.decode()
    )
    browser.post(ARRANGE + "restore/contacts/", sent(version="2"))
    assert keys(document) == ["plans", "contacts"]
    assert browser.get(ARRANGE + "restore/contacts/").status_code == 404


def test_arranging_many_sections_asks_no_more_than_few(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["report_author"])
    browser.get(ARRANGE)
    with CaptureQueriesContext(connection) as few:
        browser.get(ARRANGE)
    for n in range(6):
        Section.objects.create(document=document, key=f"m{n}", order=n + 5, title="More")
    with CaptureQueriesContext(connection) as many:
        assert browser.get(ARRANGE).status_code == 200
    assert len(many) == len(few)

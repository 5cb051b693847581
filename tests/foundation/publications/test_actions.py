"""What people do to a publication, and what they are refused."""

import pytest

from kith.foundation.access import Actor, Stale
from kith.foundation.access.decide import Denied
from kith.foundation.audit import latest
from kith.foundation.publications import actions
from kith.foundation.publications.building import build
from kith.foundation.publications.guarding import finding_key, guard
from kith.foundation.publications.models import Document, Section
from kith.kernel.guards import Severity
from kith.kernel.refusals import Refused
from tests.foundation.publications.making import edition, sign_all, typed

pytestmark = pytest.mark.django_db


def save(section: Section, by: Actor, **changes: object) -> Section:
    fields = {"title": section.title, "lead": section.lead, "body": section.body}
    return actions.edit_section(  # type: ignore[no-any-return]
        section=section, expected_version=section.version, by=by, **{**fields, **changes}
    )


def test_a_change_keeps_what_was_there_and_stands_in_the_log(
    document: Document, people: dict[str, Actor]
) -> None:
    section = document.sections.get(key="plans")
    before = section.body
    saved = save(section, people["report_author"], body="New words.", why="Clearer")
    assert saved.version == 2
    assert [r.body for r in saved.revisions.all()] == ["New words.", before]
    event = latest(saved)
    assert event is not None
    assert (event.office, event.why) == ("Report_author", "Clearer")


def test_text_that_cannot_be_read_is_not_stored(
    document: Document, people: dict[str, Actor]
) -> None:
    section = document.sections.get(key="plans")
    with pytest.raises(Refused, match="Line 1"):
        save(section, people["report_author"], body="{{ nonsense }}")
    assert document.sections.get(key="plans").version == 1


def test_the_second_of_two_writers_is_told_and_overwrites_nothing(
    document: Document, people: dict[str, Actor]
) -> None:
    mine, theirs = (document.sections.get(key="plans") for _ in range(2))
    save(theirs, people["business_manager"], body="Theirs.")
    with pytest.raises(Stale, match="Business_manager"):
        save(mine, people["report_author"], body="Mine.")
    assert document.sections.get(key="plans").body == "Theirs."


def test_readers_do_not_write(document: Document, people: dict[str, Actor]) -> None:
    for role in ("scrutineer", "agency_lead", "council"):
        with pytest.raises(Denied):
            save(document.sections.get(key="plans"), people[role], body="Mine.")


def test_a_warning_may_be_kept_with_a_reason_and_an_error_may_not(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document)
    author = people["report_author"]
    for finding in guard(build(document)).findings:
        key = finding_key(finding)
        if finding.severity is Severity.ERROR:
            with pytest.raises(Refused, match="cannot be kept"):
                actions.keep_finding(document=document, finding=key, reason="Because", by=author)
        else:
            with pytest.raises(Refused, match="Say why"):
                actions.keep_finding(document=document, finding=key, reason=" ", by=author)
            actions.keep_finding(document=document, finding=key, reason="Because", by=author)
    assert {k.reason for k in document.kept.all()} == {"Because"}


def test_a_challenge_is_settled_by_whoever_made_it(
    document: Document, people: dict[str, Actor]
) -> None:
    section = document.sections.get(key="plans")
    said = actions.comment(
        document=document,
        section=section,
        text="What changed?",
        must_answer=True,
        by=people["scrutineer"],
    )
    with pytest.raises(Refused, match="Only the person who asked"):
        actions.settle(document=document, remark=said, by=people["business_manager"])
    settled = actions.settle(document=document, remark=said, by=people["scrutineer"])
    assert settled.settled_by == "Scrutineer"


def test_one_signs_what_one_read(document: Document, people: dict[str, Actor]) -> None:
    read = build(document).digest
    document.sections.filter(key="plans").update(title="Other words")
    with pytest.raises(Refused, match="changed after you opened it"):
        actions.sign(document=document, digest=read, by=people["police"])
    assert not document.signatures.exists()


def test_signing_twice_leaves_one_signature(document: Document, people: dict[str, Actor]) -> None:
    sign_all(document, people)
    sign_all(document, people)
    assert document.signatures.count() == 3


def test_a_draft_with_an_open_challenge_cannot_be_signed(
    document: Document, people: dict[str, Actor]
) -> None:
    section = document.sections.get(key="plans")
    actions.comment(
        document=document, section=section, text="Why?", must_answer=True, by=people["scrutineer"]
    )
    with pytest.raises(Refused, match="waits for an answer"):
        sign_all(document, people)


def test_a_corrected_edition_needs_a_public_note(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    document.sections.filter(key="plans").update(title="Other words")
    sign_all(document, people)
    with pytest.raises(Refused, match="public note"):
        actions.freeze(document=document, by=people["business_manager"])
    assert document.editions.count() == 1


def test_an_edition_is_published_once(document: Document, people: dict[str, Actor]) -> None:
    made = edition(document, people)
    with pytest.raises(Refused, match="public already"):
        actions.publish(document=document, edition=made, by=people["business_manager"])


def test_authors_neither_freeze_nor_publish(document: Document, people: dict[str, Actor]) -> None:
    sign_all(document, people)
    for role in ("report_author", "council", "scrutineer"):
        with pytest.raises(Denied):
            actions.freeze(document=document, by=people[role])

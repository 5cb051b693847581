"""What stops a draft, who signed it, and what an edition keeps."""

import pytest

from kith.foundation.access import Actor
from kith.foundation.publications import model, reading
from kith.foundation.publications.building import build
from kith.foundation.publications.freezing import (
    disclosure_notes,
    freezing_problems,
    signed_by,
)
from kith.foundation.publications.models import Document
from kith.kernel.disclosure import Recovered
from tests.foundation.publications.making import edition, sign_all, typed

pytestmark = pytest.mark.django_db


def kinds(document: Document) -> set[str]:
    return {stop.kind for stop in freezing_problems(build(document))}


def test_a_draft_in_which_nothing_is_wrong_waits_for_signatures_alone(
    document: Document, people: dict[str, Actor]
) -> None:
    assert freezing_problems(build(document), signatures=False) == []
    assert kinds(document) == {"signature"}
    sign_all(document, people)
    assert kinds(document) == set()


def test_a_fault_of_the_guards_stops_at_its_section(document: Document) -> None:
    typed(document)
    stops = [s for s in freezing_problems(build(document)) if s.kind == "guard"]
    assert stops
    assert {s.section for s in stops} == {"plans"}


def test_what_nothing_answers_stops_by_its_name(document: Document) -> None:
    document.coverage.filter(requirement="impact").delete()
    (stop,) = [s for s in freezing_problems(build(document)) if s.kind == "coverage"]
    assert stop.of == "impact"


def test_a_number_narrowed_to_one_of_two_is_a_note_and_stops_nothing(
    document: Document,
) -> None:
    draft = build(document)
    draft.recovered = [Recovered(("x",), 3, 4, ())]
    assert [s for s in freezing_problems(draft) if s.kind == "disclosure"] == []
    assert len(disclosure_notes(draft)) == 1
    draft.recovered = [Recovered(("x",), 3, 3, ())]
    (stop,) = [s for s in freezing_problems(draft) if s.kind == "disclosure"]
    assert "3" not in stop.message
    assert disclosure_notes(draft) == []


def test_a_signature_holds_for_the_words_that_were_read(
    document: Document, people: dict[str, Actor]
) -> None:
    sign_all(document, people)
    assert all(s.current for s in signed_by(build(document)))
    before = document.sections.get(key="plans").title
    document.sections.filter(key="plans").update(title="Other words")
    assert {s.words[0] for s in signed_by(build(document))} == {"Signed an earlier state"}
    document.sections.filter(key="plans").update(title=before)
    assert all(s.current for s in signed_by(build(document)))


def test_an_edition_says_who_signed_and_keeps_no_hidden_number(
    document: Document, people: dict[str, Actor]
) -> None:
    made = edition(document, people)
    doc = reading.doc_of(made)
    assert doc.edition.number == 1
    assert all("Saltmere police" in row.signed_off for row in doc.figures)
    hidden = list(made.figures.filter(shown="c"))
    assert hidden
    assert all(f.figure["figure"] == {} and '"value"' not in str(f.figure) for f in hidden)
    assert "'value': '3'" not in made.content


def test_a_second_edition_lists_what_it_corrects(
    document: Document, people: dict[str, Actor]
) -> None:
    stated = typed(document, "583")
    edition(document, people)
    stated.indicator, stated.value = "", 590
    stated.save()
    document.sections.filter(key="contacts").update(body="No table here.")
    second = edition(document, people, note="A number was typed wrongly.")
    corrections = reading.doc_of(second).corrections
    assert [(c.before, c.after) for c in corrections] == [("583", "590")]
    assert {c.why for c in corrections} == {"A number was typed wrongly."}
    first = document.editions.get(number=1)
    moved = reading.differences(first.figures.all(), second.figures.all())
    assert ("583", "590") in {(m.before, m.after) for m in moved}
    assert isinstance(reading.doc_of(first), model.Doc)

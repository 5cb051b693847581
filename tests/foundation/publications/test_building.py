"""A draft read whole: figures with marks, hidden numbers, problems at their place."""

import copy

import pytest
from django.test.utils import CaptureQueriesContext

from kith.foundation.publications import model
from kith.foundation.publications.building import build, exhibited
from kith.foundation.publications.models import Document, Exhibit, Section
from tests.foundation.publications.making import OPEN, typed

pytestmark = pytest.mark.django_db


def paragraph(document: Document) -> model.Paragraph:
    block = build(document).doc.sections[0].blocks[0]
    assert isinstance(block, model.Paragraph)
    return block


def test_the_same_figure_has_the_same_mark_wherever_it_stands(document: Document) -> None:
    doc = build(document).doc
    lead = model.marks_of(doc.sections[0].lead)
    block = doc.sections[0].blocks[0]
    assert isinstance(block, model.Paragraph)
    assert [m.mark for m in lead] == ["A1"]
    assert [(m.mark, m.shown) for m in model.marks_of(block.inlines)] == [
        ("A1", "463"),
        ("A2", "30.4%"),
        ("A3", "355"),
    ]


def test_a_small_number_and_one_that_would_give_it_away_are_hidden(document: Document) -> None:
    (table,) = model.tables(build(document).doc)
    shown = [row.cells[1].text for row in table.rows]
    assert shown.count("c") == 2
    assert shown[1] == "c"
    assert shown[3] == "98"
    assert build(document).recovered == []


def test_a_typed_figure_is_shown_as_typed_and_marked(document: Document) -> None:
    typed(document, "583")
    rows = {row.shown: row.kind for row in build(document).doc.figures}
    assert rows["583"] == "stated"
    assert rows["463"] == "live"


def test_what_cannot_be_answered_is_a_problem_at_its_paragraph(document: Document) -> None:
    section = document.sections.get(key="plans")
    Section.objects.filter(pk=section.pk).update(
        body='Words.\n\nThen {{ figure "child_protection.open" "1999-03-31" }}.'
    )
    draft = build(document)
    (problem,) = draft.problems
    assert problem.where == "plans 1.2"
    assert draft.section_at(problem.where) == "plans"


def test_text_that_cannot_be_read_leaves_the_rest_of_the_draft_readable(
    document: Document,
) -> None:
    document.sections.filter(key="plans").update(body="{{ nonsense }}")
    draft = build(document)
    assert [p.where for p in draft.problems] == ["plans"]
    assert draft.doc.sections[1].blocks


def test_unsaved_words_are_shown_and_not_stored(document: Document) -> None:
    section = copy.copy(document.sections.get(key="plans"))
    section.body = f"Only {OPEN}."
    draft = build(document, section)
    block = draft.doc.sections[0].blocks[0]
    assert isinstance(block, model.Paragraph)
    assert model.plain(block.inlines) == "Only 463."
    assert document.sections.get(key="plans").body != section.body


def test_a_table_that_stands_twice_is_a_problem(document: Document) -> None:
    document.sections.filter(key="plans").update(body='{{ table "contacts" }}')
    (problem,) = build(document).problems
    assert "stands twice" in problem.message


def test_the_digest_changes_with_a_word_and_not_with_a_second_reading(
    document: Document,
) -> None:
    before = build(document).digest
    assert build(document).digest == before
    document.sections.filter(key="plans").update(title="Other words")
    assert build(document).digest != before


def test_places_lead_to_their_sections(document: Document) -> None:
    draft = build(document)
    assert draft.section_at("1.1") == "plans"
    assert draft.section_at("Table 1") == "contacts"
    assert draft.section_at("Table 1, Police") == "contacts"
    assert draft.section_at("accounts") == ""


def test_reading_a_draft_takes_as_many_queries_for_more_rows(
    document: Document, django_assert_max_num_queries: object
) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as few:
        build(document)
    for n in range(3, 9):
        Section.objects.create(
            document=document, key=f"more-{n}", order=n, title="More", body=f"Again {OPEN}."
        )
    with CaptureQueriesContext(connection) as many:
        build(document)
    assert len(many) == len(few) <= 8


def test_one_table_can_be_tried_before_it_is_stored(document: Document) -> None:
    spec = {
        "base": {"indicator": "lado.contacts", "period": "2019-20"},
        "columns": [{"label": "2019-20"}],
        "rows": [{"label": "Police", "by": "police"}],
    }
    tried = Exhibit(document=document, key="tried", form="table", title="Police", spec=spec)
    block, problems = exhibited(document, tried)
    assert isinstance(block, model.TableBlock)
    assert block.rows[0].cells[1].text == "37"
    assert problems == []
    assert not document.exhibits.filter(key="tried").exists()

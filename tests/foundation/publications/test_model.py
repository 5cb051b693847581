"""The publication as data."""

from __future__ import annotations

import dataclasses
import json

import pytest

from kith.foundation.publications.model import (
    DocError,
    FigureMark,
    Text,
    charts,
    digest,
    doc_from_json,
    doc_to_json,
    marks_of,
    plain,
    tables,
)
from tests.foundation.publications.renderers.sample import sample


def test_a_publication_survives_being_stored():
    doc = sample()
    again = doc_from_json(doc_to_json(doc))
    assert again == doc
    assert digest(again) == digest(doc)


def test_any_change_of_a_word_changes_the_digest():
    doc = sample()
    assert digest(dataclasses.replace(doc, subtitle=doc.subtitle + " ")) != digest(doc)


def test_the_stored_form_is_sorted_and_leaves_defaults_out():
    stored = json.loads(doc_to_json(sample()))
    assert list(stored) == sorted(stored)
    assert "lang" not in stored


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ('{"is":"poem"}', "poem"),
        ('{"is":"text","text":"a","colour":"red"}', "colour"),
        ('{"is":"text"}', "text"),
        ('{"is":"text","text":"a"}', "does not hold a publication"),
        ("[]", "does not hold a publication"),
    ],
)
def test_what_is_not_a_publication_is_refused(stored, said):
    with pytest.raises(DocError, match=said):
        doc_from_json(stored)


def test_a_sentence_is_read_with_its_figures():
    words = (Text("In all "), FigureMark("A1", "463"), Text(", or "), FigureMark("A1", "463"))
    assert plain(words) == "In all 463, or 463"
    assert [m.mark for m in marks_of(words)] == ["A1"]


def test_the_sample_has_the_tables_and_charts_that_a_report_needs():
    doc = sample()
    assert len(list(charts(doc))) >= 10
    assert len(list(tables(doc))) - len(list(charts(doc))) >= 12

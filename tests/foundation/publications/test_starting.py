"""A new document from an old one: what moves on to the new year, and what must be given again."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kith.foundation.access import Actor
from kith.foundation.publications.building import build
from kith.foundation.publications.comparing import compared
from kith.foundation.publications.models import Document
from kith.foundation.publications.seeding import TemplateError, document_from
from kith.foundation.publications.starting import (
    moved_period,
    moved_spec,
    moved_text,
    start_as_copy,
    start_from_template,
    templates,
)
from kith.kernel.refusals import Refused
from tests.foundation.publications.making import typed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2019-20", "2020-21"),
        ("1999-00", "2000-01"),
        ("AY2019-20", "AY2020-21"),
        ("2019-20 Q3", "2020-21 Q3"),
        ("CY2019", "CY2020"),
        ("2020-03-31", "2021-03-31"),
        ("2019-08", "2020-08"),
        ("2020-02-29", "2020-02-29"),
        ("police", "police"),
        ("E06000035", "E06000035"),
    ],
)
def test_a_period_moves_on_by_a_year_and_other_words_stay(before: str, after: str) -> None:
    assert moved_period(before, 1) == after


def test_only_references_move_on() -> None:
    text = 'In 2019-20 {{ figure "a.b" "2019-20" area="E1" }}; {{ date "2020-03-31" }}.'
    assert moved_text(text, 1) == (
        'In 2019-20 {{ figure "a.b" "2020-21" area="E1" }}; {{ date "2021-03-31" }}.'
    )


def test_a_grid_moves_on_with_its_labels_and_the_names_of_its_cases() -> None:
    spec = {
        "columns": [{"label": "2019-20", "period": "2019-20"}],
        "options": {"cases": "lado.pathway:2019-20::referral"},
        "rows": [{"label": "Police", "by": "police", "level": 1}],
    }
    moved = moved_spec(spec, 1)
    assert moved["columns"] == [{"label": "2020-21", "period": "2020-21"}]
    assert moved["options"]["cases"] == "lado.pathway:2020-21::referral"
    assert moved["rows"] == spec["rows"]


def test_a_copy_asks_for_the_figures_of_its_own_year(
    document: Document, people: dict[str, Actor]
) -> None:
    typed(document, "583")
    made = start_as_copy(
        source=document,
        title="Yearly report 2020-21",
        period="2020-21",
        rulebook="WT2018",
        by=people["report_author"],
    )
    section = made.sections.get(key="plans")
    assert '"2021-03-31"' in section.body
    assert '"2020-03-31"' in section.body  # what was the year before
    assert '"2019-03-31"' not in section.body
    assert section.changed_by == "a copy of Yearly report"
    assert made.coverage.count() == document.coverage.count()
    assert made.exhibits.get().spec["base"]["period"] == "2020-21"
    assert made.stated.get().value is None
    assert any("has no value" in p.message for p in build(made).problems)
    assert document.stated.get().value is not None


def test_a_title_is_used_once(document: Document, people: dict[str, Actor]) -> None:
    for title in ("New", "!!!"):
        with pytest.raises(Refused):
            start_as_copy(
                source=document,
                title=title,
                period="2020-21",
                rulebook="WT2018",
                by=people["report_author"],
            )


@pytest.mark.parametrize("template", [folder.name for folder in templates()])
def test_every_template_makes_a_draft(
    template: str, document: Document, people: dict[str, Actor]
) -> None:
    made = start_from_template(
        template=template,
        title="From a template",
        period="2020-21",
        rulebook="WT2018",
        by=people["report_author"],
    )
    assert made.period_code == "2020-21"
    assert made.sections.exists()
    assert not [p for p in build(made).problems if p.message.startswith("Line")]


def test_a_comparison_says_which_words_changed() -> None:
    (line,) = compared("There were 463 children.", "There were {{ figure }} children.")
    assert [(p.kind, p.text) for p in line.pieces if p.kind != "same"] == [
        ("gone", "463"),
        ("new", "{{ figure }}"),
    ]


def test_a_comparison_loses_no_line() -> None:
    lines = compared("One.\n\nTwo.\n\nThree.", "One.\n\nThree.\n\nFour.")
    assert [(x.kind, x.pieces[0].text) for x in lines] == [
        ("same", "One."),
        ("gone", "Two."),
        ("same", "Three."),
        ("new", "Four."),
    ]


def test_a_template_with_a_word_too_long_for_its_place_is_refused_on_every_database(
    tmp_path: Path, db: None
) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "plans.md").write_text("Words.", encoding="utf-8")
    document = {"key": "long", "title": "Long", "period_code": "2019-20", "rulebook": "WT2018"}
    plan = {"document": document, "sections": [{"key": "plans", "title": "Plans " * 60}]}
    (tmp_path / "report.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    with pytest.raises(TemplateError, match="long, plans: title"):
        document_from(tmp_path, Actor.system("test", date(2026, 11, 23)))

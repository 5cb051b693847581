"""What a draft says of its figures, as the guards read it, and numbers that are no figure."""

import pytest

from kith.foundation.publications.building import build
from kith.foundation.publications.guarding import finding_key, guard, loose_numbers
from kith.foundation.publications.models import Document
from kith.kernel.guards import Severity
from tests.foundation.publications.making import typed

pytestmark = pytest.mark.django_db


def test_a_change_claims_the_values_it_compares(document: Document) -> None:
    report = guard(build(document))
    assert report.findings == ()
    assert any("463 − 355" in p.words for p in report.passes if p.rule == "change")


def test_a_typed_figure_is_held_against_the_official_one(document: Document) -> None:
    typed(document)
    (finding,) = [f for f in guard(build(document)).findings if f.rule == "official"]
    assert finding.where == "1.2"
    assert "583" in finding.follows
    assert finding.repairs


def test_a_typed_figure_that_agrees_raises_nothing(document: Document) -> None:
    typed(document, "583")
    assert [f for f in guard(build(document)).findings if f.severity is Severity.ERROR] == []


def test_a_total_that_its_parts_do_not_make_is_found(document: Document) -> None:
    exhibit = document.exhibits.get(key="contacts")
    exhibit.spec = {
        "columns": [{"label": "Number"}],
        "rows": [
            {"label": "One", "stated": "one"},
            {"label": "Two", "stated": "two"},
            {"label": "Both", "stated": "both", "total": True},
        ],
    }
    exhibit.save()
    for key, value in {"one": "40", "two": "50", "both": "91"}.items():
        typed(document, value, key=key, label=key, indicator="")
    rules = {f.rule for f in guard(build(document)).findings if f.where == "Table 1"}
    assert "parts_total" in rules


def test_a_finding_is_another_as_soon_as_what_it_says_changes(document: Document) -> None:
    stated = typed(document)
    (before,) = [f for f in guard(build(document)).findings if f.rule == "official"]
    stated.value = 586
    stated.save()
    (after,) = [f for f in guard(build(document)).findings if f.rule == "official"]
    assert finding_key(before) != finding_key(after)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("It rose by 19% to 1,204.", ["19%", "1,204"]),
        ("It cost £175,042 in 2019-20.", ["£175,042"]),
        ("On 31 March 2020, under section 47 and chapter 3.", []),
        ("For every 10,000 children aged 0 to 17.", []),
        ("Children of 16 to 17 years.", []),
    ],
)
def test_a_number_in_prose_is_found_unless_it_is_a_date_a_law_or_an_age(
    document: Document, words: str, numbers: list[str]
) -> None:
    document.sections.filter(key="plans").update(body=words, lead="")
    found = [n for n in loose_numbers(build(document).runs) if n.section == "plans"]
    assert [n.number for n in found] == numbers
    assert all((n.place, n.line) == ("1.1", 1) for n in found)

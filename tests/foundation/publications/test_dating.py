"""Dates in the text against one another and against the day of publication."""

from datetime import date

import pytest

from kith.foundation.access import Actor
from kith.foundation.publications.actions import freeze
from kith.foundation.publications.building import build
from kith.foundation.publications.dating import publishing_day
from kith.foundation.publications.freezing import freezing_problems
from kith.foundation.publications.guarding import dossier, guard
from kith.foundation.publications.markup import MarkupError, parse
from kith.foundation.publications.models import Document
from kith.kernel.guards import Finding, Severity, check
from kith.kernel.refusals import Refused
from tests.foundation.publications.making import sign_all

pytestmark = pytest.mark.django_db
ON = date(2020, 11, 1)


def write(document: Document, body: str) -> None:
    document.sections.filter(key="plans").update(body=body)


def found(document: Document, on: date | None = ON) -> list[Finding]:
    report = check(dossier(build(document), on))
    return [f for f in report.findings if f.rule == "dates"]


def test_two_dates_for_one_event_are_found_with_their_places(document: Document) -> None:
    first = '{{ date "2019-07" "Inspection published" }}'
    write(document, f'In {first}.\n\nIn {{{{ date "2019-08" "inspection  published" }}}}.')
    (finding,) = found(document)
    assert finding.severity is Severity.WARNING
    assert "July 2019 (1.1)" in finding.stated
    assert "August 2019 (1.2)" in finding.stated
    assert finding.where == "1.1"


def test_a_day_within_the_month_given_elsewhere_is_the_same_date(document: Document) -> None:
    write(
        document,
        'In {{ date "2019-07" "Inspection" }}, on {{ date "2019-07-12" "Inspection" }}.',
    )
    assert found(document) == []
    assert any(p.rule == "dates" for p in check(dossier(build(document))).passes)


@pytest.mark.parametrize(
    ("reference", "findings"),
    [
        ('date "2020-12" "Audit"', 1),
        ('date "2020-12"', 1),
        ('date "2020-12" "Audit" planned="yes"', 0),
        ('date "2020-12" planned="yes"', 0),
        ('date "2020-11" "Audit"', 0),
        ('date "2020-10-31"', 0),
    ],
)
def test_a_date_after_publication_is_found_unless_it_is_planned(
    document: Document, reference: str, findings: int
) -> None:
    write(document, f"It happened in {{{{ {reference} }}}}.")
    raised = found(document)
    assert len(raised) == findings
    assert all(f.severity is Severity.ERROR and f.where == "1.1" for f in raised)


def test_dates_without_words_are_not_taken_for_one_event(document: Document) -> None:
    write(document, 'In {{ date "2019-07" }} and {{ date "2019-09" }}.')
    assert found(document) == []


def test_a_date_stands_in_the_text_as_it_did_without_words(document: Document) -> None:
    write(document, 'In {{ date "2019-07" "Inspection published" }}.')
    (run,) = [r for r in build(document).runs if r.dates]
    assert run.text == "In July 2019."


def test_what_lies_after_today_stops_signing_and_freezing(
    document: Document, people: dict[str, Actor]
) -> None:
    write(document, 'The audit of {{ date "2190-12" "Audit" }} went well.')
    (finding,) = [f for f in guard(build(document)).findings if f.rule == "dates"]
    assert "December 2190" in finding.stated
    assert [s.kind for s in freezing_problems(build(document), signatures=False)] == ["guard"]
    with pytest.raises(Refused, match="December 2190"):
        sign_all(document, people)
    with pytest.raises(Refused, match="December 2190"):
        freeze(document=document, by=people["business_manager"])


def test_a_draft_of_a_year_that_still_runs_has_no_day_of_publication(document: Document) -> None:
    assert publishing_day(document) is not None
    document.period_code = "2190-91"
    assert publishing_day(document) is None


def test_only_a_date_is_planned() -> None:
    for text in ('{{ date "2020-12" planned="no" }}', '{{ stated "a" planned="yes" }}'):
        with pytest.raises(MarkupError, match="only a date is planned"):
            parse(text)

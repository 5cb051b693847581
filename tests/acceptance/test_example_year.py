"""The example year, end to end: loaded, checked, written, signed, published, corrected."""

import io
import re
from decimal import Decimal

import pikepdf
import pytest
from django.test import Client

from kith.config import example as demo
from kith.foundation.access import Actor
from kith.foundation.indicators import Want, lookup
from kith.foundation.publications import model, output, reading, web
from kith.foundation.publications.actions import freeze, publish, sign
from kith.foundation.publications.building import build
from kith.foundation.publications.freezing import freezing_problems
from kith.foundation.publications.guarding import finding_key, guard, loose_numbers
from kith.foundation.publications.models import Document, Edition, Section
from kith.foundation.publications.sealing import intact
from kith.kernel.guards import Severity
from kith.kernel.refusals import Refused
from kith.modules.finance.actions import change_line
from kith.modules.finance.models import Account
from tests.acceptance import example

pytestmark = pytest.mark.django_db
MEDWAY = "E06000035"


@pytest.fixture
def document() -> Document:
    example.load()
    return example.draft()


@pytest.fixture
def edition() -> Edition:
    example.load()
    return example.published()


def manager() -> Actor:
    return demo.actor("manager@saltmere.example", example.TODAY)


def sign_all(document: Document) -> None:
    digest = build(document).digest
    for email in ("council", "police", "health"):
        sign(
            document=document,
            digest=digest,
            by=demo.actor(f"{email}@saltmere.example", example.TODAY),
        )


def test_rates_computed_from_counts_are_the_published_ones() -> None:
    example.load()
    wants = [Want("child_protection.open_rate", f"{y}-03-31", MEDWAY) for y in (2019, 2020)]
    found = lookup(wants)
    assert [found[w].shown() for w in wants] == ["56.2", "72.7"]
    assert all(found[w].population_source for w in wants)


def test_the_example_draft_holds_in_every_check(document: Document) -> None:
    draft = build(document)
    report = guard(draft)
    assert draft.problems == []
    assert report.errors == ()
    kept = {finding_key(f) for f in report.of(Severity.WARNING)}
    assert kept == set(document.kept.values_list("finding", flat=True))
    assert len(report.passes) > 20
    assert draft.recovered == []
    assert loose_numbers(draft.runs) == []
    assert freezing_problems(draft, signatures=False) == []


def test_the_report_is_whole_enough_to_mean_something(document: Document) -> None:
    doc = build(document).doc
    blocks = [b for s in doc.sections for b in s.blocks]
    assert sum(isinstance(b, model.TableBlock) for b in blocks) >= 12
    assert len(list(model.charts(doc))) >= 10
    assert len(doc.figures) >= 60


def test_no_small_number_of_people_stands_in_any_form(edition: Edition) -> None:
    doc = reading.doc_of(edition)
    hidden = [c for t in model.tables(doc) for r in t.rows for c in r.cells if c.hidden]
    assert hidden, "the example has small numbers to hide"
    assert {(c.text, c.value) for c in hidden} == {("c", None)}
    assert all(f.figure["figure"] == {} for f in edition.figures.filter(shown="c"))


def test_every_form_is_made_and_made_again_with_the_same_bytes(edition: Edition) -> None:
    doc = reading.doc_of(edition)
    for form in output.FORMS.values():
        assert form.make(doc) == form.make(model.doc_from_json(edition.content)), form.key


def test_the_pdf_is_accessible_and_at_least_25_pages(edition: Edition) -> None:
    made = output.FORMS["pdf"].make(reading.doc_of(edition))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) >= 25
        assert str(pdf.Root.Lang).startswith("en")
        assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()


def test_nothing_can_be_frozen_before_the_three_partners_have_signed(document: Document) -> None:
    with pytest.raises(Refused, match="has not signed"):
        freeze(document=document, by=manager())
    assert not document.editions.exists()


def test_a_signature_lapses_when_the_draft_changes(document: Document) -> None:
    sign_all(document)
    section = document.sections.exclude(body="").first()
    assert section is not None
    Section.objects.filter(pk=section.pk).update(body=section.body + "\n\nOne more sentence.")
    with pytest.raises(Refused, match="signed an earlier state"):
        freeze(document=document, by=manager())


def test_accounts_that_do_not_balance_stop_the_report(document: Document) -> None:
    account = Account.objects.get()
    for line in account.lines.filter(label__contains="invented"):
        change_line(
            line=line,
            expected_version=line.version,
            outturn=Decimal(0),
            why="As first published",
            by=manager(),
        )
    draft = build(document)
    stops = [s.message for s in freezing_problems(draft)]
    assert any("£175,042" in message for message in stops), stops
    with pytest.raises(Refused):
        sign(
            document=document,
            digest=draft.digest,
            by=demo.actor("council@saltmere.example", example.TODAY),
        )


def test_a_correction_is_a_new_edition_with_a_note_and_its_differences(edition: Edition) -> None:
    document = edition.document
    stated = document.stated.first()
    assert stated is not None
    stated.value = (stated.value or 0) + 1
    stated.save()
    sign_all(document)
    with pytest.raises(Refused, match="public note"):
        freeze(document=document, by=manager())
    second = freeze(document=document, by=manager(), note="One more answer was counted.")
    publish(document=document, edition=second, by=manager())
    moved = reading.differences(edition.figures.all(), second.figures.all())
    assert [(m.before, m.after) for m in moved][:1]
    assert reading.doc_of(second).corrections
    assert intact(edition)
    assert intact(second)


def test_the_public_reads_the_report_without_signing_in(edition: Edition, client: Client) -> None:
    doc = reading.doc_of(edition)
    base = f"/reports/{edition.document.key}/{edition.number}/"
    assert client.get("/reports/").status_code == 200
    for section in doc.sections:
        page = client.get(f"{base}sections/{section.key}/")
        assert page.status_code == 200, section.key
    mark = doc.figures[0].mark
    card = client.get(f"{base}figures/{mark}/").content.decode()
    assert doc.figures[0].shown in card
    assert "Signed off" in card


def test_a_frozen_draft_is_not_public(document: Document, client: Client) -> None:
    sign_all(document)
    edition = freeze(document=document, by=manager())
    page = client.get(f"/reports/{document.key}/{edition.number}/")
    assert page.status_code == 404
    assert not re.search("Saltmere Council", page.content.decode())


def test_every_number_of_a_published_table_opens_what_is_behind_it(edition: Edition) -> None:
    doc = reading.doc_of(edition)
    known = reading.marks(edition)
    for table in model.tables(doc):
        for r, row in enumerate(table.rows, 1):
            for c, cell in enumerate(row.cells):
                if cell.unit and not cell.mark:
                    assert web.place_mark(table.number, r, c) in known, (table.number, r, c)
    again = next(place for place, mark in known.items() if place != mark)
    card = reading.opened(edition, again)
    assert card is not None
    assert card.stored.mark == known[again]

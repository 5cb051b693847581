"""Published reports as anyone reads them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.foundation.access import Actor
from kith.foundation.publications.actions import freeze
from kith.foundation.publications.models import Document, Section
from tests.foundation.publications.making import OPEN, edition, sign_all, typed

pytestmark = pytest.mark.django_db
BASE = "/reports/report/1/"


def test_nothing_of_a_draft_or_a_frozen_edition_is_public(
    document: Document, people: dict[str, Actor]
) -> None:
    sign_all(document, people)
    freeze(document=document, by=people["business_manager"])
    for address in ("/reports/report/", BASE, BASE + "sections/plans/", BASE + "download/pdf/"):
        assert Client().get(address).status_code == 404
    assert "Yearly report" not in Client().get("/reports/").content.decode()


def test_a_figure_opens_where_it_stands_and_on_a_page_to_cite(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    page = Client().get(BASE + "sections/plans/?figure=A1").content.decode()
    assert 'id="figure"' in page
    assert "Department for Education" in page
    assert "Saltmere police" in page
    assert "463" in Client().get(BASE + "figures/A1/").content.decode()
    assert Client().get(BASE + "figures/A99/").status_code == 404


def test_a_cell_of_a_table_opens_by_its_place(document: Document, people: dict[str, Actor]) -> None:
    edition(document, people)
    page = Client().get(BASE + "sections/contacts/?figure=T1.2.1").content.decode()
    assert "Why it is hidden" in page
    assert ">3<" not in page


def test_a_typed_figure_is_marked_as_in_print(document: Document, people: dict[str, Actor]) -> None:
    typed(document, "583")
    edition(document, people)
    assert "583<sup>†</sup>" in Client().get(BASE + "sections/plans/").content.decode()


def test_an_earlier_edition_stays_and_points_to_the_newer(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    document.sections.filter(key="plans").update(title="Plans, in other words")
    edition(document, people, note="The title was wrong.")
    first = Client().get(BASE).content.decode()
    assert "read edition 2" in first
    assert "Plans, in other words" not in first
    assert "Plans, in other words" in Client().get("/reports/report/").content.decode()
    corrections = Client().get("/reports/report/2/corrections/").content.decode()
    assert "The title was wrong." in corrections
    assert Client().get("/reports/report/2/changes/1/").status_code == 200


def test_words_typed_by_authors_are_never_markup(
    document: Document, people: dict[str, Actor]
) -> None:
    document.sections.filter(key="plans").update(
        title="<i>Plans</i>", body=f"<script>x</script> {OPEN}"
    )
    edition(document, people)
    page = Client().get(BASE + "sections/plans/").content.decode()
    assert "<script>x" not in page
    assert "<i>Plans" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize("part", ["", "sections/plans/?figure=A1", "figures/", "corrections/"])
def test_a_public_page_asks_as_much_of_a_long_report_as_of_a_short_one(
    document: Document, people: dict[str, Actor], part: str
) -> None:
    edition(document, people)
    with CaptureQueriesContext(connection) as few:
        assert Client().get(BASE + part).status_code == 200
    for n in range(6):
        Section.objects.create(
            document=document, key=f"more-{n}", order=n + 5, title="More", body=f"Again {OPEN}."
        )
    edition(document, people, note="More sections.")
    with CaptureQueriesContext(connection) as many:
        Client().get("/reports/report/2/" + part)
    assert len(many) <= len(few) <= 12

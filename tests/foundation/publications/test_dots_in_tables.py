"""A table that draws a column of dots can be printed: the column has a scale."""

import pytest
from django.conf import settings

from kith.foundation.publications import model
from kith.foundation.publications.building import build
from kith.foundation.publications.models import Document, Exhibit, Section
from kith.foundation.publications.renderers import pdf
from tests.foundation.indicators.making import ENGLAND, MEDWAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(document: Document) -> model.Doc:
    spec = {
        "first": "Area",
        "base": {"indicator": "child_protection.open", "period": "2020-03-31"},
        "rows": [
            {"label": "Medway", "area": MEDWAY, "kind": "area"},
            {"label": "England", "area": ENGLAND, "kind": "country"},
        ],
        "columns": [{"label": "Children"}, {"label": "Drawn", "draw": "dot", "of": 0}],
        "sums": False,
    }
    Exhibit.objects.create(
        document=document, key="dots", form="table", title="Two areas", spec=spec
    )
    section = document.sections.first()
    assert section is not None
    body = section.body + '\n\n{{ table "dots" }}'
    Section.objects.filter(pk=section.pk).update(body=body)
    draft = build(document)
    assert draft.problems == []
    return draft.doc


def test_the_scale_reaches_from_nought_past_the_greatest_dot(drawn: model.Doc) -> None:
    [table] = [t for t in model.tables(drawn) if t.id == "dots"]
    axis = table.columns[2].axis
    assert axis is not None
    assert axis.top >= 51510
    assert (axis.at, axis.name) == (51510.0, "England")


def test_the_table_is_printed(drawn: model.Doc) -> None:
    assert pdf.render(drawn, settings.FONTS).startswith(b"%PDF")

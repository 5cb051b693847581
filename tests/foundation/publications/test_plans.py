"""What a table's or chart's plan may say: a wrong word is refused where it is typed."""

import pytest
from django import forms

from kith.foundation.access import Actor
from kith.foundation.publications.exhibits import SpecError, read_grid
from kith.foundation.publications.forms import read_spec
from kith.foundation.publications.markup import MarkupError, parse
from kith.foundation.publications.models import Document
from tests.foundation.publications.making import client, sent

ROW, COLUMN = {"label": "Police", "by": "police"}, {"label": "2019-20"}
BASE = {"indicator": "lado.contacts", "period": "2019-20"}


def plan(**changes: object) -> dict[str, object]:
    return {"rows": [ROW], "columns": [COLUMN], "base": BASE, **changes}


@pytest.mark.parametrize(
    "wrong",
    [
        {"base": "lado.contacts"},
        {"base": BASE | {"period": "nonsense"}},
        {"base": BASE | {"indicator": ["lado.contacts"]}},
        {"rows": [ROW | {"by": ["police"]}]},
        {"rows": [ROW | {"gather": "police"}]},
        {"rows": [ROW | {"gather": [["police"]]}]},
        {"rows": [ROW | {"level": "one"}]},
        {"rows": [ROW | {"stated": ["a"]}]},
        {"rows": [ROW | {"texts": "words"}]},
        {"rows": [ROW | {"texts": {"change": 5}}]},
        {"rows": [ROW | {"texts": {"change": "{{ nonsense }}"}}]},
        {"columns": [COLUMN | {"places": "two"}]},
        {"columns": [COLUMN | {"places": 99}]},
        {"columns": [COLUMN | {"width": "wide"}]},
        {"columns": [COLUMN | {"draw": "bar", "of": "x"}]},
        {"columns": [COLUMN | {"draw": "spark", "periods": [5]}]},
        {"columns": [COLUMN | {"draw": "spark", "periods": ["never"]}]},
    ],
)
def test_a_plan_that_no_page_could_read_is_refused_with_its_place(wrong: dict[str, object]) -> None:
    with pytest.raises(SpecError, match=r"contacts, (base|row 1|column 1): "):
        read_grid(plan(**wrong), "contacts")


def test_a_day_without_quotes_is_the_day_it_says() -> None:
    text = (
        "rows: [{label: Open}]\ncolumns: [{label: 2020, period: 2020-03-31}]\n"
        "base: {indicator: child_protection.open}"
    )
    spec = read_spec(text, "plans")
    assert spec["columns"][0]["period"] == "2020-03-31"
    assert read_grid(spec, "plans").columns[0].label == "2020"


@pytest.mark.parametrize("text", ["provider: [x]", "provider: finance.income\noptions: 5"])
def test_a_table_of_another_app_is_asked_for_by_its_name(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        read_spec(text, "money")


@pytest.mark.parametrize("places", ["abc", "-3", "99999", "²"])
def test_places_are_a_small_whole_number(places: str) -> None:
    with pytest.raises(MarkupError, match="from 0 to 4"):
        parse(f'{{{{ figure "lado.contacts" "2019-20" places="{places}" }}}}')


@pytest.mark.django_db
def test_a_period_that_cannot_be_read_is_a_problem_of_its_place_and_stops_no_page(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["report_author"])
    body = 'There were {{ figure "lado.contacts" "last year" }}.'
    fields = {"title": "Contacts", "lead": "", "finding": "", "why": "", "version": 1}
    saved = browser.post("/writing/report/sections/contacts/", sent(body=body, **fields))
    assert saved.status_code == 302
    page = browser.get("/writing/report/sections/contacts/")
    assert page.status_code == 200
    assert "last year" in page.content.decode()

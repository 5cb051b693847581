"""Form fields as GOV.UK components, and the fixtures by which GDS checks the components."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from kith.foundation.ui import fields
from kith.foundation.ui.govuk import UnknownComponent, govuk
from kith.foundation.ui.views import ExampleForm
from tests.paths import ROOT

FIXTURES = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
# GOV.UK Frontend 6.6 with the macros of 6.0: what the two were measured to agree on.
PROMISED = 647


def bound(**data: Any) -> ExampleForm:
    """The example form with what was typed."""
    return ExampleForm(data)


def test_an_error_is_tied_to_its_field_and_what_was_typed_is_kept() -> None:
    form = bound(name="", note="<b>kept</b>")
    html = fields.govuk_field(form["name"])
    assert 'id="id_name-error"' in html
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert "Enter name of the agency." in html
    assert "&lt;b&gt;kept&lt;/b&gt;" in fields.govuk_field(form["note"])


def test_the_error_summary_links_to_the_first_box_of_each_field() -> None:
    form = bound(**{"due-day": "31", "due-month": "2", "due-year": "2020"})
    html = fields.error_summary(form)
    page = "".join(fields.govuk_field(field) for field in form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert "id_due-day" in targets
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', page), target
    assert "There is no 31/2/2020: check the date." in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert fields.error_summary(ExampleForm()) == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("", "", ""), "Enter a date"),
        (("31", "", "2020"), "must have a month"),
        (("x", "3", "2020"), "in numbers"),
        (("1", "3", "20"), "four numbers"),
        (("30", "2", "2020"), "There is no 30/2/2020"),
        (("٣", "3", "2020"), "in numbers"),
    ],
)
def test_a_date_says_which_part_is_wrong(typed: tuple[str, str, str], says: str) -> None:
    with pytest.raises(forms.ValidationError, match=says):
        fields.DateField().clean(list(typed))


def test_a_date_typed_in_three_boxes_is_a_date() -> None:
    form = bound(**{"due-day": "31", "due-month": "3", "due-year": "2020"})
    form.is_valid()
    assert form.cleaned_data["due"] == date(2020, 3, 31)
    assert fields.DateField(required=False).clean(["", "", ""]) is None


def test_every_kind_of_field_has_a_label_and_ids_are_unique() -> None:
    form = bound()
    html = "".join(fields.govuk_field(field) for field in form)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    boxes = re.findall(r"<(?:input|select|textarea)[^>]* id=\"([^\"]+)\"", html)
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert set(boxes) == labels


def test_a_choice_keeps_what_was_chosen_and_escapes_its_words() -> None:
    class Form(forms.Form):
        pick = forms.ChoiceField(choices=[("a", "<i>A</i>"), ("b", "B")], widget=forms.RadioSelect)

    html = fields.govuk_field(Form({"pick": "b"})["pick"])
    assert re.search(r'value="b" checked', html)
    assert "<i>" not in html


def test_an_unknown_component_says_so() -> None:
    with pytest.raises(UnknownComponent, match="component 'dial'"):
        govuk("dial", {})


def test_a_form_page_holds_its_token_and_says_error_in_its_title() -> None:
    request = RequestFactory().get("/")
    html = render_to_string("ui/form_page.html", {"form": bound(), "title": "A return"}, request)
    assert '<input type="hidden" name="submission"' in html
    assert "csrfmiddlewaretoken" in html
    assert "<title>Error: A return - Kith</title>" in html


class Tree(HTMLParser):
    """An element tree as a list: names, sorted attributes, words without their spaces."""

    VOID = frozenset({"input", "img", "br", "hr", "meta", "link"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[Any] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        said = sorted((key, " ".join((value or "").split())) for key, value in attrs)
        self.parts.append((tag, said))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag not in self.VOID:
            self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Words."""
        if words := " ".join(data.split()):
            self.parts.append(words)


@pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="needs the npm packages: run `make assets`, which fetches them"
)
def test_the_components_give_the_markup_that_gds_publishes() -> None:
    same = total = 0
    for path in sorted(FIXTURES.glob("*/fixtures.json")):
        described = json.loads(path.read_text(encoding="utf-8"))
        for fixture in described["fixtures"]:
            total += 1
            try:
                html = govuk(described["component"], fixture["options"])
            except UnknownComponent:
                continue
            same += Tree(html).parts == Tree(fixture["html"]).parts
    print(f"{same} of {total} fixtures of GOV.UK Frontend are identical")
    assert same >= PROMISED

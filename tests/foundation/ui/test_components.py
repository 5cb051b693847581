"""GOV.UK components drawn once and kept: only what comes out the same, and nothing typed."""

from django.utils.safestring import mark_safe

from kith.foundation.ui.govuk import _kept, govuk


def test_a_text_and_the_same_text_as_html_are_never_taken_for_one_another():
    as_text = govuk("button", {"text": "<b>Save</b>"})
    as_html = govuk("button", {"text": mark_safe("<b>Save</b>")})
    assert "&lt;b&gt;Save" in as_text
    assert "<b>Save" in as_html


def test_the_same_component_is_drawn_once():
    _kept.cache_clear()
    assert govuk("button", {"text": "Drawn once"}) is govuk("button", {"text": "Drawn once"})


def test_what_a_person_typed_is_drawn_and_not_kept():
    _kept.cache_clear()
    field = {"id": "email", "name": "email", "label": {"text": "E-mail"}}
    assert "someone@kith.example" in govuk("input", {**field, "value": "someone@kith.example"})
    boxes = {"id": "day", "items": [{"name": "day", "value": "31"}]}
    assert 'value="31"' in govuk("date-input", boxes)
    assert _kept.cache_info().currsize == 0
    govuk("input", field)
    assert _kept.cache_info().currsize == 1

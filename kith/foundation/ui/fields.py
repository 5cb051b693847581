"""Django form fields as GOV.UK components: label, hint, error, ids and what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from .govuk import govuk

DATE_PARTS = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))


class DateBoxes(forms.MultiWidget):
    """Day, month and year in three boxes, named `<field>-day`, `-month` and `-year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part, _, _ in DATE_PARTS}, attrs)
        self.widgets_names = [f"-{part}" for part, _, _ in DATE_PARTS]

    def decompress(self, value: Any) -> list[Any]:
        """A date as its three parts."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A date typed as three numbers; the message says which part is missing or not real."""

    widget = DateBoxes

    def __init__(self, **kwargs: Any) -> None:
        parts = tuple(forms.IntegerField(required=False) for _ in DATE_PARTS)
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """The date, or a message that names what to do."""
        from datetime import date

        typed = [str(part).strip() if part is not None else "" for part in (value or [""] * 3)]
        if not any(typed):
            if self.required:
                raise forms.ValidationError("Enter a date, such as 31 3 2020.", code="required")
            return None
        missing = [name for (name, _, _), part in zip(DATE_PARTS, typed, strict=True) if not part]
        if missing:
            raise forms.ValidationError(
                f"The date must have a {' and a '.join(missing)}.", code="incomplete"
            )
        if not all(part.isascii() and part.isdigit() for part in typed):
            raise forms.ValidationError("Write the date in numbers, such as 31 3 2020.")
        day, month, year = (int(part) for part in typed)
        if not 1900 <= year <= 2199:
            raise forms.ValidationError("Give the year with four numbers, such as 2020.")
        try:
            found = date(year, month, day)
        except ValueError:
            raise forms.ValidationError(f"There is no {day}/{month}/{year}: check the date.")
        self.run_validators(found)
        return found


def _required_text(field: BoundField) -> str:
    """What to do about an empty field, in place of Django's "This field is required."."""
    label = str(field.label or field.name)
    if field.field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return str(field.field.error_messages["required"])
    named = label if label[:2].isupper() else label[:1].lower() + label[1:]
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick the box: {named}."
    if label.endswith("?"):
        return f"Answer the question: {label}"
    choosing = isinstance(widget, forms.widgets.ChoiceWidget | forms.FileInput)
    return f"{'Choose' if choosing else 'Enter'} {named}."


def error_texts(field: BoundField) -> list[str]:
    """Each thing that is wrong with the field, in words that say what to do."""
    texts: list[str] = []
    for error in field.errors.as_data() if field.errors else []:
        own = list(error.messages)
        texts += [_required_text(field)] if error.code == "required" and _is_default(own) else own
    return texts


def _is_default(messages: list[str]) -> bool:
    return messages == [str(forms.Field.default_error_messages["required"])]


def error_text(field: BoundField) -> str:
    """What is wrong with the field, in one line; "" when nothing is."""
    return " ".join(error_texts(field))


def _options(field: BoundField) -> list[tuple[Any, Any]]:
    """The choices, flat; a group's name is put before its options."""
    flat: list[tuple[Any, Any]] = []
    for value, label in getattr(field.field, "choices", []):
        if isinstance(label, list | tuple):
            flat.extend((inner, f"{value}: {text}") for inner, text in label)
        else:
            flat.append((value, label))
    return flat


def _chosen(field: BoundField) -> set[str]:
    value = field.value()
    if value is None:
        return set()
    if isinstance(value, list | tuple | set):
        return {str(one) for one in value}
    return {str(value)}


def _common(field: BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {"name": field.html_name, "id": field.id_for_label}
    if field.help_text:
        params["hint"] = {"text": str(field.help_text)}
    if field.errors:
        params["errorMessage"] = {"text": error_text(field)}
    return params


def _attributes(field: BoundField) -> dict[str, Any]:
    """Attributes set on the widget, without those that the macros write themselves."""
    own = {"id", "name", "type", "value", "class", "rows", "autocomplete", "inputmode", "required"}
    own |= {"aria-describedby", "aria-invalid"}
    return {
        key: str(value)
        for key, value in field.field.widget.attrs.items()
        if key not in own and value not in (None, False)
    }


def _text(field: BoundField, kind: str) -> tuple[str, dict[str, Any]]:
    attrs = field.field.widget.attrs
    params: dict[str, Any] = {"type": kind, "classes": attrs.get("class", "")}
    value = field.value()
    if kind == "number" or isinstance(field.field, forms.IntegerField | forms.DecimalField):
        # A text box with the number keyboard: no spinner that a wheel can turn by accident.
        params |= {"type": "text", "spellcheck": False}
        whole = isinstance(field.field, forms.IntegerField)
        params["inputmode"] = attrs.get("inputmode", "numeric" if whole else "decimal")
        params["classes"] = params["classes"] or "govuk-input--width-10"
    elif kind == "email":
        params["spellcheck"] = False
    if "autocomplete" in attrs:
        params["autocomplete"] = attrs["autocomplete"]
    params["value"] = field.field.widget.format_value(value) or ""
    return "input", params


def _date(field: BoundField) -> tuple[str, dict[str, Any]]:
    value = field.value()
    if not isinstance(value, list | tuple):
        value = DateBoxes().decompress(value)
    wrong = " govuk-input--error" if field.errors else ""
    identity = field.auto_id or field.html_name
    items = [
        {
            "name": part,
            "label": label,
            "id": f"{identity}-{part}",
            "classes": f"govuk-input--width-{width}{wrong}",
            "value": "" if shown is None else str(shown),
        }
        for (part, label, width), shown in zip(DATE_PARTS, value, strict=True)
    ]
    return "date-input", {"id": identity, "namePrefix": field.html_name, "items": items}


def _choice(field: BoundField, component: str) -> tuple[str, dict[str, Any]]:
    chosen = _chosen(field)
    hints = getattr(field.field, "option_hints", {})
    items = []
    for value, label in _options(field):
        item: dict[str, Any] = {"value": str(value), "text": str(label)}
        item["selected" if component == "select" else "checked"] = str(value) in chosen
        if str(value) in hints:
            item["hint"] = {"text": hints[str(value)]}
        items.append(item)
    if component != "select":
        items = [item for item in items if item["value"] != "" or item["text"]]
    params: dict[str, Any] = {"items": items}
    if component != "select":
        params["idPrefix"] = field.auto_id or field.html_name
        params["classes"] = field.field.widget.attrs.get("class", "")
    return component, params


def _one_box(field: BoundField) -> tuple[str, dict[str, Any]]:
    item = {"value": "on", "text": str(field.label), "checked": bool(field.value())}
    if field.help_text:
        item["hint"] = {"text": str(field.help_text)}
    return "checkboxes", {"idPrefix": field.auto_id or field.html_name, "items": [item]}


def component_for(field: BoundField) -> tuple[str, dict[str, Any]]:
    """Which component shows this field, and its own parameters."""
    widget = field.field.widget
    if isinstance(widget, DateBoxes):
        return _date(field)
    if isinstance(widget, forms.PasswordInput):
        return "password-input", {"autocomplete": widget.attrs.get("autocomplete", "")}
    if isinstance(widget, forms.FileInput):
        return "file-upload", {}
    if isinstance(widget, forms.Textarea):
        params = {"rows": str(widget.attrs.get("rows", 5)), "value": field.value() or ""}
        return "textarea", params | {"classes": widget.attrs.get("class", "")}
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return _choice(field, "checkboxes")
    if isinstance(widget, forms.RadioSelect):
        return _choice(field, "radios")
    if isinstance(widget, forms.Select):
        return _choice(field, "select")
    if isinstance(widget, forms.CheckboxInput):
        return _one_box(field)
    return _text(field, getattr(widget, "input_type", "text") or "text")


GROUPS = frozenset({"radios", "checkboxes", "date-input"})


def govuk_field(field: BoundField, **extra: Any) -> SafeString:
    """One field as HTML. `extra` adds to or replaces the component's parameters.

    `label_class` (such as `govuk-label--m`) sets the size of the label or legend.
    """
    if field.is_hidden:
        return SafeString(field.as_widget())
    component, own = component_for(field)
    label_class = extra.pop("label_class", "")
    params = {"classes": "", **_common(field), **own}
    attributes = _attributes(field)
    if attributes and component in {"input", "textarea", "select", "file-upload"}:
        params["attributes"] = attributes
    single = component == "checkboxes" and isinstance(field.field.widget, forms.CheckboxInput)
    if single:
        params.pop("hint", None)
    elif component in GROUPS:
        legend = {"text": str(field.label), "classes": label_class or "govuk-fieldset__legend--s"}
        params["fieldset"] = {"legend": legend}
        params.pop("id", None) if component != "date-input" else None
    else:
        params["label"] = {"text": str(field.label), "classes": label_class or "govuk-label--s"}
    return govuk(component, params | extra)


def anchor(field: BoundField) -> str:
    """The id that the error summary links to: the first box of the field."""
    identity = field.auto_id or field.html_name
    if isinstance(field.field.widget, DateBoxes):
        return f"{identity}-day"
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return str(identity)
    return field.id_for_label or str(identity)


def error_summary(*forms_: forms.BaseForm) -> SafeString:
    """All errors of the forms as links to their fields; "" when there are none."""
    errors: list[dict[str, str]] = []
    for form in forms_:
        errors += [{"text": str(error)} for error in form.non_field_errors()]
        for field in form:
            errors += [{"text": t, "href": f"#{anchor(field)}"} for t in error_texts(field)]
    if not errors:
        return SafeString("")
    return govuk("error-summary", {"titleText": "There is a problem", "errorList": errors})

"""The forms of those who write a publication."""

from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from django import forms

from kith.foundation.publications import markup
from kith.foundation.publications.exhibits import read_grid
from kith.foundation.publications.models import Document, Exhibit, Section, StatedFigure
from kith.foundation.publications.providers import PROVIDERS
from kith.foundation.publications.starting import templates
from kith.kernel.figures import Kind, Origin, Unit
from kith.kernel.law import load_law
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

CODE = {"class": "k-mono", "spellcheck": "false"}
KINDS = {
    Kind.STOCK.value: "on one day",
    Kind.FLOW.value: "in a period",
    Kind.SNAPSHOT.value: "an estimate or survey at one time",
}
UNITS = {
    Unit.COUNT.value: "a count",
    Unit.PERCENT.value: "a percentage",
    Unit.RATE.value: "a rate for every 10,000",
    Unit.MONEY.value: "pounds",
    Unit.NUMBER.value: "another number",
}
FORMS = {Exhibit.Form.TABLE.value: "a table", Exhibit.Form.CHART.value: "a chart"}
ORIGINS = {
    Origin.STATED.value: "typed, with its source",
    Origin.OFFICIAL.value: "official statistics",
    Origin.PUBLISHED.value: "published for the year",
    Origin.SUBMITTED.value: "sent by an agency",
    Origin.ACCOUNTS.value: "the accounts",
    Origin.INVENTED.value: "invented for the example",
}


def readable(text: str) -> str:
    """Text that can be read as markup; the message names the line that cannot."""
    try:
        markup.parse(text)
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None
    return text


def period_code(text: str) -> str:
    """The code of a period as it was typed, in the one form that Kith stores."""
    try:
        return parse_period(text.strip()).code
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None


class SectionForm(forms.Form):
    """What a section says. `version` is the one that the author saw."""

    title = forms.CharField(label="Title", max_length=200)
    lead = forms.CharField(
        label="What it found, in a sentence or two",
        required=False,
        widget=forms.Textarea(attrs={**CODE, "rows": 3}),
    )
    finding = forms.CharField(
        label="The same for the contents, in a few words",
        required=False,
        max_length=200,
    )
    body = forms.CharField(
        label="Text",
        required=False,
        help_text="A blank line ends a paragraph. Numbers are references: insert a figure to get "
        "its words.",
        widget=forms.Textarea(attrs={**CODE, "rows": 24}),
    )
    why = forms.CharField(
        label="Why it changes (optional)",
        required=False,
        max_length=300,
        help_text="Kept with this version.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_lead(self) -> str:
        return readable(self.cleaned_data["lead"])

    def clean_body(self) -> str:
        return readable(self.cleaned_data["body"].replace("\r\n", "\n"))

    @classmethod
    def of(cls, section: Section) -> "SectionForm":
        """The form holding what is stored."""
        names = ("title", "lead", "finding", "body", "version")
        return cls(initial={name: getattr(section, name) for name in names})


class StartForm(forms.Form):
    """From what a new document begins, for which year, judged by which guidance."""

    source = forms.ChoiceField(label="Begin with", widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=200)
    period = forms.CharField(
        label="Period", max_length=40, help_text="For example 2020-21, or AY2020-21."
    )
    rulebook = forms.ChoiceField(label="The guidance it must answer")

    def __init__(self, *args: Any, documents: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shipped = [(f"template:{f.name}", f"the template {f.name}") for f in templates()]
        copies = [(f"copy:{d.key}", f"a copy of {d.title}, {d.period.label}") for d in documents]
        self.fields["source"].choices = shipped + copies  # type: ignore[attr-defined]
        books = load_law().rulebooks
        self.fields["rulebook"].choices = [  # type: ignore[attr-defined]
            (key, book.instrument.title) for key, book in books.items()
        ]
        self.fields["source"].option_hints = {  # type: ignore[attr-defined]
            f"copy:{d.key}": "Its references move to the new period; typed numbers are asked again."
            for d in documents
        }

    def clean_period(self) -> str:
        return period_code(self.cleaned_data["period"])


class CommentForm(forms.Form):
    """A remark on a section, or an answer to one."""

    text = forms.CharField(
        label="Comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Name no child and no office-holder.",
    )
    paragraph = forms.CharField(
        label="Paragraph (optional)", required=False, max_length=20, help_text="Such as 4.17."
    )
    must_answer = forms.BooleanField(label="It must be answered before publication", required=False)


class KeepForm(forms.Form):
    """Why a finding stays."""

    reason = forms.CharField(
        label="Why does it stay?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Those who sign read this reason.",
    )


class StatedForm(forms.Form):
    """A number that is typed by hand, and where it comes from."""

    key = forms.SlugField(
        label="Short name",
        max_length=80,
        help_text="Small letters, numbers and hyphens, such as survey-children. The text refers "
        "to it.",
    )
    label = forms.CharField(label="What it counts", max_length=200)
    value = forms.DecimalField(label="Number", max_digits=18, decimal_places=4)
    unit = forms.ChoiceField(label="It is", choices=list(UNITS.items()))
    kind = forms.ChoiceField(label="It holds", choices=list(KINDS.items()))
    places = forms.IntegerField(label="Decimals shown", min_value=0, max_value=4, initial=0)
    period_code = forms.CharField(label="Period or day", max_length=40)
    area = forms.CharField(
        label="Area code (optional)",
        required=False,
        max_length=12,
        help_text="Empty for the partnership itself.",
    )
    indicator = forms.CharField(
        label="Indicator that it states (optional)",
        required=False,
        max_length=80,
        help_text="If Kith has it, the guards hold the number against Kith’s own.",
    )
    source = forms.CharField(label="Source", max_length=300)
    origin = forms.ChoiceField(label="Kind of source", choices=list(ORIGINS.items()))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_period_code(self) -> str:
        return period_code(self.cleaned_data["period_code"])

    def clean_indicator(self) -> str:
        from kith.foundation.indicators.definitions import definition

        key = self.cleaned_data["indicator"].strip()
        if key:
            try:
                definition(key)
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from None
        return key

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        value = data.get("value")
        whole = isinstance(value, Decimal) and value == value.to_integral_value()
        if data.get("unit") == Unit.COUNT.value and value is not None and not whole:
            self.add_error("value", "A count is a whole number.")
        return data

    @classmethod
    def of(cls, stated: StatedFigure) -> "StatedForm":
        """The form holding what is stored; its short name is lasting."""
        names = [n for n in cls.base_fields if n != "value"]
        initial = {name: getattr(stated, name) for name in names}
        value = stated.value
        initial["value"] = None if value is None else format(value.normalize(), "f")
        form = cls(initial=initial)
        return form

    def fixed(self) -> "StatedForm":
        """Without the short name, which the text refers to and which never changes."""
        del self.fields["key"]
        return self


class ExhibitForm(forms.Form):
    """A table or a chart: its words, and its grid as YAML."""

    key = forms.SlugField(
        label="Short name",
        max_length=80,
        help_text="Small letters, numbers and hyphens. The text refers to it.",
    )
    form = forms.ChoiceField(label="It is", choices=list(FORMS.items()), widget=forms.RadioSelect)
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="Say what it shows, as a sentence.",
    )
    subtitle = forms.CharField(
        label="Second line (charts)",
        required=False,
        max_length=300,
        help_text="What is drawn, in which unit, where and when.",
    )
    source = forms.CharField(
        label="Source", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    notes = forms.CharField(
        label="Notes, one to a line", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    spec = forms.CharField(
        label="Grid, as YAML",
        widget=forms.Textarea(attrs={**CODE, "rows": 22}),
        help_text="Rows, columns, what they ask for, and how a chart is drawn.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_title(self) -> str:
        return readable(self.cleaned_data["title"])

    def clean_subtitle(self) -> str:
        return readable(self.cleaned_data["subtitle"])

    def clean_source(self) -> str:
        return readable(self.cleaned_data["source"])

    def clean_spec(self) -> dict[str, Any]:
        return read_spec(self.cleaned_data["spec"], self.data.get("key") or "Grid")

    @classmethod
    def of(cls, exhibit: Exhibit) -> "ExhibitForm":
        """The form holding what is stored."""
        names = ("form", "title", "subtitle", "source", "notes", "version")
        initial = {name: getattr(exhibit, name) for name in names}
        return cls(initial=initial | {"spec": written(exhibit.spec)}).fixed()

    def fixed(self) -> "ExhibitForm":
        """Without what a table or chart keeps for good: its short name and what it is."""
        del self.fields["key"]
        del self.fields["form"]
        return self


def read_spec(text: str, name: str) -> dict[str, Any]:
    """A grid from YAML; the message names the line, or the row or column, that is wrong."""
    try:
        spec = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"Line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "this is not YAML"
        raise forms.ValidationError(f"{line}{problem}.") from None
    if not isinstance(spec, dict):
        raise forms.ValidationError("A grid has names with values, such as rows: and columns:.")
    spec = _storable(spec)
    if "provider" in spec:
        if not isinstance(spec.get("options", {}), dict):
            raise forms.ValidationError("“options” is a set of names with values.")
        if str(spec["provider"]) not in PROVIDERS:
            known = ", ".join(sorted(PROVIDERS)) or "none"
            raise forms.ValidationError(f"Nothing makes “{spec['provider']}”. Kith knows: {known}.")
        return spec
    try:
        read_grid(spec, name)
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None
    except (TypeError, ValueError, AttributeError, KeyError):
        raise forms.ValidationError(
            "Each row and each column is a set of names with values, and a row has a label: "
            "- {label: Police, by: police}."
        ) from None
    return spec


def _storable(value: Any) -> Any:
    """What YAML read, as it can be stored: a day written without quotes is its code."""
    if isinstance(value, dict):
        return {str(name): _storable(v) for name, v in value.items()}
    if isinstance(value, list):
        return [_storable(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise forms.ValidationError(f"“{value}” is neither a word nor a number.")


class _Plain(yaml.SafeDumper):
    """YAML as people write it: short rows on one line."""


def _mapping(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.Node:
    short = all(not isinstance(v, dict | list) for v in value.values()) and len(str(value)) < 90
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=short)


def _sequence(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    short = all(not isinstance(v, dict | list) for v in value) and len(str(value)) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Plain.add_representer(dict, _mapping)
_Plain.add_representer(list, _sequence)


def written(spec: dict[str, Any]) -> str:
    """A grid as YAML, in the order in which people think of it."""
    order = ("provider", "options", "draw", "first", "sums", "base", "columns", "rows")
    inner = {k: spec[k] for k in order if k in spec} | spec
    text: str = yaml.dump(inner, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)
    return text


class FreezeForm(forms.Form):
    """The public note of a corrected edition."""

    note = forms.CharField(
        label="What was corrected, and why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Printed in the new edition, for everyone to read.",
    )


class CoverageForm(forms.Form):
    """Which sections answer a thing that the guidance asks for."""

    sections = forms.MultipleChoiceField(
        label="Sections that answer it", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Note (optional)", required=False, max_length=300)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [  # type: ignore[attr-defined]
            (s.key, s.title) for s in document.sections.all()
        ]

"""Forms of editions: beginning one, its parts, approving it, and where an item stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kith.foundation.ui.fields import DateField
from kith.kernel.periods import Basis, Grain, PeriodError, parse_period
from kith.modules.dataset.models import Edition, Item

STARTER = "starter"
LOGGED = "The reason is kept in the log."


class YearForm(forms.Form):
    """What an edition is called, and from when it counts."""

    title = forms.CharField(max_length=120, label="Title", help_text="Such as: Dataset 2021-22.")
    first_year = forms.CharField(
        max_length=20, label="First financial year that it is for", help_text="Such as 2021-22."
    )

    def clean_first_year(self) -> str:
        """The year as Kith writes it."""
        try:
            year = parse_period(self.cleaned_data["first_year"])
        except PeriodError as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if year.basis is not Basis.FINANCIAL or year.grain is not Grain.YEAR:
            raise forms.ValidationError("Give a financial year, such as 2021-22.")
        return year.code


class DescribeForm(YearForm):
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class BeginForm(YearForm):
    """What a new edition is made from, and what it is called."""

    made_from = forms.ChoiceField(widget=forms.RadioSelect, label="What does it begin with?")
    key = forms.SlugField(
        max_length=40,
        label="Short name",
        help_text="It stands in addresses: small letters, numbers and hyphens, such as 2021-22.",
    )
    field_order = ("made_from", "title", "key", "first_year")

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {str(edition.pk): edition for edition in editions}
        field = self.fields["made_from"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((pk, f"A copy of {edition}") for pk, edition in self.editions.items()),
            (STARTER, "The starter edition that comes with Kith"),
        ]
        field.initial = field.choices[0][0]

    def clean_key(self) -> str:
        """In small letters, and not taken."""
        key = str(self.cleaned_data["key"]).lower()
        if key == "new" or Edition.objects.filter(key=key).exists():
            raise forms.ValidationError(f"There is an edition called {key}. Choose another name.")
        return key


class ApproveForm(forms.Form):
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    on = DateField(
        label="When did the group agree to it?", help_text="The day of the meeting, as 4 3 2020."
    )
    by_whom = forms.CharField(
        max_length=120,
        label="Which group, and where is it minuted?",
        help_text="Such as: Performance group, minute 7. Everybody who reads the edition sees it.",
    )


class WhyForm(forms.Form):
    """The reason for taking something away."""

    why = forms.CharField(max_length=300, label="Why?", help_text=LOGGED)


class SectionsForm(forms.Form):
    """What the top of each part of the form says; a part is added, or removed while it is empty."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, used: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(edition.sections)
        for n, (name, words) in enumerate(edition.sections.items()):
            self.fields[f"words_{n}"] = forms.CharField(
                initial=words,
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 3}),
                label=name,
            )
            if name not in used:
                self.fields[f"remove_{n}"] = forms.BooleanField(
                    required=False, label=f"Remove “{name}”: it has no items"
                )
        self.fields["new_name"] = forms.CharField(
            required=False, max_length=80, label="Add a part, called", help_text="It comes last."
        )
        self.fields["new_words"] = forms.CharField(
            required=False,
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 3}),
            label="What the top of the new part says",
        )

    def clean_new_name(self) -> str:
        """A name that no other part has."""
        name = str(self.cleaned_data["new_name"]).strip()
        if name.casefold() in {one.casefold() for one in self.names}:
            raise forms.ValidationError(f"There is a part called “{name}” already.")
        return name

    def sections(self) -> dict[str, str]:
        """The parts as they will be."""
        found = {
            name: self.cleaned_data[f"words_{n}"].strip()
            for n, name in enumerate(self.names)
            if not self.cleaned_data.get(f"remove_{n}")
        }
        if self.cleaned_data["new_name"]:
            found[self.cleaned_data["new_name"]] = self.cleaned_data["new_words"].strip()
        return found


class MoveForm(forms.Form):
    """One of the places between the items of an edition."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label="Where does it stand on the form?")

    def __init__(self, *args: Any, item: Item, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = list(item.edition.sections)
        by_section: dict[str, list[Item]] = {name: [] for name in sections}
        here, last = "", ""
        for one in items:
            if one.pk == item.pk:
                here = f"{sections.index(item.section)}|{last}" if item.section in sections else ""
                continue
            by_section.setdefault(one.section, []).append(one)
            last = one.number if one.section == item.section else ""
        places: list[tuple[str, Any]] = []
        for n, name in enumerate(sections):
            inner = [(f"{n}|", "at the beginning")]
            inner += [(f"{n}|{i.number}", f"after {i.number} {i.title}") for i in by_section[name]]
            places.append((name, inner))
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial, self.sections = places, here, sections

    def where(self) -> tuple[str, str]:
        """The part of the form, and the number of the item before it."""
        n, _, number = self.cleaned_data["place"].partition("|")
        return self.sections[int(n)], number

"""The form that corrects a value."""

from typing import Any

from django import forms

from kith.foundation.indicators.definitions import Definition
from kith.foundation.indicators.given import Given, read_given
from kith.kernel.figures import Unit
from kith.kernel.refusals import Refused

HINTS = {
    Unit.COUNT: "A whole number, such as 1,234, or a code: c hidden, x not available, "
    "z not applicable, k rounds to 0, u not reliable, - not collected.",
    Unit.PERCENT: "A percentage such as 22.5, its two parts such as 127 of 583, or a code: "
    "c hidden, x not available, z not applicable, k rounds to 0, u not reliable.",
}


class CorrectionForm(forms.Form):
    """The right value, why it replaces the old one, and which one the person saw."""

    value = forms.CharField(label="The right value", max_length=40)
    reason = forms.CharField(
        label="Why is it corrected?",
        help_text="Kept with the value. Do not name a child or an office-holder.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expected_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, meaning: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meaning = meaning
        self.fields["value"].help_text = HINTS.get(meaning.unit, "A number, or a code.")

    def clean_value(self) -> Given:
        try:
            return read_given(self.meaning, self.cleaned_data["value"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

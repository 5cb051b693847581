"""Forms beside a return; its boxes are read in `typed`."""

from __future__ import annotations

from django import forms

from kith.foundation.organisations.models import Organisation
from kith.kernel.identifiers import find_identifiers, refusal

LONGEST_ANSWER = 600


class AnswerForm(forms.Form):
    """The agency's answer to a question about a value."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If the value is wrong, change it in the form and send the return again.",
        error_messages={"required": "Write the answer."},
    )

    def clean_text(self) -> str:
        """The answer, if nothing in it could say who a child is."""
        text = str(self.cleaned_data["text"])
        known = set(Organisation.objects.values_list("name", flat=True))
        if found := find_identifiers(text, known=known):
            raise forms.ValidationError(refusal(found))
        return text

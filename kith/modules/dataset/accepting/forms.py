"""Forms of the analyst: a question about a value, accepting, closing a question, correcting."""

from __future__ import annotations

from typing import Any

from django import forms

from kith.modules.dataset.models import Item
from kith.modules.dataset.rounds.forms import VersionForm


class QuestionForm(forms.Form):
    question = forms.CharField(
        max_length=600,
        label="What do you want to know?",
        help_text="The agency answers with a sentence, or corrects the value and sends again.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(VersionForm):
    """The right value, or why there is none, and why it is corrected."""

    of = forms.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, label="The right number"
    )
    among = forms.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, label="Out of"
    )
    reason = forms.CharField(
        max_length=300,
        required=False,
        label="If there is no number, why not?",
        help_text="Leave the number empty then.",
    )
    why = forms.CharField(
        max_length=600,
        label="Why is it corrected?",
        help_text="It is kept with both values. Name nobody and no child.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Item, **more: Any) -> None:
        super().__init__(*args, **more)
        if item.out_of:
            self.fields["of"].label = "The right number of them"
        else:
            del self.fields["among"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found.setdefault("among", None)
        if found.get("of") is None and not found.get("reason") and not self.errors:
            self.add_error("of", "Enter the right number, or say why there is none.")
        return found

"""The form that makes a key."""

from __future__ import annotations

from datetime import date

from django import forms

from kith.foundation.ui.fields import DateField
from kith.modules.dataset.api.keys import LONGEST_LIFE


class KeyForm(forms.Form):
    """Which system the key is for, and how long it lasts."""

    name = forms.CharField(
        max_length=80,
        label="Name of the system",
        help_text="As your agency calls it, such as: Records system.",
        error_messages={"required": "Enter the name of the system."},
    )
    ends_on = DateField(label="Last day on which the key works", help_text="At most a year away.")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_ends_on(self) -> date:
        """From today to a year from now."""
        day: date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError("That day is past. Choose today or a later day.")
        if day > self.today + LONGEST_LIFE:
            raise forms.ValidationError("That is more than a year away. Choose an earlier day.")
        return day

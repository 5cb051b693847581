"""Forms of rounds: opening one, excusing and reopening an agency, reminding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kith.foundation.ui.fields import DateField
from kith.kernel.periods import Period
from kith.modules.dataset.models import Edition
from kith.modules.dataset.rounds.planning import Asked


class ChoosingForm(forms.Form):
    """Which quarter is opened, by which edition: sent with the address, for it changes nothing."""

    quarter = forms.ChoiceField(label="Quarter")
    edition = forms.ChoiceField(label="Edition of the definitions")

    def __init__(self, *args: Any, quarters: Sequence[Period], editions: Sequence[Edition],
                 **more: Any) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.fields["quarter"].choices = [(p.code, p.label) for p in quarters]  # type: ignore[attr-defined]
        self.fields["edition"].choices = [  # type: ignore[attr-defined]
            (e.key, f"{e.title}, {e.get_state_display().lower()}") for e in editions
        ]


class OpeningForm(forms.Form):
    """The days of a round and whom it asks."""

    opens_on = DateField(label="Opens on", help_text="From this day agencies can fill it in.")
    due_on = DateField(label="Due on", help_text="What comes after this day is late.")
    locks_on = DateField(
        label="Locks after", help_text="The last day on which a return may be changed."
    )
    agencies = forms.MultipleChoiceField(
        label="Agencies",
        help_text="All that the edition asks something. Untick one that is not to be asked.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency."},
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Sequence[Asked], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agencies"].choices = [  # type: ignore[attr-defined]
            (one.organisation.key, f"{one.organisation} ({one.boxes})") for one in asked
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, due, locks = (found.get(n) for n in ("opens_on", "due_on", "locks_on"))
        if opens and due and due < opens:
            self.add_error("due_on", "A round is due after it opens. Look at both days.")
        if due and locks and locks < due:
            self.add_error("locks_on", "A round locks after it is due. Look at both days.")
        return found


class VersionForm(forms.Form):
    """Carries the version that the person saw."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class ExcuseForm(VersionForm):
    because = forms.CharField(
        max_length=300,
        label="Why is the agency excused?",
        help_text="Everybody who sees the round reads this.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReopenForm(VersionForm):
    until = DateField(label="Open until", help_text="That day is included.")
    because = forms.CharField(
        max_length=300,
        label="Why is the return reopened?",
        help_text="It is kept with the return, and everybody who sees the round reads it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReminderForm(forms.Form):
    """Whom to remind."""

    returns = forms.MultipleChoiceField(
        label="Agencies",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency to remind."},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["returns"].choices = choices  # type: ignore[attr-defined]

"""Forms of an escalation: which indicator, raising it, answering it, saying what followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kith.foundation.organisations.models import Organisation
from kith.foundation.ui.fields import DateField
from kith.kernel.identifiers import find_identifiers, refusal

LONGEST = 2000
NOBODY = "Name nobody and no child: everyone who reads escalations reads it."


class _Words(forms.Form):
    """A form whose texts could be read by many: none may say who a child is."""

    texts: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """The texts, if nothing in them reads like the identity of a person."""
        found = super().clean() or {}
        known: set[str] = set()
        if any(found.get(name) for name in self.texts):
            known = set(Organisation.objects.values_list("name", flat=True))
        for name in self.texts:
            if seen := find_identifiers(str(found.get(name) or ""), known=known):
                self.add_error(name, refusal(seen))
        return found


class ChooseForm(forms.Form):
    """Which indicator it is about."""

    indicator = forms.ChoiceField(label="Which indicator is it about?")

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items


class RaiseForm(_Words):
    """What the figures show, what is asked of whom, and by when."""

    texts = ("title", "why", "asked")
    period = forms.ChoiceField(label="When?")
    part = forms.ChoiceField(label="Which part of it?", required=False)
    title = forms.CharField(
        max_length=160,
        label="What is the exception, in a line?",
        help_text="Such as: Low attendance by a health provider at first conferences.",
    )
    why = forms.CharField(
        max_length=LONGEST,
        label="What do the figures show, and why does it matter?",
        help_text=f"The first sentence is made from the figures. {NOBODY}",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    asked = forms.CharField(
        max_length=LONGEST,
        label="What does the group ask for?",
        help_text="Something that can be done and seen to be done.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked_of = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Of which safeguarding partner?",
        help_text="Its member of the Executive answers.",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the partner it is put to."},
    )
    about = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which agency is it about, if it is about one?",
        required=False,
        empty_label="None: it is about several, or about all",
    )
    answer_by = DateField(
        label="By when is it to be answered?",
        help_text="A local standard: ten working days unless you give another day.",
    )

    def __init__(
        self,
        *args: Any,
        periods: Sequence[tuple[str, str]],
        parts: Sequence[tuple[str, str]],
        partners: Sequence[Organisation],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._choices("period", periods)
        if parts:
            self._choices("part", [("", "All of it"), *parts])
        else:
            del self.fields["part"]
        self._rows("asked_of", Organisation.objects.filter(pk__in=[p.pk for p in partners]))
        self._rows("about", Organisation.objects.order_by("name"))

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _rows(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ReplyForm(_Words):
    """The partner's answer."""

    texts = ("answer",)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        max_length=LONGEST,
        label="Your answer",
        help_text=f"What will be done, by whom and by when; or why nothing will. {NOBODY}",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the answer."},
    )


class CloseForm(_Words):
    """What followed."""

    texts = ("followed",)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    followed = forms.CharField(
        max_length=LONGEST,
        label="What followed?",
        help_text=f"What was done, and what the figures show since. {NOBODY}",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what followed."},
    )

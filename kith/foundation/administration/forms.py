"""Forms of the administration pages."""

from __future__ import annotations

from typing import Any

from django import forms

from kith.foundation.access import ROLES
from kith.foundation.organisations.models import Group, Kind, Organisation
from kith.foundation.ui.fields import DateField

REASON = "It is kept in the log."


class VersionForm(forms.Form):
    """Carries the version that the person saw, so that nobody's change is overwritten."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class OrganisationForm(VersionForm):
    name = forms.CharField(max_length=200, label="Name")
    short_name = forms.CharField(
        max_length=60, required=False, label="Short name", help_text="Used where space is short."
    )
    kind = forms.ChoiceField(choices=Kind.choices, label="Kind")
    opens_on = DateField(required=False, label="First day", help_text="Empty when it was long ago.")
    closes_on = DateField(required=False, label="Last day", help_text="Empty while it is open.")
    official_area = forms.CharField(
        max_length=9,
        required=False,
        label="Area code in official statistics",
        help_text="Only for a body that statistics are published about, such as E06000035.",
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("opens_on"), found.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "The last day lies before the first. Check both.")
        return found


class AliasForm(forms.Form):
    name = forms.CharField(
        max_length=200,
        label="Another name",
        help_text="As people write it in returns, such as an abbreviation or an older name.",
    )


class SuccessionForm(forms.Form):
    successor = forms.ModelChoiceField(
        Organisation.objects.all(), label="Which organisation took over?", empty_label="Choose one"
    )
    on = DateField(label="On which day did it begin to answer?", help_text="Such as 1 4 2020.")
    note = forms.CharField(max_length=200, required=False, label="What happened, in a sentence")


class AppointmentForm(forms.Form):
    role = forms.ChoiceField(
        choices=[(role.value, told.title) for role, told in ROLES.items()],
        label="Role",
        help_text="What each may do is on the page “Who may do what”.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label="For which organisation?", empty_label="Choose one"
    )
    group = forms.ModelChoiceField(
        Group.objects.all(), required=False, label="Group", empty_label="None"
    )
    office = forms.CharField(
        max_length=120,
        label="Office",
        help_text="What they are called on screen and in the log: an office, never a name.",
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(required=False, label="Last day", help_text="Empty when none is set.")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day lies before the first. Check both.")
        return found


class InvitationForm(AppointmentForm):
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="Their own, not a shared mailbox. A link to choose a password goes there.",
    )
    field_order = ["email"]


class EndForm(VersionForm):
    last_day = DateField(
        label="Last day of the appointment",
        help_text="That day is included. To shut someone out at once, close their account.",
    )
    why = forms.CharField(max_length=300, label="Why does it end?", help_text=REASON)


class ReasonForm(forms.Form):
    why = forms.CharField(max_length=300, label="Why?", help_text=REASON)


class AccountForm(ReasonForm):
    """Carries whether the account was open as the person saw it, so that no click undoes another.

    "Close" pressed on two pages closes once; it does not open again.
    """

    was = forms.ChoiceField(choices=[("open", ""), ("closed", "")], widget=forms.HiddenInput)


class NothingForm(forms.Form):
    """A form that only confirms."""

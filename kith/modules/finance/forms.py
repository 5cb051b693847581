"""Forms of the accounts; amounts may be typed with pound signs, spaces and commas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from kith.foundation.organisations.models import Organisation
from kith.kernel.periods import Basis, PeriodError, parse_period
from kith.modules.finance.models import Line

WHY = "It is kept with the accounts."


class MoneyField(forms.DecimalField):
    """Pounds and pence, not negative, however people write them; empty is not nought."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            max_digits=12,
            decimal_places=2,
            min_value=Decimal(0),
            error_messages={
                "invalid": "Write the amount in numbers, such as 15,434 or 15434.50.",
                "min_value": "An amount cannot be below nought: the kind of line says its side.",
                "max_decimal_places": "Give pounds and pence: at most two decimals.",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").replace(" ", "")
        found: Decimal | None = super().to_python(value)
        return found


class YearForm(forms.Form):
    period_code = forms.CharField(
        max_length=20, label="Financial year", help_text="Such as 2020-21."
    )
    source = forms.CharField(
        max_length=200,
        label="Where do the figures come from?",
        help_text="Such as: ledger, 4 May 2021.",
    )
    income_total = MoneyField(
        label="Total income in the ledger", help_text="Kith compares it with the lines."
    )
    expenditure_total = MoneyField(
        label="Total expenditure in the ledger", help_text="What was put into reserves included."
    )
    reserves_opening = MoneyField(label="Reserves at the start of the year")

    def clean_period_code(self) -> str:
        """The year as Kith writes it."""
        try:
            period = parse_period(self.cleaned_data["period_code"])
        except PeriodError as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if period.basis is not Basis.FINANCIAL:
            raise forms.ValidationError("Accounts are kept by financial year, such as 2020-21.")
        return period.code


class TotalsForm(forms.Form):
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.CharField(max_length=200, label="Where do the figures come from?")
    income_total = MoneyField(label="Total income in the ledger")
    expenditure_total = MoneyField(label="Total expenditure in the ledger")
    reserves_opening = MoneyField(label="Reserves at the start of the year")
    why = forms.CharField(max_length=300, label="Why do they change?", help_text=WHY)


class LineForm(forms.Form):
    kind = forms.ChoiceField(choices=Line.Kind.choices, label="Kind of line")
    label = forms.CharField(
        max_length=120, label="Name of the line", help_text="As it is printed in the report."
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        required=False,
        label="Which partner pays it?",
        empty_label="None, or not one in the directory",
    )
    budget = MoneyField(label="Budget", help_text="Empty when none was set.")
    outturn = MoneyField(
        label="Outturn", help_text="What it came to. Leave it empty while it is not known; 0 is 0."
    )


class LineChangeForm(LineForm):
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(max_length=300, label="Why does it change?", help_text=WHY)

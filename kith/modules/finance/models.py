"""A year's accounts of the partnership: what came in, what was spent, what is in reserve."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Origin
from kith.kernel.periods import Period, parse_period


class Account(models.Model):
    """The accounts of one financial year, in pounds. The totals are those of the ledger itself."""

    period_code = models.CharField(max_length=20, unique=True)
    income_total = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Total income as the ledger states it, transfers from reserves included.",
    )
    expenditure_total = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Total expenditure as the ledger states it, transfers to reserves included.",
    )
    reserves_opening = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=200)
    origin = models.CharField(
        max_length=12,
        choices=[(o.value, o.value) for o in Origin],
        default=Origin.ACCOUNTS.value,
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-period_code"]

    class DataProtection:
        open = {
            *("id", "period_code", "income_total", "expenditure_total", "reserves_opening"),
            *("source", "origin", "version"),
        }

    def __str__(self) -> str:
        return f"Accounts {self.period.label}"

    @property
    def period(self) -> Period:
        return parse_period(self.period_code)

    def total(self, *kinds: str) -> Decimal:
        """What the lines of these kinds come to in the outturn."""
        # Not summed by the database: a list of years has read the lines of all in one query.
        counted = (line.outturn for line in self.lines.all() if line.kind in kinds)
        return sum((amount for amount in counted if amount is not None), Decimal(0))


class Line(models.Model):
    """A line of a year's accounts, with its budget and its outturn."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "Contribution of a partner"
        OTHER_INCOME = "other_income", "Other income"
        FROM_RESERVES = "from_reserves", "Drawn from reserves"
        EXPENDITURE = "expenditure", "Expenditure"
        TO_RESERVES = "to_reserves", "Put into reserves"

    INCOME = (Kind.CONTRIBUTION, Kind.OTHER_INCOME, Kind.FROM_RESERVES)
    SPENT = (Kind.EXPENDITURE, Kind.TO_RESERVES)

    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField(max_length=120)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    outturn = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "order", "label"]
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "label"], name="line_once"),
            models.CheckConstraint(
                name="outturn_is_not_negative",
                condition=Q(outturn__isnull=True) | Q(outturn__gte=0),
            ),
            models.CheckConstraint(
                name="budget_is_not_negative", condition=Q(budget__isnull=True) | Q(budget__gte=0)
            ),
        ]

    class DataProtection:
        open = {
            *("id", "account", "kind", "organisation", "label", "budget", "outturn", "order"),
            "version",
        }

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """Its lasting name among the lines of a year: what figures and tables ask for."""
        return slugify(f"{self.kind}-{self.label}")

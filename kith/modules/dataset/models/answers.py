"""The numbers of a return while it is filled in, the receipts of what was sent, the questions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kith.modules.dataset.models.definitions import Item
from kith.modules.dataset.models.rounds import Return


class Answer(models.Model):
    """What stands in one box: a number, or nothing with the reason for it."""

    return_to = models.ForeignKey(Return, models.PROTECT, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    part = models.CharField(max_length=120, blank=True)
    of = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    among = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why there is no number.")
    explanation = models.CharField(max_length=600, blank=True, help_text="Why it moved.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["return_to", "item", "period", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["return_to", "item", "period", "part"], name="one_answer_in_each_box"
            ),
            models.CheckConstraint(
                name="an_answer_is_not_negative",
                condition=(Q(of__isnull=True) | Q(of__gte=0))
                & (Q(among__isnull=True) | Q(among__gte=0)),
            ),
        ]

    class Access:
        organisation = "return_to__organisation"

    class DataProtection:
        open = {
            *("id", "return_to", "item", "period", "part", "of", "among", "reason"),
            *("explanation", "by", "at", "version"),
        }

    def __str__(self) -> str:
        return f"{self.item}, {self.period} {self.part}".strip()

    @property
    def box(self) -> str:
        """The box's name in forms, workbooks and the API."""
        return f"{self.item.number}|{self.period}|{self.part}"

    @property
    def empty(self) -> bool:
        """Nothing at all: neither a number nor why there is none."""
        return self.of is None and self.among is None and not self.reason


class Receipt(models.Model):
    """Proof of one sending: how many values, their checksum, by whom, which way. Never edited."""

    class Via(models.TextChoices):
        FORM = "form", "The web form"
        WORKBOOK = "workbook", "A workbook"
        API = "api", "The agency's own system"

    return_to = models.ForeignKey(Return, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField(help_text="1 for the first sending of this return.")
    via = models.CharField(max_length=10, choices=Via)
    # What makes a second sending of the same form, file or message the same one.
    key = models.CharField(max_length=64, unique=True)
    values = models.PositiveIntegerField()
    blanks = models.PositiveIntegerField()
    changed = models.PositiveIntegerField(help_text="Values that differ from the sending before.")
    checksum = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["return_to", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["return_to", "number"], name="receipts_are_numbered")
        ]

    class Access:
        organisation = "return_to__organisation"

    class DataProtection:
        open = {
            *("id", "return_to", "number", "via", "key", "values", "blanks", "changed"),
            *("checksum", "by", "office", "at"),
        }

    def __str__(self) -> str:
        return f"Receipt {self.number}, {self.return_to}"

    @property
    def reference(self) -> str:
        """What the agency quotes: quarter, return and number, and the checksum's beginning."""
        quarter = self.return_to.round.quarter.replace(" ", "")
        return f"{quarter}-{self.return_to_id}-{self.number}-{self.checksum[:6].upper()}"


class Query(models.Model):
    """A question of the analyst about one box; answered with a sentence or with a new value."""

    return_to = models.ForeignKey(Return, models.PROTECT, related_name="queries")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    part = models.CharField(max_length=120, blank=True)
    question = models.CharField(max_length=600)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=600, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["return_to", "asked_at"]
        verbose_name_plural = "queries"
        constraints = [
            models.CheckConstraint(
                name="an_answered_query_has_an_answer",
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
            )
        ]

    class Access:
        organisation = "return_to__organisation"

    class DataProtection:
        open = {
            *("id", "return_to", "item", "period", "part", "question", "asked_by", "asked_at"),
            *("answer", "answered_by", "answered_at", "closed_at", "version"),
        }

    def __str__(self) -> str:
        return f"Query about {self.item}"

    @property
    def box(self) -> str:
        return f"{self.item.number}|{self.period}|{self.part}"

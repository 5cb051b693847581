"""Ways in beside the form: workbooks that wait for a decision, and tokens of agencies' systems."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kith.foundation.organisations.models import Appointment, Organisation
from kith.modules.dataset.models.answers import Receipt
from kith.modules.dataset.models.rounds import Return


class Upload(models.Model):
    """A workbook that was read and waits: nothing of it is stored until somebody accepts it."""

    class State(models.TextChoices):
        STAGED = "staged", "Waiting for a decision"
        STORED = "stored", "Stored"
        DISCARDED = "discarded", "Not stored"

    return_to = models.ForeignKey(Return, models.PROTECT, related_name="uploads")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    kept_as = models.CharField(max_length=40, blank=True, help_text="Its name in the waiting room.")
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    reading = models.JSONField(default=dict)  # what was read, so that the preview asks no file
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="upload_counts_add_up",
                condition=Q(rows=F("new") + F("changed") + F("same") + F("blank") + F("refused")),
            )
        ]

    class Access:
        organisation = "return_to__organisation"

    class DataProtection:
        open = {
            *("id", "return_to", "file_name", "sha256", "state", "kept_as", "rows", "new"),
            *("changed", "same", "blank", "refused", "reading", "receipt", "by", "at"),
            "decided_at",
        }

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class Token(models.Model):
    """Lets an agency's own system send, under the appointment that made it, while that lasts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="Which system uses it.")
    digest = models.CharField(max_length=64, unique=True)  # of the token; itself it is never kept
    hint = models.CharField(max_length=8, help_text="How it ends, to tell it from others.")
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "-made_at"]

    class Access:
        organisation = "organisation"

    class DataProtection:
        sensitive = {"digest"}
        open = {
            *("id", "organisation", "appointment", "name", "hint", "made_at", "ends_on"),
            *("last_used_at", "withdrawn_at"),
        }

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

"""Letters that wait to be sent: mail that says only that something waits in Kith."""

from django.conf import settings
from django.db import models


class Letter(models.Model):
    """One message to one person. Its key keeps the same thing from being written twice."""

    key = models.CharField(max_length=160, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, help_text="What it is: a reminder, ...")
    about = models.CharField(
        max_length=160, blank=True, db_index=True, help_text="Reference of what waits."
    )
    subject = models.CharField(max_length=120)
    body = models.TextField()
    made_at = models.DateTimeField()
    # Taken by a sender: another one leaves it alone for a while.
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.PositiveSmallIntegerField(default=0, help_text="How often sending failed.")
    fault = models.CharField(max_length=80, blank=True, help_text="The kind of the last failure.")

    class Meta:
        ordering = ["made_at", "pk"]

    class Access:
        person = "user"

    class DataProtection:
        identifies = {"user"}
        open = {
            *("id", "key", "kind", "about", "subject", "body", "made_at", "taken_at"),
            *("sent_at", "failed", "fault"),
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

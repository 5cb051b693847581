"""Receipts of forms that must not be done twice."""

from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """A form that was sent and done, with the page that its sender was led to."""

    token = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    receipt = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class DataProtection:
        identifies = {"user_id"}
        sensitive: set[str] = set()
        open = {"token", "name", "receipt", "at"}

    def __str__(self) -> str:
        return f"{self.name} {self.token}"

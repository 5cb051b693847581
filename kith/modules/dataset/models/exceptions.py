"""An exception in the figures that was put to the Executive, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kith.foundation.organisations.models import Organisation


class Escalation(models.Model):
    """What is asked of whom by when, the answer, and what followed."""

    class State(models.TextChoices):
        RAISED = "raised", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    key = models.CharField(max_length=80, help_text="The indicator that it is about.")
    period = models.CharField(max_length=20)
    part = models.CharField(max_length=120, blank=True)
    about = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=160)
    why = models.TextField(help_text="What the figures show and why it matters.")
    asked = models.TextField(help_text="What the group asks the Executive for.")
    asked_of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answer_by = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.RAISED)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    followed = models.TextField(blank=True, help_text="What happened after it.")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["state", "answer_by"]
        constraints = [
            models.CheckConstraint(
                name="an_answered_escalation_has_an_answer",
                condition=Q(state="raised") | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="a_closed_escalation_says_what_followed",
                condition=~Q(state="closed") | ~Q(followed=""),
            ),
        ]

    class Access:
        organisation = "asked_of"

    class DataProtection:
        open = {
            *("id", "key", "period", "part", "about", "title", "why", "asked", "asked_of"),
            *("answer_by", "state", "raised_by", "raised_at", "answer", "answered_by"),
            *("answered_at", "followed", "closed_at", "version"),
        }

    def __str__(self) -> str:
        return self.title

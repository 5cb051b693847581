"""A quarter's collection, and what one agency owes in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Origin
from kith.kernel.periods import Period, parse_period
from kith.modules.dataset.models.definitions import Edition


class Round(models.Model):
    """One quarter's collection, with the days on which it opens, is due and locks."""

    quarter = models.CharField(max_length=20, unique=True, help_text="Such as 2019-20 Q4.")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    due_on = models.DateField()
    locks_on = models.DateField(help_text="The last day on which a return may change.")
    origin = models.CharField(
        max_length=10,
        choices=[(o.value, o.value) for o in (Origin.SUBMITTED, Origin.INVENTED)],
        default=Origin.SUBMITTED.value,
    )
    # What moved beyond chance in its quarter, as it was when a value was last accepted. The first
    # page shows it, which is opened too often for every line to be judged anew.
    signals = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                name="a_round_opens_is_due_and_locks_in_order",
                condition=Q(due_on__gte=F("opens_on")) & Q(locks_on__gte=F("due_on")),
            )
        ]

    class DataProtection:
        open = {
            *("id", "quarter", "edition", "opens_on", "due_on", "locks_on", "origin"),
            *("signals", "version"),
        }

    def __str__(self) -> str:
        return f"Returns for {self.period.label}"

    @property
    def period(self) -> Period:
        return parse_period(self.quarter)

    @property
    def key(self) -> str:
        """The quarter as it stands in an address: 2019-20-q4."""
        return self.quarter.lower().replace(" ", "-")


class Return(models.Model):
    """What one agency sends in a round. Where it stands follows from what was done to it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="returns")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # How many boxes it asks for: an edition with a round is frozen, so this cannot change.
    asked = models.PositiveIntegerField()
    excused_on = models.DateField(null=True, blank=True)
    excused_because = models.TextField(blank=True)
    # A dated exception: this agency alone may send, or change, until that day.
    reopened_until = models.DateField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="The last saved answer.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_return_each"),
            models.CheckConstraint(
                name="an_excuse_has_a_reason",
                condition=Q(excused_on__isnull=True) | ~Q(excused_because=""),
            ),
            models.CheckConstraint(
                name="a_reopening_has_a_reason",
                condition=Q(reopened_until__isnull=True) | ~Q(reopened_because=""),
            ),
            models.CheckConstraint(
                name="only_what_was_sent_is_accepted",
                condition=Q(accepted_at__isnull=True) | Q(sent_at__isnull=False),
            ),
        ]

    class Access:
        organisation = "organisation"

    class DataProtection:
        open = {
            *("id", "round", "organisation", "asked", "excused_on", "excused_because"),
            *("reopened_until", "reopened_because", "first_sent_at", "sent_at", "changed_at"),
            *("accepted_at", "accepted_by", "version"),
        }

    def __str__(self) -> str:
        return f"{self.organisation.called}, {self.round.period.label}"

"""What agencies are asked: the items of a year's edition. Numbers only, and no formulas."""

from django.db import models
from django.db.models import Q

from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Kind, Polarity, Unit
from kith.modules.dataset.models.ordered import OrderedMapping


class Edition(models.Model):
    """The definitions of one year: drafted, approved by the group, frozen with its first round."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        FROZEN = "frozen", "Frozen"

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    first_year = models.CharField(max_length=20, help_text="The financial year it begins with.")
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    approved_on = models.DateField(null=True, blank=True, help_text="When the group agreed to it.")
    approved_by = models.CharField(
        max_length=120, blank=True, help_text="Which group, and where it is minuted."
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    # The parts of the form in their order, each with what its top says.
    sections = OrderedMapping(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_approved_edition_says_when",
                condition=Q(state="draft") | Q(approved_on__isnull=False),
            )
        ]

    class DataProtection:
        open = {
            *("id", "key", "title", "first_year", "based_on", "state", "approved_on"),
            *("approved_by", "frozen_at", "sections", "made_at", "version"),
        }

    def __str__(self) -> str:
        return self.title

    @property
    def may_change(self) -> bool:
        """Whether its items may still be edited: not after the group agreed to them."""
        return self.state == self.State.DRAFT


class Item(models.Model):
    """One line of an edition: what is counted, by whom, how often, and what is to be expected."""

    class Shape(models.TextChoices):
        COUNT = "count", "One number"
        SHARE = "share", "A number out of another"
        RATE = "rate", "A number for every so many people"

    class Frequency(models.TextChoices):
        MONTHLY = "M", "Every month"
        QUARTERLY = "Q", "Every quarter"
        TERMLY = "T", "Every school term"
        ANNUAL = "A", "Once a year"

    class Yearly(models.TextChoices):
        SUM = "sum", "The quarters add up"
        LAST = "last", "The last value stands for the year"
        NONE = "none", "Quarters cannot be added: someone may be counted in several"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="items")
    number = models.CharField(max_length=6, help_text="Its place in the list, such as 35 or 28b.")
    order = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=80, help_text="The indicator that its values belong to.")
    section = models.CharField(max_length=80, help_text="The part of the form that it stands in.")
    priority = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    noun = models.CharField(max_length=60, blank=True, help_text="What is counted, in a word.")
    shape = models.CharField(max_length=5, choices=Shape)
    unit = models.CharField(max_length=10, choices=[(u.value, u.value) for u in Unit])
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Kind])
    polarity = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Polarity], default=Polarity.NEUTRAL
    )
    frequency = models.CharField(max_length=1, choices=Frequency, default=Frequency.QUARTERLY)
    yearly = models.CharField(max_length=4, choices=Yearly, default=Yearly.SUM)
    numerator = models.TextField(help_text="What is counted.")
    denominator = models.TextField(blank=True, help_text="Out of what.")
    stored_as = models.CharField(
        max_length=80, blank=True, help_text="Of a rate: the indicator that holds its count."
    )
    why = models.TextField(blank=True)
    help = models.CharField(max_length=300, blank=True, help_text="Shown under the box.")
    where = models.CharField(max_length=300, blank=True, help_text="Where the number is found.")
    owner = models.CharField(max_length=120, blank=True)
    asked_of_all = models.BooleanField(default=False)
    asked_of = models.ManyToManyField(Organisation, blank=True, related_name="+")
    # Asked the same thing, to set beside the owner's answer; never added to it.
    also_asked = models.ManyToManyField(Organisation, blank=True, related_name="+")
    parts = OrderedMapping(default=dict, blank=True)  # code -> label; a closed list
    parts_title = models.CharField(max_length=80, blank=True)
    parts_add_up = models.BooleanField(default=True)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    change_limit = models.PositiveSmallIntegerField(
        null=True, blank=True, default=25, help_text="Percent; a larger change needs a sentence."
    )
    nil_possible = models.BooleanField(default=True)
    blank_needs_reason = models.BooleanField(default=True)
    within = models.CharField(
        max_length=6, blank=True, help_text="Number of the item it is part of."
    )
    among_is = models.CharField(
        max_length=6, blank=True, help_text="Of a share: the item that gives its whole."
    )
    worked_out_from = models.CharField(
        max_length=6, blank=True, help_text="The item it is worked out from: it has no box."
    )
    starts = models.CharField(max_length=6, blank=True, help_text="Of a stock: what flows in.")
    ends = models.CharField(max_length=6, blank=True, help_text="Of a stock: what flows out.")
    official = models.CharField(max_length=80, blank=True)
    replaces = models.CharField(max_length=80, blank=True, help_text="Key of the item before it.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["edition", "order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="item_number_once"),
            models.UniqueConstraint(fields=["edition", "key"], name="item_key_once"),
            models.CheckConstraint(
                name="only_a_share_is_out_of_another",
                condition=Q(shape="share") | ~Q(unit="percent"),
            ),
            models.CheckConstraint(
                name="item_limits_in_order",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=models.F("high")),
            ),
        ]

    class DataProtection:
        open = {
            *("id", "edition", "number", "order", "key", "section", "priority", "title", "noun"),
            *("shape", "unit", "kind", "polarity", "frequency", "yearly", "numerator"),
            *("denominator", "stored_as", "why", "help", "where", "owner", "asked_of_all"),
            *("asked_of", "also_asked", "among_is", "worked_out_from"),
            *("parts", "parts_title", "parts_add_up", "low", "high", "change_limit"),
            *("nil_possible", "blank_needs_reason", "within", "starts", "ends", "official"),
            *("replaces", "version"),
        }

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def holds(self) -> str:
        """The indicator under which its numbers are stored."""
        return self.stored_as or self.key

    @property
    def out_of(self) -> bool:
        """Whether a second number is asked for: out of how many."""
        return self.shape == self.Shape.SHARE

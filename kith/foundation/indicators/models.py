"""Areas, definitions, and observations that are never overwritten.

An observation is one number for one series (an indicator, an area, a breakdown) and one period.
A change is a new revision beside the old one, with who, when and why.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kith.kernel.figures import Code, Kind, Origin, Polarity, Unit


def _choices(enumeration: type) -> list[tuple[str, str]]:
    return [(item.value, item.name.replace("_", " ").capitalize()) for item in enumeration]


class AreaKind(models.TextChoices):
    AUTHORITY = "authority", "Local authority"
    REGION = "region", "Region"
    COUNTRY = "country", "Country"
    PARTNERSHIP = "partnership", "The partnership itself"


class Area(models.Model):
    """A place that figures are about; code "" is the partnership's own values."""

    code = models.CharField(max_length=9, unique=True, blank=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=AreaKind)
    # The Department for Education's own number, which neighbour lists use.
    number = models.CharField(max_length=4, blank=True, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="area_opens_before_it_closes",
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
            )
        ]

    class DataProtection:
        open = {"id", "code", "name", "kind", "number", "parent", "opens_on", "closes_on"}

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """A thing that is measured; its wording is in its versions."""

    key = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=80, db_index=True)
    priority = models.CharField(max_length=80, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("topic", "title")

    class DataProtection:
        open = {"id", "key", "title", "topic", "priority", "version"}

    def __str__(self) -> str:
        return self.title


class IndicatorVersion(models.Model):
    """What an indicator meant from one change of its definition to the next; never edited."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=10, choices=_choices(Unit))
    kind = models.CharField(max_length=10, choices=_choices(Kind))
    polarity = models.CharField(max_length=10, choices=_choices(Polarity))
    numerator = models.TextField()
    denominator = models.TextField(blank=True)
    owner = models.CharField(max_length=120)
    source = models.TextField(blank=True)
    why = models.TextField(blank=True)
    next_review = models.DateField(null=True, blank=True)
    change_note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("indicator", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "version"), name="one_definition_for_each_version"
            )
        ]

    class DataProtection:
        open = {
            "id",
            "indicator",
            "version",
            "title",
            "unit",
            "kind",
            "polarity",
            "numerator",
            "denominator",
            "owner",
            "source",
            "why",
            "next_review",
            "change_note",
            "digest",
            "at",
        }

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class DataSource(models.Model):
    """Where values were taken from: a publication, a return, or somebody's invention."""

    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=10, choices=_choices(Origin))
    publisher = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=300, blank=True)
    as_at = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("title",)
        constraints = [
            models.UniqueConstraint(fields=("title", "origin"), name="one_source_for_each_title")
        ]

    class DataProtection:
        open = {"id", "title", "origin", "publisher", "url", "as_at"}

    def __str__(self) -> str:
        return self.title


class BatchState(models.TextChoices):
    STAGED = "staged", "Waiting for a decision"
    COMMITTED = "committed", "Stored"
    DISCARDED = "discarded", "Not stored"


class Batch(models.Model):
    """One file that somebody brought in: what was read and what became of it."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    layout = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.STAGED)
    stored_as = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "batches"
        constraints = [
            models.CheckConstraint(
                name="batch_counts_add_up",
                condition=Q(read=F("new") + F("changed") + F("same") + F("refused")),
            )
        ]

    class DataProtection:
        open = {
            "id",
            "file_name",
            "sha256",
            "layout",
            "title",
            "state",
            "stored_as",
            "rows",
            "read",
            "new",
            "changed",
            "same",
            "refused",
            "summary",
            "by",
            "at",
        }

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class Series(models.Model):
    """One line of numbers over time: an indicator, for an area, perhaps of one part of it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="series")
    # Set when the value is one agency's own, as in a return.
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    breakdown = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "area", "breakdown"),
                condition=Q(organisation__isnull=True),
                name="one_series_of_each_area",
            ),
            models.UniqueConstraint(
                fields=("indicator", "area", "organisation", "breakdown"),
                condition=Q(organisation__isnull=False),
                name="one_series_of_each_agency",
            ),
        ]

    class DataProtection:
        open = {"id", "indicator", "area", "organisation", "breakdown"}

    def __str__(self) -> str:
        return " / ".join(x for x in (str(self.indicator), str(self.area), self.breakdown) if x)


class ObservationState(models.TextChoices):
    RECEIVED = "received", "Received"
    QUERIED = "queried", "Queried"
    ACCEPTED = "accepted", "Accepted"


class Observation(models.Model):
    """One revision of one number. Only `current` ever changes, and only from yes to no.

    `value` is a count or a published percentage; a ratio has numerator and denominator. A code
    (suppressed, not available...) stands instead of a number: it is neither 0 nor blank.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    code = models.CharField(max_length=1, blank=True, choices=_choices(Code))
    revision = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    state = models.CharField(
        max_length=10, choices=ObservationState, default=ObservationState.ACCEPTED
    )
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120, blank=True)
    batch = models.ForeignKey(
        Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("series", "starts_on", "revision")
        constraints = [
            models.UniqueConstraint(
                fields=("series", "period"),
                condition=Q(current=True),
                name="one_current_revision",
            ),
            models.UniqueConstraint(
                fields=("series", "period", "revision"), name="one_row_for_each_revision"
            ),
            models.CheckConstraint(
                name="a_number_or_a_code_never_a_blank",
                condition=Q(code="", value__isnull=False)
                | Q(code="", numerator__isnull=False, denominator__isnull=False)
                | (~Q(code="") & Q(value__isnull=True)),
            ),
            models.CheckConstraint(
                name="observation_starts_before_it_ends",
                condition=Q(ends_on__gte=F("starts_on")),
            ),
        ]

    class Access:
        organisation = "series__organisation"

    class DataProtection:
        open = {
            "id",
            "series",
            "period",
            "starts_on",
            "ends_on",
            "value",
            "numerator",
            "denominator",
            "code",
            "revision",
            "current",
            "state",
            "source",
            "reference",
            "batch",
            "reason",
            "by",
            "at",
        }

    def __str__(self) -> str:
        return f"{self.series}, {self.period}, revision {self.revision}"


class NeighbourModel(models.Model):
    """A dated list of the authorities most like each authority."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    year = models.PositiveIntegerField(help_text="The first year for which the list is used")
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ("-year",)

    class DataProtection:
        open = {"id", "key", "title", "year", "source", "batch"}

    def __str__(self) -> str:
        return self.title


class Neighbour(models.Model):
    """One authority's neighbour of one rank, by the numbers the lists are written in."""

    model = models.ForeignKey(NeighbourModel, on_delete=models.CASCADE, related_name="neighbours")
    authority = models.CharField(max_length=4, db_index=True)
    rank = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=4)
    name = models.CharField(max_length=100, blank=True)
    closeness = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("model", "authority", "rank")
        constraints = [
            models.UniqueConstraint(
                fields=("model", "authority", "rank"), name="one_neighbour_of_each_rank"
            ),
            models.UniqueConstraint(
                fields=("model", "authority", "number"), name="a_neighbour_is_listed_once"
            ),
            models.CheckConstraint(
                name="nobody_neighbours_themselves", condition=~Q(number=F("authority"))
            ),
        ]

    class DataProtection:
        open = {"id", "model", "authority", "rank", "number", "name", "closeness"}

    def __str__(self) -> str:
        return f"{self.rank}. {self.name or self.number}"

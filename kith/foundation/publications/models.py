"""Publications as they are written: a document, its sections, exhibits, comments and editions.

Authors own prose; figures are references. What a draft shows is worked out when it is read
(`building.build`); what was published is stored whole (`Edition`) and never changes.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Kind, Origin, Unit
from kith.kernel.periods import Period, parse_period


def choices(enum: type[Unit] | type[Kind] | type[Origin]) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in enum]


class Present(models.Manager):  # type: ignore[type-arg]
    """Sections that stand in their document. A removed one, and what belongs to it, stays
    stored and is out of sight; `everything` has it."""

    shown: ClassVar = {"removed_at__isnull": True}

    def get_queryset(self) -> models.QuerySet:  # type: ignore[type-arg]
        return super().get_queryset().filter(**self.shown)


class OfPresent(Present):
    """What belongs to sections that stand in their document."""

    shown: ClassVar = {"section__removed_at__isnull": True}


class Document(models.Model):
    """A publication in the making, such as the yearly report; it may have several editions."""

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    kind = models.SlugField(max_length=40, default="yearly-report")
    period_code = models.CharField(max_length=40)
    area = models.CharField(max_length=12, blank=True, help_text="Area code in official statistics")
    rulebook = models.CharField(max_length=20, help_text="The guidance that says what it must hold")
    notes = models.TextField(blank=True, help_text="How to read the figures, as Markdown")
    cover = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=120, blank=True)

    class DataProtection:
        open = {
            *("id", "key", "title", "subtitle", "kind", "period_code", "area", "rulebook"),
            *("notes", "cover", "version", "changed_at", "changed_by"),
        }

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return parse_period(self.period_code)


class Section(models.Model):
    """A part of a document: a title, its finding as a sentence, and prose with references.

    A removed section keeps its text, its versions and its key, and can be restored.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField()
    numbered = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True, help_text="What the section found, in a sentence or two")
    finding = models.CharField(max_length=200, blank=True, help_text="The same for the contents")
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=120, blank=True)

    objects = Present()
    everything = models.Manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="section_key_once"),
            models.CheckConstraint(
                name="section_removed_whole",
                condition=Q(removed_at__isnull=True, removed_by="")
                | Q(removed_at__isnull=False) & ~Q(removed_by=""),
            ),
        ]

    class DataProtection:
        open = {
            *("id", "document", "key", "order", "numbered", "title", "lead", "finding", "body"),
            *("version", "changed_at", "changed_by", "removed_at", "removed_by"),
        }

    def __str__(self) -> str:
        return self.title


class SectionRevision(models.Model):
    """What a section said before or after a change; never altered."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["section", "version"], name="revision_once"),
        ]

    class DataProtection:
        open = {"id", "section", "version", "title", "lead", "body", "at", "by"}


class Coverage(models.Model):
    """Which section answers a thing that the law or guidance asks the report to hold."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="coverage")
    requirement = models.SlugField(max_length=80)
    section = models.ForeignKey(Section, models.PROTECT, related_name="coverage")
    note = models.CharField(max_length=300, blank=True)

    objects = OfPresent()
    everything = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "requirement", "section"], name="coverage_once"
            ),
        ]

    class DataProtection:
        open = {"id", "document", "requirement", "section", "note"}


class Exhibit(models.Model):
    """A table or a chart of a document: a grid of figure references, never typed numbers."""

    class Form(models.TextChoices):
        TABLE = "table", "Table"
        CHART = "chart", "Chart"

    document = models.ForeignKey(Document, models.PROTECT, related_name="exhibits")
    key = models.SlugField(max_length=80)
    form = models.CharField(max_length=10, choices=Form.choices)
    title = models.CharField(max_length=500, help_text="May hold references")
    subtitle = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    notes = models.TextField(blank=True, help_text="One to a line")
    spec = models.JSONField(
        help_text="Rows, columns and how it is drawn; see docs/how-to/report.md"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="exhibit_key_once"),
        ]

    class DataProtection:
        open = {
            *("id", "document", "key", "form", "title", "subtitle", "source", "notes", "spec"),
            "version",
        }

    def __str__(self) -> str:
        return self.title


class StatedFigure(models.Model):
    """A number that a person typed, with its source: shown as typed, and never as derived."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="stated")
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=10, choices=choices(Unit))
    kind = models.CharField(max_length=10, choices=choices(Kind))
    places = models.PositiveSmallIntegerField(default=0)
    period_code = models.CharField(max_length=40)
    area = models.CharField(max_length=12, blank=True)
    indicator = models.CharField(
        max_length=80, blank=True, help_text="The indicator that it states, if Kith has it"
    )
    source = models.CharField(max_length=300)
    origin = models.CharField(max_length=12, choices=choices(Origin), default=Origin.STATED.value)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="stated_key_once"),
        ]

    class DataProtection:
        open = {
            *("id", "document", "key", "label", "value", "unit", "kind", "places", "period_code"),
            *("area", "indicator", "source", "origin", "version"),
        }

    def __str__(self) -> str:
        return self.label


class Comment(models.Model):
    """What a reader of a draft said of a section; some must be answered before publication."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    paragraph = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    must_answer = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)

    objects = OfPresent()
    everything = models.Manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="comment_settled_whole",
                condition=Q(settled_at__isnull=True, settled_by="")
                | Q(settled_at__isnull=False) & ~Q(settled_by=""),
            ),
        ]

    class DataProtection:
        identifies = {"by"}
        open = {
            *("id", "section", "parent", "paragraph", "text", "must_answer", "at", "office"),
            *("settled_at", "settled_by"),
        }


class Kept(models.Model):
    """A finding of the guards that an author keeps, with the reason; errors cannot be kept."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="kept")
    finding = models.CharField(max_length=64, help_text="Digest of rule, place and sum")
    title = models.CharField(max_length=300)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "finding"], name="kept_once"),
        ]

    class DataProtection:
        open = {"id", "document", "finding", "title", "reason", "at", "by"}


class SignOff(models.Model):
    """A safeguarding partner's signature under one exact state of a document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "organisation", "digest"], name="signed_once"
            ),
        ]

    class DataProtection:
        identifies = {"by"}
        open = {"id", "document", "organisation", "digest", "at", "office"}


class Edition(models.Model):
    """A frozen version: the whole publication as JSON and its digest; its content never changes."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField(help_text="The publication as JSON")
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True, help_text="What was corrected, for the public")
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=120)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_once"),
            models.CheckConstraint(
                name="edition_published_whole",
                condition=Q(published_at__isnull=True, published_by="")
                | Q(published_at__isnull=False) & ~Q(published_by=""),
            ),
            models.CheckConstraint(
                name="a_correction_has_a_note", condition=Q(number=1) | ~Q(note="")
            ),
        ]

    class Access:
        published = Q(published_at__isnull=False)

    class DataProtection:
        open = {
            *("id", "document", "number", "content", "digest", "note", "frozen_at", "frozen_by"),
            *("published_at", "published_by"),
        }

    def __str__(self) -> str:
        return f"{self.document}, edition {self.number}"


class EditionFigure(models.Model):
    """A figure as an edition printed it, so that editions compare figure by figure."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="figures")
    mark = models.CharField(max_length=20)
    key = models.CharField(max_length=2000, help_text="What was asked for: indicator, period, area")
    title = models.CharField(max_length=300)
    shown = models.CharField(max_length=60)
    figure = models.JSONField(help_text="The whole figure; exact values")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="edition_figure_once"),
        ]

    class DataProtection:
        open = {"id", "edition", "mark", "key", "title", "shown", "figure"}

"""The bodies that keep children safe together, what became of them, and who acts for them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def in_force(today: date) -> Q:
    """Rows with `starts_on` and `ends_on` (inclusive, may be open) that hold on a day."""
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


class Kind(models.TextChoices):
    """What an organisation is, by the service that it gives."""

    SAFEGUARDING_PARTNER = "safeguarding_partner", "Safeguarding partner"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    EARLY_YEARS = "early_years", "Early years"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    SECURE_ESTATE = "secure_estate", "Secure estate"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    VOLUNTARY = "voluntary", "Voluntary sector"
    LOCAL_AUTHORITY = "local_authority", "Local authority service"
    FIRE = "fire", "Fire and rescue"
    COURT = "court", "Family court advice"
    HOUSING = "housing", "Housing"
    CHILDRENS_HOME = "childrens_home", "Children's homes"
    SPORT = "sport", "Sports groups"
    FAITH = "faith", "Faith groups"
    OTHER = "other", "Other"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def open_on(self, day: date) -> Self:
        """Organisations that existed on a day."""
        return self.filter(
            Q(opens_on__isnull=True) | Q(opens_on__lte=day),
            Q(closes_on__isnull=True) | Q(closes_on__gte=day),
        )

    def with_duty(self, duty: str, day: date) -> Self:
        """Organisations under a duty on a day."""
        held = Duty.objects.filter(in_force(day), duty=duty)
        return self.filter(pk__in=held.values("organisation_id"))


class Organisation(models.Model):
    """A body, or a sector that is asked as one (all primary schools), in the partnership."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=30, choices=Kind)
    opens_on = models.DateField(null=True, blank=True, help_text="Empty when long ago.")
    closes_on = models.DateField(null=True, blank=True, help_text="Its last day.")
    official_area = models.CharField(
        max_length=9, blank=True, help_text="Its area's code in official statistics."
    )
    collective = models.BooleanField(default=False, help_text="A sector, not one body.")
    fictional = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(opens_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="organisation_closes_after_it_opens",
            )
        ]

    class Access:
        organisation = "pk"

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {
            "id",
            "key",
            "name",
            "short_name",
            "kind",
            "opens_on",
            "closes_on",
            "official_area",
            "collective",
            "fictional",
            "version",
        }

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def ref(self) -> str:
        return f"organisation:{self.key}"


class Duty(models.Model):
    """A duty that an organisation is under, and since when."""

    class Name(models.TextChoices):
        SAFEGUARDING_PARTNER = "safeguarding_partner", "Safeguarding partner (section 16E)"
        RELEVANT_AGENCY = "relevant_agency", "Relevant agency (section 16G)"
        SECTION_11 = "section_11", "Children Act 2004, section 11"
        SECTION_175 = "section_175", "Education Act 2002, section 175 (schools and colleges)"
        SECTION_157 = "section_157", "Education Act 2002, section 157 (independent schools)"
        CHILD_DEATH_PARTNER = "child_death_partner", "Child death review partner (section 16M)"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=30, choices=Name)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "duty", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "duty", "starts_on"], name="duty_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="duty_ends_after_it_starts",
            ),
        ]

    class Access:
        organisation = "organisation"

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {"id", "organisation", "duty", "starts_on", "ends_on"}

    def __str__(self) -> str:
        return self.get_duty_display()


class Alias(models.Model):
    """Another name by which people write an organisation: "CAF/CASS" for CAFCASS."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"

    class Access:
        organisation = "organisation"

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {"id", "organisation", "name"}

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One organisation took over another's work on a day: a merger, a split, a new name."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="became")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="came_from")
    on = models.DateField(help_text="The first day on which the successor answers.")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "successor", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisation_succeeds_another_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="organisation_does_not_succeed_itself",
            ),
        ]

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {"id", "predecessor", "successor", "on", "note"}

    def __str__(self) -> str:
        return f"{self.predecessor} became {self.successor} on {self.on}"


class Group(models.Model):
    """The executive, the leadership group, or one of the partnership's sub-groups."""

    class Kind(models.TextChoices):
        EXECUTIVE = "executive", "Executive"
        LEADERSHIP = "leadership", "Leadership group"
        SUB_GROUP = "sub_group", "Sub-group"

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    purpose = models.CharField(max_length=400, blank=True)
    meets = models.CharField(max_length=120, blank=True, help_text="How often.")
    joint_with = models.CharField(
        max_length=200, blank=True, help_text="The other area, when the group serves two."
    )
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "name"]

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {
            "id",
            "key",
            "name",
            "kind",
            "purpose",
            "meets",
            "joint_with",
            "opens_on",
            "closes_on",
            "version",
        }

    def __str__(self) -> str:
        return self.name

    @property
    def joint(self) -> bool:
        """Whether the group spans two areas."""
        return bool(self.joint_with)


class Engagement(models.Model):
    """How an organisation takes part in the partnership, and through whom."""

    class Way(models.TextChoices):
        LEADERSHIP = "leadership", "Leadership group"
        SUB_GROUPS = "sub_groups", "Sub-groups"
        GROUP = "group", "One named group"
        ASSOCIATION = "association", "Through an association"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements")
    way = models.CharField(max_length=20, choices=Way)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    through = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "way"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="group", group__isnull=False)
                | (~Q(way="group") & Q(group__isnull=True)),
                name="engagement_names_its_group",
            ),
        ]

    class Access:
        organisation = "organisation"

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {"id", "organisation", "way", "group", "through", "starts_on", "ends_on"}

    def __str__(self) -> str:
        return str(self.group) if self.group else self.through or self.get_way_display()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, today: date) -> Self:
        """Appointments that hold on a day: from their first to their last, both included."""
        return self.filter(in_force(today))


class Appointment(models.Model):
    """An office that a person holds for an organisation from one day to another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40, help_text="A key of the access roles.")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    office = models.CharField(max_length=120, help_text="Such as: Business manager.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["user", "starts_on"], name="appointment_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
            )
        ]

    class Access:
        organisation = "organisation"
        person = "user"

    class DataProtection:
        identifies = {"user"}
        sensitive: set[str] = set()
        open = {
            "id",
            "role",
            "organisation",
            "group",
            "office",
            "starts_on",
            "ends_on",
            "version",
        }

    def __str__(self) -> str:
        return f"{self.office}, {self.organisation.called}"

    @property
    def ref(self) -> str:
        return f"appointment:{self.pk}"

    def holds_on(self, day: date) -> bool:
        """Whether the appointment holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

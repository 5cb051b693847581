import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("executive", "Executive"),
                            ("leadership", "Leadership group"),
                            ("sub_group", "Sub-group"),
                        ],
                        max_length=20,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=400)),
                ("meets", models.CharField(blank=True, help_text="How often.", max_length=120)),
                (
                    "joint_with",
                    models.CharField(
                        blank=True,
                        help_text="The other area, when the group serves two.",
                        max_length=200,
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True)),
                ("closes_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("short_name", models.CharField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("safeguarding_partner", "Safeguarding partner"),
                            ("health", "Health"),
                            ("education", "Education"),
                            ("early_years", "Early years"),
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("secure_estate", "Secure estate"),
                            ("youth_justice", "Youth justice"),
                            ("voluntary", "Voluntary sector"),
                            ("local_authority", "Local authority service"),
                            ("fire", "Fire and rescue"),
                            ("court", "Family court advice"),
                            ("housing", "Housing"),
                            ("childrens_home", "Children's homes"),
                            ("sport", "Sports groups"),
                            ("faith", "Faith groups"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "opens_on",
                    models.DateField(blank=True, help_text="Empty when long ago.", null=True),
                ),
                ("closes_on", models.DateField(blank=True, help_text="Its last day.", null=True)),
                (
                    "official_area",
                    models.CharField(
                        blank=True,
                        help_text="Its area's code in official statistics.",
                        max_length=9,
                    ),
                ),
                (
                    "collective",
                    models.BooleanField(default=False, help_text="A sector, not one body."),
                ),
                ("fictional", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("opens_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="organisation_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aliases",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("leadership", "Leadership group"),
                            ("sub_groups", "Sub-groups"),
                            ("group", "One named group"),
                            ("association", "Through an association"),
                        ],
                        max_length=20,
                    ),
                ),
                ("through", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "way"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group__isnull", False), ("way", "group")),
                            models.Q(
                                models.Q(("way", "group"), _negated=True), ("group__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="engagement_names_its_group",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("safeguarding_partner", "Safeguarding partner (section 16E)"),
                            ("relevant_agency", "Relevant agency (section 16G)"),
                            ("section_11", "Children Act 2004, section 11"),
                            (
                                "section_175",
                                "Education Act 2002, section 175 (schools and colleges)",
                            ),
                            (
                                "section_157",
                                "Education Act 2002, section 157 (independent schools)",
                            ),
                            ("child_death_partner", "Child death review partner (section 16M)"),
                        ],
                        max_length=30,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "duty", "starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "duty", "starts_on"), name="duty_begins_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="duty_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(help_text="A key of the access roles.", max_length=40)),
                (
                    "office",
                    models.CharField(help_text="Such as: Business manager.", max_length=120),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisations.group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "pk"],
                "indexes": [
                    models.Index(fields=["user", "starts_on"], name="appointment_of_a_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="appointment_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(help_text="The first day on which the successor answers.")),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="became",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "successor", "predecessor"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"),
                        name="organisation_succeeds_another_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="organisation_does_not_succeed_itself",
                    ),
                ],
            },
        ),
    ]

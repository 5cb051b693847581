"""A title holds references, a gathered figure names its parts: both need room.

The seals come off while the tables are altered, and go on again: PostgreSQL refuses to alter a
column that a trigger watches, and SQLite makes the table anew without its triggers.
"""

from django.db import migrations, models

from kith.foundation.publications import sealing


def take_off(apps, schema_editor):
    sealing.drop(schema_editor.connection)


def put_on(apps, schema_editor):
    sealing.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_removed_sections")]
    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AlterField(
            "editionfigure",
            "key",
            models.CharField(
                help_text="What was asked for: indicator, period, area", max_length=2000
            ),
        ),
        migrations.AlterField("editionfigure", "mark", models.CharField(max_length=20)),
        migrations.AlterField(
            "exhibit",
            "title",
            models.CharField(help_text="May hold references", max_length=500),
        ),
        migrations.RunPython(put_on, take_off),
    ]

"""The database itself refuses to change an edition, its figures, a revision or a signature."""

from django.db import migrations

from kith.foundation.publications import sealing


def create(apps, schema_editor):
    sealing.create(schema_editor.connection)


def drop(apps, schema_editor):
    sealing.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]

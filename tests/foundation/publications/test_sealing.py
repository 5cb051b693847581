"""An edition stays as it was frozen, and a change made behind Kith's back is told."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from kith.foundation.publications import model, sealing
from kith.foundation.publications.building import UNDATED
from kith.foundation.publications.models import Document, Edition

pytestmark = pytest.mark.django_db


def a_doc(edition: model.Edition) -> model.Doc:
    section = model.Section(
        "plans", "Plans", (), (model.Paragraph((model.Text("Words."),), "1.1"),), "1"
    )
    return model.Doc("yearly", "Yearly report", "Saltmere", "2019-20", edition, (section,))


@pytest.fixture
def edition() -> Edition:
    document = Document.objects.create(
        key="yearly", title="Yearly report", period_code="2019-20", rulebook="WT2018"
    )
    frozen = a_doc(model.Edition(1, "First edition", date(2020, 11, 2)))
    return Edition.objects.create(
        document=document,
        number=1,
        content=model.doc_to_json(frozen),
        digest=model.digest(a_doc(model.Edition(0, "Draft", UNDATED))),
        frozen_at=datetime(2020, 11, 2, tzinfo=UTC),
        frozen_by="Business manager",
    )


def test_an_edition_as_it_was_frozen_is_intact(edition: Edition) -> None:
    assert sealing.intact(edition)


@pytest.mark.parametrize("column", ["content", "digest", "note", "frozen_by", "number"])
def test_the_database_refuses_to_change_what_was_frozen(edition: Edition, column: str) -> None:
    value = 2 if column == "number" else "another"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: value})


def test_publishing_is_the_one_change_that_an_edition_allows(edition: Edition) -> None:
    at = datetime(2020, 11, 3, tzinfo=UTC)
    assert Edition.objects.filter(pk=edition.pk).update(published_at=at, published_by="Manager")


def test_a_change_made_past_the_triggers_is_told_by_the_digest(edition: Edition) -> None:
    content = json.loads(edition.content)
    content["sections"][0]["blocks"][0]["inlines"][0]["text"] = "Other words."
    sealing.drop(connection)
    try:
        changed = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        Edition.objects.filter(pk=edition.pk).update(content=changed)
    finally:
        sealing.create(connection)
    edition.refresh_from_db()
    assert not sealing.intact(edition)


def test_the_command_tells_of_a_changed_edition_and_of_one_that_is_gone(edition: Edition) -> None:
    call_command("verify_editions")
    Edition.objects.create(
        document=edition.document,
        number=3,
        note="Corrected.",
        content=edition.content,
        digest="0" * 64,
        frozen_at=edition.frozen_at,
        frozen_by="Business manager",
    )
    said = StringIO()
    with pytest.raises(CommandError, match="Not every edition"):
        call_command("verify_editions", stderr=said)
    assert "edition 3 is not what was signed" in said.getvalue()
    assert "edition 2, is gone" in said.getvalue()


def test_every_sealed_table_has_its_seal_after_all_migrations(edition: Edition) -> None:
    query = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    assert {f"{table}_sealed" for table in sealing._MAY_CHANGE} <= found

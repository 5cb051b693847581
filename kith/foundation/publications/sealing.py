"""What keeps an edition as it was frozen: the database refuses changes, and a digest tells."""

from dataclasses import replace
from typing import Any

from kith.foundation.publications import model
from kith.foundation.publications.building import UNDATED
from kith.foundation.publications.models import Edition

# Table: the columns that may change after a row is written; all others are refused.
_MAY_CHANGE = {
    "publications_edition": ("published_at", "published_by"),
    "publications_editionfigure": (),
    "publications_sectionrevision": (),
    "publications_signoff": (),
}
_WORDS = "what was frozen or signed is never changed"


def create(connection: Any) -> None:
    """Put the triggers on the tables of editions, their figures, revisions and signatures."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION publications_refuse() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$"
            )
        for table, free in _MAY_CHANGE.items():
            fixed = [c for c in _columns(cursor, connection, table) if c not in free]
            cursor.execute(_statement(connection.vendor, table, fixed))


def _statement(vendor: str, table: str, fixed: list[str]) -> str:
    head = f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OF {', '.join(fixed)} ON {table}"
    if vendor == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION publications_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"


def _columns(cursor: Any, connection: Any, table: str) -> list[str]:
    described = connection.introspection.get_table_description(cursor, table)
    return [f'"{column.name}"' if column.name == "by" else column.name for column in described]


def drop(connection: Any) -> None:
    """Take the triggers away, for a migration that alters the tables."""
    with connection.cursor() as cursor:
        for table in _MAY_CHANGE:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed{on}")


def draft_of(doc: model.Doc) -> model.Doc:
    """The draft that was signed: the edition without its number, date, signers and corrections."""
    edition = model.Edition(
        0, "Draft", UNDATED, about=doc.edition.about, other_forms=doc.edition.other_forms
    )
    rows = tuple(replace(row, signed_off="") for row in doc.figures)
    return replace(doc, edition=edition, figures=rows, corrections=())


def intact(edition: Edition) -> bool:
    """Whether the edition's content is still what the partners signed."""
    return model.digest(draft_of(model.doc_from_json(edition.content))) == edition.digest

"""What the database itself refuses: to change, delete or empty the log, or to wind it back.

Whoever owns the database can drop these; then the chain tells (see `chain.verify`).
"""

from collections.abc import Iterable
from typing import Any

SQLITE = {
    "audit_event_no_update": """
        CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    "audit_event_no_delete": """
        CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    "audit_head_no_delete": """
        CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    "audit_head_only_forward": """
        CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head
        WHEN NEW.seq <> OLD.seq + 1
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
}

POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$"""
POSTGRES = {
    "audit_event_no_update": """
        CREATE TRIGGER audit_event_no_update BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    "audit_event_no_truncate": """
        CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    "audit_head_no_delete": """
        CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    "audit_head_no_truncate": """
        CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    "audit_head_only_forward": """
        CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head
        FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION audit_refuse()""",
}


def _run(connection: Any, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def create(connection: Any) -> None:
    """Put the triggers on the log's tables."""
    if connection.vendor == "postgresql":
        _run(connection, [POSTGRES_FUNCTION, *POSTGRES.values()])
    else:
        _run(connection, SQLITE.values())


def drop(connection: Any) -> None:
    """Take the triggers away (tests that tamper, and a migration that alters the tables)."""
    if connection.vendor == "postgresql":
        tables = {name: "audit_head" if "head" in name else "audit_event" for name in POSTGRES}
        _run(connection, [f"DROP TRIGGER IF EXISTS {n} ON {t}" for n, t in tables.items()])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE])


def missing(connection: Any) -> list[str]:
    """The triggers that should stand and do not."""
    if connection.vendor == "postgresql":
        wanted, query = set(POSTGRES), "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        query += " AND tgenabled <> 'D'"
    else:
        wanted, query = set(SQLITE), "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {row[0] for row in cursor.fetchall()})

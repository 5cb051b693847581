"""A fingerprint of everything that a refused request must leave as it was."""

import hashlib
from pathlib import Path

from django.db import connection

# A session notes when its person was last seen; migrations and the cache hold no one's data.
BESIDE = {"django_session", "django_migrations", "kith_cache"}


def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - BESIDE)


def of_tables(names: list[str]) -> str:
    """One digest over all rows of the tables."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found.update(f"{name}:{rows}".encode())
    return found.hexdigest()


def of_files(folder: Path) -> str:
    """One digest over the names, sizes and times of all files in a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        stat = path.stat()
        kept = (str(path), stat.st_size, stat.st_mtime_ns) if path.is_file() else (str(path),)
        found.update(repr(kept).encode())
    return found.hexdigest()

"""Adding many observations at once.

The one place that writes its own INSERT: for the hundred thousand values of a year's official
files, making a model object for each costs three times the whole import. Columns come from the
model, values go through the database's own adapters, and every constraint still applies.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import connection

from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import Observation, ObservationState, Series
from kith.kernel.periods import Period

CHUNK = 2000
MANY = 500  # so many new rows and what the database thinks of the table is wrong
FIELDS = (
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
)


class Row(NamedTuple):
    """What differs from one observation of an import to the next."""

    series: int
    period: Period
    given: Given
    revision: int
    source: int
    reference: str
    reason: str


def insert_observations(rows: Iterable[Row], *, batch: int, by: int | None, at: object) -> None:
    """Insert current revisions, all of one batch."""
    meta = Observation._meta
    quote = connection.ops.quote_name
    columns = [quote(str(meta.get_field(name).column)) for name in FIELDS]
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) VALUES ({marks})"
    values = _values(rows, batch, by, at)
    with connection.cursor() as cursor:
        stored = 0
        while chunk := list(islice(values, CHUNK)):
            cursor.executemany(sql, chunk)
            stored += len(chunk)
        if stored >= MANY and connection.vendor == "postgresql":
            # Until its own housekeeping comes by, PostgreSQL takes a table that has just been
            # filled for an empty one, and then answers in minutes what takes a tenth of a second.
            tables = ", ".join(quote(model._meta.db_table) for model in (Observation, Series))
            cursor.execute(f"ANALYZE {tables}")


def _values(
    rows: Iterable[Row], batch: int, by: int | None, at: object
) -> Iterator[tuple[object, ...]]:
    moment = connection.ops.adapt_datetimefield_value(at)
    days: dict[str, tuple[object, object]] = {}
    state = ObservationState.ACCEPTED.value
    for row in rows:
        code = row.period.code
        if code not in days:
            adapt = connection.ops.adapt_datefield_value
            days[code] = adapt(row.period.starts_on), adapt(row.period.ends_on)
        given = row.given
        yield (
            row.series,
            code,
            *days[code],
            given.value,
            given.numerator,
            given.denominator,
            given.code,
            row.revision,
            True,
            state,
            row.source,
            row.reference,
            batch,
            row.reason,
            by,
            moment,
        )

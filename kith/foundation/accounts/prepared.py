"""Questions that every request asks of the database, put into SQL once and asked many times.

Writing a query as SQL costs Django several times what the database needs to answer it. What is
kept here is the words of the question, never an answer: each asking goes to the database, with
the values of that asking alone.

    FIND = Prepared(lambda: User.objects.filter(pk=slot("pk", User._meta.pk)))
    user = FIND.first(pk=7)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Slot(Expression):
    """A place in a query for a value that is given when it is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """A parameter that is this slot itself, until `Prepared` puts a value there."""
        return "%s", [self]


def slot(name: str, field: Any) -> Any:
    """A slot, to stand in `filter()` where a value of `field` would."""
    return Slot(name, field)


@dataclass(frozen=True, slots=True)
class _Written:
    """A query in the words of one database, and how its rows are read."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, list[Any], Any], ...]
    model: type[Model]
    fields: list[str]
    columns: slice
    related: list[Any]


class Prepared(Generic[Row]):
    """A query of whole rows, perhaps with related ones, whose slots are filled by name."""

    def __init__(self, build: Callable[[], QuerySet[Row]]) -> None:
        self._build = build
        self._written: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[Row]:
        """The rows that match, as the queryset itself would give them."""
        written, alias = self._ready()
        connection = connections[alias]
        parameters = [
            one.output_field.get_db_prep_value(values[one.name], connection)
            if isinstance(one, Slot)
            else one
            for one in written.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = cursor.fetchall()
        return [self._row(written, alias, connection, row) for row in found]

    def first(self, **values: Any) -> Row | None:
        """The first row that matches, or None."""
        return next(iter(self.rows(**values)), None)

    def _ready(self) -> tuple[_Written, str]:
        # Which database a query goes to is the queryset's to say; Kith has one.
        alias = "default"
        written = self._written.get(alias)
        if written is None:
            written = self._written[alias] = self._write(alias)
        return written, alias

    def _write(self, alias: str) -> _Written:
        compiler = self._build().query.get_compiler(using=alias)
        sql, parameters = compiler.as_sql()
        about = compiler.klass_info
        columns = about["select_fields"]
        first, last = columns[0], columns[-1] + 1
        return _Written(
            sql,
            tuple(parameters),
            tuple(
                (at, functions, column)
                for at, (functions, column) in compiler.get_converters(
                    column for column, *_ in compiler.select
                ).items()
            ),
            about["model"],
            [column.target.attname for column, *_ in compiler.select[first:last]],
            slice(first, last),
            get_related_populators(about, compiler.select, alias),
        )

    @staticmethod
    def _row(written: _Written, alias: str, connection: Any, row: tuple[Any, ...]) -> Any:
        values = list(row)
        for at, functions, column in written.converters:
            for convert in functions:
                values[at] = convert(values[at], column, connection)
        made = written.model.from_db(alias, written.fields, values[written.columns])
        for related in written.related:
            related.populate(values, made)
        return made

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
ALIAS = "default"  # Kith has one database


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
    make: Callable[[list[Any]], Any]  # a model's row from the values of its columns


class Prepared(Generic[Row]):
    """A query of whole rows, perhaps with related ones, whose slots are filled by name."""

    def __init__(self, build: Callable[[], QuerySet[Row]]) -> None:
        self._build = build
        self._kept: _Written | None = None

    def rows(self, **values: Any) -> list[Row]:
        """The rows that match, as the queryset itself would give them."""
        written, found = self._found(values)
        return [written.make(row) for row in found]

    def tuples(self, **values: Any) -> list[tuple[Any, ...]]:
        """The same of a queryset with `values_list`."""
        return [tuple(row) for row in self._found(values)[1]]

    def _found(self, values: dict[str, Any]) -> tuple[_Written, list[list[Any]]]:
        """The query, and its answer in Python's own values."""
        written = self._kept
        if written is None:
            written = self._kept = self._write()
        connection = connections[ALIAS]
        parameters = [
            one.output_field.get_db_prep_value(values[one.name], connection)
            if isinstance(one, Slot)
            else one
            for one in written.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = [list(row) for row in cursor.fetchall()]
        for at, functions, column in written.converters:
            for row in found:
                for convert in functions:
                    row[at] = convert(row[at], column, connection)
        return written, found

    def first(self, **values: Any) -> Row | None:
        """The first row that matches, or None."""
        return next(iter(self.rows(**values)), None)

    def _write(self) -> _Written:
        compiler = self._build().query.get_compiler(using=ALIAS)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters(column for column, *_ in compiler.select)
        return _Written(
            sql,
            tuple(parameters),
            tuple((at, list(functions), column) for at, (functions, column) in converters.items()),
            _maker(compiler) if compiler.klass_info else list,
        )


def _maker(compiler: SQLCompiler) -> Callable[[list[Any]], Any]:
    """What makes a row of a model, with its related rows, from the values of all columns."""
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    fields = [column.target.attname for column, *_ in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, ALIAS)
    model = about["model"]

    def make(values: list[Any]) -> Any:
        made = model.from_db(ALIAS, fields, values[first:last])
        for one in related:
            one.populate(values, made)
        return made

    return make

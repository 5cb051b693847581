"""Facts: the figures and tables that a publication prints, as the guards read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kith.kernel.figures import Code, Kind, Unit, rounded
from kith.kernel.guards.reach import Reach
from kith.kernel.periods import Period

if TYPE_CHECKING:
    from kith.kernel.figures import Figure

_DEFAULT_PLACES = {Unit.PERCENT: 1, Unit.RATE: 1}


@dataclass(frozen=True, slots=True)
class Stated:
    """One number as it is printed: what it measures, where it stands and how far it is rounded.

    `value` is in the printed unit (55.7 for 55.7%; 72.7 for a rate of 72.7 per 10,000). It is None
    for a blank, and for a number replaced by a `code`, which is never the same thing as a blank.
    `measure` is the indicator's key; `group` names the part of a breakdown. `places` are the
    printed decimal places, -1 for the nearest ten. `revised` marks an official value that was
    worked out anew after it was first published, as rates are after a census.
    """

    id: str
    value: Decimal | None = None
    place: str = ""
    label: str = ""
    measure: str = ""
    kind: Kind | None = None
    unit: Unit = Unit.COUNT
    area: str = ""
    group: str = ""
    period: Period | None = None
    places: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    per: int = 10_000
    code: Code | None = None
    source: str = ""
    revised: bool = False

    @classmethod
    def of(
        cls,
        figure: Figure,
        *,
        id: str,
        place: str = "",
        places: int | None = None,
        revised: bool = False,
    ) -> Stated:
        """A live figure as it is printed, so that a product can check what it is about to say."""
        keep = _DEFAULT_PLACES.get(figure.unit, 0) if places is None else places
        number = figure.number
        top, bottom = figure.numerator, figure.denominator
        return cls(
            id=id,
            value=None if number is None else rounded(number, keep),
            place=place,
            label=figure.title,
            measure=figure.indicator,
            kind=figure.kind,
            unit=figure.unit,
            area=figure.area,
            group=figure.breakdown,
            period=figure.period,
            places=keep,
            numerator=None if top is None else Decimal(top),
            denominator=None if bottom is None else Decimal(bottom),
            per=getattr(figure.value, "per", 10_000),
            code=figure.missing,
            source=figure.source.title,
            revised=revised,
        )

    @property
    def blank(self) -> bool:
        """Neither a number nor a code that says why there is none."""
        return self.value is None and self.code is None

    @property
    def number(self) -> Decimal:
        """The printed number; asking for it where there is none is a mistake in a rule."""
        if self.value is None:
            raise ValueError(f"{self.id} has no number")
        return self.value

    @property
    def reach(self) -> Reach:
        """Every true value that prints as this one."""
        if self.exact:
            return Reach.exactly(self.number)
        return Reach.printed(self.number, self.places)

    @property
    def exact(self) -> bool:
        """Whether the printed number is the true one, as a count is unless rounded to tens."""
        return self.unit is Unit.COUNT and self.places >= 0

    @property
    def module(self) -> str:
        """The first part of the measure's key: `training` of `training.delegates`."""
        return self.measure.partition(".")[0]

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.label or self.id


@dataclass(frozen=True, slots=True)
class Column:
    """One column of numbers in a table: what its cells measure and the period they are for."""

    key: str
    label: str = ""
    measure: str = ""
    unit: Unit = Unit.COUNT
    kind: Kind | None = None
    period: Period | None = None
    places: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; rows that a sentence counts together share a `group`."""

    key: str
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table whose cells are figures of their own, each with the id `table.row.column`.

    `totals` maps a column's key to the id of the figure printed as its total.
    """

    id: str
    title: str = ""
    place: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    cells: Mapping[tuple[str, str], Stated] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)

    def column(self, key: str) -> Column | None:
        """The column with that key, if there is one."""
        return next((column for column in self.columns if column.key == key), None)

    def down(self, column: str, group: str = "") -> tuple[Stated, ...]:
        """The cells of a column from top to bottom; with a group, those of its rows alone."""
        return tuple(
            self.cells[row.key, column] for row in self.rows if not group or row.group == group
        )

    def across(self, row: str) -> tuple[Stated, ...]:
        """The cells of a row from left to right."""
        return tuple(self.cells[row, column.key] for column in self.columns)


def table(
    id: str,
    columns: tuple[Column, ...] | list[Column],
    rows: list[tuple[Row, list[int | Decimal | Code | None]]],
    *,
    title: str = "",
    place: str = "",
    area: str = "",
    totals: Mapping[str, str] | None = None,
    source: str = "",
) -> Table:
    """A table made from its rows of plain values, in the order of the columns."""
    cells: dict[tuple[str, str], Stated] = {}
    for row, values in rows:
        for column, value in zip(columns, values, strict=True):
            code = value if isinstance(value, Code) else None
            cells[row.key, column.key] = Stated(
                id=f"{id}.{row.key}.{column.key}",
                value=None if value is None or code else Decimal(value),
                place=place,
                label=f"{row.label or row.key}, {column.label or column.key}",
                measure=column.measure,
                kind=column.kind,
                unit=column.unit,
                area=area,
                group=row.key,
                period=column.period,
                places=column.places,
                code=code,
                source=source,
            )
    return Table(
        id=id,
        title=title,
        place=place,
        columns=tuple(columns),
        rows=tuple(row for row, _ in rows),
        cells=cells,
        totals=dict(totals or {}),
    )

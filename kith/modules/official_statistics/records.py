"""From the rows of an official file to values that can be compared with what is stored."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kith.foundation.indicators.definitions import Definition, definition
from kith.foundation.indicators.given import Given, check, read_number
from kith.foundation.indicators.lookups import period_of
from kith.foundation.indicators.models import AreaKind
from kith.kernel.figures import Code, Kind
from kith.kernel.periods import Period, as_at
from kith.kernel.refusals import Refused
from kith.modules.official_statistics.layouts import Column, Layout, sources
from kith.modules.official_statistics.reading import BadFile, Table

_AREA_CODE = re.compile(r"[EKNSW][0-9]{8}")
_LEVELS = {
    "National": (AreaKind.COUNTRY, "country_code", "country_name", ""),
    "Regional": (AreaKind.REGION, "region_code", "region_name", "country_code"),
    "Local authority": (AreaKind.AUTHORITY, "new_la_code", "la_name", "region_code"),
}
# Inner and Outer London are parts of London in these files.
_PARENTS = {"E13000001": "E12000007", "E13000002": "E12000007"}


class AreaRow(NamedTuple):
    """An area as a file tells of it."""

    code: str
    name: str
    kind: str
    number: str = ""
    parent: str = ""


class Key(NamedTuple):
    """Which observation a value is for."""

    indicator: str
    area: str
    breakdown: str
    period: str


class Record(NamedTuple):
    """One value of a file, with the row it stood in."""

    key: Key
    given: Given
    row: int
    column: str
    source: str
    reference: str = ""


@dataclass(slots=True)
class Values:
    """All that a file of values says."""

    records: dict[Key, Record] = field(default_factory=dict)
    areas: dict[str, AreaRow] = field(default_factory=dict)
    repeated: int = 0
    unknown: tuple[str, ...] = ()

    def add(self, file: str, record: Record) -> None:
        """A value said twice counts once; two values for the same thing are refused."""
        before = self.records.setdefault(record.key, record)
        if before is record:
            return
        if before.given.key != record.given.key:
            raise BadFile(
                file,
                f"The row repeats row {before.row:,} with another value: "
                f"{before.given} there, {record.given} here.",
                record.row,
                record.column,
            )
        self.repeated += 1


def read_values(table: Table, layout: Layout) -> Values:
    """Every value of a table in the layout it was recognised by."""
    found = _Tidy(table) if layout.reads == "tidy" else _Areas(table, layout)
    values = found.read()
    values.unknown = tuple(c for c in table.header if c and c not in layout.known)
    return values


class _Reader:
    """What both ways of reading share: where the columns are, and refusals that name them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.at = {name: index for index, name in enumerate(table.header)}
        self.values = Values()
        self._numbers: dict[str, object] = {}

    def refuse(self, why: object, row: int, column: str = "") -> BadFile:
        return BadFile(self.table.file, str(why), row, column)

    def number(self, text: str, row: int, column: str) -> object:
        known = self._numbers.get(text)
        if known is None:
            try:
                known = self._numbers[text] = read_number(text)
            except Refused as fault:
                raise self.refuse(fault, row, column) from None
        return known

    def checked(self, meaning: Definition, given: Given, row: int, column: str) -> Given:
        try:
            check(meaning, given)
        except Refused as fault:
            raise self.refuse(fault, row, column) from None
        return given


class _Areas(_Reader):
    """The department's layout: a row for each year and area, and a column for each value."""

    def __init__(self, table: Table, layout: Layout) -> None:
        super().__init__(table)
        self.layout = layout
        self.columns = {text: self._present(group) for text, group in layout.chosen.items()}
        self.always = self._present(layout.columns)

    def _present(self, columns: tuple[Column, ...]) -> list[tuple[Column, Definition]]:
        return [(c, definition(c.indicator)) for c in columns if c.name in self.at]

    def read(self) -> Values:
        seen = 0
        for row, cells in self.table.rows:
            columns = self._columns(row, cells)
            year = self._year(row, cells)
            area = self._area(row, cells)
            for column, meaning in columns:
                given = self._given(column, meaning, row, cells)
                period = _period(meaning.kind, year)
                key = Key(column.indicator, area, column.breakdown, period.code)
                record = Record(key, given, row, column.name, self.layout.source)
                self.values.add(self.table.file, record)
                seen += 1
        if not seen:
            raise self.refuse("No row is of a kind that this layout reads.", 2)
        return self.values

    def _columns(self, row: int, cells: list[str]) -> list[tuple[Column, Definition]]:
        if not self.layout.choose:
            return self.always
        text = cells[self.at[self.layout.choose]].strip()
        found = self.columns.get(text)
        if found is None:
            known = "; ".join(self.columns)
            raise self.refuse(
                f"“{text[:60]}” is not known here. Known are: {known}.", row, self.layout.choose
            )
        return found

    def _year(self, row: int, cells: list[str]) -> int:
        text = cells[self.at["time_period"]].strip()
        year = _year_ending(text)
        if year is None:
            raise self.refuse(
                f"“{text[:20]}” is not a year such as 2020 or 201920.", row, "time_period"
            )
        return year

    def _area(self, row: int, cells: list[str]) -> str:
        level = cells[self.at["geographic_level"]].strip()
        if level not in _LEVELS:
            raise self.refuse(
                f"“{level[:40]}” is not National, Regional or Local authority.",
                row,
                "geographic_level",
            )
        kind, code_column, name_column, parent_column = _LEVELS[level]
        code = cells[self.at[code_column]].strip()
        if code in self.values.areas:
            return code
        if not _AREA_CODE.fullmatch(code):
            raise self.refuse(f"“{code[:20]}” is not the code of an area.", row, code_column)
        name = cells[self.at[name_column]].strip()
        if not name:
            raise self.refuse("The area has no name.", row, name_column)
        number = cells[self.at["old_la_code"]].strip() if kind == AreaKind.AUTHORITY else ""
        parent = cells[self.at[parent_column]].strip() if parent_column else ""
        parent = _PARENTS.get(code, parent)
        self.values.areas[code] = AreaRow(code, name[:100], kind, number[:4], parent)
        return code

    def _given(self, column: Column, meaning: Definition, row: int, cells: list[str]) -> Given:
        value = self.number(cells[self.at[column.name]], row, column.name)
        if not column.numerator:
            given = Given(code=value.value) if isinstance(value, Code) else Given(value)  # type: ignore[arg-type]
            return self.checked(meaning, given, row, column.name)
        of = self.number(cells[self.at[column.numerator]], row, column.numerator)
        among = self.number(cells[self.at[column.denominator]], row, column.denominator)
        given = Given(
            None if isinstance(value, Code) else value,  # type: ignore[arg-type]
            None if isinstance(of, Code) else of,  # type: ignore[arg-type]
            None if isinstance(among, Code) else among,  # type: ignore[arg-type]
            value.value if isinstance(value, Code) else "",
        )
        return self.checked(meaning, given, row, column.name)


class _Tidy(_Reader):
    """Kith's own layout: a row for each value, with its indicator, area, period and source."""

    def read(self) -> Values:
        for row, cells in self.table.rows:
            self.values.add(self.table.file, self._record(row, cells))
        return self.values

    def _record(self, row: int, cells: list[str]) -> Record:
        def cell(name: str) -> str:
            return cells[self.at[name]].strip()

        try:
            column = "indicator"
            meaning = definition(cell(column))
            column = "period"
            period = period_of(cell(column))
            column = "source"
            if cell(column) not in sources():
                raise Refused(f"“{cell(column)}” is not the key of a known source.")
        except Refused as fault:
            raise self.refuse(fault, row, column) from None
        numbers = [self.number(cell(n), row, n) for n in ("numerator", "denominator")]
        of, among = (None if isinstance(n, Code) else n for n in numbers)
        text = cell("value")
        value = self.number(text, row, "value")
        code = value.value if isinstance(value, Code) else ""
        if not text and of is not None and among is not None:
            code = ""
        given = Given(None if isinstance(value, Code) else value, of, among, code)  # type: ignore[arg-type]
        self.checked(meaning, given, row, "value")
        self._area(row, cell)
        key = Key(meaning.key, cell("area_code"), cell("breakdown"), period.code)
        return Record(key, given, row, "value", cell("source"), cell("reference")[:120])

    def _area(self, row: int, cell) -> None:  # type: ignore[no-untyped-def]
        code = cell("area_code")
        if not code or code in self.values.areas:
            return
        if not _AREA_CODE.fullmatch(code) or not cell("area_name"):
            raise self.refuse(f"“{code[:20]}” is not the code of a named area.", row, "area_code")
        kind = {"E92": AreaKind.COUNTRY, "E12": AreaKind.REGION, "E13": AreaKind.REGION}.get(
            code[:3], AreaKind.AUTHORITY
        )
        parent = cell("region_code")
        self.values.areas[code] = AreaRow(
            code, cell("area_name")[:100], kind, cell("area_number")[:4], parent
        )


@lru_cache(maxsize=1024)
def _year_ending(text: str) -> int | None:
    """2020, 201920 and 2019/20 all end in 2020; None for anything else."""
    if re.fullmatch(r"(19|20)[0-9]{2}", text):
        return int(text)
    found = re.fullmatch(r"((?:19|20)[0-9]{2})[/-]?([0-9]{2})", text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1]) + 1
    return None


@lru_cache(maxsize=1024)
def _period(kind: Kind, year: int) -> Period:
    """A stock is at 31 March, a flow over the year to it, an estimate at 30 June."""
    match kind:
        case Kind.STOCK:
            return as_at(date(year, 3, 31))
        case Kind.SNAPSHOT:
            return as_at(date(year, 6, 30))
        case _:
            return period_of(f"{year - 1}-{year % 100:02d}")

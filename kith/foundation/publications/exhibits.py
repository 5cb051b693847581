"""Tables and charts as grids of figure references.

A grid has rows and columns; each cell asks for one figure: what the grid, the row and the
column say of it, the nearer word winning. A row may gather several breakdowns into one. A chart
is a grid that is also drawn, so its table is never another table.

    base: {indicator: lado.contacts}
    rows:
      - {label: Schools and colleges, gather: [education-primary, education-secondary]}
      - {label: Police, by: police}
      - {label: All contacts, total: true}
    columns:
      - {label: "2018-19", period: "2018-19"}
      - {label: "2019-20", period: "2019-20"}
      - {label: 2019-20 as bars, draw: bar, of: 1}
    draw: bars
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kith.foundation.indicators import Want
from kith.foundation.publications.markup import parse
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

ASKS = {"indicator", "period", "area", "by", "show", "gather", "stated", "places"}
SHOWS = {"value", "numerator", "denominator", "interval", "share", "verdict"}
DRAWN = {"bar", "spark", "dot"}
MOST_PLACES = 4  # decimals printed
DRAWINGS = {
    *("", "line", "bars", "grouped", "dots", "flow", "shares", "money", "outcomes", "squares"),
}


class SpecError(Refused):
    """A table or chart that cannot be made, naming the exhibit and the row or column."""


@dataclass(frozen=True)
class Ask:
    """What one cell asks for. `gather` is summed; `stated` is a figure that was typed."""

    indicator: str = ""
    period: str = ""
    area: str = ""
    by: str = ""
    show: str = "value"
    gather: tuple[str, ...] = ()
    stated: str = ""
    places: int | None = None

    def wants(self) -> tuple[Want, ...]:
        """The figures needed: one, or one for each breakdown gathered."""
        if self.stated or not self.indicator:
            return ()
        return tuple(
            Want(self.indicator, self.period, self.area, by) for by in (self.gather or (self.by,))
        )


@dataclass(frozen=True)
class Line:
    """A row: its label, what it asks for, and words for columns that hold text."""

    label: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    total: bool = False
    group: bool = False
    level: int = 0
    highlight: bool = False
    sub: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True)
class Field:
    """A column: figures, words (`text` names the row's text) or marks drawn from column `of`."""

    label: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    draw: str = ""
    of: int = 0
    periods: tuple[str, ...] = ()
    width: float = 0
    unit: str = ""


@dataclass(frozen=True)
class Grid:
    """A table's plan; `draw` says how a chart shows it, `sums` whether the parts make the total."""

    rows: tuple[Line, ...]
    columns: tuple[Field, ...]
    base: Mapping[str, Any]
    draw: str = ""
    first: str = ""
    sums: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)

    def ask(self, row: Line, column: Field) -> Ask | None:
        """What the cell asks for; None for words, drawn marks and group headings."""
        if row.group or column.text or column.draw:
            return None
        merged = {**self.base, **row.asks, **column.asks}
        if not merged.get("indicator") and not merged.get("stated"):
            return None
        merged["gather"] = tuple(merged.get("gather", ()))
        return Ask(**merged)

    def asks(self) -> Iterator[Ask]:
        """Everything that the grid asks for, trend lines included."""
        for row in self.rows:
            for column in self.columns:
                found = self.ask(row, column)
                if found is not None:
                    yield found
                if column.draw == "spark" and not row.group:
                    yield from (self.at(row, period) for period in column.periods)

    def at(self, row: Line, period: str) -> Ask:
        """What the row asks for in another period."""
        merged = {**self.base, **row.asks, "period": period, "show": "value"}
        merged["gather"] = tuple(merged.get("gather", ()))
        return Ask(**merged)


def read_grid(spec: Mapping[str, Any], key: str) -> Grid:
    """A grid from its stored form; raises `SpecError` naming the exhibit and what is wrong."""
    wrong = set(spec) - {"rows", "columns", "base", "draw", "first", "sums", "options"}
    if wrong:
        raise SpecError(f"{key}: “{min(wrong)}” is not part of a table. See docs/how-to/report.md.")
    draw = spec.get("draw", "")
    if draw not in DRAWINGS:
        raise SpecError(f"{key}: “{draw}” is no kind of chart.")
    rows = tuple(_line(row, f"{key}, row {n}") for n, row in enumerate(spec.get("rows", ()), 1))
    columns = tuple(
        _field(column, f"{key}, column {n}") for n, column in enumerate(spec.get("columns", ()), 1)
    )
    if not rows or not columns:
        raise SpecError(f"{key}: a table needs at least one row and one column.")
    base = _asks(spec.get("base", {}), f"{key}, base")
    first, sums = spec.get("first", ""), spec.get("sums", True)
    return Grid(rows, columns, base, draw, first, sums, dict(spec.get("options", {})))


def _line(row: Mapping[str, Any], where: str) -> Line:
    own = {"label", "total", "group", "level", "highlight", "sub", "texts", "kind"}
    asks = _asks({k: v for k, v in row.items() if k not in own}, where)
    given = {k: row[k] for k in own if k in row}
    _texts(given, ("label", "sub", "kind"), where)
    level, texts = given.get("level", 0), given.get("texts", {})
    if not isinstance(level, int):
        raise SpecError(f"{where}: “level” is a whole number, such as 1.")
    if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
        raise SpecError(f"{where}: “texts” is a set of names, each with its words in quotes.")
    for text in texts.values():
        _readable(text, where)
    return Line(asks=asks, **given)


def _field(column: Mapping[str, Any], where: str) -> Field:
    own = {"label", "text", "draw", "of", "periods", "width", "unit"}
    asks = _asks({k: v for k, v in column.items() if k not in own}, where)
    given = {k: column[k] for k in own if k in column}
    _texts(given, ("label", "text", "unit"), where)
    if not isinstance(given.get("of", 0), int):
        raise SpecError(f"{where}: “of” is the number of a column, the first being 0.")
    if not isinstance(given.get("width", 0), int | float):
        raise SpecError(f"{where}: “width” is a part of the page, such as 0.2.")
    if given.get("draw", "bar") not in DRAWN:
        raise SpecError(f"{where}: “{given['draw']}” cannot be drawn in a table.")
    if "periods" in given:
        given["periods"] = _list(given["periods"], "periods", where)
        for period in given["periods"]:
            _period(period, where)
    return Field(asks=asks, **given)


def _asks(asks: Any, where: str) -> dict[str, Any]:
    """What a base, row or column asks for, each value of the kind it must be."""
    if not isinstance(asks, Mapping):
        raise SpecError(f"{where}: write names with values, such as {{indicator: lado.contacts}}.")
    wrong = set(asks) - ASKS
    if wrong:
        raise SpecError(
            f"{where}: “{min(wrong, key=str)}” is unknown. It may say {', '.join(sorted(ASKS))}."
        )
    found = dict(asks)
    _texts(found, ("indicator", "period", "area", "by", "show", "stated"), where)
    if "gather" in found:
        found["gather"] = _list(found["gather"], "gather", where)
    places = found.get("places")
    if places is not None and not (isinstance(places, int) and 0 <= places <= MOST_PLACES):
        raise SpecError(f"{where}: “places” is a whole number from 0 to {MOST_PLACES}.")
    if found.get("period"):
        _period(found["period"], where)
    if found.get("show", "value") not in SHOWS:
        raise SpecError(f"{where}: show “{found['show']}” is none of {', '.join(sorted(SHOWS))}.")
    return found


def _texts(given: dict[str, Any], names: tuple[str, ...], where: str) -> None:
    """Make each of these a text; YAML reads an unquoted 2019 as a number, which is meant."""
    for name in names:
        if name in given:
            value = given[name]
            if isinstance(value, bool) or not isinstance(value, str | int):
                raise SpecError(f"{where}: put what “{name}” says in quotes.")
            given[name] = str(value)


def _list(value: Any, name: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise SpecError(f"{where}: “{name}” is a list of names, such as [police, health].")
    return tuple(value)


def _period(code: str, where: str) -> None:
    try:
        parse_period(code)
    except Refused as refused:
        raise SpecError(f"{where}: {refused}") from None


def _readable(text: str, where: str) -> None:
    try:
        parse(text)
    except Refused as refused:
        raise SpecError(f"{where}: {refused}") from None

"""Reads the tables of a folder: tables/NAME.csv, each with its declaration tables/NAME.yaml."""

from __future__ import annotations

import re
from pathlib import Path

from kith.check.cells import Cells
from kith.check.fields import Fields
from kith.check.files import read_csv
from kith.check.problems import Problem, Unreadable
from kith.check.yamls import read_yaml
from kith.kernel.figures import Code, Kind, Unit
from kith.kernel.guards import Column, Row, Table, table

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_DECLARED = ["title", "place", "area", "source", "columns", "totals"]
_COLUMN = ["label", "measure", "unit", "kind", "period", "places"]


def read_tables(folder: Path, problems: list[Problem]) -> dict[str, Table]:
    """Every table of the folder, by id, which is the name of its file."""
    found: dict[str, Table] = {}
    if not folder.is_dir():
        return found
    stems = {path.stem for path in folder.iterdir() if path.suffix in (".csv", ".yaml")}
    for stem in sorted(stems):
        if not _KEY.fullmatch(stem):
            text = "the name of a table is lower-case letters, digits and _. Rename it."
            problems.append(Problem(f"tables/{stem}", text))
            continue
        try:
            found[stem] = _read_table(folder, stem)
        except Unreadable as error:
            problems += error.problems
    return found


def _read_table(folder: Path, id: str) -> Table:
    declared = f"tables/{id}.yaml"
    reader = Fields(declared, read_yaml(folder / f"{id}.yaml", declared))
    reader.only(_DECLARED)
    title = reader.text("title", needed=True)
    place, area, source = reader.text("place"), reader.text("area"), reader.text("source")
    columns = _columns(reader)
    totals = _totals(reader, columns)
    if reader.problems:
        raise Unreadable(reader.problems)
    keys = [column.key for column in columns]
    rows = _rows(folder / f"{id}.csv", f"tables/{id}.csv", keys)
    return table(
        id, columns, rows, title=title, place=place, area=area, totals=totals, source=source
    )


def _columns(reader: Fields) -> list[Column]:
    found = []
    given = reader.values.get("columns")
    if given is None or not isinstance(given.value, dict) or not given.value:
        reader.wrong("columns", "“columns” is missing. Name each column of numbers under it.")
        return []
    for key, item in given.value.items():
        each = Fields(reader.file, item, reader.problems)
        each.only(_COLUMN)
        if not _KEY.fullmatch(key):
            each.wrong("", f"“{key}” is not a column’s key. Use lower-case letters, digits and _.")
        unit = each.choice("unit", tuple(unit.value for unit in Unit))
        kind = each.choice("kind", tuple(kind.value for kind in Kind))
        places = each.number("places")
        found.append(
            Column(
                key=key,
                label=each.text("label") or key,
                measure=each.text("measure"),
                unit=Unit(unit or "count"),
                kind=Kind(kind) if kind else None,
                period=each.period("period"),
                places=int(places or 0),
            )
        )
    return found


def _totals(reader: Fields, columns: list[Column]) -> dict[str, str]:
    """Which figure is printed as the total of which column."""
    given = reader.values.get("totals")
    if given is None:
        return {}
    each = Fields(reader.file, given, reader.problems)
    each.only([column.key for column in columns])
    return {key: text for key in each.values if (text := each.text(key))}


def _rows(path: Path, name: str, keys: list[str]) -> list[tuple[Row, list]]:  # type: ignore[type-arg]
    cells = Cells(name)
    found = []
    seen: dict[str, int] = {}
    for line in read_csv(path, name, ["row", "label", *keys], ["row", "label", "group", *keys]):
        key = cells.text(line, "row", needed=True)
        if key and not _KEY.fullmatch(key):
            cells.wrong(line, "row", f"“{key}”: use lower-case letters, digits and _.")
        if key in seen:
            cells.wrong(line, "row", f"line {seen[key]} has this key too. Give each row its own.")
        seen.setdefault(key, line.number)
        row = Row(key, cells.text(line, "label"), cells.text(line, "group"))
        values: list[object] = []
        for column in keys:
            value, code = cells.value(line, column)
            values.append(code if isinstance(code, Code) else value)
        found.append((row, values))
    if cells.problems:
        raise Unreadable(cells.problems)
    return found

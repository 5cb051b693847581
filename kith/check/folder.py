"""Reads a folder in the open format into a dossier that the guards can check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kith.check.cells import Cells
from kith.check.claims import read_claims
from kith.check.files import Line, read_csv
from kith.check.problems import Problem, Unreadable
from kith.check.publication import read_publication
from kith.check.tables import read_tables
from kith.kernel.figures import Kind, Unit
from kith.kernel.guards import Claim, Dossier, DossierError, Stated, Table

FIGURE_COLUMNS = [
    "id", "place", "label", "measure", "kind", "unit", "area", "group", "period", "value",
    "numerator", "denominator", "places", "source",
]  # fmt: skip
EXTRA_COLUMNS = ["per", "revised"]
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")

Got = TypeVar("Got")


class _Answer(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Folder:
    """A folder that was read: its dossier, and the rules it asks to leave out, with the reasons."""

    dossier: Dossier
    source: str
    without: dict[str, str]


def read_folder(path: Path) -> Folder:
    """Reads publication.yaml, figures.csv, tables/, claims.yaml and official.csv.

    Raises `Unreadable` with every problem found, each naming file, line, column and what to do.
    """
    if not path.is_dir():
        raise Unreadable([Problem(str(path), "there is no such folder. Give a folder’s name.")])
    problems: list[Problem] = []

    def attempt(read: Callable[[], Got], instead: Got) -> Got:
        try:
            return read()
        except Unreadable as error:
            problems.extend(error.problems)
            return instead

    about = attempt(lambda: read_publication(path / "publication.yaml", "publication.yaml"), None)
    none: tuple[Stated, ...] = ()
    figures = attempt(lambda: read_figures(path / "figures.csv", "figures.csv"), none)
    official = none
    if (path / "official.csv").exists():
        official = attempt(lambda: read_figures(path / "official.csv", "official.csv"), none)
    tables = read_tables(path / "tables", problems)
    _settle(figures, official, tables, problems)
    if problems or about is None:
        raise Unreadable(problems)

    def dossier(claims: tuple[Claim, ...]) -> Dossier:
        return Dossier(
            title=about.title,
            period=about.period,
            area=about.area,
            published_on=about.published_on,
            approved_on=about.approved_on,
            cover_on=about.cover_on,
            figures=figures,
            claims=claims,
            official=official,
            tables=tuple(tables.values()),
        )

    try:
        bare = dossier(())
        claims = read_claims(
            path / "claims.yaml", "claims.yaml", lambda id: bool(bare.resolve(id)), tables
        )
        return Folder(dossier(claims), about.source, about.without)
    except DossierError as error:
        raise Unreadable([Problem("claims.yaml", str(error))]) from None


def read_figures(path: Path, name: str) -> tuple[Stated, ...]:
    """The figures of figures.csv or official.csv, which have the same columns."""
    cells = Cells(name)
    found: list[Stated] = []
    seen: dict[str, int] = {}
    for line in read_csv(path, name, FIGURE_COLUMNS, [*FIGURE_COLUMNS, *EXTRA_COLUMNS]):
        figure = _figure(line, cells)
        if figure.id in seen:
            text = f"“{figure.id}” is on line {seen[figure.id]} too. Give each figure its own id."
            cells.wrong(line, "id", text)
        seen.setdefault(figure.id, line.number)
        found.append(figure)
    if cells.problems:
        raise Unreadable(cells.problems)
    return tuple(found)


def _figure(line: Line, cells: Cells) -> Stated:
    id = cells.text(line, "id", needed=True)
    if id and not _ID.fullmatch(id):
        text = f"“{id[:40]}” is not an id. Use letters, digits and . _ : - and begin with a letter."
        cells.wrong(line, "id", text)
    value, code = cells.value(line, "value")
    unit = cells.choice(line, "unit", Unit)
    if not line.cells.get("unit"):
        cells.wrong(line, "unit", f"this cell is empty. Use one of {', '.join(Unit)}.")
    printed = line.cells.get("value", "")
    own_places = len(printed.partition(".")[2])
    places = cells.whole(line, "places", own_places, -6, 9)
    if value is not None and own_places > max(places, 0):
        text = f"{printed} has more decimal places than {places}. Correct one of them."
        cells.wrong(line, "places", text)
    if unit is Unit.COUNT and value is not None and value != value.to_integral_value():
        cells.wrong(line, "value", f"{printed} is not a whole number, but the unit is count.")
    return Stated(
        id=id,
        value=value,
        place=cells.text(line, "place"),
        label=cells.text(line, "label"),
        measure=cells.text(line, "measure"),
        kind=cells.choice(line, "kind", Kind),
        unit=unit or Unit.COUNT,
        area=cells.text(line, "area"),
        group=cells.text(line, "group"),
        period=cells.period(line, "period"),
        places=places,
        numerator=cells.number(line, "numerator"),
        denominator=cells.number(line, "denominator"),
        per=cells.whole(line, "per", 10_000, 1, 10_000_000),
        code=code,
        source=cells.text(line, "source"),
        revised=cells.choice(line, "revised", _Answer) is _Answer.YES,
    )


def _settle(
    figures: tuple[Stated, ...],
    official: tuple[Stated, ...],
    tables: dict[str, Table],
    problems: list[Problem],
) -> None:
    """Notes ids that two files share, and totals of tables that are no figure."""
    ours = {figure.id for figure in figures}
    for figure in official:
        if figure.id in ours:
            text = f"“{figure.id}” is in figures.csv too. Give each figure its own id."
            problems.append(Problem("official.csv", text, column="id"))
    for table in tables.values():
        for column, total in table.totals.items():
            if figures and total not in ours:
                text = f"“{total}”, the total of “{column}”, is not in figures.csv. Correct the id."
                problems.append(Problem(f"tables/{table.id}.yaml", text, column="totals"))
        for cell in table.cells.values():
            if cell.id in ours:
                text = f"“{cell.id}” is the id of a cell of a table. Rename the figure."
                problems.append(Problem("figures.csv", text, column="id"))

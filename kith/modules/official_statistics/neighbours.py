"""Files of statistical neighbours, read into dated lists that are never changed.

A list for a year that is stored already, if it differs, becomes a further list of that year: what
was compared with the earlier one can still be followed.
"""

import re
from dataclasses import dataclass

from kith.foundation.indicators.models import Batch, DataSource, Neighbour, NeighbourModel
from kith.modules.official_statistics.layouts import Layout
from kith.modules.official_statistics.reading import BadFile, Table

RANKS = range(1, 11)
_NUMBER = re.compile(r"[0-9]{3}")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Listed:
    """One neighbour of one authority as a file gives it."""

    authority: str
    rank: int
    number: str
    name: str
    closeness: str
    row: int


@dataclass(frozen=True, slots=True)
class Lists:
    """All that a file of neighbours says, and the year it is for."""

    year: int
    entries: tuple[Listed, ...]


def read_neighbours(table: Table, layout: Layout) -> Lists:
    """Neighbours by number; a file that names them instead is looked up in its own names."""
    at = {name: index for index, name in reversed(list(enumerate(table.header)))}
    number_at, name_at = at[layout.names["number"]], at[layout.names["name"]]
    # Rows without a number (blank lines, a heading before former authorities) are no lists.
    rows = [(row, cells) for row, cells in table.rows if cells[number_at].strip()]
    names = {cells[number_at].strip(): cells[name_at].strip() for _, cells in rows}
    numbers = {name.casefold(): number for number, name in names.items()}
    entries: list[Listed] = []
    seen: dict[str, int] = {}
    for row, cells in rows:
        authority = cells[number_at].strip()
        if not _NUMBER.fullmatch(authority):
            raise BadFile(
                table.file,
                f"“{authority[:20]}” is not an authority's number of three digits.",
                row,
                layout.names["number"],
            )
        if authority in seen:
            raise BadFile(
                table.file,
                f"Authority {authority} is in row {seen[authority]:,} already.",
                row,
                layout.names["number"],
            )
        seen[authority] = row
        listed: set[str] = {authority}
        for rank in RANKS:
            column = layout.names["neighbour"].format(rank)
            text = cells[at[column]].strip()
            number = text if _NUMBER.fullmatch(text) else numbers.get(text.casefold(), "")
            if not number:
                raise BadFile(
                    table.file, f"“{text[:40]}” is no authority of this file.", row, column
                )
            if number in listed:
                raise BadFile(
                    table.file,
                    f"Authority {number} is its own neighbour or there twice.",
                    row,
                    column,
                )
            listed.add(number)
            closeness = _closeness(table, cells, at[column] + 1)
            entries.append(Listed(authority, rank, number, names.get(number, ""), closeness, row))
    return Lists(_year(table.file, layout.year), tuple(entries))


def _closeness(table: Table, cells: list[str], index: int) -> str:
    """The words in the column after a neighbour's, such as `Very close`; "" without one."""
    if index >= len(cells) or _NUMBER.fullmatch(cells[index].strip()):
        return ""
    return cells[index].strip().capitalize()[:20]


def _year(file: str, otherwise: int) -> int:
    years = _YEAR.findall(file.replace("_", " "))
    return int(years[-1]) if years else otherwise


def stored_list(year: int) -> tuple[NeighbourModel | None, dict[tuple[str, int], tuple[str, str]]]:
    """The newest list of a year, and its entries by authority and rank."""
    model = NeighbourModel.objects.filter(year=year).order_by("-pk").first()
    if model is None:
        return None, {}
    rows = model.neighbours.values_list("authority", "rank", "number", "closeness")
    return model, {(authority, rank): (number, near) for authority, rank, number, near in rows}


def store_lists(lists: Lists, source: DataSource, batch: Batch) -> NeighbourModel:
    """Add a list; a second for the same year gets a key of its own."""
    earlier = NeighbourModel.objects.filter(year=lists.year).count()
    suffix = f"-{earlier + 1}" if earlier else ""
    model = NeighbourModel.objects.create(
        key=f"neighbours-{lists.year}{suffix}",
        title=f"Statistical neighbours, {lists.year}" + (", revised" if earlier else ""),
        year=lists.year,
        source=source,
        batch=batch,
    )
    Neighbour.objects.bulk_create(
        [
            Neighbour(
                model=model,
                authority=e.authority,
                rank=e.rank,
                number=e.number,
                name=e.name,
                closeness=e.closeness,
            )
            for e in lists.entries
        ],
        batch_size=1000,
    )
    return model

"""Cells of a whole publication, and the lines by which one cell gives another away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kith.kernel.figures import rounded
from kith.kernel.refusals import Refused

Key = tuple[object, ...] | str
SMALLEST, LARGEST = 1, 5  # sensitive counts hidden in published statistics of children in need


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, known by the same key wherever in the publication it stands.

    `value` is None when it was never collected. `sensitive`: a count from 1 to 5 could point to a
    child or adult. `published`: False for a number no table prints but a reader could work out,
    such as the quarter between two running totals. `fixed`: already public elsewhere, so that
    hiding it would protect nobody.
    """

    key: Key
    value: int | None
    sensitive: bool = True
    published: bool = True
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`: a row, a column, four quarters, a running total."""

    total: Key
    parts: tuple[Key, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A printed percentage or rate: `scale` × `of` ÷ `among`, to `places` decimals.

    `key` is the printed cell's own; it is hidden when either part, or the rest of a whole
    (`among` less `of`), is a hidden count.
    """

    key: Key
    of: Key
    among: Key
    scale: int = 100
    places: int = 1
    name: str = ""


Line = Sum | Share


@dataclass(frozen=True, slots=True)
class Equation:
    """low <= the weighted sum of cells <= high, exact; `line` is where it comes from."""

    weights: Mapping[Key, int]
    low: int | None
    high: int | None
    line: Line


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a publication says, checked: each cell once and every sum true."""

    cells: Mapping[Key, Cell]
    values: Mapping[Key, int]
    sums: tuple[Sum, ...]
    shares: tuple[Share, ...]
    touching: Mapping[Key, tuple[Sum, ...]] = field(repr=False)

    def primary(self) -> frozenset[Key]:
        """Sensitive counts from 1 to 5; a true 0 is shown."""
        return frozenset(
            key
            for key, value in self.values.items()
            if self.cells[key].sensitive
            and not self.cells[key].fixed
            and SMALLEST <= value <= LARGEST
        )

    def unknown(self, hidden: Collection[Key]) -> frozenset[Key]:
        """Cells a reader does not see: the hidden and the never printed."""
        return frozenset(
            key
            for key in self.values
            if (key in hidden or not self.cells[key].published) and not self.cells[key].fixed
        )

    def equations(self, hidden: Collection[Key]) -> list[Equation]:
        """What the publication tells a reader about its cells, with `hidden` left out."""
        found = [_sum_equation(line) for line in self.sums]
        for share in self.shares:
            if share.key not in hidden and self.values[share.among]:
                found += _share_equations(share, self.values)
        return found


def read(cells: Iterable[Cell], lines: Iterable[Line]) -> Ledger:
    """Checks and indexes a publication.

    Refuses one key with two values, a line over an unknown cell, and a sum that does not add up.
    A part that was never collected counts for nothing where the rest make the total, and otherwise
    undoes the sum, since nobody can then work anything out from it.
    """
    by_key = _cells_by_key(cells)
    sums: set[Sum] = set()
    shares: set[Share] = set()
    for line in lines:
        _refuse_unknown_cells(line, by_key)
        if isinstance(line, Share):
            parts = (by_key[line.of], by_key[line.among])
            if all(cell.value is not None for cell in parts):
                shares.add(line)
                rest = _rest_of(line, *parts)
                if rest is not None:
                    by_key[rest.key] = rest
                    sums.add(Sum(line.among, (line.of, rest.key), line.name))
        else:
            kept = _collected(line, by_key)
            if kept is not None:
                sums.add(kept)
    values = {key: cell.value for key, cell in by_key.items() if cell.value is not None}
    ordered = sorted(sums, key=lambda s: (repr(s.total), repr(s.parts), s.name))
    touching: dict[Key, list[Sum]] = {key: [] for key in values}
    for line in ordered:
        for key in {line.total, *line.parts}:
            touching[key].append(line)
    return Ledger(
        by_key,
        values,
        tuple(ordered),
        tuple(sorted(shares, key=repr)),
        {key: tuple(found) for key, found in touching.items()},
    )


def _cells_by_key(cells: Iterable[Cell]) -> dict[Key, Cell]:
    by_key: dict[Key, Cell] = {}
    for cell in cells:
        if cell.value is not None and cell.value < 0:
            raise Refused(f"{name_of(cell.key)} is {cell.value}: a count is never less than 0.")
        known = by_key.setdefault(cell.key, cell)
        if known.value != cell.value:
            raise Refused(
                f"{name_of(cell.key)} is {known.value} in one place and {cell.value} in another. "
                "Correct one of them before publishing."
            )
        if known != cell:  # as careful as the most careful mention of it
            by_key[cell.key] = Cell(
                cell.key,
                cell.value,
                sensitive=known.sensitive or cell.sensitive,
                published=known.published or cell.published,
                fixed=known.fixed or cell.fixed,
            )
    return by_key


def _refuse_unknown_cells(line: Line, cells: Mapping[Key, Cell]) -> None:
    keys = line.parts if isinstance(line, Sum) else (line.of,)
    for key in (line.total if isinstance(line, Sum) else line.among, *keys):
        if key not in cells:
            raise Refused(f"{name_of(key)} is used in a line but is no cell of the publication.")


def _collected(line: Sum, cells: Mapping[Key, Cell]) -> Sum | None:
    """The line over collected cells alone, or None when it says nothing."""
    whole = cells[line.total].value
    parts = {key: cells[key].value for key in line.parts}
    kept = tuple(key for key in line.parts if parts[key] is not None)
    if whole is None or not kept:
        return None
    added = sum(parts[key] or 0 for key in kept)
    if added == whole:
        return Sum(line.total, kept, line.name)
    if len(kept) < len(line.parts):
        return None
    raise Refused(
        f"{line.name or name_of(line.total)} is {whole} but its parts add up to {added}. "
        "Correct it before publishing: what a reader can work out from it cannot be known."
    )


def _rest_of(share: Share, of: Cell, among: Cell) -> Cell | None:
    """The rest of a percentage's whole, which no table prints but anyone can work out."""
    assert of.value is not None
    assert among.value is not None
    rest = among.value - of.value
    if rest < 0:  # a rate may count more events than people
        return None
    key = ("the rest of", share.among, "without", share.of)
    fixed = of.fixed and among.fixed
    return Cell(key, rest, sensitive=of.sensitive, published=False, fixed=fixed)


def _sum_equation(line: Sum) -> Equation:
    weights: dict[Key, int] = {line.total: 1}
    for key in line.parts:
        weights[key] = weights.get(key, 0) - 1
    return Equation(weights, 0, 0, line)


def _share_equations(share: Share, values: Mapping[Key, int]) -> Sequence[Equation]:
    """A printed percentage lies within half a unit of its last place of the true one."""
    exact = Fraction(share.scale * values[share.of], values[share.among])
    double = 2 * 10**share.places
    printed = int(Fraction(rounded(exact, share.places)) * double)
    of = share.scale * double
    return (
        Equation({share.of: of, share.among: -(printed - 1)}, 0, None, share),
        Equation({share.of: of, share.among: -(printed + 1)}, None, 0, share),
    )


def name_of(key: Key) -> str:
    """A cell's name in words."""
    return key if isinstance(key, str) else ", ".join(str(part) for part in key)

"""The dossier: everything one publication prints and says, handed to the guards at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from kith.kernel.guards.claims import Claim, TableTotal
from kith.kernel.guards.facts import Stated, Table
from kith.kernel.periods import Period, as_at
from kith.kernel.refusals import Refused

_CELLS = re.compile(r"([^\[\]]+)\[([^\[\],]+)(?:,([^\[\]]+))?\]")

AnyClaim = TypeVar("AnyClaim", bound=Claim)


class DossierError(Refused):
    """The dossier contradicts itself before any guard is asked: an id twice, or an unknown one."""


@dataclass(frozen=True)
class Dossier:
    """A publication's figures, tables and claims, and the official figures for the same measures.

    `period` is the period reported on and `area` the code of the area that the publication is
    about. `cover_on`, `published_on` and `approved_on` may be a day or a month.
    """

    title: str
    period: Period
    area: str = ""
    published_on: Period | date | None = None
    figures: Sequence[Stated] = ()
    claims: Sequence[Claim] = ()
    official: Sequence[Stated] = ()
    tables: Sequence[Table] = ()
    approved_on: Period | date | None = None
    cover_on: Period | date | None = None

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for each in self._everything():
            if each.id in seen:
                raise DossierError(
                    f"The id “{each.id}” is given to two figures. Give each figure its own id."
                )
            seen.add(each.id)
        for claim in self.claims:
            if isinstance(claim, TableTotal) and self.table(claim.table) is None:
                raise DossierError(
                    f"The claim “{claim.id or claim.kind}” names the table “{claim.table}”, which "
                    "there is not. Correct its id or add the table."
                )
            for id in claim.references():
                if not self.resolve(id):
                    raise DossierError(
                        f"The claim “{claim.id or claim.kind}” names “{id}”, which is no figure, "
                        "no cell and no column with cells. Correct the id or add the figure."
                    )

    def _everything(self) -> Iterator[Stated]:
        yield from self.figures
        for each in self.tables:
            yield from each.cells.values()
        yield from self.official

    @cached_property
    def _by_id(self) -> dict[str, Stated]:
        return {each.id: each for each in self._everything()}

    @cached_property
    def _table(self) -> dict[str, Table]:
        return {each.id: each for each in self.tables}

    @property
    def published(self) -> Period | None:
        """When the publication came out, as a day or a month."""
        return as_period(self.published_on)

    def figure(self, id: str) -> Stated:
        """The figure, cell or official figure with that id."""
        try:
            return self._by_id[id]
        except KeyError:
            raise DossierError(f"There is no figure with the id “{id}”.") from None

    def table(self, id: str) -> Table | None:
        """The table with that id."""
        return self._table.get(id)

    def resolve(self, reference: str) -> tuple[Stated, ...]:
        """The figures that a claim's reference names: one, a column's cells, or none."""
        if reference in self._by_id:
            return (self._by_id[reference],)
        found = _CELLS.fullmatch(reference)
        if not found:
            return ()
        table = self.table(found[1].strip())
        column = found[2].strip()
        if table is None or table.column(column) is None:
            return ()
        return table.down(column, (found[3] or "").strip())

    def all(self, references: Sequence[str]) -> tuple[Stated, ...]:
        """The figures that several references name, in order."""
        return tuple(each for reference in references for each in self.resolve(reference))

    def of_kind(self, kind: type[AnyClaim]) -> list[AnyClaim]:
        """The claims of one kind."""
        return [claim for claim in self.claims if isinstance(claim, kind)]

    def place_of(self, claim: Claim) -> str:
        """Where a claim is made: its own place, or that of its first figure with one."""
        if claim.place:
            return claim.place
        places = (each.place for each in self.all(tuple(claim.references())))
        return next((place for place in places if place), "")

    def figures_by_field(self, claim: Claim) -> dict[str, tuple[Stated, ...]]:
        """The figures that each field of a claim names."""
        return {
            item.name: self.all(claim.named(item)) for item in fields(claim) if claim.named(item)
        }

    @cached_property
    def _official(self) -> dict[tuple[object, ...], list[Stated]]:
        found: dict[tuple[object, ...], list[Stated]] = {}
        for each in self.official:
            found.setdefault(_same_measure(each), []).append(each)
        return found

    def official_for(self, figure: Stated) -> list[Stated]:
        """Official figures for the same measure, area, group and unit, whatever their period."""
        return self._official.get(_same_measure(figure), []) if figure.measure else []

    @cached_property
    def _by_value(self) -> dict[tuple[object, ...], list[Stated]]:
        found: dict[tuple[object, ...], list[Stated]] = {}
        for each in self.figures:
            if each.value is not None and each.module:
                key = (each.module, each.period, each.unit, Fraction(each.value))
                found.setdefault(key, []).append(each)
        return found

    def with_value(self, like: Stated, value: Fraction) -> list[Stated]:
        """Figures of the same module, period and unit that have exactly this value."""
        return self._by_value.get((like.module, like.period, like.unit, value), [])

    def official_figure(self, figure: Stated, period: Period | None = None) -> Stated | None:
        """The official figure for the same measure, area and group in the same period."""
        wanted = period or figure.period
        matches = (each for each in self.official_for(figure) if each.period == wanted)
        return next(matches, None)


def as_period(when: Period | date | None) -> Period | None:
    """A day as a period; a period as itself."""
    return as_at(when) if isinstance(when, date) else when


def _same_measure(figure: Stated) -> tuple[object, ...]:
    return (figure.measure, figure.area, figure.group, figure.unit)

"""Which column of a table a sentence speaks of, and which its figure really matches."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kith.kernel.guards.claims import TableTotal
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Column, Stated
from kith.kernel.guards.sums import Summed, add_up


@dataclass(frozen=True, slots=True)
class Tried:
    """One column, its cells and what they come to."""

    column: Column
    parts: tuple[Stated, ...]
    summed: Summed

    def fits(self, figure: Stated) -> bool:
        """Whether the column's total is the sentence's figure."""
        return self.summed.reach.meets(figure.reach)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence's figure beside its table: the column it means and every column it might."""

    figure: Stated
    meant: Tried | None
    others: tuple[Tried, ...]

    @property
    def matching(self) -> tuple[Tried, ...]:
        """Columns of other periods whose total is exactly the figure."""
        return tuple(tried for tried in self.others if tried.fits(self.figure))

    @property
    def nearest(self) -> Tried | None:
        """The column, of any period, whose total comes nearest to the figure."""
        known = [*([self.meant] if self.meant else []), *self.others]
        wanted = Fraction(self.figure.number)
        return min(known, key=lambda each: abs(each.summed.printed - wanted), default=None)


def told(claim: TableTotal, dossier: Dossier) -> Told | None:
    """Reads one claim; None when its table or its figure has nothing to compare."""
    figure, table = dossier.figure(claim.figure), dossier.table(claim.table)
    if table is None or figure.value is None:
        return None
    tried = []
    for column in table.columns:
        parts = table.down(column.key, claim.group)
        same = column.unit is figure.unit and (
            not figure.measure or not column.measure or figure.measure == column.measure
        )
        if same and parts:
            tried.append(Tried(column, parts, add_up(parts)))
    if claim.column:
        meant = next((each for each in tried if each.column.key == claim.column), None)
    else:
        meant = next((each for each in tried if each.column.period == figure.period), None)
    return Told(figure, meant, tuple(each for each in tried if each is not meant))

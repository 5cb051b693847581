"""A blank that is not a zero, and rows that begin or stop."""

from __future__ import annotations

from collections.abc import Iterator

from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Row, Stated, Table
from kith.kernel.guards.findings import Severity, when
from kith.kernel.guards.registry import Result, Rule, register
from kith.kernel.guards.words import listed, say


@register
class BlankZeroRule(Rule):
    """Whether every empty cell says why it is empty, and totals of several years compare."""

    key = "blank_zero"
    title = "A blank is not a zero"
    protects = "An empty cell read as none, and a zero printed where a number was withheld."
    example = "A blank for 2018-19 beside 5 for 2019-20: were there none, or was nobody asked?"

    def check(self, dossier: Dossier) -> Iterator[Result]:
        for table in dossier.tables:
            yield from self.blanks(table)
            yield from self.breaks(table)
        for figure in dossier.figures:
            if figure.blank:
                yield self.blank_finding(figure.place, figure.name, "It has", (figure,), "")
            official = dossier.official_figure(figure)
            if figure.value == 0 and official and official.code:
                yield self.finding(
                    figure.place,
                    stated=f"{figure.name} is 0.",
                    follows=f"The official figure is not 0: {official.code.meaning.lower()}.",
                    todo="Print the reason why there is no number, not a zero.",
                    refs=(figure.id, official.id),
                )

    def blanks(self, table: Table) -> Iterator[Result]:
        """Blank cells, row by row."""
        found = False
        for row in table.rows:
            cells = [cell for cell in table.across(row.key) if cell.blank]
            if cells:
                found = True
                rest = [cell for cell in table.across(row.key) if cell.value is not None]
                told = listed([f"{say(cell)} for {when(cell.period)}" for cell in rest])
                hint = ""
                if rest:
                    hint = f"The row has {told}, so totals of the other columns leave it out."
                name = f"“{row.label or row.key}” in {table.title or table.id}"
                yield self.blank_finding(table.place, name, "The row has", tuple(cells), hint)
        if not found and table.rows:
            refs = tuple(cell.id for cell in table.cells.values())
            words = f"No cell of {table.title or table.id} is blank"
            yield self.passed(table.place, words, refs)

    def blank_finding(
        self, where: str, name: str, has: str, cells: tuple[Stated, ...], hint: str
    ) -> Result:
        """One row, or one figure, with blanks."""
        periods = listed([when(cell.period) for cell in cells])
        return self.finding(
            where,
            severity=Severity.WARNING,
            stated=f"{name} is blank for {periods}.",
            follows=f"{has} neither a number nor a reason; a blank is not a zero.",
            hint=hint,
            todo="Print 0 if there were none, or the sign for not collected, withheld or not "
            "applicable.",
            refs=tuple(cell.id for cell in cells),
        )

    def breaks(self, table: Table) -> Iterator[Result]:
        """Rows with a number in one period and a reason for none in another: a series break."""
        broken = [row for row in table.rows if _broken(table.across(row.key))]
        if not broken:
            return
        cells = [cell for row in broken for cell in table.across(row.key) if cell.code]
        names = [f"“{row.label or row.key}”" for row in broken]
        shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
        periods = {cell.period: None for cell in cells}
        yield self.finding(
            table.place,
            severity=Severity.NOTE,
            stated=f"{table.title or table.id} compares columns with different rows.",
            follows=f"{_rows(broken)} no number for {listed([when(each) for each in periods])}: "
            f"{listed(shown)}.",
            todo="Say that the totals are not of the same rows, if they are compared.",
            refs=tuple(cell.id for cell in cells),
        )


def _broken(cells: tuple[Stated, ...]) -> bool:
    """Whether one measure has a number in one period and only a code in another."""
    return any(
        gap.code and there.value is not None and gap.period != there.period
        for gap in cells
        for there in cells
        if (gap.measure, gap.unit) == (there.measure, there.unit)
    )


def _rows(rows: list[Row]) -> str:
    return "1 row has" if len(rows) == 1 else f"{len(rows)} rows have"

"""A sentence's figure against its table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.guards.claims import TableTotal
from kith.kernel.guards.columns import Told, told
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.findings import Repair, when
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.sums import gap_hint
from kith.kernel.guards.words import number, plainly, say


@register
class SentenceTableRule(ClaimRule[TableTotal]):
    """Whether a sentence's total is the one its table gives.

    A figure that matches another period's column has the wrong label, not the wrong value: that
    is for the rule on period labels.
    """

    key = "sentence_table"
    title = "The sentence and its table"
    protects = "A sentence written before the table was finished."
    example = "“12 workshops reached 250 people” above a table of 15 workshops and 310 people."
    reads = TableTotal

    def on(self, claim: TableTotal, dossier: Dossier, where: str) -> Iterator[Result]:
        reading = told(claim, dossier)
        if reading is None or (reading.matching and not _agrees(reading)):
            return
        figure, meant = reading.figure, reading.meant
        rows = f"the “{claim.group}” rows" if claim.group else "the rows"
        if meant is None:
            yield self.finding(
                where,
                stated=f"{figure.name} is {say(figure)}, for {when(figure.period)}.",
                follows="The table has no column for that period.",
                hint=_nearest(reading),
                todo="Correct the period, or add the column.",
                refs=(figure.id,),
                claim=claim.id,
            )
            return
        refs = (figure.id, *(part.id for part in meant.parts))
        label = meant.column.label or meant.column.key
        if _agrees(reading):
            words = f"{say(figure)} is the total of {rows} under “{label}”"
            yield self.passed(where, words, refs, claim.id)
            return
        gap = abs(meant.summed.printed - Fraction(figure.number))
        yield self.finding(
            where,
            stated=f"{figure.name} is {say(figure)}.",
            follows=f"In the table, {rows} under “{label}” make {meant.summed.words}.",
            apart=f"{number(gap, figure.unit, figure.places)}.",
            hint=" ".join(
                hint
                for hint in (gap_hint(dossier, figure, meant.parts, gap), _nearest(reading))
                if hint
            ),
            todo="Correct the sentence or the table, so that a reader who adds up agrees.",
            refs=refs,
            claim=claim.id,
            repairs=()
            if meant.summed.hidden or meant.summed.blank
            else (
                Repair(
                    f"Use {meant.summed.words}",
                    figure.id,
                    value=plainly(meant.summed.printed, figure.places),
                ),
            ),
        )


def _agrees(reading: Told) -> bool:
    return reading.meant is not None and reading.meant.fits(reading.figure)


def _nearest(reading: Told) -> str:
    """Names another period's column when it comes nearer than the one that is meant."""
    nearest = reading.nearest
    if nearest is None or nearest is reading.meant:
        return ""
    return (
        f"The column for {when(nearest.column.period)} comes nearer: it makes "
        f"{nearest.summed.words}."
    )

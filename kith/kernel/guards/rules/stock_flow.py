"""Opening number, starts, ends and closing number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.figures import Unit
from kith.kernel.guards.claims import StockFlow
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import number, plainly, say


@register
class StockFlowRule(ClaimRule[StockFlow]):
    """Whether a year's starts and ends turn its opening number into its closing number."""

    key = "stock_flow"
    title = "Opening, starts, ends and closing"
    protects = "A number at the year's start taken from another day, or starts and ends that miss."
    example = "100 open in April, 60 started, 50 ended and 130 open in March: it should be 110."
    reads = StockFlow

    def on(self, claim: StockFlow, dossier: Dossier, where: str) -> Iterator[Result]:
        opening, starts, ends, closing = (
            dossier.figure(id) for id in (claim.opening, claim.starts, claim.ends, claim.closing)
        )
        refs = (opening.id, starts.id, ends.id, closing.id)
        sum_words = f"{say(opening)} + {say(starts)} − {say(ends)}"
        follows = opening.reach + starts.reach - ends.reach
        if follows.meets(closing.reach):
            yield self.passed(where, f"{sum_words} = {say(closing)}", refs, claim.id)
            return
        result = Fraction(opening.number) + Fraction(starts.number) - Fraction(ends.number)
        implied = Fraction(opening.number) + Fraction(closing.number) - result
        gap = abs(result - Fraction(closing.number))
        official = _official_opening(dossier, opening, closing, starts)
        hint = ""
        repairs = []
        if official and official.value is not None and official.value != opening.value:
            hint = f"The official number for {_day(official)} is {say(official)}."
            repairs.append(
                Repair(
                    f"Use {say(official)}, the official number for {_day(official)}",
                    opening.id,
                    value=plainly(official.value, official.places),
                    official=official.id,
                )
            )
        if implied >= 0:
            repairs.append(
                Repair(
                    f"Use {number(implied)}, which the other three figures give",
                    opening.id,
                    value=plainly(implied),
                )
            )
        yield self.finding(
            where,
            stated=f"{say(opening)} at the start, {say(starts)} started, {say(ends)} ended and "
            f"{say(closing)} at the end.",
            follows=f"{sum_words} = {number(result, Unit.COUNT)}. To end with {say(closing)}, "
            f"the year must have begun with {number(implied, Unit.COUNT)}.",
            apart=f"{number(gap, Unit.COUNT)} not accounted for.",
            hint=hint,
            todo="Take the opening number on the day before the year began, and check that "
            "starts and ends cover the same year and the same children.",
            refs=refs,
            claim=claim.id,
            repairs=tuple(repairs),
        )


def _official_opening(
    dossier: Dossier, opening: Stated, closing: Stated, starts: Stated
) -> Stated | None:
    """The official number for the day before the starts began to be counted."""
    period = starts.period or dossier.period
    like = opening if opening.measure else closing
    return dossier.official_figure(like, period.opening_date())


def _day(figure: Stated) -> str:
    return figure.period.label if figure.period else "that day"

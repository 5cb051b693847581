"""Parts and their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kith.kernel.guards.claims import PartsTotal
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair, Severity
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.sums import add_up, gap_hint
from kith.kernel.guards.words import addition, number, plainly, say


@register
class PartsTotalRule(ClaimRule[PartsTotal]):
    """Whether parts make the total they are said to make, in a sentence or down a table."""

    key = "parts_total"
    title = "Parts and total"
    protects = "A total that its own rows do not make, because rows were lost or counted twice."
    example = "Courses with 40, 30 and 20 delegates under a printed total of 100: they make 90."
    reads = PartsTotal
    may_lack = ("parts",)

    def check(self, dossier: Dossier) -> Iterator[Result]:
        yield from super().check(dossier)
        for table in dossier.tables:
            for column, total in table.totals.items():
                parts, whole = table.down(column), dossier.figure(total)
                if parts and whole.value is not None:
                    where = whole.place or table.place
                    yield from self.compare(dossier, whole, parts, where, f"{table.id}.{column}")

    def on(self, claim: PartsTotal, dossier: Dossier, where: str) -> Iterator[Result]:
        parts = dossier.all(claim.parts)
        yield from self.compare(dossier, dossier.figure(claim.total), parts, where, claim.id)

    def compare(
        self, dossier: Dossier, whole: Stated, parts: Sequence[Stated], where: str, claim: str
    ) -> Iterator[Result]:
        """One total against its parts."""
        summed = add_up(parts)
        refs = (whole.id, *(part.id for part in parts))
        gap = abs(summed.printed - Fraction(whole.number))
        sum_words = f"{addition(parts)} = {summed.words}"
        if not summed.reach.meets(whole.reach):
            apart = number(summed.reach.distance(whole.reach), whole.unit, whole.places)
            if not summed.hidden:
                apart = number(gap, whole.unit, whole.places)
            yield self.finding(
                where,
                stated=f"{whole.name} is {say(whole)}.",
                follows=f"{sum_words[:1].upper()}{sum_words[1:]}.",
                apart=f"The total is {apart} {_side(whole, summed.printed)} than its parts.",
                hint=gap_hint(dossier, whole, parts, gap),
                todo="Add the parts that are missing, or print the total that the parts make.",
                refs=refs,
                claim=claim,
                repairs=()
                if summed.hidden or summed.blank
                else (
                    Repair(
                        f"Use {summed.words}", whole.id, value=plainly(summed.printed, whole.places)
                    ),
                ),
            )
        elif gap and not summed.hidden:
            yield self.finding(
                where,
                severity=Severity.NOTE,
                stated=f"{whole.name} is {say(whole)}.",
                follows=f"The parts as printed make {summed.words}.",
                apart=f"{number(gap, whole.unit, whole.places)}, which rounding can explain.",
                todo="Nothing, if each amount was rounded on its own.",
                refs=refs,
                claim=claim,
            )
        else:
            yield self.passed(where, f"{sum_words}, the total printed", refs, claim)


def _side(whole: Stated, parts: Fraction) -> str:
    return "more" if Fraction(whole.number) > parts else "less"

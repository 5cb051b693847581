"""Outcomes against cases."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.guards.claims import Outcomes
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.findings import Severity
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.sums import add_up
from kith.kernel.guards.words import addition, number, say


@register
class OutcomesRule(ClaimRule[Outcomes]):
    """Whether every case has an outcome, those still open among them."""

    key = "outcomes_cases"
    title = "Outcomes and cases"
    protects = "Cases whose outcome is told nowhere, so that shares of outcomes mislead."
    example = "40 allegations, of which 20 were substantiated and 10 not: 10 have no outcome."
    reads = Outcomes
    may_lack = ("outcomes",)

    def on(self, claim: Outcomes, dossier: Dossier, where: str) -> Iterator[Result]:
        cases, outcomes = dossier.figure(claim.cases), dossier.all(claim.outcomes)
        summed = add_up(outcomes)
        refs = (cases.id, *(each.id for each in outcomes))
        sum_words = f"{addition(outcomes)} = {summed.words}"
        if summed.reach.meets(cases.reach):
            yield self.passed(where, f"{sum_words}, every case", refs, claim.id)
            return
        short = summed.printed < Fraction(cases.number)
        gap = number(summed.reach.distance(cases.reach), cases.unit, cases.places)
        yield self.finding(
            where,
            severity=Severity.WARNING if short else Severity.ERROR,
            stated=f"{say(cases)} cases, with outcomes {addition(outcomes)}.",
            follows=f"{sum_words}, "
            + ("fewer than the cases." if short else "more than the cases."),
            apart=f"{gap} cases have no outcome." if short else f"{gap} outcomes too many.",
            todo="Say how many are still open, or find the outcomes that are missing."
            if short
            else "Check that outcomes and cases are of the same year and count the same thing.",
            refs=refs,
            claim=claim.id,
        )

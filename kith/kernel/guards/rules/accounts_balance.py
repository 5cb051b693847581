"""Accounts that do not balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kith.kernel.figures import Unit
from kith.kernel.guards.claims import Accounts
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Severity
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.sums import add_up, gap_hint
from kith.kernel.guards.words import listed, number, say


@register
class AccountsRule(ClaimRule[Accounts]):
    """Whether lines make their totals, income meets expenditure, and nothing is a forecast."""

    key = "accounts_balance"
    title = "Accounts that balance"
    protects = "Accounts with money missing, or that balance only through an unseen transfer."
    example = "Income lines of £60,000 under a total of £90,000: £30,000 has no payer."
    reads = Accounts
    may_lack = ("income", "expenditure", "forecasts")

    def on(self, claim: Accounts, dossier: Dossier, where: str) -> Iterator[Result]:
        income, spent = (
            dossier.figure(claim.income_total), dossier.figure(claim.expenditure_total),
        )  # fmt: skip
        yield self.lines(claim, dossier, income, dossier.all(claim.income), where)
        yield self.lines(claim, dossier, spent, dossier.all(claim.expenditure), where)
        refs = (income.id, spent.id)
        gap = abs(Fraction(income.number) - Fraction(spent.number))
        if income.reach.meets(spent.reach):
            words = f"Income {say(income)} = expenditure {say(spent)}, transfers included"
            yield self.passed(where, words, refs, claim.id)
        else:
            yield self.finding(
                where,
                stated=f"Income is {say(income)} and expenditure {say(spent)}.",
                follows="With transfers to and from reserves counted in, the two are equal.",
                apart=f"{number(gap, Unit.MONEY, income.places)}.",
                todo="Add the transfer to or from reserves that makes up the difference.",
                refs=refs,
                claim=claim.id,
            )
        yield from self.transfers(claim, dossier, where)

    def lines(
        self, claim: Accounts, dossier: Dossier, total: Stated, parts: Sequence[Stated], where: str
    ) -> Result:
        """One side of the accounts."""
        summed = add_up(parts)
        refs = (total.id, *(part.id for part in parts))
        gap = Fraction(total.number) - summed.printed
        missing = number(abs(gap), total.unit, total.places)
        if summed.reach.meets(total.reach) and gap and not summed.hidden:
            return self.finding(
                where,
                severity=Severity.NOTE,
                stated=f"{total.name} is {say(total)}.",
                follows=f"Its {len(parts)} lines as printed make {summed.words}.",
                apart=f"{missing}, which rounding can explain.",
                todo="Nothing, if each line was rounded on its own.",
                refs=refs,
                claim=claim.id,
            )
        if summed.reach.meets(total.reach):
            words = f"{total.name}: the {len(parts)} lines make {summed.words}"
            return self.passed(where, words, refs, claim.id)
        return self.finding(
            where,
            stated=f"{total.name} is {say(total)}.",
            follows=f"Its {len(parts)} lines make {summed.words}.",
            apart=f"{missing} is {'in no line' if gap > 0 else 'too much in the lines'}.",
            hint=gap_hint(dossier, total, parts, abs(gap)),
            todo="Print every contribution and every cost, so that the lines make the total.",
            refs=refs,
            claim=claim.id,
        )

    def transfers(self, claim: Accounts, dossier: Dossier, where: str) -> Iterator[Result]:
        """Transfers that make the sides equal, and forecasts printed among outturns."""
        moved = [
            (dossier.figure(id), words)
            for id, words in ((claim.to_reserves, "put into"), (claim.from_reserves, "drawn from"))
            if id and dossier.figure(id).value
        ]
        for figure, words in moved:
            total = (
                claim.expenditure_total if figure.id == claim.to_reserves else claim.income_total
            )
            rest = Fraction(dossier.figure(total).number) - Fraction(figure.number)
            yield self.finding(
                where,
                severity=Severity.NOTE,
                stated=f"{say(figure)} was {words} reserves.",
                follows=f"Without it, that side is {number(rest, figure.unit, figure.places)}, "
                "so the accounts balance only with the transfer.",
                apart=f"{say(figure)}.",
                todo="Say in words that the year ended with a surplus or a shortfall.",
                refs=(figure.id, total),
                claim=claim.id,
            )
        forecasts = dossier.all(claim.forecasts)
        if forecasts:
            yield self.finding(
                where,
                severity=Severity.WARNING,
                stated=f"{listed([f'“{each.name}”' for each in forecasts])} "
                f"{'is a forecast' if len(forecasts) == 1 else 'are forecasts'}.",
                follows="The accounts are of a year that is over, so every line has an outturn.",
                todo="Replace the forecast by what happened.",
                refs=tuple(each.id for each in forecasts),
                claim=claim.id,
            )

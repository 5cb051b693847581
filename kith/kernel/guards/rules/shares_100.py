"""Shares of one whole against 100."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.figures import Unit
from kith.kernel.guards.claims import Shares
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.reach import Reach, total
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import addition, number, span


@register
class SharesRule(ClaimRule[Shares]):
    """Whether shares of one whole come to 100%, as far as each was rounded."""

    key = "shares_100"
    title = "Shares and 100%"
    protects = "A list of shares with one missing or one wrong."
    example = "“20%, 30% and 40% of the cases”: 10% of them are nowhere."
    reads = Shares

    def on(self, claim: Shares, dossier: Dossier, where: str) -> Iterator[Result]:
        shares = dossier.all(claim.shares)
        refs = tuple(share.id for share in shares)
        places = max(share.places for share in shares)
        reach = total(share.reach for share in shares)
        printed = sum((Fraction(share.number) for share in shares), Fraction(0))
        result = number(printed, Unit.PERCENT, places)
        if reach.meets(Reach.exactly(100)):
            yield self.passed(where, f"{addition(shares)} = {result}", refs, claim.id)
            return
        yield self.finding(
            where,
            stated=f"{len(shares)} shares are said to share out one whole: "
            f"{addition(shares)} = {result}.",
            follows=f"Rounded as they are, they may come to {span(reach, Unit.PERCENT, places + 1)}"
            ", which leaves out 100%.",
            apart=f"{number(abs(100 - printed), Unit.NUMBER, places)} percentage points.",
            todo="Find the share that is missing or wrong.",
            refs=refs,
            claim=claim.id,
        )

"""A percentage against its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.kernel.figures import Unit
from kith.kernel.guards.claims import Percentage, Shares
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair
from kith.kernel.guards.reach import Reach, common
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import listed, number, plainly, say, short, span


@register
class PercentageRule(ClaimRule[Percentage]):
    """Whether a percentage is what its part and whole give, as far as it is printed."""

    key = "percentage_parts"
    title = "A percentage and its parts"
    protects = "A percentage copied from an older draft, or divided by the wrong whole."
    example = "“30 of the 50 cases (50%)”: 30 ÷ 50 is 60%."
    reads = Percentage

    def check(self, dossier: Dossier) -> Iterator[Result]:
        yield from super().check(dossier)
        for claim in dossier.of_kind(Shares):
            shares, parts = dossier.all(claim.shares), dossier.all(claim.parts)
            if parts and all(each.value for each in (*shares, *parts)):
                yield from self.one_whole(claim, dossier, shares, parts)

    def on(self, claim: Percentage, dossier: Dossier, where: str) -> Iterator[Result]:
        percent, part, whole = (
            dossier.figure(id) for id in (claim.percent, claim.part, claim.whole)
        )
        refs = (percent.id, part.id, whole.id)
        quotient = part.reach.over(whole.reach)
        if quotient is None:
            yield self.finding(
                where,
                stated=f"{say(part)} is {say(percent)} of {say(whole)}.",
                follows="A percentage of nothing cannot be worked out.",
                todo="Say how many there were, without a percentage.",
                refs=refs,
                claim=claim.id,
            )
            return
        follows = quotient.times(100)
        places = percent.places
        division = f"{say(part)} ÷ {say(whole)}"
        if follows.meets(percent.reach):
            result = short(follows.middle, Unit.PERCENT, places)
            yield self.passed(where, f"{division} = {result}", refs, claim.id)
            return
        result = number(follows.middle, Unit.PERCENT, places)
        yield self.finding(
            where,
            stated=f"{say(part)} is {say(percent)} of {say(whole)}.",
            follows=f"{division} = {number(follows.middle, Unit.PERCENT, places + 2)}, "
            f"which prints as {result}.",
            apart=f"{_points(follows, percent)} percentage points.",
            todo=f"Print {result}, or correct the part or the whole.",
            refs=refs,
            claim=claim.id,
            repairs=(Repair(f"Use {result}", percent.id, value=plainly(follows.middle, places)),),
        )

    def one_whole(
        self, claim: Shares, dossier: Dossier, shares: Sequence[Stated], parts: Sequence[Stated]
    ) -> Iterator[Result]:
        """Shares given with their amounts must all be shares of one whole."""
        where = dossier.place_of(claim)
        refs = (*claim.references(),)
        wholes = [
            part.reach.times(100).over(share.reach)
            for share, part in zip(shares, parts, strict=False)
        ]
        known = [whole for whole in wholes if whole is not None]
        meeting = common(known)
        unit, places = parts[0].unit, parts[0].places
        printed = dossier.figure(claim.whole) if claim.whole else None
        if meeting is None:
            widest = Reach(min(each.low for each in known), max(each.high for each in known))
            yield self.finding(
                where,
                stated=f"{_shares(shares)} of one whole.",
                follows=f"They are of different wholes, from {span(widest, unit, places)}.",
                apart="No one whole gives every percentage.",
                todo="Work each percentage out from the same whole, and print that whole.",
                refs=refs,
                claim=claim.id,
            )
        elif (
            printed is not None and printed.value is not None and not (meeting.meets(printed.reach))
        ):
            yield self.finding(
                where,
                stated=f"{_shares(shares)} of {say(printed)}.",
                follows=f"They are shares of a whole of {span(meeting, unit, places)}.",
                apart=f"{number(meeting.distance(printed.reach), unit, places)}.",
                todo="Say what whole the percentages are of, or work them out again.",
                refs=refs,
                claim=claim.id,
            )
        else:
            words = f"One whole, of {span(meeting, unit, places)}, gives all {len(shares)} shares"
            yield self.passed(where, words, refs, claim.id)


def _points(follows: Reach, percent: Stated) -> str:
    return number(abs(follows.middle - percent.reach.middle), Unit.NUMBER, percent.places + 1)


def _shares(shares: Sequence[Stated]) -> str:
    told = listed([say(each) for each in shares])
    return f"{told} {'is a share' if len(shares) == 1 else 'are shares'}"

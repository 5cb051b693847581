"""A change against the values it compares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.figures import Unit
from kith.kernel.guards.claims import Change
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair, Severity, when
from kith.kernel.guards.reach import Reach
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import listed, number, plainly, say, short
from kith.kernel.periods import compare_across

_SAID = {"rise": "a rise", "fall": "a fall", "same": "no change"}


@register
class ChangeRule(ClaimRule[Change]):
    """Whether a change in percent, in words or in “times as many” is what the values give."""

    key = "change"
    title = "A change and what it compares"
    protects = "A change worked out on the wrong base, told the wrong way, or against nothing."
    example = "“120 started and 100 ended, 17% more”: it is 20% more; 17% is of the 120."
    reads = Change

    def on(self, claim: Change, dossier: Dossier, where: str) -> Iterator[Result]:
        after = dossier.figure(claim.after)
        if not claim.before:
            yield self.no_base(claim, after, where)
            return
        before = dossier.figure(claim.before)
        if claim.percent:
            yield self.percent(claim, dossier, after, before, where)
        if claim.says:
            yield self.direction(claim, after, before, where)
        if claim.times is not None:
            yield self.times(claim, after, before, where)

    def no_base(self, claim: Change, after: Stated, where: str) -> Result:
        """A change told without the number it is a change from."""
        later = (
            claim.before_period is not None
            and after.period is not None
            and compare_across(claim.before_period, after.period) > 0
        )
        said = _SAID.get(claim.says, "a change")
        against = f" compared with {claim.before_period.label}" if claim.before_period else ""
        return self.finding(
            where,
            severity=Severity.ERROR if later else Severity.WARNING,
            stated=f"{say(after)} is {said}{against}.",
            follows=f"{when(claim.before_period)} comes after {when(after.period)}, and no figure "
            "is given for it."
            if later
            else "No figure is given to compare it with.",
            todo="Give the earlier figure and its period, or leave the comparison out.",
            refs=(after.id,),
            claim=claim.id,
        )

    def percent(
        self, claim: Change, dossier: Dossier, after: Stated, before: Stated, where: str
    ) -> Result:
        """A printed percentage change."""
        percent = dossier.figure(claim.percent)
        refs = (percent.id, after.id, before.id)
        places = percent.places
        printed = _signed(percent.reach, claim.says)
        follows = _growth(after, before)
        if follows is None:
            return self.finding(
                where,
                stated=f"A change of {say(percent)}.",
                follows=f"{say(before)} has no percentage change.",
                todo="Give both numbers instead of a percentage.",
                refs=refs,
                claim=claim.id,
            )
        sum_words = f"({say(after)} − {say(before)}) ÷ {say(before)}"
        if follows.meets(printed):
            result = short(follows.middle, Unit.PERCENT, places)
            return self.passed(where, f"{sum_words} = {result}", refs, claim.id)
        result = number(follows.middle, Unit.PERCENT, places)
        return self.finding(
            where,
            stated=f"{say(after)} against {say(before)} is a change of {say(percent)}.",
            follows=f"{sum_words} = {number(follows.middle, Unit.PERCENT, places + 1)}, "
            f"which prints as {result}.",
            apart=f"{number(abs(follows.middle - printed.middle), Unit.NUMBER, places + 1)} "
            "percentage points.",
            hint=_wrong_bases(dossier, after, before, percent),
            todo=f"Print {result}, or say what the percentage is of.",
            refs=refs,
            claim=claim.id,
            repairs=(
                Repair(f"Use {result}", percent.id, value=plainly(abs(follows.middle), places)),
            ),
        )

    def direction(self, claim: Change, after: Stated, before: Stated, where: str) -> Result:
        """Words such as “rose”, against the two values."""
        refs = (after.id, before.id)
        moved = (after.number > before.number) - (after.number < before.number)
        meant = {"rise": 1, "fall": -1, "same": 0}[claim.says]
        told = _SAID[claim.says]
        if moved == meant:
            words = f"{say(after)} against {say(before)} is {told}"
            return self.passed(where, words, refs, claim.id)
        actual = {1: "a rise", -1: "a fall", 0: "no change"}[moved]
        return self.finding(
            where,
            stated=f"{say(after)} against {say(before)} is {told}.",
            follows=f"It is {actual}.",
            apart=f"{number(abs(after.number - before.number), after.unit, after.places)}.",
            todo="Correct the word or the figures.",
            refs=refs,
            claim=claim.id,
        )

    def times(self, claim: Change, after: Stated, before: Stated, where: str) -> Result:
        """Words such as “more than doubled”, against the two values."""
        refs = (after.id, before.id)
        wanted = Fraction(claim.times or 0)
        ratio = after.reach.over(before.reach)
        told = f"at least {number(wanted, Unit.NUMBER, 0 if wanted.denominator == 1 else 1)} times"
        if ratio is not None and ratio.high >= wanted:
            words = f"{say(after)} ÷ {say(before)} = {number(ratio.middle, Unit.NUMBER, 2)}, {told}"
            return self.passed(where, words, refs, claim.id)
        actual = "cannot be said" if ratio is None else number(ratio.middle, Unit.NUMBER, 2)
        return self.finding(
            where,
            stated=f"{say(after)} is {told} {say(before)}.",
            follows=f"{say(after)} ÷ {say(before)} = {actual}.",
            todo="Correct the words or the figures.",
            refs=refs,
            claim=claim.id,
        )


def _growth(after: Stated, before: Stated, base: Stated | None = None) -> Reach | None:
    """The percentage change from `before` to `after`, of `before` unless told another base.

    Taken on the quotient, in which each value stands once, so that the reach is not too wide.
    """
    if base is None or base is before:
        quotient = after.reach.over(before.reach)
        return None if quotient is None else quotient.times(100) - Reach.exactly(100)
    quotient = before.reach.over(after.reach)
    return None if quotient is None else Reach.exactly(100) - quotient.times(100)


def _signed(reach: Reach, says: str) -> Reach:
    """A percentage printed with “fell by” in front is a negative change."""
    return Reach(-reach.high, -reach.low) if says == "fall" and reach.middle > 0 else reach


def _wrong_bases(dossier: Dossier, after: Stated, before: Stated, percent: Stated) -> str:
    """Slips that would give the printed percentage."""
    found = []

    def fits(reach: Reach | None) -> bool:
        return reach is not None and (
            reach.meets(percent.reach) or Reach(-reach.high, -reach.low).meets(percent.reach)
        )

    if fits(_growth(after, before, base=after)):
        found.append(f"dividing by {say(after)} instead of {say(before)}")
    quotient = after.reach.over(before.reach)
    if fits(quotient.times(100) if quotient else None):
        found.append(f"taking {say(after)} as a percentage of {say(before)}")
    if after.unit is Unit.PERCENT and fits(after.reach - before.reach):
        found.append("subtracting the percentages, which gives percentage points")
    for other in [*dossier.figures, *dossier.official]:
        like = other.measure and (other.measure, other.area, other.group, other.unit) == (
            before.measure, before.area, before.group, before.unit,
        )  # fmt: skip
        another = like and other.value and other.value not in (before.value, after.value)
        if another and fits(_growth(after, other)):
            found.append(f"comparing with {say(other)} ({when(other.period)})")
    if not found:
        return ""
    return f"{say(percent)} is what comes of {listed(list(dict.fromkeys(found)), 'or')}."

"""A comparator of another kind, unit or period."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.guards.claims import Comparison
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Pass, Repair, Severity, when
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import listed, number, plainly, say

_KINDS = {
    "stock": "counts what is open on a day",
    "flow": "counts what happened in a period",
    "snapshot": "is an estimate for a day",
}


@register
class ComparatorRule(ClaimRule[Comparison]):
    """Whether a comparator measures the same thing, by what it says and by its value."""

    key = "comparator"
    title = "Like with like"
    protects = "A benchmark of another measure: plans open on a day beside plans started in a year."
    example = "Our 40 open per 10,000 beside a national 55 that is the rate of plans started."
    reads = Comparison

    def on(self, claim: Comparison, dossier: Dossier, where: str) -> Iterator[Result]:
        ours, theirs = dossier.figure(claim.ours), dossier.figure(claim.theirs)
        refs = (ours.id, theirs.id)
        differences = _declared(ours, theirs)
        if differences:
            yield self.finding(
                where,
                stated=_beside(ours, theirs),
                follows=f"They are not alike: {listed(differences)}.",
                todo="Compare with the same measure, unit and period, or say how they differ.",
                refs=refs,
                claim=claim.id,
            )
        else:
            alike = self.by_value(claim, dossier, ours, theirs, where)
            yield alike
            if claim.says and isinstance(alike, Pass):
                yield self.direction(claim, ours, theirs, where)

    def by_value(
        self, claim: Comparison, dossier: Dossier, ours: Stated, theirs: Stated, where: str
    ) -> Result:
        """The comparator's value among the official values for its area and unit."""
        refs = (ours.id, theirs.id)
        known = [
            each
            for each in dossier.official
            if each.value is not None
            and (each.area, each.unit, each.per) == (theirs.area, theirs.unit, theirs.per)
        ]
        own = next(
            (each for each in known
             if (each.measure, each.group, each.period)
             == (theirs.measure, theirs.group, theirs.period)),
            None,
        )  # fmt: skip
        if own is None:
            words = (
                f"{say(ours)} beside {say(theirs)}: same measure, unit and period as told "
                "(no official value here to test it by)"
            )
            return self.passed(where, words, refs, claim.id)
        if own.reach.meets(theirs.reach):
            words = f"{say(theirs)} is the official value for {own.name}, {when(own.period)}"
            return self.passed(where, words, (*refs, own.id), claim.id)
        nearest = min(known, key=lambda each: _off(each, theirs))
        gap = abs(Fraction(theirs.number) - Fraction(own.number))
        apart = f"{number(gap, theirs.unit, max(theirs.places, own.places))} from its own measure."
        exact = "is" if nearest.reach.meets(theirs.reach) else "is nearest to"
        other = nearest.measure != own.measure or nearest.group != own.group
        if other:
            counts = _KINDS.get(nearest.kind or "", "is another measure")
            follows = (
                f"{say(theirs)} {exact} the official value of another measure, {nearest.name} "
                f"({say(nearest)}, {when(nearest.period)}), which {counts}. "
                f"The same measure as ours is {say(own)}."
            )
        elif nearest is not own:
            follows = (
                f"{say(theirs)} {exact} the official value for {when(nearest.period)} "
                f"({say(nearest)}); for {when(own.period)} it is {say(own)}."
            )
        else:
            follows = f"The official value for the same measure and period is {say(own)}."
        severity = Severity.ERROR if other else Severity.WARNING
        if nearest is own and own.revised:
            severity = Severity.NOTE
        return self.finding(
            where,
            severity=severity,
            stated=_beside(ours, theirs),
            follows=follows,
            apart=apart,
            todo=f"Compare with {say(own)}, and name its source and year.",
            refs=(*refs, own.id, *(() if nearest is own else (nearest.id,))),
            claim=claim.id,
            repairs=(
                Repair(
                    f"Use {say(own)}, the official value",
                    theirs.id,
                    value=plainly(own.number, own.places),
                    official=own.id,
                ),
            ),
        )

    def direction(self, claim: Comparison, ours: Stated, theirs: Stated, where: str) -> Result:
        """Words such as “higher than”, against two values that are alike."""
        true = {
            "higher": ours.reach.low > theirs.reach.high,
            "lower": ours.reach.high < theirs.reach.low,
            "similar": True,  # how near is similar is for the intervals to say
        }[claim.says]
        refs = (ours.id, theirs.id)
        told = f"{say(ours)} is {claim.says} {'to' if claim.says == 'similar' else 'than'}"
        if true:
            return self.passed(where, f"{told} {say(theirs)}", refs, claim.id)
        return self.finding(
            where,
            stated=f"{told} {say(theirs)}.",
            follows="The two figures do not say so.",
            apart=f"{number(abs(ours.number - theirs.number), ours.unit, ours.places)}.",
            todo="Correct the word or the figures.",
            refs=refs,
            claim=claim.id,
        )


def _beside(ours: Stated, theirs: Stated) -> str:
    return f"“{ours.name}” ({say(ours)}) is compared with “{theirs.name}” ({say(theirs)})."


def _declared(ours: Stated, theirs: Stated) -> list[str]:
    """How the two differ by what is known of them, before their values are looked at."""
    found = []
    if ours.kind and theirs.kind and ours.kind is not theirs.kind:
        found.append(f"ours {_KINDS[ours.kind.value]} and theirs {_KINDS[theirs.kind.value]}")
    elif ours.measure and theirs.measure and ours.measure != theirs.measure:
        found.append(f"ours is “{ours.measure}” and theirs “{theirs.measure}”")
    if ours.unit is not theirs.unit:
        found.append(f"ours is a {ours.unit.value} and theirs a {theirs.unit.value}")
    elif ours.per != theirs.per:
        found.append(f"ours is per {ours.per:,} and theirs per {theirs.per:,}")
    if ours.period and theirs.period and ours.period != theirs.period:
        found.append(f"ours is for {ours.period.label} and theirs for {theirs.period.label}")
    return found


def _off(each: Stated, theirs: Stated) -> tuple[Fraction, Fraction]:
    middle = abs(Fraction(each.number) - Fraction(theirs.number))
    return each.reach.distance(theirs.reach), middle

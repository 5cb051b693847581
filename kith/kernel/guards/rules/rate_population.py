"""A rate against its count and population, and one population for one area and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from kith.kernel.guards.claims import RateOf
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair, Severity
from kith.kernel.guards.reach import Reach, common
from kith.kernel.guards.registry import ClaimRule, Result, register
from kith.kernel.guards.words import listed, number, plainly, say, span


@register
class RatePopulationRule(ClaimRule[RateOf]):
    """Whether rates are their counts over a population, and over the same one."""

    key = "rate_population"
    title = "A rate, its count and its population"
    protects = "Rates of one area worked out on different populations, so that none compares."
    example = "60 children at 10 per 10,000 and 90 at 12: the first needs 60,000, the other 75,000."
    reads = RateOf

    def check(self, dossier: Dossier) -> Iterator[Result]:
        yield from super().check(dossier)
        yield from self.one_population(dossier)

    def on(self, claim: RateOf, dossier: Dossier, where: str) -> Iterator[Result]:
        if not claim.population:
            return
        rate, count, population = (
            dossier.figure(id) for id in (claim.rate, claim.count, claim.population)
        )
        refs = (rate.id, count.id, population.id)
        quotient = count.reach.over(population.reach)
        implied = implied_population(rate, count)
        if quotient is None or implied is None:
            return
        follows = quotient.times(rate.per)
        sum_words = f"{say(count)} ÷ {say(population)} × {rate.per:,}"
        result = number(follows.middle, rate.unit, rate.places)
        if follows.meets(rate.reach):
            yield self.passed(where, f"{sum_words} = {result}", refs, claim.id)
            return
        yield self.finding(
            where,
            # A population estimated anew since the report cannot convict its rate of an error.
            severity=Severity.WARNING if population.revised else Severity.ERROR,
            stated=f"{say(count)} is a rate of {say(rate)} per {rate.per:,}.",
            follows=f"{sum_words} = {number(follows.middle, rate.unit, rate.places + 1)}; "
            f"{say(rate)} needs a population of {span(implied)}.",
            apart=f"{number(abs(follows.middle - rate.reach.middle), rate.unit, rate.places + 1)} "
            f"per {rate.per:,}, or {number(implied.distance(population.reach))} people.",
            hint=_hint(dossier, rate, count, population),
            todo="Name the population estimate the rate divides by, and use it for every rate.",
            refs=refs,
            claim=claim.id,
            repairs=(Repair(f"Use {result}", rate.id, value=plainly(follows.middle, rate.places)),),
        )

    def one_population(self, dossier: Dossier) -> Iterator[Result]:
        """Every rate of one area on one day must admit one and the same population."""
        together: dict[tuple[str, date], list[tuple[RateOf, Stated, Stated, Reach]]] = defaultdict(
            list
        )
        for claim in dossier.of_kind(RateOf):
            rate, count = dossier.figure(claim.rate), dossier.figure(claim.count)
            if rate.value is None or count.value is None or rate.period is None:
                continue
            implied = implied_population(rate, count)
            if implied is not None:
                key = (rate.area, rate.period.ends_on)
                together[key].append((claim, rate, count, implied))
        for members in together.values():
            if len(members) < 2:
                continue
            refs = tuple(each.id for _, rate, count, _ in members for each in (rate, count))
            where = dossier.place_of(members[0][0])
            meeting = common(implied for *_, implied in members)
            told = [
                f"{say(count)} at {say(rate)} per {rate.per:,} needs {span(implied)}"
                for _, rate, count, implied in members
            ]
            if meeting is not None:
                words = f"One population, of {span(meeting)}, gives all {len(members)} rates"
                yield self.passed(where, words, refs)
                continue
            farthest = max(each.low for *_, each in members) - min(
                each.high for *_, each in members
            )
            yield self.finding(
                where,
                stated=f"{len(members)} rates are given for one area and one day.",
                follows=f"No one population gives them all: {listed(told)}.",
                apart=f"The populations are at least {number(farthest)} apart.",
                todo="Work out every rate from the same population estimate, and name it.",
                refs=refs,
            )


def implied_population(rate: Stated, count: Stated) -> Reach | None:
    """The populations that would give the printed rate; None for a rate that may be zero."""
    return count.reach.times(rate.per).over(rate.reach)


def _hint(dossier: Dossier, rate: Stated, count: Stated, population: Stated) -> str:
    anew = "The population has been estimated anew since." if population.revised else ""
    return f"{_better_count(dossier, rate, count, population)} {anew}".strip()


def _better_count(dossier: Dossier, rate: Stated, count: Stated, population: Stated) -> str:
    """The official count whose rate comes nearest to the printed one, if it is another count."""
    like = [each for each in dossier.official_for(count) if each.value is not None]
    if not like:
        return ""

    def off(each: Stated) -> Fraction:
        per_person = Fraction(each.number) / Fraction(population.number)
        return abs(per_person * rate.per - rate.reach.middle)

    best = min(like, key=off)
    if best.value == count.value or off(best) >= off(count):
        return ""
    on_day = best.period.label if best.period else "another day"
    result = Fraction(best.number) / Fraction(population.number) * rate.per
    return (
        f"The official count for {on_day}, {say(best)}, comes nearest: it gives "
        f"{number(result, rate.unit, rate.places)}."
    )

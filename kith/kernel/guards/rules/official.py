"""A figure against the official one for the same measure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kith.kernel.guards.claims import Comparison, RateOf
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair, Severity, when
from kith.kernel.guards.registry import Result, Rule, register
from kith.kernel.guards.words import number, plainly, say


@register
class OfficialRule(Rule):
    """Whether figures agree with the official ones for the same measure, area and period.

    A rate that is checked against an official population, and a comparator, have rules of their
    own that say more; this one leaves them alone.
    """

    key = "official"
    title = "The official figure"
    protects = "A local count that readers will find printed otherwise by the government."
    example = "A report has 585 plans started; the official statistics have 583."

    def check(self, dossier: Dossier) -> Iterator[Result]:
        others = [claim.theirs for claim in dossier.of_kind(Comparison)]
        others += [claim.rate for claim in dossier.of_kind(RateOf) if claim.population]
        elsewhere = {_fact(dossier.figure(id)) for id in others}
        seen: set[tuple[object, ...]] = set()
        for figure in dossier.figures:
            official = dossier.official_figure(figure)
            if figure.value is None or _fact(figure) in elsewhere:
                continue
            if official is None or official.value is None:
                continue
            key = (official.id, figure.value, figure.places)
            if key in seen:  # the same number printed again is the same news
                continue
            seen.add(key)
            refs = (figure.id, official.id)
            if figure.reach.meets(official.reach):
                words = f"{say(figure)} agrees with the official {say(official)}"
                yield self.passed(figure.place, f"{figure.name}: {words}", refs)
                continue
            places = max(figure.places, official.places)
            gap = abs(Fraction(figure.number) - Fraction(official.number))
            yield self.finding(
                figure.place,
                severity=Severity.NOTE if official.revised else Severity.WARNING,
                stated=f"{figure.name} is {say(figure)}.",
                follows=f"The official figure for {when(official.period)} is {say(official)}"
                + (", worked out anew since." if official.revised else "."),
                apart=f"{number(gap, figure.unit, places)}.",
                todo="Use the official figure, or say why the local one differs.",
                refs=refs,
                repairs=(
                    Repair(
                        f"Use {say(official)}, the official figure",
                        figure.id,
                        value=plainly(official.value, official.places),
                        official=official.id,
                    ),
                ),
            )


def _fact(figure: Stated) -> tuple[object, ...]:
    """What a figure tells, wherever it is printed."""
    return (figure.measure, figure.area, figure.group, figure.unit, figure.period)

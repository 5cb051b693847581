"""Sums of parts against totals: the arithmetic and the explanations that several rules share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kith.kernel.figures import Code, Unit
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.reach import Reach, total
from kith.kernel.guards.words import listed, number, say

# A count hidden for being small is 1 to 5 in official statistics; this is what it may add.
HIDDEN = Reach(Fraction(1), Fraction(5))


@dataclass(frozen=True, slots=True)
class Summed:
    """Parts added up: what they may come to, what is printed, and what had to be left out."""

    reach: Reach
    printed: Fraction
    unit: Unit
    places: int
    hidden: int
    blank: int

    @property
    def words(self) -> str:
        """What the parts come to: `488`, or `480 and 2 hidden`."""
        text = number(self.printed, self.unit, self.places)
        return f"{text} and {self.hidden} hidden" if self.hidden else text


def add_up(parts: Sequence[Stated]) -> Summed:
    """Adds parts that may hold codes: a hidden one adds 1 to 5, every other code adds nothing.

    A blank adds nothing either, and is counted, because nobody can say what it stands for.
    """
    numbers = [part for part in parts if part.value is not None]
    hidden = sum(part.code is Code.SUPPRESSED for part in parts)
    printed = Fraction(sum((part.number for part in numbers), Decimal(0)))
    rounded = total(part.reach - Reach.exactly(part.number) for part in numbers if not part.exact)
    return Summed(
        reach=Reach.exactly(printed) + rounded + HIDDEN.times(hidden),
        printed=printed,
        unit=parts[0].unit if parts else Unit.COUNT,
        places=max((part.places for part in parts), default=0),
        hidden=hidden,
        blank=sum(part.blank for part in parts),
    )


def gap_hint(dossier: Dossier, whole: Stated, parts: Sequence[Stated], gap: Fraction) -> str:
    """What a gap may come from: another figure of the same module, or one part left out."""
    hints = []
    involved = {whole.id, *(part.id for part in parts)}
    same = [each for each in dossier.with_value(whole, gap) if each.id not in involved]
    if gap <= 1:  # a gap of 1 equals too many figures to mean anything
        same = []
    if same:
        names = listed([f"“{each.name}” ({each.place})" for each in same], "or")
        hints.append(
            f"The {number(gap, whole.unit, whole.places)} is exactly {names}, "
            "which may have been counted in."
        )
    alone = without_one(parts, Fraction(whole.number))
    if alone:
        hints.append(f"{say(whole)} is what the parts give without “{alone.name}” ({say(alone)}).")
    return " ".join(hints)


def without_one(parts: Sequence[Stated], wanted: Fraction) -> Stated | None:
    """The one part whose leaving out gives the wanted sum, if exactly one does."""
    numbers = [part for part in parts if part.value]
    whole = sum((part.number for part in numbers), Decimal(0))
    found = [part for part in numbers if whole - part.number == wanted]
    return found[0] if len(found) == 1 else None

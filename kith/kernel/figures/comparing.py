"""Comparing and adding figures, and saying why some may not be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kith.kernel.figures.figure import Figure
from kith.kernel.figures.showing import shown_number
from kith.kernel.figures.values import Amount, Count, Kind, Rate, Unit
from kith.kernel.periods import Period
from kith.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One reason two figures are not the same measure. `on` names what differs."""

    on: str
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """A relative change, exact: from `before` to `after`, in per cent of `before`."""

    before: Fraction
    after: Fraction

    @property
    def percent(self) -> Fraction:
        return (self.after - self.before) * 100 / self.before

    def shown(self, places: int = 1) -> str:
        return shown_number(self.percent, Unit.PERCENT, places)


def same_measure(a: Figure, b: Figure) -> tuple[Mismatch, ...]:
    """Why `a` and `b` may not be set side by side; empty when they may.

    Areas and years may differ: that is what comparing is for. What may not differ is the
    indicator, its version and breakdown, the kind, the unit, the year's basis and, for a
    flow, the length of the period.
    """
    found: list[Mismatch] = []

    def compare(on: str, left: object, right: object, why: str) -> None:
        if left != right:
            found.append(Mismatch(on, why.format(a=left or "the whole", b=right or "the whole")))

    compare("indicator", a.indicator, b.indicator, "One counts {a}, the other {b}.")
    if a.indicator == b.indicator:
        compare("version", a.version, b.version, "Its definition changed: version {a} and {b}.")
        compare("breakdown", a.breakdown, b.breakdown, "One is for {a}, the other for {b}.")
    compare(
        "kind",
        a.kind.value,
        b.kind.value,
        "One is a {a} and the other a {b}: a number on a day is not a number over a period.",
    )
    compare("unit", a.unit.value, b.unit.value, "One is a {a}, the other a {b}.")
    if isinstance(a.value, Rate) and isinstance(b.value, Rate):
        compare("per", a.value.per, b.value.per, "One is for each {a:,}, the other for each {b:,}.")
    if a.kind is b.kind:
        found += _period_mismatches(a, b)
    return tuple(found)


def change(before: Figure, after: Figure, across: Collection[str] = ()) -> Change:
    """The relative change from `before` to `after`.

    Refuses a base of 0 or less, a missing value, and figures that differ in measure or area
    unless `across` names what may differ ("area", "basis", "version" and so on).
    """
    base, end = _numbers(before, after, across)
    if base <= 0:
        raise Refused(
            f"“{before.title}” was {before.shown()} in {before.period.label}: "
            "there is no relative change from that. Give both numbers instead."
        )
    return Change(base, end)


def difference(before: Figure, after: Figure, across: Collection[str] = ()) -> Fraction:
    """`after` less `before`, exact, in their unit (percentage points for percentages).

    Refuses what `change` refuses, save that the base may be 0.
    """
    base, end = _numbers(before, after, across)
    return end - base


def total(figures: Sequence[Figure], across: Collection[str] = ()) -> Count | Amount:
    """The sum of counts or of amounts of money, exact and whatever their order.

    Refuses none at all, mixed units, kinds or periods, a missing value, the same figure twice,
    and percentages or rates, which do not add. `across={"period"}` adds flows of periods that
    do not overlap, such as four quarters.
    """
    if not figures:
        raise Refused("There is nothing to add up.")
    first = figures[0]
    seen: set[tuple[str, str, str, str]] = set()
    for figure in figures:
        if figure.unit is not first.unit or figure.kind is not first.kind:
            raise Refused(f"“{figure.title}” cannot be added to “{first.title}”: unlike things.")
        key = (figure.indicator, figure.area, figure.breakdown, figure.period.code)
        if key in seen:
            raise Refused(f"“{figure.title}” for {figure.period.label} would be counted twice.")
        seen.add(key)
    _refuse_periods(figures, across)
    counts = [f.value for f in figures if isinstance(f.value, Count)]
    if len(counts) == len(figures):
        return Count(sum(c.value for c in counts))
    return Amount(_decimal_sum([_addable(figure) for figure in figures]))


def _addable(figure: Figure) -> Decimal:
    match figure.value:
        case Count(n):
            return Decimal(n)
        case Amount(amount):
            return amount
        case _ if figure.missing:
            raise Refused(
                f"“{figure.title}” has no number ({figure.missing.meaning.lower()}), "
                "so the total cannot be known."
            )
        case _:
            raise Refused("Percentages and rates do not add up. Add the counts behind them.")


def _decimal_sum(amounts: Sequence[Decimal]) -> Decimal:
    """Exact at any size: Decimal's own addition keeps 28 digits only."""
    places = max(max(0, -int(a.as_tuple().exponent)) for a in amounts)
    whole = sum(int(Fraction(a) * 10**places) for a in amounts)
    return Decimal((int(whole < 0), tuple(int(d) for d in str(abs(whole))), -places))


def _refuse_periods(figures: Sequence[Figure], across: Collection[str]) -> None:
    periods = sorted({f.period for f in figures}, key=lambda p: (p.starts_on, p.ends_on))
    if len(periods) == 1:
        return
    if "period" not in across:
        raise Refused(f"{periods[0].label} and {periods[1].label} are different periods.")
    if figures[0].kind is not Kind.FLOW:
        raise Refused("Numbers on different days do not add up: the same child may be in both.")
    for earlier, later in pairwise(periods):
        if later.starts_on <= earlier.ends_on:
            raise Refused(f"{earlier.label} and {later.label} overlap, so they do not add up.")


def _numbers(a: Figure, b: Figure, across: Collection[str]) -> tuple[Fraction, Fraction]:
    reasons = list(same_measure(a, b))
    if a.area != b.area:
        reasons.append(Mismatch("area", f"One is for {a.area_name}, the other {b.area_name}."))
    for reason in reasons:
        if reason.on not in across:
            raise Refused(f"“{a.title}” and “{b.title}” may not be compared. {reason.why}")
    for figure in (a, b):
        if figure.missing:
            raise Refused(
                f"“{figure.title}” for {figure.period.label} has no number: "
                f"{figure.missing.meaning.lower()}."
            )
    assert a.number is not None
    assert b.number is not None
    return a.number, b.number


def _period_mismatches(a: Figure, b: Figure) -> list[Mismatch]:
    if a.period.basis is not b.period.basis:
        return [
            Mismatch(
                "basis",
                f"{a.period.label} and {b.period.label} are years of different kinds.",
            )
        ]
    if a.kind is Kind.FLOW and _months(a.period) != _months(b.period):
        return [Mismatch("length", f"{a.period.label} and {b.period.label} are not equally long.")]
    return []


def _months(period: Period) -> int:
    """Calendar months touched; periods of a flow begin and end with a month."""
    start, end = period.starts_on, period.ends_on
    return (end.year - start.year) * 12 + end.month - start.month + 1

"""Period labels against the period of the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from kith.kernel.guards.claims import Change, Claim, PartsTotal, TableTotal
from kith.kernel.guards.columns import told
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Repair, Severity, when
from kith.kernel.guards.registry import Result, Rule, register
from kith.kernel.guards.words import listed, say
from kith.kernel.periods import Grain, Period, as_at

_DAYS_IN_YEAR = Fraction(1461, 4)


@register
class PeriodLabelRule(Rule):
    """Whether figures carry the period they are for.

    It asks three things: does a sentence's figure belong to another year's column; are the figures
    of one claim labelled with one period; does a comparison over a year span a year?
    """

    key = "period_label"
    title = "The label and the period"
    protects = "A right number under the wrong year, from last year's text copied forward."
    example = "“In 2018-19 there were 636”, when 636 is the table's total for 2019-20."

    def check(self, dossier: Dossier) -> Iterator[Result]:
        for claim in dossier.claims:
            if isinstance(claim, TableTotal):
                yield from self.columns(claim, dossier)
            if isinstance(claim, Change):
                yield from self.span(claim, dossier)
            if claim.one_period:
                yield from self.one_period(claim, dossier)

    def columns(self, claim: TableTotal, dossier: Dossier) -> Iterator[Result]:
        """A sentence's figure that is the total of another period's column."""
        reading = told(claim, dossier)
        if reading is None or (reading.meant and reading.meant.fits(reading.figure)):
            return
        if not reading.matching:
            return
        figure, match = reading.figure, reading.matching[0]
        meant = (
            f"; for {when(figure.period)} the table has {reading.meant.summed.words}"
            if reading.meant
            else ""
        )
        period = match.column.period
        yield self.finding(
            dossier.place_of(claim),
            stated=f"{figure.name}, {say(figure)}, is labelled {when(figure.period)}.",
            follows=f"{say(figure)} is the table's total for {when(period)}{meant}.",
            apart=_years_apart(figure.period, period),
            todo=f"Label it {when(period)}, or print the figure for {when(figure.period)}.",
            refs=(figure.id, *(part.id for part in match.parts)),
            claim=claim.id,
            repairs=(Repair(f"Label it {period.label}", figure.id, period=period.code),)
            if period
            else (),
        )

    def one_period(self, claim: Claim, dossier: Dossier) -> Iterator[Result]:
        """Figures of one sum that are labelled with different periods."""
        figures = [
            figure
            for name in claim.one_period
            for figure in dossier.all(claim.named(name))
            if figure.period
        ]
        labels: dict[Period, list[Stated]] = {}
        for figure in figures:
            if figure.period:
                labels.setdefault(figure.period, []).append(figure)
        if len(labels) < 2 or len({period.ends_on for period in labels}) == 1:
            return
        if isinstance(claim, PartsTotal) and _within_total(claim, dossier):
            return
        groups = [
            f"{listed([say(figure) for figure in members])} {'is' if len(members) == 1 else 'are'} "
            f"labelled {period.label}"
            for period, members in labels.items()
        ]
        yield self.finding(
            dossier.place_of(claim),
            stated=f"{listed(groups)}.",
            follows="They belong to one sum, so they should be for one and the same period.",
            hint=_official_hint(dossier, figures),
            todo="Find out which label is right, and give the figures of one period.",
            refs=tuple(figure.id for figure in figures),
            claim=claim.id,
        )

    def span(self, claim: Change, dossier: Dossier) -> Iterator[Result]:
        """A comparison that spans more years than it says."""
        if not claim.before:
            return
        after, before = dossier.figure(claim.after), dossier.figure(claim.before)
        if after.period is None or before.period is None:
            return
        years = years_between(before.period, after.period)
        meant = (claim.years,) if claim.years is not None else (0, 1)
        refs = (after.id, before.id)
        where = dossier.place_of(claim)
        if years in meant:
            words = f"{when(after.period)} is compared with {when(before.period)}"
            yield self.passed(where, words, refs, claim.id)
            return
        likely, hint = _likely_period(dossier, before, after.period)
        yield self.finding(
            where,
            severity=Severity.ERROR if years < 0 else Severity.WARNING,
            stated=f"{say(after)}, for {when(after.period)}, is compared with {say(before)}, "
            f"for {when(before.period)}.",
            follows=f"That is {years} years apart, in a report on one year."
            if years > 0
            else "The figure compared with is the later one.",
            apart=f"{years} years.",
            hint=hint,
            todo="Check the date of the earlier figure, or say that the comparison is over "
            "several years.",
            refs=refs,
            claim=claim.id,
            repairs=(Repair(f"Date it {likely.label}", before.id, period=likely.code),)
            if likely
            else (),
        )


def _within_total(claim: PartsTotal, dossier: Dossier) -> bool:
    """Whether the parts are for parts of the total's own period, as quarters are of a year."""
    whole = dossier.figure(claim.total).period
    return whole is not None and all(
        part.period is None
        or (whole.starts_on <= part.period.starts_on and part.period.ends_on <= whole.ends_on)
        for part in dossier.all(claim.parts)
    )


def years_between(before: Period, after: Period) -> int:
    """Whole years, rounded to the nearest, from the end of one period to the end of another."""
    days = (after.ends_on - before.ends_on).days
    return int((Fraction(days) / _DAYS_IN_YEAR + Fraction(1, 2)) // 1)


def _years_apart(one: Period | None, other: Period | None) -> str:
    if one is None or other is None:
        return ""
    years = abs(years_between(one, other))
    return f"{years} year{'' if years == 1 else 's'}."


def _likely_period(dossier: Dossier, figure: Stated, after: Period) -> tuple[Period | None, str]:
    """The earlier official period whose value the figure comes nearest to, if it is another."""
    known = [
        each
        for each in dossier.official_for(figure)
        if each.value is not None and each.period and each.period.ends_on < after.ends_on
    ]
    if not known or figure.period is None:
        return None, ""
    wanted = Fraction(figure.number)
    best = min(known, key=lambda each: abs(Fraction(each.number) - wanted))
    labelled = _same_month(known, figure.period)
    if best.period is None or best is labelled:
        return None, ""
    told = (
        f"Of the official figures, {say(figure)} comes nearest to {say(best)} ({when(best.period)})"
    )
    also = f", not {say(labelled)} ({when(labelled.period)})" if labelled else ""
    return best.period, f"{told}{also}."


def _same_month(known: list[Stated], period: Period) -> Stated | None:
    """The official figure whose day falls nearest to the period."""

    def off(each: Stated) -> int:
        assert each.period is not None  # only figures with periods are passed in
        return abs((each.period.ends_on - period.starts_on).days)

    return min(known, key=off, default=None)


def _official_hint(dossier: Dossier, figures: list[Stated]) -> str:
    """What the official figures are on the days that the labels name."""
    days: list[date] = sorted(
        {
            figure.period.ends_on
            for figure in figures
            if figure.period and figure.period.grain is Grain.DAY
        }
    )
    found = []
    for figure in figures:
        if figure.period is None or figure.period.grain is Grain.DAY or figure.value is None:
            continue
        for day in days:
            official = dossier.official_figure(figure, as_at(day))
            if official and official.value is not None and official.value != figure.value:
                found.append(f"{say(official)} on {when(official.period)}, not {say(figure)}")
    return f"The official figure is {listed(found)}." if found else ""

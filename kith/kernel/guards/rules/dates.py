"""Dates against the calendar: after publication, outside the year, one event with two dates."""

from __future__ import annotations

from collections.abc import Iterator

from kith.kernel.figures import Kind
from kith.kernel.guards.claims import Dated, Event
from kith.kernel.guards.dossier import Dossier, as_period
from kith.kernel.guards.findings import Severity
from kith.kernel.guards.registry import Result, Rule, register
from kith.kernel.guards.words import listed, say
from kith.kernel.periods import Period


@register
class DatesRule(Rule):
    """Whether what is told could have happened when it is said to have happened."""

    key = "dates"
    title = "Dates and the calendar"
    protects = "A typing slip in a year, a figure for another year, one event with two dates."
    example = "A report published in November 2020 tells of a launch in December 2020."

    def check(self, dossier: Dossier) -> Iterator[Result]:
        yield from self.publication(dossier)
        for claim in dossier.of_kind(Event):
            yield from self.event(claim, dossier)
        yield from self.figures(dossier)

    def publication(self, dossier: Dossier) -> Iterator[Result]:
        """The publication's own dates: the year ends, then approval, cover and publication."""
        given = {
            "the cover": as_period(dossier.cover_on),
            "the approval": as_period(dossier.approved_on),
            "the publication": dossier.published,
        }
        dates = {name: period for name, period in given.items() if period}
        told = listed([f"{name} is dated {period.label}" for name, period in dates.items()])
        wrong = []
        cover, approved = dates.get("the cover"), dates.get("the approval")
        published = dates.get("the publication")
        if cover and published and not _one_day(cover, published):
            wrong.append("the cover and the publication have different dates")
        if approved and published and approved.starts_on > published.ends_on:
            wrong.append("it was published before it was approved")
        if cover and approved and approved.starts_on > cover.ends_on:
            wrong.append("the approval came after the date on the cover")
        if published and published.ends_on <= dossier.period.ends_on:
            wrong.append(f"it was published before {dossier.period.label} was over")
        if wrong:
            yield self.finding(
                "cover",
                severity=Severity.WARNING,
                stated=f"{told[:1].upper()}{told[1:]}.",
                follows=f"Not all of this can be: {listed(wrong)}.",
                todo="Put the date of publication on the cover.",
                refs=(),
            )
        elif dates:
            yield self.passed("cover", f"{told[:1].upper()}{told[1:]}", ())

    def event(self, claim: Event, dossier: Dossier) -> Iterator[Result]:
        """One event: one date, over by publication, and within the year if told as part of it."""
        where = dossier.place_of(claim) or next((each.place for each in claim.dates), "")
        clash = _clash(claim.dates)
        told = listed([_dated(each) for each in claim.dates])
        problems = False
        if clash:
            problems = True
            yield self.finding(
                where,
                severity=Severity.WARNING,
                stated=f"{claim.what} is dated {told}.",
                follows="It is one event, so it has one date.",
                todo="Find the right date, and give it everywhere.",
                refs=(),
                claim=claim.id,
            )
        published = dossier.published
        if published and not claim.planned:
            for each in claim.dates:
                if each.when.starts_on > published.ends_on:
                    problems = True
                    yield self.finding(
                        each.place or where,
                        stated=f"{claim.what} happened in {each.when.label}.",
                        follows=f"The publication came out in {published.label}, before that"
                        + ("." if not claim.in_year else f", and reports on {dossier.period}."),
                        todo="Correct the date, or say that it is planned.",
                        refs=(),
                        claim=claim.id,
                    )
        late = [each for each in claim.dates if not _within(each.when, dossier.period)]
        if claim.in_year and late and not problems:
            problems = True
            yield self.finding(
                where,
                severity=Severity.WARNING,
                stated=f"{claim.what}, {told}, is told as part of {dossier.period.label}.",
                follows=f"{late[0].when.label} is outside {dossier.period.label}.",
                todo="Correct the date, or say that it was outside the year.",
                refs=(),
                claim=claim.id,
            )
        if not problems and claim.dates:
            yield self.passed(where, f"{claim.what}: {told}", (), claim.id)

    def figures(self, dossier: Dossier) -> Iterator[Result]:
        """Figures whose period runs over the edge of the year, or had not happened yet."""
        year, published = dossier.period, dossier.published
        for figure in dossier.figures:
            period = figure.period
            if period is None or figure.value is None:
                continue
            if published and period.starts_on > published.ends_on:
                yield self.finding(
                    figure.place,
                    stated=f"{figure.name}, {say(figure)}, is for {period.label}.",
                    follows=f"The publication came out in {published.label}, before that.",
                    todo="Correct the period, or say that the figure is a forecast.",
                    refs=(figure.id,),
                )
            elif figure.kind is Kind.FLOW and _straddles(period, year):
                side = "runs on after" if period.ends_on > year.ends_on else "begins before"
                yield self.finding(
                    figure.place,
                    severity=Severity.WARNING,
                    stated=f"{figure.name}, {say(figure)}, is for {period.label}.",
                    follows=f"The report is on {year.label}, and the figure's period {side} it.",
                    todo="Give the figure for the year reported on, or say plainly that it is for "
                    "another period, such as a school year.",
                    refs=(figure.id,),
                )


def _one_day(one: Period, other: Period) -> bool:
    """Whether two dates can be one day: a day in a month agrees with the month."""
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _clash(dates: tuple[Dated, ...]) -> bool:
    """Whether no one day could be meant by them all."""
    latest = max((each.when.starts_on for each in dates), default=None)
    return latest is not None and latest > min(each.when.ends_on for each in dates)


def _within(inner: Period, outer: Period) -> bool:
    return outer.starts_on <= inner.starts_on and inner.ends_on <= outer.ends_on


def _straddles(period: Period, year: Period) -> bool:
    return _one_day(period, year) and not _within(period, year) and not _within(year, period)


def _dated(each: Dated) -> str:
    return each.when.label + (f" ({each.place})" if each.place else "")

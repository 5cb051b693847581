"""What an indicator's figures say, worked out and put in plain words."""

from kith.foundation.indicators.comparators import Comparison, Place
from kith.foundation.indicators.definitions import Definition
from kith.kernel.figures import (
    Count,
    Figure,
    Polarity,
    Rate,
    Unit,
    change,
    difference,
    shown_number,
)
from kith.kernel.intervals import Interval, Verdict, byar, interval_of
from kith.kernel.periods import Grain, Period
from kith.kernel.refusals import Refused

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = {
    Verdict.BETTER: "better than",
    Verdict.WORSE: "worse than",
    Verdict.HIGHER: "higher than",
    Verdict.LOWER: "lower than",
    Verdict.SIMILAR: "similar to",
}


def in_words(number: int) -> str:
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def listed(parts: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def chance_of(figure: Figure) -> Interval | None:
    """The interval within which chance moves a figure; for a count, that of random events."""
    if isinstance(figure.value, Count):
        return byar(figure.value.value)
    return interval_of(figure.value)


def beyond_chance(before: Figure, after: Figure) -> bool | None:
    """Whether two figures differ by more than chance: their 95% intervals do not meet.

    None where there is no interval, as for a rounded national count or a printed percentage.
    """
    a, b = chance_of(before), chance_of(after)
    if a is None or b is None:
        return None
    return a.high < b.low or b.high < a.low


def at(period: Period) -> str:
    """`on 31 March 2020`, `in 2019-20`."""
    return f"{'on' if period.grain is Grain.DAY else 'in'} {period.label}"


def earlier(before: Period, after: Period) -> str:
    """How the earlier of two periods is called beside the later: `a year before`."""
    if after.previous() != before:
        return at(before)
    near = {Grain.QUARTER: "the quarter before", Grain.MONTH: "the month before"}
    return near.get(after.grain, "a year before")


def changed(before: Figure, after: Figure) -> str:
    """How a figure moved: `108 more than a year before (30.4%)`; "" when that cannot be said."""
    then = earlier(before.period, after.period)
    try:
        gap = difference(before, after)
    except Refused:
        return ""
    if gap == 0:
        return f"the same as {then}"
    words = "more" if gap > 0 else "less"
    if after.unit is Unit.COUNT:
        words = "more" if gap > 0 else "fewer"
        try:
            share = f" ({change(before, after).shown().lstrip('-−')})"
        except Refused:
            share = ""
        return f"{shown_number(abs(gap), Unit.COUNT)} {words} than {then}{share}"
    if after.unit is Unit.PERCENT:
        points = shown_number(abs(gap), Unit.NUMBER, 1)
        return f"{points} percentage points {words} than {then}"
    places = 0 if after.unit is Unit.MONEY else 1
    return f"{shown_number(abs(gap), after.unit, places)} {words} than {then}"


def moved(meaning: Definition, before: Figure, after: Figure) -> str:
    """The first sentence: from where to where, and whether chance would explain it."""
    try:
        gap = difference(before, after)
    except Refused:
        return alone(meaning, after)
    subject = "The number" if after.unit is Unit.COUNT else _subject(after)
    when = f"between {before.period.label} and {after.period.label}"
    if gap == 0:
        return f"{subject} stayed at {after.shown()} {when}."
    verb = "rose" if gap > 0 else "fell"
    told = f"{subject} {verb} from {before.shown()} to {after.shown()} {when}"
    far = beyond_chance(before, after)
    if far is None:
        return f"{told}."
    return f"{told}, {'more than' if far else 'no more than'} chance would explain."


def flowed(flows: list[Figure]) -> str:
    """What came in and what went out between two days, for a stock."""
    if len(flows) != 2 or any(f.number is None for f in flows):
        return ""
    came, went = flows
    return f"{came.shown()} started and {went.shown()} ended {at(came.period)}."


def alone(meaning: Definition, figure: Figure) -> str:
    """The sentence for a figure with nothing before it."""
    if figure.missing:
        return f"There is no number {at(figure.period)}: {figure.missing.meaning.lower()}."
    noun = f" {meaning.noun}" if figure.unit is Unit.COUNT and meaning.noun else ""
    return f"{figure.shown()}{noun} {at(figure.period)}; nothing earlier to compare it with."


def _subject(figure: Figure) -> str:
    return {Unit.RATE: "The rate", Unit.PERCENT: "The share"}.get(figure.unit, "The value")


def stands(comparison: Comparison) -> str:
    """How the area stands to England, the region and its neighbours, in one sentence."""
    by_verdict: dict[str, list[str]] = {}
    for place in (comparison.country, comparison.region):
        said = comparison.against_place(place)
        if place is not None and said is not None:
            by_verdict.setdefault(WORDS[said], []).append(place_words(comparison, place))
    if not by_verdict:
        return ""
    subject = _subject(comparison.own)
    clauses = [f"{word} {listed(names)}" for word, names in by_verdict.items()]
    sentence = f"{subject}, {comparison.own.shown()}, is {' and '.join(clauses)}"
    return f"{sentence}{_beside_neighbours(comparison)}."


def place_words(comparison: Comparison, place: Place) -> str:
    article = "the " if place.name.split()[0] in ("South", "North", "East", "West") else ""
    return f"{article}{place.name} ({comparison.figure(place).shown()})"


def _beside_neighbours(comparison: Comparison) -> str:
    own = comparison.own.number
    numbers = [comparison.figure(p).number for p in comparison.neighbours]
    known = [n for n in numbers if n is not None]
    if own is None or not known:
        return ""
    below = sum(n < own for n in known)
    above = sum(n > own for n in known)
    more, count = ("higher", below) if below >= above else ("lower", above)
    return f"; it is {more} than that of {in_words(count)} of {in_words(len(known))} neighbours"


def better_is(polarity: Polarity) -> str:
    return {
        Polarity.HIGH: "Higher is better",
        Polarity.LOW: "Lower is better",
        Polarity.NEUTRAL: "Neither higher nor lower: context",
    }[polarity]


def per_words(figure: Figure) -> str:
    """What one of the unit is: `for every 10,000`."""
    if isinstance(figure.value, Rate):
        return f"for every {figure.value.per:,}"
    return {Unit.RATE: "for every 10,000", Unit.PERCENT: "per cent"}.get(figure.unit, "")


def dots_title(comparison: Comparison) -> str:
    """The finding of the dot plot: who of the neighbours is higher."""
    own = comparison.own.number
    values = [(p.name, comparison.figure(p).number) for p in comparison.neighbours]
    known = [(name, n) for name, n in values if n is not None]
    if not known or own is None:
        return f"{comparison.area.name} stands beside England and its region as shown"
    higher = [name for name, n in known if n > own]
    of = in_words(len(known))
    if not higher:
        return f"None of {of} neighbours had a higher value"
    if len(higher) <= 2:
        return f"Only {listed(higher)}, of {of} neighbours, had a higher value"
    return f"{in_words(len(higher)).capitalize()} of {of} neighbours had a higher value"


def years_title(comparison: Comparison) -> str:
    """The finding of the lines: in how many years the area was above England."""
    country = comparison.country
    pairs = [
        (comparison.figure(comparison.area, p).number, comparison.figure(country, p).number)
        for p in comparison.periods
        if country is not None
    ]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    if country is None or not known:
        return extremes_title([comparison.figure(comparison.area, p) for p in comparison.periods])
    above = sum(a > b for a, b in known)
    name = comparison.area.name
    if above == len(known):
        return f"{name} was above {country.name} every time"
    if above == 0:
        return f"{name} was never above {country.name}"
    return f"{name} was above {country.name} {in_words(above)} times of {in_words(len(known))}"


def extremes_title(figures: list[Figure]) -> str:
    """The finding of a single line: where its highest point was."""
    known = [(f.number, f) for f in figures if f.number is not None]
    if not known:
        return "There is no number to show yet"
    top = max(known, key=lambda pair: pair[0])[1]
    if len(known) > 1 and top is known[-1][1]:
        return f"The latest value, {top.shown()}, was the highest shown"
    return f"The highest value was {top.shown()}, {at(top.period)}"

"""Dates of birth: any date beside a word of birth, and dates that make a person a child.

An explanation has dates of its own: “since 1 April 2018”, “the inspection of 17 July 2019”. So a
date that stands alone is taken for a birth only if it makes a person 3 to 18 years old and is not
brought in by a word such as “since” or “inspection”; a more recent one only right after a word for
a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kith.kernel.identifiers.model import Found, Identifier, Plain

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<d1>\d{1,2})(?P<by>[/.-])(?P<m1>\d{1,2})(?P=by)(?P<y1>\d{4}|\d{2})"
    r"|(?P<y2>\d{4})[/.-](?P<m2>\d{1,2})[/.-](?P<d2>\d{1,2})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]"
    + _MONTH.format("m3")
    + r",?[ -](?P<y3>\d{4}|\d{2})"
    r"|" + _MONTH.format("m4") + r" (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4})"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:born|d\.? ?o\.? ?b\b\.?|date of birth|birth ?dates?|birthdays?|birth|b\.)", re.IGNORECASE
)
_CHILD = re.compile(
    r"\b(?:child|boy|girl|baby|infant|toddler|pupil|student|sibling|brother|sister|twin|son|"
    r"daughter|he|she)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_BROUGHT_IN = (
    "on|since|from|until|till|to|by|before|after|and|between|dated?|force|inspection|inspected|"
    "published|launched|opened|closed|began|started|ended|commenced|report|review|meeting|week|"
    "ending|at|as|of|up|through|effective|introduced|held"
)
_EVENT = re.compile(rf"\b(?:{_BROUGHT_IN}|the)[ :,(]*$", re.IGNORECASE)
# “the 2007-05-19 record” is a record of a person; “the 12 June 2014 policy” is not.
_FIGURES_EVENT = re.compile(rf"\b(?:{_BROUGHT_IN})[ :,(]*$", re.IGNORECASE)
NEAR = 30  # characters within which a word of birth belongs to a date
YOUNGEST, OLDEST = 3, 18  # years


def find_births(plain: Plain, on: date | None) -> Iterator[Found]:
    """Every date of birth in the text; `on` is the day by which a person's age is reckoned."""
    for match in _DATE.finditer(plain.text):
        before = plain.text[max(0, match.start() - NEAR) : match.start()]
        after = plain.text[match.end() : match.end() + 12]
        born = _BIRTH.search(before) or re.match(r"[ ,(]*(?:d\.?o\.?b|birth)", after, re.IGNORECASE)
        days = list(_read(match, on))
        event = _EVENT if match["m3"] or match["m4"] else _FIGURES_EVENT
        told = bool(days and (born or _CHILD.search(before)))
        if told or (on and not event.search(before) and _makes_a_child(days, on)):
            yield plain.found(Identifier.BIRTH, *match.span())


def _read(match: re.Match[str], on: date | None) -> Iterator[date]:
    """The days that a written date can mean, day first; nothing for a date that cannot be."""
    day = int(match["d1"] or match["d2"] or match["d3"] or match["d4"])
    named = match["m3"] or match["m4"]
    month = _MONTHS.index(named[:3].lower()) + 1 if named else int(match["m1"] or match["m2"])
    year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"])
    if year < 100:
        # Two digits mean the last such year: 12 is 2012, and 95 is 1995.
        year += 2000 if year <= (on.year if on else 2050) % 100 else 1900
    for order in {(month, day), (month, day) if named else (day, month)}:
        try:
            yield date(year, *order)
        except ValueError:
            continue


def _makes_a_child(days: Iterable[date], on: date) -> bool:
    return any(YOUNGEST <= _age(day, on) <= OLDEST for day in days)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

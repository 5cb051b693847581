"""Reads the ways people write a period, without deciding what a period is.

`read` turns text into a `Written`: which shape was meant and the numbers in it. `periods` builds
the period. The rules that settle what a text means are all here:

* a year is a financial year unless it says academic (AY) or calendar (CY), or stands alone;
* `2009-10` is the financial year, never the month, whenever both readings are possible;
* a quarter needs a year that shows its basis, so `Q4 2019` is refused;
* years are written with four digits, days before months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from kith.kernel.refusals import Refused


class PeriodError(Refused):
    """A text or a request about a period that Kith will not guess at."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the writer meant: `shape` is year, quarter, months or day.

    `basis` is FY, AY or CY for a year or quarter; `year` is the year it starts in. `first` and
    `last` are the first days of the first and last month of a run of months, or both the day.
    """

    shape: str
    basis: str = ""
    year: int = 0
    quarter: int = 0
    first: date = date.min
    last: date = date.min


EXAMPLES = (
    "Write it like 2019-20, 2019-20 Q3, AY2019-20, CY2019, 2019-08, 31 March 2020 or "
    "2019-09..2020-07."
)

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<{0}>[a-z]{{3,9}})\.?"
_DASHES = str.maketrans("‐‑‒–—−\u00a0\u2009", "------  ")

_YEAR = r"(?P<year>\d{4})\s*[-/]\s*(?P<to>\d{4}|\d{2})"
_BASIS = r"(?P<basis>fy|ay|cy|financial year|academic year|school year|calendar year)"
_YEAR_OF = rf"(?:{_BASIS}\s*)?(?:{_YEAR}|(?P<single>\d{{4}}))"
_QUARTER = r"\(?(?:q|quarter)\s*(?P<quarter>\d)\)?"


_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDED_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('month')}\s+"
    r"(?P<year>\d{4})"
)
_MONTH_FIRST_DAY = re.compile(
    rf"{_MONTH.format('month')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year>\d{4})"
)
_MID_YEAR = re.compile(r"mid(?:[- ]?year)?[- ]?(\d{4})")
_MONTH_END = re.compile(r"(?:the )?end (?:of )?(.+)")
_YEAR_ENDING = re.compile(r"(?:the )?year (?:ending|ended|to)(?: the)?(?: end of)? (.+)")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{2})")
_SLASHED_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_WORDED_MONTH = re.compile(rf"{_MONTH.format('month')}[\s-]+(?P<year>\d{{4}})")
_SHARED_YEAR = re.compile(
    rf"{_MONTH.format('first')}\s*(?:to|-|\.\.)\s*{_MONTH.format('last')}\s+"
    r"(?P<year>\d{4})"
)
_YEAR_TEXT = re.compile(rf"{_YEAR_OF}(?:\s+(?P<after>fy|ay|financial year|academic year))?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})")
_QUARTER_LAST = re.compile(rf"{_YEAR_OF},?\s*{_QUARTER}")
_QUARTER_FIRST = re.compile(rf"{_QUARTER},?\s*(?:of\s+)?(?:the\s+)?{_YEAR_OF}")
_QUARTER_LABEL = re.compile(r"(.+ \d{4}) (\(q\d(?: of .+)?\))")
_SHORT_YEAR = re.compile(
    rf"(?:(?:fy|ay)?\s*\d{{2}}\s*[-/]\s*\d{{2}}|{_MONTH.format('m')}[\s-]\d{{2}})"
)

_BASES = {
    "fy": "FY", "financial year": "FY",
    "ay": "AY", "academic year": "AY", "school year": "AY",
    "cy": "CY", "calendar year": "CY",
}  # fmt: skip


def refuse(text: str, why: str = "") -> NoReturn:
    """Raise `PeriodError` naming the text, the reason and the forms that are read."""
    reason = f": {why}" if why else ""
    raise PeriodError(f"“{text.strip()}” is not a period that can be read{reason}. {EXAMPLES}")


def read(text: str) -> Written:
    """What `text` means as a period; raises `PeriodError` when it is unclear or impossible."""
    plain = re.sub(r"\s+", " ", text.translate(_DASHES).lower()).strip()
    plain = re.sub(r"^(?:as )?at ", "", plain)
    if not plain:
        refuse(text, "nothing was written")
    for reader in (_day, _quarter, _year, _months):
        written = reader(plain, text)
        if written is not None:
            return written
    if _SHORT_YEAR.fullmatch(plain):
        refuse(text, "write the year with four digits")
    refuse(text)


def _month_number(word: str) -> int | None:
    """1 to 12 for a month's name or its first letters (three or more), otherwise nothing."""
    if word == "sept":
        return 9
    return next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        refuse(text, "there is no such day")


def _month_end(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _day_written(plain: str, text: str) -> date | None:
    """The day a text names in figures or words, or nothing when it is not a day."""
    if match := _ISO_DAY.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _SLASHED_DAY.fullmatch(plain):
        return _date(int(match[3]), int(match[2]), int(match[1]), text)
    match = _WORDED_DAY.fullmatch(plain) or _MONTH_FIRST_DAY.fullmatch(plain)
    if match and (month := _month_number(match["month"])):
        return _date(int(match["year"]), month, int(match["day"]), text)
    return None


def _month_written(plain: str, text: str) -> date | None:
    """The first day of the month a text names, or nothing when it is not a month."""
    if match := _ISO_MONTH.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), 1, text)
    if match := _SLASHED_MONTH.fullmatch(plain):
        return _date(int(match[2]), int(match[1]), 1, text)
    match = _WORDED_MONTH.fullmatch(plain)
    if match and (month := _month_number(match["month"])):
        return _date(int(match["year"]), month, 1, text)
    return None


def _day(plain: str, text: str) -> Written | None:
    day = _day_written(plain, text)
    if match := _MID_YEAR.fullmatch(plain):
        day = _date(int(match[1]), 6, 30, text)
    elif match := _MONTH_END.fullmatch(plain):
        month = _month_written(match[1], text)
        day = month and _month_end(month)
    return Written("day", first=day, last=day) if day else None


def _quarter(plain: str, text: str) -> Written | None:
    if match := _QUARTER_LABEL.fullmatch(plain):
        return _labelled_quarter(match[1], match[2], text)
    match = _QUARTER_LAST.fullmatch(plain) or _QUARTER_FIRST.fullmatch(plain)
    if match is None:
        return None
    number = int(match["quarter"])
    if not 1 <= number <= 4:
        refuse(text, "a year has quarters 1 to 4")
    basis, year = _basis_and_year(match, text)
    if basis == "CY" and not match["basis"]:
        refuse(
            text, f"say which year: {year}-{(year + 1) % 100:02d} Q{number} or CY{year} Q{number}"
        )
    return Written("quarter", basis=basis, year=year, quarter=number)


def _labelled_quarter(months: str, bracket: str, text: str) -> Written:
    """A quarter as pages print it: the months, then its number and the basis in brackets."""
    run = _months(months, text)
    inner = bracket[1:-1]
    number = int(inner[1])
    if run is None:
        refuse(text)
    named = inner.partition(" of ")[2]
    basis = "FY" if not named else "AY" if "academic" in named else "CY"
    opens = {"FY": 4, "AY": 9, "CY": 1}[basis] + 3 * (number - 1)
    if not 1 <= number <= 4 or (opens - 1) % 12 + 1 != run.first.month:
        refuse(text, f"those months are not quarter {number}")
    year = run.first.year - (opens - 1) // 12
    return Written("quarter", basis=basis, year=year, quarter=number)


def _basis_and_year(match: re.Match[str], text: str) -> tuple[str, int]:
    """The basis and starting year of a matched year, checking that it covers one year."""
    groups = match.groupdict()
    named = groups.get("basis") or groups.get("after")
    if groups["single"]:
        year = int(groups["single"])
        if named and _BASES[named] != "CY":
            refuse(text, f"say both years, like {year}-{(year + 1) % 100:02d}")
        return "CY", year
    year, to = int(groups["year"]), groups["to"]
    if int(to) != (year + 1) % 10 ** len(to):
        refuse(text, "the second year must follow the first")
    if named and _BASES[named] == "CY":
        refuse(text, "a calendar year is one year, like CY2019")
    return (_BASES[named] if named else "FY"), year


def _year(plain: str, text: str) -> Written | None:
    if match := _YEAR_TEXT.fullmatch(plain):
        second = match["to"]
        follows = second and int(second) == (int(match["year"]) + 1) % 10 ** len(second)
        if second and len(second) == 2 and not follows and 1 <= int(second) <= 12:
            return None  # a month such as 2019-08, read later
        basis, year = _basis_and_year(match, text)
        return Written("year", basis=basis, year=year)
    if (match := _RUN_TOGETHER.fullmatch(plain)) and int(match[2]) == (int(match[1]) + 1) % 100:
        return Written("year", basis="FY", year=int(match[1]))
    if match := _YEAR_ENDING.fullmatch(plain):
        day = _day_written(match[1], text)
        month = _month_written(match[1], text) or (day and day.replace(day=1))
        if month is None or (day and day != _month_end(month)):
            refuse(text, "a year must end with a month")
        first = date(month.year - (month.month != 12), month.month % 12 + 1, 1)
        return Written("months", first=first, last=month)
    return None


def _months(plain: str, text: str) -> Written | None:
    if month := _month_written(plain, text):
        return Written("months", first=month, last=month)
    if match := _SHARED_YEAR.fullmatch(plain):
        first, last = _month_number(match["first"]), _month_number(match["last"])
        if first and last:
            year = int(match["year"])
            return _run(_date(year, first, 1, text), _date(year, last, 1, text), text)
    for separator in ("..", " to ", " - ", "/", "-"):
        left, found, right = plain.partition(separator)
        if found and (run := _two_ends(left.strip(), right.strip(), text)):
            return run
    return None


def _two_ends(left: str, right: str, text: str) -> Written | None:
    first, last = _month_written(left, text), _month_written(right, text)
    if first and last:
        return _run(first, last, text)
    opens, closes = _day_written(left, text), _day_written(right, text)
    if opens and closes:
        if opens.day != 1 or closes != _month_end(closes.replace(day=1)):
            refuse(text, "a span starts on the first day of a month and ends on the last of one")
        return _run(opens, closes.replace(day=1), text)
    return None


def _run(first: date, last: date, text: str) -> Written:
    if last < first:
        refuse(text, "the last month comes before the first")
    return Written("months", first=first, last=last)

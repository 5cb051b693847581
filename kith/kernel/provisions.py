"""What the law says, as dated values that each name where they come from.

A *provision* is a place in an *instrument* (an Act, regulations, statutory guidance). A
*parameter* is one rule with a number, such as the working days within which a child is first
visited; its *values* are dated, and each carries its provision, an official link and the day it
was last checked. The loader refuses a value that lacks any of them.

Statutory duty, guidance and local standard are different kinds and are shown differently. A
partnership may add a stricter local standard; it never edits the value of a law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kith.kernel.refusals import Refused


class LawError(Refused):
    """A question the law's content has no answer to, or a local standard it does not allow."""


class RuleKind(StrEnum):
    """How binding a rule is."""

    STATUTORY = "statutory"
    GUIDANCE = "guidance"
    LOCAL = "local"


class Confidence(StrEnum):
    """Whether a value was compared with a source, or awaits that by the partnership."""

    CHECKED = "checked"
    TO_VERIFY = "to_verify"


class LimitUnit(StrEnum):
    """What a value is counted in; the first four can drive a clock."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    PERCENT = "percent"
    TIMES = "times"


class Bound(StrEnum):
    """Which side of the value keeps the rule: no more than it, or no less."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


_UNIT_NAMES = {
    LimitUnit.WORKING_DAYS: ("working day", "working days"),
    LimitUnit.CALENDAR_DAYS: ("day", "days"),
    LimitUnit.HOURS: ("hour", "hours"),
    LimitUnit.MONTHS: ("month", "months"),
    LimitUnit.YEARS: ("year", "years"),
    LimitUnit.TIMES: ("time", "times"),
}
_KIND_NAMES = {
    RuleKind.STATUTORY: "a statutory duty",
    RuleKind.GUIDANCE: "statutory guidance",
    RuleKind.LOCAL: "a local standard",
}
_BOUND_NAMES = {Bound.AT_MOST: "within", Bound.AT_LEAST: "at least"}


@dataclass(frozen=True, slots=True)
class Instrument:
    """An Act, regulations, guidance or practice that rules are found in."""

    key: str
    title: str
    cited_as: str
    url: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """The place in an instrument where a rule stands; `str` is its citation."""

    instrument: Instrument
    pinpoint: str
    url: str

    def __str__(self) -> str:
        return f"{self.instrument.cited_as}, {self.pinpoint}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with its unit; `str` is `7 working days` or `80%`."""

    value: int
    unit: LimitUnit

    def __str__(self) -> str:
        if self.unit is LimitUnit.PERCENT:
            return f"{self.value}%"
        return f"{self.value} {_UNIT_NAMES[self.unit][self.value != 1]}"

    def stricter_than(self, other: Limit, bound: Bound) -> bool:
        """Whether keeping this limit always keeps the other; only limits of one unit compare."""
        if self.unit is not other.unit:
            return False
        return self.value < other.value if bound is Bound.AT_MOST else self.value > other.value


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's limit from one day to another (`until` is included; none means still).

    `counts_from` is the event whose date starts a clock under this value; rulebooks have changed
    the event as well as the number.
    """

    in_force_from: date
    until: date | None
    limit: Limit
    provision: Provision
    checked_on: date
    confidence: Confidence
    counts_from: str = ""
    note: str = ""

    def covers(self, day: date) -> bool:
        """Whether the value is in force on the day."""
        return self.in_force_from <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class LocalStandard:
    """A partnership's own, stricter limit from a day on, with the reason it was agreed."""

    parameter: str
    in_force_from: date
    limit: Limit
    agreed: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One rule with a number: what it is, how binding, and its values through time."""

    key: str
    describes: str
    kind: RuleKind
    bound: Bound
    values: tuple[DatedValue, ...]

    def find(self, day: date) -> DatedValue | None:
        """The value in force on the day, or nothing."""
        return next((value for value in self.values if value.covers(day)), None)

    def at(self, day: date) -> DatedValue:
        """The value in force on the day; raises `LawError` when there is none."""
        found = self.find(day)
        if found is None:
            raise LawError(
                f"{self.describes}: no rule was in force on {day:%-d %B %Y}. "
                f"The first known is from {self.values[0].in_force_from:%-d %B %Y}."
            )
        return found


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a document must hold under a rulebook, such as evidence of impact.

    `applies_when` is empty when it always applies.
    """

    key: str
    asks: str
    kind: RuleKind
    provision: Provision
    checked_on: date
    confidence: Confidence
    applies_when: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """An edition of guidance that a year is judged by, and what it asks of each document."""

    key: str
    instrument: Instrument
    in_force_from: date
    until: date | None
    coverage: Mapping[str, tuple[Requirement, ...]]


@dataclass(frozen=True, slots=True)
class Law:
    """All parameters by key, all instruments and all rulebooks."""

    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    rulebooks: Mapping[str, Rulebook]

    def __getitem__(self, key: str) -> Parameter:
        if key not in self.parameters:
            raise LawError(f"There is no rule with the key {key}.")
        return self.parameters[key]

    def at(self, key: str, day: date) -> DatedValue:
        """The value of a parameter in force on the day; raises `LawError` when there is none."""
        return self[key].at(day)

    def rulebook_at(self, day: date) -> Rulebook:
        """The rulebook in force on the day; raises `LawError` when none is known."""
        for book in self.rulebooks.values():
            if book.in_force_from <= day and (book.until is None or day <= book.until):
                return book
        raise LawError(f"No rulebook is known for {day:%-d %B %Y}.")

    def coverage(self, document: str, rulebook: str | date) -> tuple[Requirement, ...]:
        """What a document must hold under a rulebook, named by its key or by a day in its time.

        A yearly report is judged by the rulebook in force on the last day of its year. Raises
        `LawError` for a rulebook or document that is not known.
        """
        book = (
            self.rulebook_at(rulebook) if isinstance(rulebook, date)
            else self.rulebooks.get(rulebook)
        )  # fmt: skip
        if book is None or document not in book.coverage:
            raise LawError(f"It is not known what {rulebook} asks of {document}.")
        return book.coverage[document]


def with_local_standard(parameter: Parameter, local: LocalStandard) -> Parameter:
    """The parameter as the partnership keeps it, from the local standard's first day on.

    Raises `LawError` when the standard has no reason, is for another parameter or, from that day
    on, is not stricter than every value of the law it would stand beside.
    """
    if local.parameter != parameter.key:
        raise LawError(f"The local standard is for {local.parameter}, not {parameter.key}.")
    if not local.agreed.strip():
        raise LawError("Say who agreed the local standard and why.")
    later = [v for v in parameter.values if v.until is None or v.until >= local.in_force_from]
    for value in later:
        if parameter.kind is not RuleKind.LOCAL and not local.limit.stricter_than(
            value.limit, parameter.bound
        ):
            raise LawError(
                f"{parameter.describes}: {local.limit} is not stricter than {value.limit} "
                f"({value.provision}). A local standard may add to the law, never loosen it."
            )
    earlier = [v for v in parameter.values if v.in_force_from < local.in_force_from]
    ending = local.in_force_from - timedelta(days=1)
    kept = [replace(v, until=ending) if v in later else v for v in earlier]
    added = [
        replace(v, in_force_from=max(v.in_force_from, local.in_force_from), limit=local.limit,
                note=f"Local standard: {local.agreed} The law: {v.limit}.")
        for v in later
    ]  # fmt: skip
    return replace(parameter, kind=RuleKind.LOCAL, values=(*kept, *added))


def describe(parameter: Parameter) -> str:
    """The parameter in plain words, for the pages of documentation: one paragraph, then a line
    for each value with its dates, its citation and whether it was checked.
    """
    lines = [f"{parameter.describes}. This is {_KIND_NAMES[parameter.kind]}."]
    for value in parameter.values:
        ends = f" to {value.until:%-d %B %Y}" if value.until else ""
        event = value.counts_from.removesuffix("_on").removesuffix("_at").replace("_", " ")
        start = f", counted from: {event}" if event else ""
        checked = (
            f"checked on {value.checked_on:%-d %B %Y}"
            if value.confidence is Confidence.CHECKED
            else "to be verified by the partnership before it is relied on"
        )
        notes = "".join(
            f" {note}" for note in (value.note, value.provision.instrument.note) if note
        )
        lines.append(
            f"- From {value.in_force_from:%-d %B %Y}{ends}: {_BOUND_NAMES[parameter.bound]} "
            f"{value.limit}{start} ({value.provision}; {checked}).{notes}"
        )
    return "\n".join(lines)

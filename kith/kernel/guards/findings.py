"""What the guards report: disagreements, the checks that passed, and repairs to offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kith.kernel.periods import Period


class Severity(StrEnum):
    """How much a finding matters.

    An error cannot be true as printed. A warning may be true but would not stand up to a question.
    A note is worth knowing and needs no change.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that an editor can offer: this figure, given this value or this period.

    `value` is the number as it would be printed, without thousands separators; `official` is the
    id of the official figure it is taken from, if it is one. `period` is a period's code.
    """

    label: str
    figure: str
    value: str = ""
    official: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement between what is stated and what follows from the parts.

    `stated`, `follows`, `apart` and `todo` are sentences a person can read as they stand; `hint`
    says what the machine noticed that may explain it. `refs` are the ids of the figures involved.
    """

    rule: str
    severity: Severity
    where: str
    stated: str
    follows: str
    apart: str
    todo: str
    refs: tuple[str, ...] = ()
    hint: str = ""
    claim: str = ""
    repairs: tuple[Repair, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        repairs = [
            {"label": each.label, "figure": each.figure}
            | {name: value for name in ("value", "official", "period")
               if (value := getattr(each, name))}
            for each in self.repairs
        ]  # fmt: skip
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "stated": self.stated,
            "follows": self.follows,
            "apart": self.apart,
            "hint": self.hint,
            "todo": self.todo,
            "figures": list(self.refs),
            "claim": self.claim,
            "repairs": repairs,
        }


@dataclass(frozen=True, slots=True)
class Pass:
    """A check that passed, with its sum in words."""

    rule: str
    where: str
    words: str
    refs: tuple[str, ...] = ()
    claim: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The pass as plain values, for JSON."""
        return {
            "rule": self.rule,
            "where": self.where,
            "words": self.words,
            "figures": list(self.refs),
            "claim": self.claim,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run of the guards found, and all that passed."""

    findings: tuple[Finding, ...] = ()
    passes: tuple[Pass, ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that cannot be true as printed."""
        return self.of(Severity.ERROR)

    @property
    def clean(self) -> bool:
        """Whether nothing was found that cannot be true as printed."""
        return not self.errors

    def touching(self, figure: str) -> tuple[Finding, ...]:
        """The findings that involve one figure."""
        return tuple(finding for finding in self.findings if figure in finding.refs)

    def by_place(self) -> dict[str, list[Finding]]:
        """The findings grouped by where they stand, in the order of the publication."""
        places = sorted({finding.where for finding in self.findings}, key=place_order)
        return {
            place: [finding for finding in self.findings if finding.where == place]
            for place in places
        }

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        counts = {severity.value: len(self.of(severity)) for severity in Severity}
        return {
            "counts": counts | {"passed": len(self.passes)},
            "findings": [finding.as_dict() for finding in self.findings],
            "passes": [each.as_dict() for each in self.passes],
        }


@dataclass(slots=True)
class Collected:
    """Where the engine gathers results before it puts them in order."""

    findings: list[Finding] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)

    def add(self, results: Iterable[Finding | Pass]) -> None:
        """Sorts each result into findings or passes."""
        for result in results:
            if isinstance(result, Finding):
                self.findings.append(result)
            else:
                self.passes.append(result)


def place_order(place: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts 4.9 before 4.10, and what has no number first."""
    pieces = place.replace(",", ".").replace(" ", ".").split(".")
    return tuple(
        (1, int(piece), "") if piece.isdecimal() else (0, 0, piece) for piece in pieces if piece
    )


def when(period: Period | None) -> str:
    """A period in words, or an honest blank."""
    return "an unstated period" if period is None else period.label

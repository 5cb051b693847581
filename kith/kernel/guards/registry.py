"""The register of rules: each under a stable key, with what it protects against and an example."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from kith.kernel.guards.claims import Claim
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import Finding, Pass, Repair, Severity
from kith.kernel.guards.words import listed, say

Result = Finding | Pass
OneClaim = TypeVar("OneClaim", bound=Claim)


class Rule(ABC):
    """One general question asked of every dossier; it knows kinds of claim, never a report."""

    key: ClassVar[str]
    title: ClassVar[str]
    protects: ClassVar[str]
    example: ClassVar[str]

    @abstractmethod
    def check(self, dossier: Dossier) -> Iterator[Result]:
        """Every disagreement and every pass that this rule finds."""

    def finding(
        self,
        where: str,
        *,
        stated: str,
        follows: str,
        todo: str,
        refs: tuple[str, ...],
        apart: str = "",
        hint: str = "",
        claim: str = "",
        severity: Severity = Severity.ERROR,
        repairs: tuple[Repair, ...] = (),
    ) -> Finding:
        """A finding under this rule's key."""
        return Finding(
            self.key, severity, where, stated, follows, apart, todo, refs, hint, claim, repairs
        )

    def passed(self, where: str, words: str, refs: tuple[str, ...], claim: str = "") -> Pass:
        """A pass under this rule's key."""
        return Pass(self.key, where, words, refs, claim)


class ClaimRule(Rule, Generic[OneClaim]):
    """A rule that reads one kind of claim, one claim at a time."""

    reads: ClassVar[type[Claim]]
    # Fields whose figures may lack a number without stopping the check.
    may_lack: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def on(self, claim: OneClaim, dossier: Dossier, where: str) -> Iterator[Result]:
        """What this rule makes of one claim, all of whose figures have numbers."""

    def check(self, dossier: Dossier) -> Iterator[Result]:
        """Asks each claim of the kind; one whose numbers are missing is noted, not guessed."""
        for claim in dossier.of_kind(self.reads):
            where = dossier.place_of(claim)
            lacking = [
                figure
                for name, figures in dossier.figures_by_field(claim).items()
                if name not in self.may_lack
                for figure in figures
                if figure.value is None
            ]
            if lacking:
                yield self.not_checked(claim, lacking, where)
            else:
                yield from self.on(claim, dossier, where)  # type: ignore[arg-type]

    def not_checked(self, claim: Claim, lacking: list[Stated], where: str) -> Finding:
        """Says that a claim could not be checked, and for want of what."""
        names = listed([f"{figure.name} ({say(figure)})" for figure in lacking])
        return self.finding(
            where,
            severity=Severity.NOTE,
            stated=f"{self.title}: not checked.",
            follows=f"There is no number for {names}.",
            todo="Nothing, if the number is withheld on purpose; otherwise give it.",
            refs=tuple(figure.id for figure in lacking),
            claim=claim.id,
        )


RULES: dict[str, Rule] = {}


def register(rule: type[Rule]) -> type[Rule]:
    """Puts a rule into the register under its key; a key is never given twice or renamed."""
    if rule.key in RULES:
        raise ValueError(f"two guards share the key {rule.key}")
    RULES[rule.key] = rule()
    return rule


def listing() -> list[dict[str, Any]]:
    """Every rule with its title, what it protects against and an example, for the documents."""
    return [
        {"key": rule.key, "title": rule.title, "protects": rule.protects, "example": rule.example}
        for rule in RULES.values()
    ]

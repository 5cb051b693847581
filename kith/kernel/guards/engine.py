"""The engine: asks every registered rule, and puts what they say in the publication's order."""

from __future__ import annotations

from collections.abc import Iterable

from kith.kernel.guards import rules  # noqa: F401  (importing the rules registers them)
from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.findings import (
    Collected,
    Finding,
    Repair,
    Report,
    Severity,
    place_order,
)
from kith.kernel.guards.registry import RULES
from kith.kernel.refusals import Refused

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


class UnknownRule(Refused):
    """A rule was asked for that the register does not hold."""


def check(dossier: Dossier, *, only: Iterable[str] = (), without: Iterable[str] = ()) -> Report:
    """Asks the rules named in `only`, or all of them but `without`, about a dossier.

    Findings come in the order of the publication's places, errors first at each place. Raises
    `UnknownRule` for a key that is not registered.
    """
    wanted, left_out = set(only), set(without)
    for key in wanted | left_out:
        if key not in RULES:
            raise UnknownRule(f"There is no rule “{key}”. The rules are {', '.join(RULES)}.")
    collected = Collected()
    for key, rule in RULES.items():
        if key not in left_out and (not wanted or key in wanted):
            collected.add(rule.check(dossier))
    order = {key: position for position, key in enumerate(RULES)}
    return Report(
        tuple(
            sorted(
                collected.findings,
                key=lambda each: (
                    place_order(each.where),
                    _WEIGHT[each.severity],
                    order[each.rule],
                ),
            )
        ),
        tuple(
            sorted(collected.passes, key=lambda each: (place_order(each.where), order[each.rule]))
        ),
    )


def propose(finding: Finding) -> tuple[Repair, ...]:
    """The repairs an editor may offer for a finding, the likeliest first; often there is none."""
    return finding.repairs

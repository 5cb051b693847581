"""Guards: one engine that reads figures and what is said of them, and reports disagreements.

    dossier = Dossier("Yearly report", period, figures=[...], claims=[...], official=[...])
    report = check(dossier)          # report.findings, report.passes
    propose(report.findings[0])      # repairs an editor may offer

`Stated` is a printed figure (`Stated.of(figure, id=...)` makes one of a live figure); `table(...)`
makes a table of them; each kind of claim is a small record; each rule is a module in `rules`.
"""

from kith.kernel.guards.claims import (
    CLAIMS,
    Accounts,
    Change,
    Claim,
    Comparison,
    Dated,
    Event,
    Outcomes,
    PartsTotal,
    Percentage,
    RateOf,
    Shares,
    StockFlow,
    TableTotal,
)  # fmt: skip
from kith.kernel.guards.dossier import Dossier, DossierError
from kith.kernel.guards.engine import UnknownRule, check, propose
from kith.kernel.guards.facts import Column, Row, Stated, Table, table
from kith.kernel.guards.findings import Finding, Pass, Repair, Report, Severity
from kith.kernel.guards.registry import RULES, Rule, listing

__all__ = [
    "CLAIMS", "RULES", "Accounts", "Change", "Claim", "Column", "Comparison", "Dated", "Dossier",
    "DossierError", "Event", "Finding", "Outcomes", "PartsTotal", "Pass", "Percentage", "RateOf",
    "Repair", "Report", "Row", "Rule", "Severity", "Shares", "Stated", "StockFlow", "Table",
    "TableTotal", "UnknownRule", "check", "listing", "propose", "table",
]  # fmt: skip

"""Writes a report of the guards for people, grouped by place, and for machines."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from kith.check.folder import Folder
from kith.kernel.guards import RULES, Finding, Report, Severity

WIDTH = 96
_MARKS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "NOTE"}


def as_text(folder: Folder, report: Report, *, passes: bool = True) -> str:
    """The whole report in words, errors first at each place."""
    return "\n".join(_lines(folder, report, passes)) + "\n"


def as_json(folder: Folder, report: Report) -> str:
    """The whole report as JSON, with stable names."""
    dossier = folder.dossier
    about = {
        "publication": {
            "title": dossier.title,
            "period": dossier.period.code,
            "area": dossier.area,
            "source": folder.source,
        },
        "rules": [key for key in RULES if key not in folder.without],
        "without": folder.without,
    }
    return json.dumps(about | report.as_dict(), ensure_ascii=False, indent=2) + "\n"


def _lines(folder: Folder, report: Report, passes: bool) -> Iterator[str]:
    dossier = folder.dossier
    yield dossier.title
    yield "=" * min(len(dossier.title), WIDTH)
    cells = sum(len(table.cells) for table in dossier.tables)
    counted = [
        (len(dossier.figures), "figure"),
        (len(dossier.tables), "table"),
        (cells, "cell"),
        (len(dossier.claims), "claim"),
        (len(dossier.official), "official figure"),
    ]
    told = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counted)
    yield f"{dossier.period.label}: {told}."
    yield ""
    for place, findings in report.by_place().items():
        yield f"{place or 'no place given'}"
        for finding in findings:
            yield from _finding(finding)
        yield ""
    if passes:
        yield f"Checks that passed ({len(report.passes)})"
        for each in report.passes:
            yield from _wrapped(f"{each.where or '–'}  {each.words} [{each.rule}]", "  ", "      ")
        yield ""
    for rule, why in folder.without.items():
        yield f"Left out: {RULES[rule].title} [{rule}], because {why}"
    yield summary(report)


def summary(report: Report) -> str:
    """One line: how many of each."""
    counts = {severity: len(report.of(severity)) for severity in Severity}
    told = [
        f"{counts[severity]} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
    ]
    return f"{', '.join(told)}; {_checks(len(report.passes))} passed."


def _checks(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"


def _finding(finding: Finding) -> Iterator[str]:
    head = f"{_MARKS[finding.severity]}  {RULES[finding.rule].title} [{finding.rule}]"
    yield f"  {head}"
    for name, text in (
        ("stated", finding.stated),
        ("follows", finding.follows),
        ("apart", finding.apart),
        ("noticed", finding.hint),
        ("to do", finding.todo),
    ):
        if text:
            yield from _wrapped(f"{name:<8} {text}", "    ", " " * 13)
    for repair in finding.repairs:
        yield from _wrapped(f"{'offer':<8} {repair.label} ({repair.figure})", "    ", " " * 13)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )

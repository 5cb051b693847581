"""Reads publication.yaml: what is checked, the period it reports on and when it came out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kith.check.fields import Fields, suggestion
from kith.check.problems import Unreadable
from kith.check.yamls import read_yaml
from kith.kernel.guards import RULES
from kith.kernel.periods import Period

FIELDS = [
    "title", "period", "area", "published_on", "approved_on", "cover_on", "source", "without",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """What the folder says of itself. `without` maps a rule left out to the reason why."""

    title: str
    period: Period
    area: str
    published_on: Period | None
    approved_on: Period | None
    cover_on: Period | None
    source: str
    without: dict[str, str]


def read_publication(path: Path, name: str) -> Publication:
    """The publication's own facts; raises `Unreadable` with all that is wrong."""
    reader = Fields(name, read_yaml(path, name))
    reader.only(FIELDS)
    title, period = reader.text("title", needed=True), reader.period("period", needed=True)
    area = reader.text("area")
    published, approved = reader.period("published_on"), reader.period("approved_on")
    cover = reader.period("cover_on")
    without = _without(reader)
    source = reader.text("source")
    if reader.problems or period is None:
        raise Unreadable(reader.problems)
    return Publication(title, period, area, published, approved, cover, source, without)


def _without(reader: Fields) -> dict[str, str]:
    """Rules that are left out, each of them a known rule with a reason."""
    found = {}
    for item in reader.items("without"):
        each = Fields(reader.file, item, reader.problems)
        each.only(["rule", "why"])
        rule, why = each.text("rule", needed=True), each.text("why", needed=True)
        if rule and rule not in RULES:
            each.wrong("rule", f"there is no rule “{rule}”. {suggestion(rule, RULES)}")
        found[rule] = why
    return found

"""The how-to says what the code does."""

import re

from kith.check.folder import EXTRA_COLUMNS, FIGURE_COLUMNS
from kith.check.publication import FIELDS
from kith.check.reference import claims_table, rules_table
from tests.paths import ROOT

HOW_TO = (ROOT / "docs" / "how-to" / "check-a-report.md").read_text(encoding="utf-8")


def test_the_how_to_lists_every_kind_of_claim_as_it_is() -> None:
    assert claims_table() in HOW_TO


def test_the_how_to_lists_every_rule_as_it_is() -> None:
    assert rules_table() in HOW_TO


def test_the_how_to_names_every_column() -> None:
    table = HOW_TO.split("### figures.csv")[1].split("### tables")[0]
    named = {name for cell in re.findall(r"^\| ([a-z, ]+) \|", table, re.M) for name in
             cell.split(", ")} - {"column"}  # fmt: skip
    assert named == {*FIGURE_COLUMNS, *EXTRA_COLUMNS}


def test_the_how_to_names_every_field_of_the_publication() -> None:
    block = HOW_TO.split("### publication.yaml")[1].split("```")[1]
    assert set(re.findall(r"^([a-z_]+):", block, re.M)) == set(FIELDS)

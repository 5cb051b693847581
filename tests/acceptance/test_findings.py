"""The 2019-20 report as published: what does not add up is found, and what does is left alone.

Each expected finding has the number it has in the list of findings the report was read for. The
whole set is compared, so that a rule that starts to cry wolf fails here.
"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.check.folder import read_folder
from kith.kernel.guards import RULES, Dossier, Finding, Report, Severity, check, propose
from tests.paths import ROOT

FOLDER = ROOT / "kith" / "content" / "example" / "published-2019-20"

# number in the list, rule, place, what it is about (part of its sentences)
FOUND = [
    (1, "stock_flow", "4.18", "379 + 585 − 476 = 488"),
    (1, "official", "4.18", "583"),
    (1, "official", "4.18", "475"),
    (2, "change", "4.17", "22.9%"),
    (3, "rate_population", "1.10", "61,325 to 62,148 and 426 at 67 per 10,000 needs 63,111"),
    (3, "rate_population", "1.10", "463 ÷ 63,672 × 10,000 = 72.7"),
    (4, "comparator", "1.10", "Plans started per 10,000, England"),
    (4, "comparator", "1.10", "Plans started per 10,000, mean of the ten neighbours"),
    (5, "period_label", "4.17", "55.1 is labelled 31 March 2019 and 379 is labelled April 2019"),
    (5, "rate_population", "4.17", "355, comes nearest"),
    (6, "period_label", "1.11", "422 comes nearest to 424 (31 March 2019)"),
    (7, "period_label", "4.42", "636 is the table's total for 2019-20"),
    (7, "sentence_table", "4.42", "it makes 594"),
    (7, "period_label", "4.44", "108 is labelled 2018-19"),
    (8, "percentage_parts", "4.43", "354 ÷ 636 = 55.66%"),
    (8, "shares_100", "4.43", "98%"),
    (10, "outcomes_cases", "4.44", "17 cases have no outcome"),
    (11, "blank_zero", "4.43", "Health, other"),
    (12, "parts_total", "5.22", "925"),
    (13, "parts_total", "5.22", "809"),
    (13, "parts_total", "5.22", "44"),
    (14, "sentence_table", "5.22", "make 19"),
    (14, "sentence_table", "5.22", "make 380"),
    (15, "blank_zero", "5.22", "9 rows have no number for 2018-19"),
    (16, "accounts_balance", "6.1", "£175,042 is in no line"),
    (16, "shares_100", "6.1", "23.66%"),
    (17, "accounts_balance", "6.1", "£224,769"),
    (17, "accounts_balance", "6.1", "is a forecast"),
    (18, "dates", "4.3", "December 2020"),
    (19, "dates", "4.14", "June 2019 (4.14), July 2019 (4.18)"),
    (20, "dates", "cover", "the cover and the publication have different dates"),
    (22, "dates", "4.30", "September 2019 to July 2020"),
    (22, "change", "4.31", "comes after"),
    (27, "dates", "4.3", "31 March 2020 (4.3) and 23 March 2020 (4.47)"),
    (30, "change", "4.36", "25 is a fall"),
    (30, "change", "4.50", "711 is a rise"),
]

# The line “Checks that pass” of the list: the sum as it must stand among the passes.
PASSED = [
    ("change", "1.2", "(277,855 − 277,616) ÷ 277,616 = 0.1%"),
    ("change", "5.25", "742 ÷ 364 = 2.04"),
    ("outcomes_cases", "5.19", "1 + 4 + 1 = 6"),
    ("outcomes_cases", "5.20", "1 + 3 + 2 = 6"),
    ("parts_total", "5.32", "11 + 11 = 22"),
    ("parts_total", "5.33", "5 + 4 = 9"),
    ("parts_total", "5.34", "22 + 1 = 23"),
    ("official", "4.18", "22% agrees with the official 21.8%"),
    ("official", "4.18", "18% agrees with the official 17.5%"),
    ("official", "4.18", "100% agrees with the official 100.0%"),
    ("change", "4.42", "(636 − 596) ÷ 596 = 7%"),
    ("stock_flow", "4.18", "355 + 583 − 475 = 463"),
    ("parts_total", "4.43", "108 + 174 + 354 = 636"),
    ("parts_total", "5.22", "the 19 parts = 48"),
    ("accounts_balance", "6.1", "the 9 lines make £236,396"),
    ("accounts_balance", "6.1", "Income £236,396 = expenditure £236,396"),
    ("rate_population", "1.11", "426 ÷ 63,672 × 10,000 = 67"),
]

# Figures of the checks that pass; no error or warning may touch them in the rule named.
CLEAN_FIGURES = [
    "population", "population_growth_percent", "elearning", "elearning_before", "deaths",
    "deaths_inside", "deaths_outside", "deaths_reviewed", "deaths_expected", "deaths_unexpected",
    "deaths_outstanding", "deaths_outstanding_year", "deaths_outstanding_older", "plans_repeat",
    "plans_repeat_before", "plans_reviewed", "audit_need_cases", "audit_birth_cases",
]  # fmt: skip

MUST_FIND = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 16, 18, 22}


@pytest.fixture(scope="module")
def report() -> Report:
    """The guards' report on the folder."""
    return check(read_folder(FOLDER).dossier)


def _says(finding: Finding, words: str) -> bool:
    said = (finding.stated, finding.follows, finding.apart, finding.hint)
    return any(words in sentence for sentence in said)


@pytest.mark.parametrize(("number", "rule", "place", "words"), FOUND)
def test_the_finding_is_made_by_its_rule_at_its_place(
    report: Report, number: int, rule: str, place: str, words: str
) -> None:
    found = [each for each in report.findings if (each.rule, each.where) == (rule, place)]
    assert [each for each in found if _says(each, words)], f"finding {number} is missing"


def test_every_finding_that_must_be_made_is_expected_here() -> None:
    assert {number for number, *_ in FOUND} >= MUST_FIND


def test_nothing_else_is_found(report: Report) -> None:
    expected = Counter((rule, place) for _, rule, place, _ in FOUND)
    assert Counter((each.rule, each.where) for each in report.findings) == expected


def test_the_findings_that_must_be_made_are_errors_or_warnings(report: Report) -> None:
    for number, rule, place, words in FOUND:
        if number in MUST_FIND:
            strong = [
                each
                for each in report.findings
                if (each.rule, each.where) == (rule, place) and _says(each, words)
            ]
            assert all(each.severity is not Severity.NOTE for each in strong)


@pytest.mark.parametrize(("rule", "place", "words"), PASSED)
def test_the_check_that_holds_is_among_the_passes(
    report: Report, rule: str, place: str, words: str
) -> None:
    passes = [each.words for each in report.passes if (each.rule, each.where) == (rule, place)]
    assert any(words in each for each in passes), passes


@pytest.mark.parametrize("figure", CLEAN_FIGURES)
def test_nothing_is_said_against_a_figure_that_holds(report: Report, figure: str) -> None:
    assert report.touching(figure) == ()


def test_every_rule_has_something_to_say_of_this_report(report: Report) -> None:
    spoke = {each.rule for each in report.findings} | {each.rule for each in report.passes}
    assert spoke == set(RULES)


def test_the_wrong_base_of_a_change_is_named(report: Report) -> None:
    (finding,) = [each for each in report.findings if each.claim == "more_started_than_ended"]
    assert finding.hint == "19% is what comes of dividing by 585 instead of 476."


def test_a_gap_that_equals_another_figure_is_named(report: Report) -> None:
    (finding,) = [
        each for each in report.findings if each.rule == "parts_total" and "45 more" in each.apart
    ]
    assert "“Professionals trained as trainers” (5.24)" in finding.hint


def test_the_row_left_out_of_a_sum_is_named(report: Report) -> None:
    (finding,) = [each for each in report.findings if each.claim == "tasters_reached"]
    assert "without “Taster: trauma informed" in finding.hint


def test_the_official_number_is_offered_for_the_opening_number(report: Report) -> None:
    (finding,) = [each for each in report.findings if each.claim == "plans_close"]
    first, second = propose(finding)
    assert (first.figure, first.value) == ("plans_start", "355")
    assert first.official == "official_open_medway_2019"
    assert second.value == "354"


def test_the_right_year_is_offered_for_a_wrong_label(report: Report) -> None:
    (finding,) = [
        each for each in report.findings if each.rule == "period_label" and each.where == "4.42"
    ]
    (repair,) = propose(finding)
    assert (repair.figure, repair.period) == ("allegations", "2019-20")


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_single_cell_of_the_tables_changed_changes_what_is_reported(
    data: st.DataObject,
) -> None:
    dossier = read_folder_once()
    at = data.draw(st.integers(0, len(dossier.tables) - 1))
    table = dossier.tables[at]
    key = data.draw(st.sampled_from([key for key, cell in table.cells.items() if cell.value]))
    cell = table.cells[key]
    new = data.draw(st.integers(0, 200_000).filter(lambda value: value != cell.value))
    cells = {**table.cells, key: replace(cell, value=Decimal(new))}
    tables = [*dossier.tables]
    tables[at] = replace(table, cells=cells)
    changed = check(replace(dossier, tables=tables))
    assert set(changed.findings) != set(check_once().findings)


@cache
def read_folder_once() -> Dossier:
    """The folder's dossier."""
    return read_folder(FOLDER).dossier


@cache
def check_once() -> Report:
    """The guards' report on it."""
    return check(read_folder_once())

"""Totals, stock and flow, outcomes, accounts and blanks."""

import pytest

from kith.kernel.figures import Code, Unit
from kith.kernel.guards import (
    Accounts,
    Column,
    Outcomes,
    PartsTotal,
    Row,
    Severity,
    Stated,
    StockFlow,
    TableTotal,
    propose,
    table,
)
from kith.kernel.periods import parse_period
from tests.kernel.guards.making import ask, only_finding, only_pass, stated

PARTS = [stated("a", 40), stated("b", 30), stated("c", 20)]
CLAIM = PartsTotal(total="t", parts=("a", "b", "c"), place="1.1")


def test_a_total_its_parts_make_passes_with_the_sum_in_words() -> None:
    passed = only_pass(ask("parts_total", [*PARTS, stated("t", 90)], CLAIM))
    assert passed.words == "40 + 30 + 20 = 90, the total printed"


def test_a_total_its_parts_do_not_make_is_found_and_the_sum_offered() -> None:
    finding = only_finding(ask("parts_total", [*PARTS, stated("t", 100)], CLAIM))
    assert finding.apart == "The total is 10 more than its parts."
    assert [(each.figure, each.value) for each in propose(finding)] == [("t", "90")]


def test_a_total_without_one_of_its_parts_names_it() -> None:
    finding = only_finding(ask("parts_total", [*PARTS, stated("t", 60)], CLAIM))
    assert finding.hint == "60 is what the parts give without “b” (30)."


def test_a_part_that_does_not_apply_adds_nothing() -> None:
    parts = [*PARTS[:2], stated("c", Code.NOT_APPLICABLE)]
    assert only_pass(ask("parts_total", [*parts, stated("t", 70)], CLAIM))


def test_a_total_that_is_withheld_is_noted_and_not_guessed() -> None:
    finding = only_finding(ask("parts_total", [*PARTS, stated("t", Code.SUPPRESSED)], CLAIM))
    assert finding.severity is Severity.NOTE
    assert "not checked" in finding.stated


def test_pounds_rounded_one_by_one_may_miss_their_total_by_a_little_and_are_noted() -> None:
    money = [stated(each.id, each.value, unit=Unit.MONEY) for each in PARTS]
    near = only_finding(ask("parts_total", [*money, stated("t", 91, unit=Unit.MONEY)], CLAIM))
    far = only_finding(ask("parts_total", [*money, stated("t", 93, unit=Unit.MONEY)], CLAIM))
    assert (near.severity, far.severity) == (Severity.NOTE, Severity.ERROR)


FLOW = StockFlow(opening="o", starts="s", ends="e", closing="c", place="2.1")


def _flow(opening: int, closing: int) -> list[Stated]:
    return [
        stated("o", opening, measure="plans.open", period="2019-04"),
        stated("s", 60, measure="plans.starts", period="2019-20"),
        stated("e", 50, measure="plans.ends", period="2019-20"),
        stated("c", closing, measure="plans.open", period="2020-03-31"),
    ]


def test_a_stock_that_closes_passes() -> None:
    assert only_pass(ask("stock_flow", _flow(100, 110), FLOW)).words == "100 + 60 − 50 = 110"


def test_a_stock_that_does_not_close_says_what_it_must_have_opened_with() -> None:
    finding = only_finding(ask("stock_flow", _flow(100, 130), FLOW))
    assert "must have begun with 120" in finding.follows
    assert finding.apart == "20 not accounted for."


def test_the_official_opening_number_is_offered_first() -> None:
    official = [stated("gov", 119, measure="plans.open", period="2019-03-31")]
    finding = only_finding(ask("stock_flow", _flow(100, 130), FLOW, official=official))
    assert [each.official for each in propose(finding)] == ["gov", ""]


OUTCOMES = Outcomes(cases="n", outcomes=("x", "y"), place="3.1")


@pytest.mark.parametrize(
    ("cases", "severity"), [(40, Severity.WARNING), (20, Severity.ERROR), (30, None)]
)
def test_outcomes_are_held_against_their_cases(cases: int, severity: Severity | None) -> None:
    report = ask("outcomes_cases", [stated("n", cases), stated("x", 20), stated("y", 10)], OUTCOMES)
    assert [each.severity for each in report.findings] == ([severity] if severity else [])
    assert len(report.passes) == (0 if severity else 1)


def _accounts(income: int, spent: int, lines: tuple[int, int]) -> list[Stated]:
    money = {"in": income, "out": spent, "i": lines[0], "o": lines[1], "kept": 10, "drawn": 0}
    return [stated(name, value, unit=Unit.MONEY) for name, value in money.items()]


ACCOUNTS = Accounts(
    income_total="in",
    income=("i", "drawn"),
    expenditure_total="out",
    expenditure=("o", "kept"),
    to_reserves="kept",
    from_reserves="drawn",
    place="6.1",
)


def test_accounts_that_balance_pass_and_tell_of_the_transfer() -> None:
    report = ask("accounts_balance", _accounts(100, 100, (100, 90)), ACCOUNTS)
    assert [each.severity for each in report.findings] == [Severity.NOTE]
    assert "£90" in report.findings[0].follows
    assert len(report.passes) == 3


def test_income_that_is_in_no_line_is_found() -> None:
    report = ask("accounts_balance", _accounts(100, 100, (60, 90)), ACCOUNTS)
    assert report.errors[0].apart == "£40 is in no line."


def test_income_and_expenditure_that_differ_are_found() -> None:
    report = ask("accounts_balance", _accounts(150, 100, (150, 90)), ACCOUNTS)
    assert [each.apart for each in report.errors] == ["£50."]


BEFORE, NOW = parse_period("2018-19"), parse_period("2019-20")
COLUMNS = (
    Column("before", period=BEFORE, measure="contacts"),
    Column("now", period=NOW, measure="contacts"),
)


def test_a_blank_cell_is_found_and_a_reason_is_only_noted() -> None:
    made = table(
        "t",
        COLUMNS,
        [
            (Row("health", "Health"), [None, 5]),
            (Row("courts", "Courts"), [Code.NOT_COLLECTED, 3]),
            (Row("police", "Police"), [0, 0]),
        ],
    )
    blank, reason = ask("blank_zero", [], tables=[made]).findings
    assert (blank.severity, reason.severity) == (Severity.WARNING, Severity.NOTE)
    assert "“Health”" in blank.stated
    assert "“Courts”" in reason.follows


def test_a_zero_where_the_official_number_is_withheld_is_found() -> None:
    ours = stated("a", 0, measure="m", period="2019-20")
    official = [stated("gov", Code.SUPPRESSED, measure="m", period="2019-20")]
    finding = only_finding(ask("blank_zero", [ours], official=official))
    assert "not 0" in finding.follows


def test_a_sentence_is_held_against_the_rows_of_its_group() -> None:
    made = table(
        "t",
        COLUMNS,
        [(Row("a", group="short"), [1, 4]), (Row("b", group="short"), [2, 5]), (Row("c"), [3, 6])],
    )
    claim = TableTotal(figure="f", table="t", group="short", place="5.1")
    right = [stated("f", 9, measure="contacts", period="2019-20")]
    wrong = [stated("f", 8, measure="contacts", period="2019-20")]
    assert only_pass(ask("sentence_table", right, claim, tables=[made]))
    finding = only_finding(ask("sentence_table", wrong, claim, tables=[made]))
    assert "make 9" in finding.follows
    assert [each.value for each in propose(finding)] == ["9"]


def test_a_sentence_for_a_period_the_table_lacks_is_found() -> None:
    made = table("t", COLUMNS, [(Row("a"), [1, 4])])
    claim = TableTotal(figure="f", table="t", place="5.1")
    figure = stated("f", 8, measure="contacts", period="2016-17")
    finding = only_finding(ask("sentence_table", [figure], claim, tables=[made]))
    assert "no column for that period" in finding.follows


def test_accounts_without_any_line_are_short_of_their_whole_total() -> None:
    figures = [stated("in", 100, unit=Unit.MONEY), stated("out", 100, unit=Unit.MONEY)]
    claim = Accounts(
        income_total="in", income=(), expenditure_total="out", expenditure=(), place="6.1"
    )
    assert len(ask("accounts_balance", figures, claim).errors) == 2

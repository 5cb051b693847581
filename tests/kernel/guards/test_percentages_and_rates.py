"""Percentages, shares, changes, rates and comparators."""

from typing import Any

import pytest

from kith.kernel.figures import Kind, Unit
from kith.kernel.guards import (
    Change,
    Comparison,
    Percentage,
    RateOf,
    Severity,
    Shares,
    Stated,
    propose,
)
from kith.kernel.periods import parse_period
from tests.kernel.guards.making import ask, only_finding, only_pass, percent, rate, stated

OF = Percentage(percent="p", part="a", whole="n", place="1.1")


@pytest.mark.parametrize("printed", ["17", "17.0", "16.98"])
def test_a_percentage_is_right_as_far_as_it_is_printed(printed: str) -> None:
    figures = [stated("a", 108), stated("n", 636), percent("p", printed)]
    assert only_pass(ask("percentage_parts", figures, OF)).words == f"108 ÷ 636 = {printed}%"


@pytest.mark.parametrize(("printed", "right"), [("16", "17"), ("17.1", "17.0"), ("54", "17")])
def test_a_percentage_that_its_parts_do_not_give_is_found(printed: str, right: str) -> None:
    figures = [stated("a", 108), stated("n", 636), percent("p", printed)]
    finding = only_finding(ask("percentage_parts", figures, OF))
    assert [each.value for each in propose(finding)] == [right]


def test_a_percentage_of_nothing_is_found() -> None:
    figures = [stated("a", 0), stated("n", 0), percent("p", 0)]
    assert "cannot be worked out" in only_finding(ask("percentage_parts", figures, OF)).follows


@pytest.mark.parametrize(
    ("shares", "fine"),
    [
        (["33", "33", "33"], True),
        (["33.3", "33.3", "33.3"], True),
        (["33.30", "33.30", "33.30"], False),
        (["17", "27", "54"], False),
        (["50", "49"], True),
        (["50", "48"], False),
    ],
)
def test_shares_make_a_hundred_as_far_as_they_are_rounded(shares: list[str], fine: bool) -> None:
    figures = [percent(f"s{n}", each) for n, each in enumerate(shares)]
    report = ask("shares_100", figures, Shares(shares=tuple(each.id for each in figures)))
    assert report.clean is fine


def test_shares_given_with_amounts_must_be_of_one_whole() -> None:
    parts = [stated("a", 300, unit=Unit.MONEY), stated("b", 700, unit=Unit.MONEY)]
    claim = Shares(shares=("x", "y"), parts=("a", "b"))
    right = [*parts, percent("x", 30), percent("y", 70)]
    wrong = [*parts, percent("x", 30), percent("y", 60)]
    assert only_pass(ask("percentage_parts", right, claim))
    assert "different wholes" in only_finding(ask("percentage_parts", wrong, claim)).follows


def test_shares_of_another_whole_than_the_one_printed_are_found() -> None:
    figures = [
        stated("a", 300, unit=Unit.MONEY), stated("n", 1500, unit=Unit.MONEY), percent("x", 30),
    ]  # fmt: skip
    claim = Shares(shares=("x",), parts=("a",), whole="n")
    assert "£982 to £1,019" in only_finding(ask("percentage_parts", figures, claim)).follows


def _change(printed: object, after: int = 120, before: int = 100, **more: Any) -> list[Stated]:
    return [stated("after", after), stated("before", before), percent("p", printed)]


GROWS = Change(after="after", before="before", percent="p", place="1.1")


@pytest.mark.parametrize(
    ("printed", "hint"),
    [
        (17, "dividing by 120 instead of 100"),
        (120, "taking 120 as a percentage of 100"),
    ],
)
def test_a_change_on_a_wrong_base_says_which(printed: int, hint: str) -> None:
    assert hint in only_finding(ask("change", _change(printed), GROWS)).hint


def test_a_change_that_no_slip_explains_has_no_hint() -> None:
    assert only_finding(ask("change", _change(33), GROWS)).hint == ""


def test_a_right_change_passes() -> None:
    assert only_pass(ask("change", _change(20), GROWS)).words == "(120 − 100) ÷ 100 = 20%"


def test_a_fall_may_be_printed_without_its_sign() -> None:
    claim = Change(after="after", before="before", percent="p", says="fall")
    assert ask("change", _change(20, after=80), claim).findings == ()


def test_percentage_points_told_as_percent_are_named() -> None:
    figures = [percent("after", 30), percent("before", 20), percent("p", 10)]
    assert "percentage points" in only_finding(ask("change", figures, GROWS)).hint


def test_another_base_of_the_same_measure_is_named() -> None:
    figures = [
        stated("after", 120, measure="m", period="2019-20"),
        stated("before", 100, measure="m", period="2018-19"),
        stated("older", 90, measure="m", period="2017-18"),
        percent("p", 33),
    ]
    assert "comparing with 90 (2017-18)" in only_finding(ask("change", figures, GROWS)).hint


@pytest.mark.parametrize(("says", "fine"), [("rise", True), ("fall", False), ("same", False)])
def test_words_go_the_way_the_values_go(says: str, fine: bool) -> None:
    claim = Change(after="after", before="before", says=says)
    assert ask("change", _change(20), claim).clean is fine


@pytest.mark.parametrize(("after", "fine"), [(200, True), (201, True), (199, False)])
def test_doubled_means_twice_at_least(after: int, fine: bool) -> None:
    from decimal import Decimal

    claim = Change(after="after", before="before", times=Decimal(2))
    assert ask("change", _change(20, after=after), claim).clean is fine


def test_a_change_from_nothing_named_is_a_warning_and_from_the_future_an_error() -> None:
    figure = stated("after", 25, period="2019-20")
    nothing = Change(after="after", says="fall")
    future = Change(after="after", says="fall", before_period=parse_period("2020-21"))
    assert only_finding(ask("change", [figure], nothing)).severity is Severity.WARNING
    assert only_finding(ask("change", [figure], future)).severity is Severity.ERROR


def _rates(first: object, second: object) -> list[Stated]:
    return [
        stated("a", 60, period="2020-03-31"), rate("ra", first),
        stated("b", 90, period="2020-03-31"), rate("rb", second, measure="care.open_rate"),
    ]  # fmt: skip


TWO = (RateOf(rate="ra", count="a", place="1.1"), RateOf(rate="rb", count="b", place="1.1"))


def test_rates_of_one_population_pass() -> None:
    passed = only_pass(ask("rate_population", _rates("10.0", "15.0"), *TWO))
    assert "60,000" not in passed.words  # the population is told as a range
    assert passed.words == "One population, of 59,801 to 60,201, gives all 2 rates"


def test_rates_that_need_two_populations_are_found() -> None:
    finding = only_finding(ask("rate_population", _rates("10.0", "12.0"), *TWO))
    assert "59,701 to 60,302" in finding.follows
    assert finding.refs == ("ra", "a", "rb", "b")


def test_rates_of_two_days_may_need_two_populations() -> None:
    figures = _rates("10.0", "12.0")
    figures[3] = rate("rb", "12.0", period="2019-03-31")
    assert ask("rate_population", figures, *TWO).findings == ()


@pytest.mark.parametrize(("revised", "severity"), [(True, "warning"), (False, "error")])
def test_a_rate_is_held_against_the_population_it_names(revised: bool, severity: str) -> None:
    people = stated("people", 50000, revised=revised)
    claim = RateOf(rate="ra", count="a", population="people")
    figures = _rates("10.0", "1")[:2]
    finding = only_finding(ask("rate_population", figures, claim, official=[people]))
    assert finding.severity == severity
    assert "60 ÷ 50,000 × 10,000 = 12.00" in finding.follows


BESIDE = Comparison(ours="ours", theirs="theirs", says="higher", place="1.1")
STARTS = {"measure": "plans.starts_rate", "kind": Kind.FLOW, "period": "2019-20"}
GOV = [
    rate("open_2019", "44.5", area="E", period="2019-03-31"),
    rate("open_2020", "43.7", area="E"),
    rate("starts_2020", "56.3", area="E", **STARTS),
]


def test_a_comparator_of_another_kind_is_found_by_what_it_says_it_is() -> None:
    figures = [rate("ours", "70"), rate("theirs", "56.3", area="E", **STARTS)]
    assert "in a period" in only_finding(ask("comparator", figures, BESIDE)).follows


def test_a_comparator_of_another_measure_is_found_by_its_value() -> None:
    figures = [rate("ours", "70"), rate("theirs", "56.3", area="E")]
    finding = only_finding(ask("comparator", figures, BESIDE, official=GOV))
    assert "56.3 is the official value of another measure, starts_2020" in finding.follows
    assert finding.severity is Severity.ERROR
    assert [each.official for each in propose(finding)] == ["open_2020"]


def test_a_comparator_of_another_year_is_found_by_its_value() -> None:
    figures = [rate("ours", "70"), rate("theirs", "44.5", area="E")]
    finding = only_finding(ask("comparator", figures, BESIDE, official=GOV))
    assert "official value for 31 March 2019" in finding.follows
    assert finding.severity is Severity.WARNING


def test_a_comparator_that_is_right_passes_and_its_words_are_read() -> None:
    figures = [rate("ours", "70"), rate("theirs", "43.7", area="E")]
    report = ask("comparator", figures, BESIDE, official=GOV)
    assert report.findings == ()
    assert [each.words for each in report.passes][-1] == "70 is higher than 43.7"


def test_words_against_the_values_are_found() -> None:
    figures = [rate("ours", "40"), rate("theirs", "43.7", area="E")]
    finding = only_finding(ask("comparator", figures, BESIDE, official=GOV))
    assert finding.stated == "40 is higher than 43.7."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": Unit.PERCENT}, "ours is a rate and theirs a percent"),
        ({"per": 100_000}, "per 100,000"),
        ({"period": "2019-03-31"}, "theirs for 31 March 2019"),
        ({"measure": "care.open_rate"}, "“care.open_rate”"),
    ],
)
def test_a_comparator_unlike_ours_is_found(change: dict[str, Any], words: str) -> None:
    given = {"unit": Unit.RATE, "measure": "plans.open_rate", "period": "2020-03-31"}
    figures = [rate("ours", "70"), stated("theirs", "56.3", area="E", **given | change)]
    assert words in only_finding(ask("comparator", figures, BESIDE)).follows

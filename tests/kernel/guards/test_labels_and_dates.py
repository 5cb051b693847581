"""Period labels, dates, official figures and facts printed twice."""

import pytest

from kith.kernel.figures import Kind
from kith.kernel.guards import (
    Change,
    Column,
    Dated,
    Event,
    PartsTotal,
    RateOf,
    Row,
    Severity,
    TableTotal,
    propose,
    table,
)
from kith.kernel.periods import parse_period
from tests.kernel.guards.making import ask, only_finding, only_pass, percent, rate, stated


def _table() -> object:
    years = [parse_period("2018-19"), parse_period("2019-20")]
    columns = tuple(Column(f"y{n}", period=year, measure="m") for n, year in enumerate(years))
    return table("t", columns, [(Row("a"), [10, 30]), (Row("b"), [15, 40])])


IN_TABLE = TableTotal(figure="f", table="t", place="4.2")


def test_a_figure_of_another_years_column_has_the_wrong_label_and_not_the_wrong_value() -> None:
    figure = stated("f", 70, measure="m", period="2018-19")
    finding = only_finding(ask("period_label", [figure], IN_TABLE, tables=[_table()]))
    assert "total for 2019-20; for 2018-19 the table has 25" in finding.follows
    assert [each.period for each in propose(finding)] == ["2019-20"]
    assert ask("sentence_table", [figure], IN_TABLE, tables=[_table()]).findings == ()


def test_a_figure_of_no_column_has_the_wrong_value_and_not_the_wrong_label() -> None:
    figure = stated("f", 68, measure="m", period="2018-19")
    assert ask("period_label", [figure], IN_TABLE, tables=[_table()]).findings == ()
    finding = only_finding(ask("sentence_table", [figure], IN_TABLE, tables=[_table()]))
    assert "The column for 2019-20 comes nearer" in finding.hint


def test_a_count_and_its_rate_for_two_days_are_found() -> None:
    figures = [stated("c", 379, period="2019-04"), rate("r", "55.1", period="2019-03-31")]
    claim = RateOf(rate="r", count="c", place="4.17")
    assert "April 2019" in only_finding(ask("period_label", figures, claim)).stated


def test_quarters_may_make_a_year() -> None:
    figures = [stated(f"q{n}", n, period=f"2019-20 Q{n}") for n in (1, 2, 3, 4)]
    claim = PartsTotal(total="t", parts=("q1", "q2", "q3", "q4"))
    year = stated("t", 10, period="2019-20")
    other = stated("t", 10, period="2018-19")
    assert ask("period_label", [*figures, year], claim).findings == ()
    assert len(ask("period_label", [*figures, other], claim).findings) == 1


@pytest.mark.parametrize(
    ("before", "severity"),
    [
        ("2019-03-31", None),
        ("2019-04", None),
        ("2018-04", Severity.WARNING),
        ("2021-03-31", Severity.ERROR),
    ],
)
def test_a_years_comparison_spans_a_year(before: str, severity: Severity | None) -> None:
    figures = [stated("a", 5, period="2020-03-31"), stated("b", 4, period=before)]
    report = ask("period_label", figures, Change(after="a", before="b"))
    assert [each.severity for each in report.findings] == ([severity] if severity else [])


def test_a_comparison_over_several_years_passes_when_it_says_so() -> None:
    figures = [stated("a", 5, period="2019-20"), stated("b", 4, period="2014-15")]
    assert only_pass(ask("period_label", figures, Change(after="a", before="b", years=5)))


def test_the_year_that_the_value_fits_is_offered() -> None:
    known = {"measure": "care.open"}
    figures = [
        stated("a", 426, period="2020-03-31", **known), stated("b", 422, period="2018-04", **known),
    ]  # fmt: skip
    official = [
        stated("g18", 414, period="2018-03-31", **known),
        stated("g19", 424, period="2019-03-31", **known),
    ]
    claim = Change(after="a", before="b")
    finding = only_finding(ask("period_label", figures, claim, official=official))
    assert finding.hint.endswith("424 (31 March 2019), not 414 (31 March 2018).")
    assert [each.period for each in propose(finding)] == ["2019-03-31"]


def _event(*dates: str, in_year: bool = True, planned: bool = False) -> Event:
    when = tuple(Dated(parse_period(each), f"p{n}") for n, each in enumerate(dates))
    return Event(what="The launch", dates=when, in_year=in_year, planned=planned)


def _dates(*claims: Event, **more: object) -> list[Severity]:
    return [each.severity for each in ask("dates", [], *claims, **more).findings]


def test_what_happened_in_the_year_passes() -> None:
    assert _dates(_event("2020-01-24")) == []


def test_what_happened_after_publication_is_an_error_unless_it_is_planned() -> None:
    assert _dates(_event("2020-12")) == [Severity.ERROR]
    assert _dates(_event("2020-12", in_year=False, planned=True)) == []


def test_what_happened_outside_the_year_is_a_warning_if_told_as_part_of_it() -> None:
    assert _dates(_event("2020-06")) == [Severity.WARNING]
    assert _dates(_event("2020-06", in_year=False)) == []


def test_one_event_has_one_date_and_a_day_agrees_with_its_month() -> None:
    assert _dates(_event("2019-06", "2019-07")) == [Severity.WARNING]
    assert _dates(_event("2019-08", "2019-08-27")) == []


@pytest.mark.parametrize(
    ("cover", "approved", "fine"),
    [("2020-11", "2020-11-02", True), ("2020-10", "2020-11-02", False),
     ("2020-11", "2020-12-01", False)],
)  # fmt: skip
def test_the_cover_bears_the_date_of_publication(cover: str, approved: str, fine: bool) -> None:
    given = {"cover_on": parse_period(cover), "approved_on": parse_period(approved)}
    assert (_dates(**given) == []) is fine


@pytest.mark.parametrize(
    ("period", "fine"),
    [("2019-20", True), ("2018-19", True), ("2019-20 Q4", True), ("2015-04..2020-03", True),
     ("2019-09..2020-07", False), ("CY2019", False), ("2020-21", True)],
)  # fmt: skip
def test_a_figure_whose_period_crosses_the_years_edge_is_found(period: str, fine: bool) -> None:
    figure = stated("f", 5, kind=Kind.FLOW, period=period)
    assert (ask("dates", [figure]).findings == ()) is fine


def test_a_figure_for_a_time_after_publication_is_an_error() -> None:
    finding = only_finding(ask("dates", [stated("f", 5, period="2021-22")]))
    assert finding.severity is Severity.ERROR


GOV = {"measure": "plans.starts", "period": "2019-20"}


def test_a_figure_that_differs_from_the_official_one_is_a_warning_once() -> None:
    figures = [stated("a", 585, **GOV), stated("again", 585, **GOV)]
    finding = only_finding(ask("official", figures, official=[stated("gov", 583, **GOV)]))
    assert (finding.severity, finding.apart) == (Severity.WARNING, "2.")


def test_an_official_figure_worked_out_anew_since_is_only_a_note() -> None:
    official = [stated("gov", 583, revised=True, **GOV)]
    finding = only_finding(ask("official", [stated("a", 585, **GOV)], official=official))
    assert finding.severity is Severity.NOTE


def test_a_percentage_printed_without_decimals_agrees_with_the_official_one() -> None:
    given = {"measure": "plans.repeat", "period": "2018-19"}
    report = ask("official", [percent("a", 18, **given)], official=[percent("g", "17.5", **given)])
    assert "18% agrees with the official 17.5%" in only_pass(report).words


def test_one_fact_printed_two_ways_is_found() -> None:
    figures = [stated("a", 970, place="4.3", **GOV), stated("b", 925, place="5.22", **GOV)]
    assert "970 (4.3) and 925 (5.22)" in only_finding(ask("restated", figures)).stated


def test_one_fact_printed_more_and_less_exactly_is_one_fact() -> None:
    given = {"measure": "m", "period": "2019-20"}
    figures = [percent("a", 56, **given), percent("b", "55.7", **given)]
    assert only_pass(ask("restated", figures))

"""The register, the engine, the dossier, and what a live figure brings."""

import json

import pytest

from kith.kernel.figures import Code as Sign
from kith.kernel.figures import (
    Count,
    Figure,
    Kind,
    Missing,
    Origin,
    Polarity,
    Rate,
    Ratio,
    Source,
    Unit,
    Value,
)
from kith.kernel.guards import (
    CLAIMS,
    RULES,
    Column,
    DossierError,
    PartsTotal,
    Row,
    Stated,
    UnknownRule,
    check,
    listing,
    table,
)
from kith.kernel.guards.findings import place_order
from kith.kernel.periods import parse_period
from tests.kernel.guards.making import dossier, stated

KEYS = [
    "parts_total", "sentence_table", "restated", "stock_flow", "percentage_parts", "shares_100",
    "change", "rate_population", "comparator", "official", "period_label", "dates",
    "outcomes_cases", "accounts_balance", "blank_zero",
]  # fmt: skip


def test_the_rules_are_these_and_keep_their_keys() -> None:
    assert list(RULES) == KEYS


def test_every_rule_can_be_explained() -> None:
    for entry in listing():
        assert all(entry[name] for name in ("title", "protects", "example")), entry["key"]


def test_no_rule_knows_a_report() -> None:
    from pathlib import Path

    from kith.kernel.guards import rules

    folder = Path(str(rules.__file__)).parent
    for path in folder.glob("*.py"):
        code = path.read_text()
        assert "Medway" not in code
        assert "child_protection" not in code, path.name


def test_the_kinds_of_claim_are_these() -> None:
    assert set(CLAIMS) == {
        "parts_total", "table_total", "stock_flow", "percentage", "shares", "change", "rate",
        "comparison", "event", "outcomes", "accounts",
    }  # fmt: skip


def test_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownRule, match="no rule “totals”"):
        check(dossier([]), only=["totals"])
    with pytest.raises(UnknownRule):
        check(dossier([]), without=["totals"])


def test_a_rule_may_be_left_out() -> None:
    wrong = dossier([stated("a", 1), stated("t", 2)], PartsTotal(total="t", parts=("a",)))
    assert check(wrong).findings
    assert check(wrong, without=["parts_total"]).findings == ()


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(DossierError, match="“a” is given to two figures"):
        dossier([stated("a", 1), stated("a", 2)])


def test_a_claim_about_an_unknown_figure_is_refused() -> None:
    with pytest.raises(DossierError, match="names “b”"):
        dossier([stated("a", 1)], PartsTotal(total="a", parts=("b",)))


def test_a_reference_may_name_a_column_or_a_group_of_its_rows() -> None:
    made = table("t", [Column("n")], [(Row("a", group="x"), [1]), (Row("b"), [2])])
    house = dossier([], tables=[made])
    assert [each.id for each in house.resolve("t[n]")] == ["t.a.n", "t.b.n"]
    assert [each.id for each in house.resolve("t[n, x]")] == ["t.a.n"]
    assert house.resolve("t[other]") == ()
    assert house.resolve("other[n]") == ()


def test_findings_come_in_the_order_of_the_publication() -> None:
    claims = [
        PartsTotal(total="t", parts=("a",), place=place) for place in ("4.10", "4.9", "1.2", "6.1")
    ]
    report = check(dossier([stated("a", 1), stated("t", 2)], *claims))
    assert list(report.by_place()) == ["1.2", "4.9", "4.10", "6.1"]
    assert place_order("cover") < place_order("1.1")


def test_a_report_can_be_written_as_json() -> None:
    report = check(
        dossier([stated("a", 1), stated("t", 2)], PartsTotal(total="t", parts=("a",), id="sum"))
    )
    written = json.loads(json.dumps(report.as_dict()))
    assert written["counts"] == {"error": 1, "warning": 0, "note": 0, "passed": 1}
    assert written["findings"][0]["claim"] == "sum"
    assert written["findings"][0]["repairs"] == [{"label": "Use 1", "figure": "t", "value": "1"}]


def _live(value: Value, unit: Unit) -> Figure:
    return Figure(
        indicator="plans.open",
        title="Children on a plan",
        area="E06000035",
        area_name="the area",
        period=parse_period("2020-03-31"),
        kind=Kind.STOCK,
        unit=unit,
        polarity=Polarity.NEUTRAL,
        value=value,
        source=Source("A return", Origin.SUBMITTED),
        breakdown="all",
    )


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (Count(463), Unit.COUNT, "463"),
        (Ratio(354, 636), Unit.PERCENT, "55.7"),
        (Rate(463, 63672), Unit.RATE, "72.7"),
    ],
)
def test_a_live_figure_is_read_as_it_is_printed(value: Value, unit: Unit, printed: str) -> None:
    figure = Stated.of(_live(value, unit), id="f", place="1.1")
    assert str(figure.value) == printed
    assert (figure.measure, figure.group, figure.kind) == ("plans.open", "all", Kind.STOCK)


def test_a_live_figure_that_is_withheld_is_no_blank() -> None:
    figure = Stated.of(_live(Missing(Sign.SUPPRESSED), Unit.COUNT), id="f")
    assert figure.value is None
    assert not figure.blank


def test_a_rule_that_asks_a_blank_for_its_number_fails_loudly() -> None:
    with pytest.raises(ValueError, match="has no number"):
        _ = stated("a").number

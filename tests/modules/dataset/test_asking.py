"""Which boxes a quarter's return has."""

import pytest

from kith.kernel.periods import parse_period
from kith.modules.dataset.asking import boxes, parts_asked, periods_asked
from kith.modules.dataset.models import Item


def item(**fields: object) -> Item:
    return Item(**{"number": "35", "title": "Missing episodes", "kind": "flow", **fields})


@pytest.mark.parametrize(
    ("frequency", "kind", "quarter", "codes"),
    [
        ("Q", "flow", "2019-20 Q4", ["2019-20 Q4"]),
        ("Q", "stock", "2019-20 Q4", ["2020-03-31"]),
        ("M", "flow", "2019-20 Q2", ["2019-07", "2019-08", "2019-09"]),
        ("M", "stock", "2019-20 Q4", ["2020-01-31", "2020-02-29", "2020-03-31"]),
        ("A", "flow", "2019-20 Q4", ["2019-20"]),
        ("A", "flow", "2019-20 Q3", []),
        ("T", "flow", "2019-20 Q3", ["2019-09..2019-12"]),
        ("T", "flow", "2019-20 Q4", ["2019-20 Q4"]),
        ("T", "flow", "2020-21 Q2", ["2020-04..2020-07"]),
        ("T", "flow", "2020-21 Q1", []),
        ("T", "stock", "2019-20 Q3", ["2019-12-31"]),
    ],
)
def test_an_item_is_asked_when_its_period_has_ended(
    frequency: str, kind: str, quarter: str, codes: list[str]
) -> None:
    asked = periods_asked(item(frequency=frequency, kind=kind), parse_period(quarter))
    assert [period.code for period in asked] == codes
    assert all(period.ends_on <= parse_period(quarter).ends_on for period in asked)


def test_parts_that_make_the_whole_are_asked_and_the_whole_is_not() -> None:
    parts = {"f": "Girls", "m": "Boys"}
    assert parts_asked(item(parts=parts)) == ["f", "m"]
    assert parts_asked(item(parts=parts, parts_add_up=False)) == ["", "f", "m"]
    assert parts_asked(item()) == [""]


def test_every_box_has_a_name_of_its_own() -> None:
    found = list(boxes([item(frequency="M", parts={"f": "Girls", "m": "Boys"})],
                       parse_period("2019-20 Q1")))  # fmt: skip
    assert len({box.id for box in found}) == 6
    assert found[0].id == "35|2019-04|f"
    assert found[0].title == "Missing episodes, Girls, April 2019"

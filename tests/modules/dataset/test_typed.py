"""What people type into a box is read kindly, and what cannot be meant is said so."""

from decimal import Decimal

import pytest

from kith.kernel.periods import parse_period
from kith.modules.dataset.sending.rows import short
from kith.modules.dataset.sending.typed import Unreadable, anchor, number, shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        (" 342 ", 342),
        ("1,234", 1234),
        ("1 234", 1234),
        ("12\u202f345\u202f678", 12_345_678),
        ("1234.50", Decimal("1234.5")),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, meant: object) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-3", "0 or more"),
        ("−3", "0 or more"),
        ("12%", "not a percentage"),
        ("<5", "Small numbers are hidden"),
        ("c", "Small numbers are hidden"),
        ("N/A", "say why"),
        ("nil", "enter 0"),
        ("12,34", "in figures"),
        ("1.234.567", "in figures"),
        ("twelve", "in figures"),
        ("1e5", "in figures"),
        ("٣٤٢x", "in figures"),
        ("1234567890123", "in figures"),
        ("Infinity", "in figures"),
        ("=1+1", "in figures"),
    ],
)
def test_what_is_no_number_is_answered_with_what_to_write(typed: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        number(typed)


def test_a_stored_number_stands_in_its_box_as_it_was_typed() -> None:
    assert shown(None) == ""
    assert shown(Decimal("1280.00")) == "1280"
    assert shown(Decimal("0.00")) == "0"
    assert shown(Decimal("1200.50")) == "1200.5"


def test_the_name_of_a_box_is_an_id_without_blanks() -> None:
    assert anchor("38|2019-20 Q4|east") == "box-38-2019-20-Q4-east"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2019-20 Q3", "Oct to Dec 2019"),
        ("2020-01", "Jan 2020"),
        ("2020-03-31", "31 Mar 2020"),
        ("2019-20", "2019-20"),
        ("2019-09..2019-12", "Sep to Dec 2019"),
    ],
)
def test_a_period_is_short_above_a_column(code: str, said: str) -> None:
    assert short(parse_period(code)) == said

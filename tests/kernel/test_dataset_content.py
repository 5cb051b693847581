"""The starter edition as it ships: whole, consistent, and agreeing with what is known elsewhere."""

from kith.kernel.dataset_content import load_starter

EDITION = load_starter()


def test_items_stand_in_the_order_of_their_numbers() -> None:
    assert [item.number for item in EDITION.items][:3] == ["1", "2", "3"]


def test_an_organisation_gets_the_items_of_all_the_owners_it_answers_for() -> None:
    numbers = {item.number for item in EDITION.answered_by("saltmere-and-weald-police")}
    assert {"3", "5"} <= numbers
    assert "11" not in numbers

"""The starter edition as it ships: whole, consistent, and agreeing with what is known elsewhere."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest

from kith.content import path
from kith.kernel.content_files import read_mapping
from kith.kernel.dataset_content import Frequency, Shape, StarterItem, load_starter, read_meanings
from kith.kernel.figures import Kind
from tests.paths import SHARED_DATA, needs_official_data

EDITION = load_starter()
ITEMS = pytest.mark.parametrize("item", EDITION.items, ids=lambda item: item.number)

# What the people who fill it in would not say, or would have to look up.
JARGON = re.compile(
    r"\b(numerator|denominator|cohort|throughput|stakeholder|CPP|ICPC|RCPC|LAC|CIN|RHI|NFA|WNB|s\.?47)\b"
)


def test_all_69_indicators_of_the_list_are_asked_for() -> None:
    numbers = {item.order[0] for item in EDITION.items}
    assert sorted(numbers) == list(range(1, 70))


def test_a_letter_is_used_only_where_an_indicator_needs_several_items() -> None:
    lettered = Counter(item.order[0] for item in EDITION.items if item.order[1])
    plain = {item.order[0] for item in EDITION.items if not item.order[1]}
    assert all(count > 1 for count in lettered.values())
    assert not plain & set(lettered)


@needs_official_data
def test_the_items_are_asked_as_often_as_the_list_says() -> None:
    with (SHARED_DATA / "indicators.csv").open(encoding="utf-8") as stream:
        listed = {int(row["id"]): row["frequency"] for row in csv.DictReader(stream)}
    assert {item.number: listed[item.order[0]] for item in EDITION.items} == {
        item.number: item.frequency.value for item in EDITION.items
    }


@needs_official_data
def test_the_priorities_are_those_of_the_list() -> None:
    with (SHARED_DATA / "indicators.csv").open(encoding="utf-8") as stream:
        listed = {int(row["id"]): row["priority"][1] for row in csv.DictReader(stream)}
    assert [i.number for i in EDITION.items if i.priority != listed[i.order[0]]] == []


def test_the_form_has_few_parts_and_each_holds_something() -> None:
    assert len(EDITION.sections) <= 16
    assert {item.section for item in EDITION.items} == set(EDITION.sections)


def test_items_stand_in_the_order_of_their_numbers() -> None:
    numbers = [item.number for item in EDITION.items]
    assert numbers[:3] == ["1", "2", "3"]
    assert numbers[-2:] == ["69a", "69b"]
    assert numbers.index("28b") == numbers.index("28a") + 1


@ITEMS
def test_every_item_speaks_plainly_to_the_person_who_fills_it_in(item: StarterItem) -> None:
    assert len(item.meaning.title) <= 200
    assert item.help.endswith((".", "?"))
    assert max(len(sentence.split()) for sentence in re.split(r"[.?]\s", item.help)) <= 32
    for text in (item.meaning.title, item.help, item.where):
        assert not JARGON.search(text)
        assert "Saltmere" not in text
        assert "Medway" not in text


@ITEMS
def test_people_counted_once_are_never_added_up_over_a_year(item: StarterItem) -> None:
    counted_once = "each counted once" in _numerator(item.indicator)
    if counted_once and item.shape is Shape.COUNT:
        assert item.yearly == "none"


@ITEMS
def test_every_number_typed_has_a_highest_that_no_agency_reaches(item: StarterItem) -> None:
    if item.shape is not Shape.SHARE and not item.worked_out_from:
        assert item.high
        largest = max((f.value for f in item.reported if not item.meaning.rate_of), default=0)
        assert item.high > largest / 4


def _numerator(key: str) -> str:
    for file in path("indicators").glob("*.yaml"):
        found = read_mapping(file).get(key)
        if found:
            return str(found["numerator"])
    raise AssertionError(key)


def test_every_organisation_of_the_example_that_owes_a_return_has_something_to_fill_in() -> None:
    example = read_mapping(path("example", "organisations.yaml"))["organisations"]
    owing = {
        o["key"]
        for o in example
        if {"relevant_agency", "safeguarding_partner"} & set(o.get("duties", []))
    }
    answering = {key for owner in EDITION.owners.values() for key in owner.answered_by}
    assert answering == owing
    assert min(len(EDITION.answered_by(key)) for key in owing) >= 4


def test_an_organisation_gets_the_items_of_all_the_owners_it_answers_for() -> None:
    police = {item.number for item in EDITION.answered_by("saltmere-and-weald-police")}
    assert {"3", "5", "35", "53"} <= police
    assert "11" not in police
    council = {item.number for item in EDITION.answered_by("saltmere-council")}
    assert {"11", "23", "31", "44", "64"} <= council


def test_the_agencies_asked_to_conferences_are_one_closed_list() -> None:
    meanings = read_meanings(path("indicators"))
    listed = dict(EDITION.breakdowns["agency"].parts)
    for key in ("conferences.first_attendance", "conferences.review_attendance"):
        assert dict(meanings[key].breakdowns) == listed


@ITEMS
def test_a_yearly_way_fits_what_is_counted(item: StarterItem) -> None:
    if item.meaning.kind is Kind.STOCK:
        assert item.yearly != "sum"
    if item.frequency is Frequency.ANNUAL:
        assert item.yearly == "sum"


def published() -> dict[tuple[str, str, str], Decimal]:
    """The figures of the 2019-20 report that the example holds: indicator, period, part."""
    with path("example", "published.csv").open(encoding="utf-8") as stream:
        return {
            (row["indicator"], row["period"], row["breakdown"]): Decimal(row["value"])
            for row in csv.DictReader(stream)
            if row["value"].isdigit()
        }


def test_what_the_report_gives_is_the_same_here_and_in_the_example() -> None:
    known, compared = published(), 0
    for item in EDITION.items:
        for figure in item.reported:
            value = known.get((item.indicator, figure.period, figure.part))
            if value is not None:
                assert value == Decimal(str(figure.value)), item.number
                compared += 1
    assert compared >= 25


def test_the_allegations_reported_by_pathway_add_up_to_the_contacts() -> None:
    pathways = sum(figure.value for figure in EDITION.item("32").reported)
    assert pathways == EDITION.item("31").reported[0].value == 636


def test_what_follows_from_another_item_is_not_asked_again() -> None:
    worked_out = {i.number: i.worked_out_from for i in EDITION.items if i.worked_out_from}
    assert worked_out == {"12": "11", "22": "21"}

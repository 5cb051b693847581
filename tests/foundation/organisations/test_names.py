"""Organisations are found however people write them."""

from datetime import date

import pytest

from kith.foundation.organisations.example import load_organisations
from kith.foundation.organisations.models import Alias, Organisation
from kith.foundation.organisations.names import (
    AmbiguousName,
    find_organisation,
    name_index,
    normalise,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAF/CASS", "Cafcass"),
        ("Kent, Surrey and Sussex CRC", "Kent Sussex & Surrey Community Rehabilitation Company"),
        ("Weald CCG", "The Clinical Commissioning Group of Weald"),
        ("Children’s Homes", "Childrens Homes"),
        ("Saltmere Council – Public Health", "saltmere council public health"),
    ],
)
def test_two_ways_of_writing_a_name_read_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Saltmere CCG", "Saltmere and Weald CCG"), ("Primary Schools", "Secondary Schools")],
)
def test_different_bodies_read_differently(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("CAF/CASS", "cafcass"),
        ("Marsh, Weald and Downs CRC", "weald-downs-crc"),
        ("Weald Marsh & Downs Community Rehabilitation Company (CRC)", "weald-downs-crc"),
        ("saltmere stc", "saltmere-stc"),
        ("NHS Saltmere and Weald Clinical Commissioning Group", "saltmere-and-weald-ccg"),
    ],
)
def test_an_example_body_is_found_by_what_people_call_it(written: str, key: str) -> None:
    load_organisations(TODAY)
    found = find_organisation(written)
    assert found is not None
    assert found.key == key


@pytest.mark.django_db
def test_a_name_nobody_answers_to_finds_nothing() -> None:
    load_organisations(TODAY)
    assert find_organisation("Ministry of Silly Walks") is None
    assert find_organisation("  ") is None


@pytest.mark.django_db
def test_a_name_that_two_answer_to_is_refused_and_both_are_named() -> None:
    for key in ("one", "two"):
        organisation = Organisation.objects.create(key=key, name=f"Body {key}", kind="other")
        Alias.objects.create(organisation=organisation, name="Helpers" + " and" * (key == "two"))
    with pytest.raises(AmbiguousName, match="one, two"):
        find_organisation("helpers")
    assert set(name_index().clashes()) == {"helpers"}


@pytest.mark.django_db
def test_the_index_reads_all_names_in_two_queries(django_assert_num_queries) -> None:
    load_organisations(TODAY)
    with django_assert_num_queries(2):
        index = name_index()
        assert index.find("NHSE") == "nhs-england"

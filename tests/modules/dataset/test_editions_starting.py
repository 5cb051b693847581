"""Editions begin with what Kith ships, or as a copy of the one before."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from kith.foundation.access import Actor
from kith.foundation.audit.models import Event
from kith.foundation.indicators.definitions import definition
from kith.foundation.organisations.models import Organisation
from kith.kernel.dataset_content import load_starter
from kith.kernel.refusals import Refused
from kith.modules.dataset.editions.faults import faults
from kith.modules.dataset.editions.starting import copy_edition, starter_edition
from kith.modules.dataset.models import Edition, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return Actor.system("test", timezone.localdate())


@pytest.fixture
def bodies() -> dict[str, Organisation]:
    keys = ("saltmere-council", "saltmere-and-weald-police", "saltmere-ccg")
    return {k: Organisation.objects.create(key=k, name=k, kind="council") for k in keys}


def _starter(by: Actor) -> Edition:
    return starter_edition(key="2019-20", title="Dataset 2019-20", first_year="2019-20", by=by)


def test_the_starter_edition_has_every_item_that_kith_ships(by, bodies) -> None:
    edition = _starter(by)
    items = list(edition.items.all())
    assert [i.number for i in items] == [i.number for i in load_starter().items]
    assert len(items) >= 69
    for item in items:
        meaning = definition(item.key)
        assert (item.title, item.numerator) == (meaning.title, meaning.numerator)
        assert item.priority == meaning.priority
        assert item.section in edition.sections
    assert edition.may_change
    assert Event.objects.get(kind="dataset.edition_changed").data["items"] == len(items)


def test_owners_become_the_organisations_that_answer_for_them(by, bodies) -> None:
    edition = _starter(by)
    attended = edition.items.get(key="groups.attendance")
    assert attended.asked_of_all
    assert not attended.asked_of.exists()
    contacts = edition.items.get(number="1")
    assert list(contacts.asked_of.all()) == [bodies["saltmere-council"]]
    assert contacts.owner == "Children's social care"
    police = edition.items.get(number="3")
    assert list(police.also_asked.all()) == [bodies["saltmere-and-weald-police"]]


def test_a_rate_is_stored_as_the_count_that_it_is_made_of(by, bodies) -> None:
    rate = _starter(by).items.get(key="front_door.referrals_rate")
    assert rate.holds == "front_door.referrals"
    assert rate.unit == "rate"


def test_the_starter_edition_is_made_in_a_few_queries(by, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(20):
        _starter(by)


def test_parts_and_sections_come_back_in_their_order_from_any_database(by, bodies) -> None:
    edition = _starter(by)
    ages = edition.items.get(number="21")
    assert list(ages.parts) == ["under-1", "1-to-4", "5-to-9", "10-to-15", "16-and-17"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT parts FROM dataset_item WHERE id = %s", [ages.pk])
        assert '["under-1"' in str(cursor.fetchone()[0]).replace("'", '"')
    again = Edition.objects.get(pk=edition.pk)
    assert list(again.sections) == list(load_starter().sections)


@pytest.mark.parametrize("wrong", ["2019-20 Q1", "AY2019-20", "2020-03-31"])
def test_an_edition_begins_with_a_financial_year(by, wrong: str) -> None:
    with pytest.raises(Refused, match="financial year"):
        starter_edition(key="x", title="X", first_year=wrong, by=by)


def test_two_editions_cannot_have_one_short_name(by) -> None:
    _starter(by)
    with pytest.raises(Refused, match="already"):
        _starter(by)


def test_the_next_edition_is_a_copy_with_all_its_links(by, bodies) -> None:
    first = _starter(by)
    first.items.filter(number="1").update(help="Our own words", version=7)
    _approve(first)
    second = copy_edition(
        based_on=first, key="2020-21", title="Dataset 2020-21", first_year="2020-21", by=by
    )
    assert second.based_on == first
    assert second.items.count() == first.items.count()
    copied = second.items.get(number="1")
    assert (copied.help, copied.version) == ("Our own words", 1)
    for link in ("asked_of", "also_asked"):
        ours = second.items.exclude(**{link: None}).values_list("number", f"{link}__key")
        theirs = first.items.exclude(**{link: None}).values_list("number", f"{link}__key")
        assert sorted(ours) == sorted(theirs)
        assert ours


def test_a_copy_takes_over_what_kith_now_says_of_its_own_indicators(by) -> None:
    first = _starter(by)
    first.items.filter(number="1").update(numerator="What it said before.")
    _approve(first)
    second = copy_edition(based_on=first, key="b", title="B", first_year="2020-21", by=by)
    key = Item.objects.get(edition=second, number="1").key
    assert second.items.get(number="1").numerator == definition(key).numerator


def test_a_draft_is_not_copied(by) -> None:
    with pytest.raises(Refused, match="draft"):
        copy_edition(based_on=_starter(by), key="b", title="B", first_year="2020-21", by=by)


def _approve(edition: Edition) -> None:
    edition.state, edition.approved_on = Edition.State.APPROVED, date(2019, 3, 1)
    edition.save()


def test_every_item_of_the_starter_edition_fits_its_columns_and_its_rules(by, bodies) -> None:
    for item in _starter(by).items.all():
        item.full_clean()


def test_the_starter_edition_can_be_approved_where_its_organisations_exist(by) -> None:
    keys = {key for owner in load_starter().owners.values() for key in owner.answered_by}
    for key in keys:
        Organisation.objects.create(key=key, name=key, kind="health")
    assert faults(_starter(by)) == []

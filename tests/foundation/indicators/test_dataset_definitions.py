"""Every item of the starter edition has its meaning in the register, in words of its own."""

import pytest

from kith.foundation.indicators.definitions import definition, definitions
from kith.kernel.dataset_content import StarterItem, load_starter
from kith.kernel.figures import Unit

EDITION = load_starter()
ITEMS = pytest.mark.parametrize("item", EDITION.items, ids=lambda item: item.number)


@ITEMS
def test_an_item_means_what_the_register_says(item: StarterItem) -> None:
    meaning = definition(item.indicator)
    assert (meaning.title, meaning.unit, meaning.kind) == (
        item.meaning.title,
        item.meaning.unit,
        item.meaning.kind,
    )
    assert meaning.priority.startswith(f"{item.priority},")
    assert meaning.why
    assert meaning.noun
    assert meaning.short


@ITEMS
def test_what_readers_are_shown_of_an_item_is_made_of_it(item: StarterItem) -> None:
    if not item.shown_as:
        return
    shown = definition(item.shown_as)
    made_of = shown.ratio.of if shown.ratio else shown.rate.of if shown.rate else ""
    assert made_of == item.indicator


@ITEMS
def test_the_official_series_of_an_item_counts_the_same_thing(item: StarterItem) -> None:
    if not item.official:
        return
    rate = definition(item.indicator).rate
    assert item.official in {item.indicator, rate.of if rate else ""}


@ITEMS
def test_the_number_of_a_rate_has_a_count_to_be_stored_on(item: StarterItem) -> None:
    rate = definition(item.indicator).rate
    if rate:
        assert definition(rate.of).unit is Unit.COUNT
        assert definition(rate.population).unit is Unit.COUNT


@ITEMS
def test_the_parts_of_an_item_are_those_of_its_definition(item: StarterItem) -> None:
    known = definition(item.indicator).breakdowns
    if item.parts_list == "own":
        assert dict(item.parts) == known


@pytest.mark.django_db  # a partnership may have items of its own
def test_a_share_or_rate_of_few_people_is_guarded_like_its_count() -> None:
    shares = [d for d in definitions() if d.ratio and definition(d.ratio.of).protect]
    rates = [d for d in definitions() if d.rate and definition(d.rate.of).protect]
    assert len(shares) >= 8
    assert [d.key for d in [*shares, *rates] if not d.protect] == []


@pytest.mark.django_db  # a partnership may have items of its own
def test_no_two_indicators_have_the_same_title() -> None:
    titles = [d.title for d in definitions()]
    assert sorted(titles) == sorted(set(titles))

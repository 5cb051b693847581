"""The files as published, all nine of them."""

import time

import pytest

from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.comparators import compare_area
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.models import Area, NeighbourModel, Observation
from kith.kernel.intervals import Verdict
from kith.kernel.periods import parse_period
from tests.modules.official_statistics.making import bring_in
from tests.paths import OFFICIAL_DATA, needs_official_data

pytestmark = [needs_official_data, pytest.mark.django_db]
MEDWAY, ENGLAND, SOUTH_EAST = "E06000035", "E92000001", "E12000008"
MOST_SECONDS = 10


def files(*starts: str) -> list[tuple[str, bytes]]:
    found = sorted(OFFICIAL_DATA.glob("*.csv"))
    chosen = [f for f in found if not starts or f.name.startswith(starts)]
    return [(f.name, f.read_bytes()) for f in chosen]


def test_the_published_rates_are_reproduced() -> None:
    bring_in(*files("d5_", "d3_", "ons_", "New_"))
    expected = {
        (MEDWAY, "2018-03-31"): "54.6",
        (MEDWAY, "2019-03-31"): "56.2",
        (MEDWAY, "2020-03-31"): "72.7",
        (ENGLAND, "2019-03-31"): "44.5",
        (ENGLAND, "2020-03-31"): "43.7",
        (SOUTH_EAST, "2019-03-31"): "42.2",
        (SOUTH_EAST, "2020-03-31"): "42.1",
    }
    wants = {Want("child_protection.open_rate", p, a): v for (a, p), v in expected.items()}
    assert {w: f.shown() for w, f in lookup(wants).items()} == wants
    subsequent = {
        Want("child_protection.subsequent", "2018-19", MEDWAY): "17.5%",
        Want("child_protection.subsequent", "2019-20", MEDWAY): "21.8%",
        Want("child_protection.subsequent", "2019-20", ENGLAND): "21.9%",
    }
    assert {w: f.shown() for w, f in lookup(subsequent).items()} == subsequent

    area = Area.objects.select_related("parent__parent").get(code=MEDWAY)
    day = parse_period("2020-03-31")
    found = compare_area(definition("child_protection.open_rate"), area, day, [day])
    assert found.against_place(found.country) is Verdict.HIGHER
    assert found.neighbours_title == "Statistical neighbours, 2021"
    assert len(found.neighbours) == 10


def test_all_nine_files_come_in_quickly_and_again_change_nothing() -> None:
    began = time.process_time()
    first = bring_in(*files())
    seconds = time.process_time() - began
    assert len(first) == 9
    assert seconds <= MOST_SECONDS, f"The import took {seconds:.1f} s of processor time."
    assert all(done.counts["new"] == done.counts["read"] for done in first)
    stored = Observation.objects.count()

    again = bring_in(*files())
    assert [done.batch for done in again] == [None] * 9
    assert all(done.counts["same"] == done.counts["read"] for done in again)
    assert Observation.objects.count() == stored == 104_021
    assert NeighbourModel.objects.count() == 2
    assert Area.objects.filter(kind="region").count() == 11


def test_no_code_of_the_files_became_a_number_or_a_blank() -> None:
    (done,) = bring_in(*files("c3_"))
    hidden = Observation.objects.filter(code="c")
    assert hidden.count() == 2253
    assert Observation.objects.filter(code="x").count() == 2701
    assert not hidden.filter(value__isnull=False).exists()
    assert done.counts["read"] == 1312 * 40

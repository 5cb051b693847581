from decimal import Decimal

import pytest

from kith.content import path
from kith.foundation.indicators import Want, correct_observation, lookup
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.models import Area, Batch, NeighbourModel, Observation
from kith.kernel.figures import Code, Printed, Ratio
from kith.modules.official_statistics.importing import compare, read_file, summary
from kith.modules.official_statistics.reading import BadFile
from tests.modules.official_statistics.making import (
    MEDWAY,
    NAME,
    SYSTEM,
    bring_in,
    plans,
    tidy,
)

pytestmark = pytest.mark.django_db
STARTS = Want("child_protection.starts", "2019-20", "E06000035")
AGAIN = STARTS._replace(indicator="child_protection.subsequent")


def test_a_file_becomes_values_areas_and_a_batch() -> None:
    (done,) = bring_in((NAME, plans()))
    assert done.counts == {"read": 6, "new": 6, "changed": 0, "same": 0, "refused": 0}
    assert lookup([STARTS])[STARTS].shown() == "583"
    assert lookup([AGAIN])[AGAIN].value == Ratio(127, 583)
    medway = Area.objects.select_related("parent__parent").get(code="E06000035")
    assert (medway.number, medway.parent.name, medway.parent.parent.name) == (
        "887", "South East", "England",
    )  # fmt: skip
    assert Batch.objects.get().observations.count() == 6


def test_the_same_file_again_changes_nothing() -> None:
    bring_in((NAME, plans()))
    before = list(Observation.objects.order_by("pk").values())
    (done,) = bring_in((NAME, plans()))
    assert done.counts == {"read": 6, "new": 0, "changed": 0, "same": 6, "refused": 0}
    assert done.batch is None
    assert list(Observation.objects.order_by("pk").values()) == before
    assert Batch.objects.count() == 1


def test_a_revised_value_is_a_new_revision_and_the_old_one_is_kept() -> None:
    bring_in((NAME, plans()))
    (done,) = bring_in((NAME, plans("585,127,21.7")))
    assert done.counts == {"read": 6, "new": 0, "changed": 2, "same": 4, "refused": 0}
    kept = Observation.objects.filter(
        series__indicator__key="child_protection.starts", series__area__code="E06000035"
    ).order_by("revision")
    assert [(o.value, o.revision, o.current) for o in kept] == [
        (Decimal(583), 1, False),
        (Decimal(585), 2, True),
    ]


def test_a_local_correction_stays_until_the_publisher_says_something_new() -> None:
    bring_in((NAME, plans()))
    observation = Observation.objects.get(
        series__indicator__key="child_protection.starts", series__area__code="E06000035"
    )
    correct_observation(
        observation=observation,
        given=Given(Decimal(584)),
        reason="One was missed",
        expected_revision=1,
        by=SYSTEM,
    )
    (same,) = bring_in((NAME, plans()))
    assert same.counts["changed"] == 0
    assert lookup([STARTS])[STARTS].shown() == "584"
    bring_in((NAME, plans("590,127,21.5")))
    assert lookup([STARTS])[STARTS].shown() == "590"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("c", Code.SUPPRESSED), ("x", Code.NOT_AVAILABLE), (":", Code.NOT_AVAILABLE),
        ("z", Code.NOT_APPLICABLE), ("k", Code.ROUNDS_TO_ZERO), ("low", Code.ROUNDS_TO_ZERO),
        ("u", Code.LOW_RELIABILITY), ("", Code.NOT_COLLECTED),
    ],
)  # fmt: skip
def test_a_code_is_kept_as_what_it_means(written: str, code: Code) -> None:
    bring_in((NAME, plans(f"{written},{written},{written}")))
    figures = lookup([STARTS, AGAIN])
    assert [f.missing for f in figures.values()] == [code, code]
    assert not Observation.objects.filter(series__area__code="E06000035", value=0).exists()


def test_a_nought_is_a_nought() -> None:
    bring_in((NAME, plans("0,0,z")))
    assert lookup([STARTS])[STARTS].number == 0
    assert lookup([AGAIN])[AGAIN].missing is Code.NOT_APPLICABLE


def test_a_percentage_without_its_parts_is_kept_as_printed() -> None:
    bring_in((NAME, plans("583,c,21.8")))
    value = lookup([AGAIN])[AGAIN].value
    assert isinstance(value, Printed)
    assert (value.value, value.places) == (Decimal("21.8"), 1)


def test_a_row_said_twice_alike_counts_once() -> None:
    (done,) = bring_in((NAME, plans(extra=f"2020,{MEDWAY},Plans,583,127,21.8\n")))
    assert done.counts == {"read": 8, "new": 6, "changed": 0, "same": 2, "refused": 0}


def test_another_years_edition_is_read_as_it_comes() -> None:
    later = plans(year="202021").replace(b"CPP_start,", b"CPP_start,new_measure,")
    later = later.replace(b"Plans,583", b"Plans,583,1").replace(b"Plans,66380", b"Plans,66380,1")
    later = later.replace(b"Plans,11130", b"Plans,11130,1")
    reading = compare(read_file("d3_2031.csv", later))
    told = summary(reading)
    assert told["unknown_columns"] == ["new_measure"]
    assert told["periods"] == ["2020-21", "2020-21"]


def test_the_counts_of_every_file_add_up() -> None:
    bring_in((NAME, plans()))
    (done,) = bring_in((NAME, plans("585,127,21.8", extra=f"2019,{MEDWAY},Plans,469,82,17.5\n")))
    counts = done.counts
    assert counts["read"] == sum(counts[k] for k in ("new", "changed", "same", "refused"))
    assert (counts["new"], counts["changed"]) == (2, 2)


def neighbour_file(first: str = "866", closeness: str = "Very close", rows: str = "") -> bytes:
    ranks = ",".join(f"SN_{n},SN_{n}P" for n in range(1, 11))
    others = ",".join(f"{600 + n},Close " for n in range(2, 11))
    return (
        f"old_la_code,la_name,region_ind,region_name,{ranks}\n"
        f"887,Medway,6,South East,{first},{closeness},{others}\n{rows}"
    ).encode()


def test_neighbours_become_a_list_of_their_year() -> None:
    (done,) = bring_in(("sn_model_2025_wide.csv", neighbour_file()))
    assert done.counts["new"] == 10
    model = NeighbourModel.objects.get()
    assert (model.key, model.year) == ("neighbours-2025", 2025)
    first = model.neighbours.get(rank=1)
    assert (first.authority, first.number, first.closeness) == ("887", "866", "Very close")


def test_the_same_neighbours_again_change_nothing_and_others_are_a_further_list() -> None:
    bring_in(("sn_model_2025_wide.csv", neighbour_file()))
    (same,) = bring_in(("sn_model_2025_wide.csv", neighbour_file()))
    assert same.batch is None
    (revised,) = bring_in(("sn_model_2025_wide.csv", neighbour_file("867")))
    assert revised.counts == {"read": 10, "new": 0, "changed": 1, "same": 9, "refused": 0}
    assert [m.key for m in NeighbourModel.objects.order_by("pk")] == [
        "neighbours-2025",
        "neighbours-2025-2",
    ]


def test_neighbours_given_by_name_are_found_in_the_files_own_names() -> None:
    row = "866,Swindon,7,South West,887,Close," + ",".join(f"{600 + n},Close" for n in range(2, 11))
    bring_in(("sn_model_2025_wide.csv", neighbour_file("Swindon", rows=row + "\n")))
    model = NeighbourModel.objects.get()
    assert model.neighbours.get(authority="887", rank=1).number == "866"


@pytest.mark.parametrize(
    ("first", "why"), [("887", "its own neighbour"), ("602", "twice"), ("Nowhere", "no authority")]
)
def test_neighbours_that_cannot_be_are_refused(first: str, why: str) -> None:
    with pytest.raises(BadFile, match=why) as refused:
        bring_in(("sn_model_2025_wide.csv", neighbour_file(first)))
    assert refused.value.row == 2
    assert NeighbourModel.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"indicator": "no.such"}, "indicator"), ({"period": "never"}, "period"),
        ({"source": "hearsay"}, "source"), ({"area_code": "Medway"}, "area_code"),
        ({"value": "-5"}, "value"),
    ],
)  # fmt: skip
def test_a_tidy_row_that_is_wrong_is_refused_by_its_column(
    change: dict[str, str], column: str
) -> None:
    row = {"indicator": "lado.contacts", "period": "2019-20", "value": "636"}
    with pytest.raises(BadFile) as refused:
        bring_in(("own.csv", tidy({**row, "source": "published-2019-20", **change})))
    assert (refused.value.row, refused.value.column) == (2, column)


def test_the_examples_own_tables_come_in_whole_and_twice_changes_nothing() -> None:
    names = ("official.csv", "published.csv", "neighbours-2020.csv")
    files = [(name, path("example", name).read_bytes()) for name in names]
    assert all(done.counts["new"] == done.counts["read"] for done in bring_in(*files))
    assert [done.batch for done in bring_in(*files)] == [None, None, None]
    wants = [
        Want("child_protection.open_rate", "2019-03-31", "E06000035"),
        Want("child_protection.open_rate", "2020-03-31", "E06000035"),
        Want("child_protection.ends", "2019-20", "E06000035"),
        Want("looked_after.open_rate", "2020-03-31", "E92000001"),
        Want("lado.contacts", "2019-20"),
        Want("lado.contacts", "2017-18", "", "health-other"),
    ]
    shown = [figure.shown() for figure in lookup(wants).values()]
    assert shown == ["56.2", "72.7", "475", "68", "636", "-"]


def test_the_plans_of_the_example_close_in_each_year_that_has_ends() -> None:
    names = ("official.csv",)
    bring_in(*((name, path("example", name).read_bytes()) for name in names))
    for year in (2018, 2019, 2020):
        flow = f"{year - 1}-{year % 100}"
        wants = [
            Want("child_protection.open", f"{year - 1}-03-31", "E06000035"),
            Want("child_protection.starts", flow, "E06000035"),
            Want("child_protection.ends", flow, "E06000035"),
            Want("child_protection.open", f"{year}-03-31", "E06000035"),
        ]
        opening, starts, ends, closing = (f.number for f in lookup(wants).values())
        assert opening + starts - ends == closing

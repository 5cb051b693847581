"""The group's pages: exceptions first, by a rule that is written, each reader seeing their own."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundation.access import Role
from kith.foundation.indicators.given import Given
from kith.foundation.indicators.timelines import Timeline, timelines
from kith.kernel.periods import parse_period
from kith.modules.dataset.accepting.actions import accept, ask
from kith.modules.dataset.models import Answer, Return, Round
from kith.modules.dataset.seeing.cards import card
from kith.modules.dataset.seeing.explaining import explained
from kith.modules.dataset.seeing.priorities import priorities
from kith.modules.dataset.seeing.readings import Read, Reading, picture
from tests.foundation.administration.people import body, client_of, person
from tests.foundation.indicators.making import put
from tests.modules.dataset.making import LAST, Collection, collection
from tests.modules.dataset.seen import EPISODES, seen

pytestmark = pytest.mark.django_db
FRONT = "dataset-performance"
SAID = "Two officers were away, and the reports of January came late."


@pytest.fixture
def quarter(db: None) -> Collection:
    return seen(collection(history=False))


@pytest.fixture
def told(quarter: Collection) -> Collection:
    """The police explained one of its values."""
    Answer.objects.filter(return_to=quarter.mine, item__number="41", period="2020-03").update(
        explanation=SAID
    )
    return quarter


def _page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _reads(made: Collection) -> dict[str, Reading]:
    return {read.item.number: read.reading for read in picture(made.round).reads}


def test_a_value_beyond_its_limits_is_worse_only_where_lower_is_better(quarter: Collection) -> None:
    reads = _reads(quarter)
    assert reads["35"] is Reading.WORSE
    assert reads["41"] is Reading.HIGHER
    assert picture(quarter.round).sentence == (
        "2 of 6 indicators moved beyond what chance explains. 4 have too few values to say."
    )


def test_eleven_values_are_too_few_to_call_anything_a_signal(quarter: Collection) -> None:
    before = picture(quarter.round)
    read = next(one for one in before.reads if one.item.number == "35")
    assert read.timeline.known == 16
    shorter = read.timeline.between("2017-18 Q1", "")
    assert shorter.known == 12
    assert replace(read, timeline=shorter, signal=None).reading is Reading.NONE
    shorter = read.timeline.between("2017-18 Q2", "")
    assert shorter.known == 11
    assert replace(read, timeline=shorter, signal=None).reading is Reading.FEW


def test_a_card_says_what_chance_explains_and_in_words_whether_it_is_worse(
    quarter: Collection,
) -> None:
    read = next(one for one in picture(quarter.round).signals if one.item.key == EPISODES)
    one = card(read)
    assert (one.tag, one.big) == ("Worse", "280")
    assert "Lower is better" in one.sentence
    assert re.fullmatch(
        r"Chance explains 2\d\d to 2\d\d, set on the first 12 quarters\.", one.chance
    )
    assert one.spark is not None
    assert one.spark.signals == {15}
    assert "Drawn from 2" in one.scale


def test_a_signal_is_marked_by_a_word_and_a_shape_and_not_by_colour_alone(
    quarter: Collection,
) -> None:
    page = _page(quarter.client(quarter.analyst), FRONT)
    assert "Worse</strong>" in page
    assert "Higher</strong>" in page
    assert "Diamond: a value or a run beyond chance" in page
    assert "The rule." in page


def test_a_share_that_lacks_an_agency_says_whose_figures_are_missing(quarter: Collection) -> None:
    item = quarter.edition.items.get(number="40")
    read = next(one for one in picture(quarter.round).reads if one.item.pk == item.pk)
    assert read.lacking == ("Saltmere Community Health",)
    # A share is out of those who answered; the sum of a count would be too low.
    assert read.reading is Reading.FEW
    assert "without the figures of Saltmere Community Health" in card(read).sentence


def test_a_count_without_one_agency_is_not_complete_until_that_agency_is_accepted(
    db: None,
) -> None:
    made = collection(history=False)
    item = made.edition.items.get(number="36")
    item.asked_of.add(made.health)
    Return.objects.filter(round=made.round).update(asked=20)
    seen(made)
    assert _reads(made)["36"] is Reading.PART
    made.save({"36|2019-20 Q4|": 0, "40|2019-20 Q4|": (10, 12)}, made.health)
    made.send(made.health, "health")
    theirs = made.return_of(made.health)
    accept(return_to=theirs, expected_version=theirs.version, by=made.actor(made.analyst))
    # Nought leaves the sum as it was, and makes it whole.
    assert _reads(made)["36"] is not Reading.PART


def test_a_return_that_is_asked_about_again_still_has_its_values_in_the_sums(
    quarter: Collection,
) -> None:
    assert _lacking(quarter) == {"40": ("Saltmere Community Health",)}
    ask(
        return_to=quarter.mine,
        box="35|2019-20 Q4|",
        question="Is it so many?",
        by=quarter.actor(quarter.analyst),
    )
    assert _lacking(quarter) == {"40": ("Saltmere Community Health",)}


def _lacking(made: Collection) -> dict[str, tuple[str, ...]]:
    return {read.item.number: read.lacking for read in picture(made.round).reads if read.lacking}


def test_a_share_of_few_is_not_said_to_have_moved_by_percentage_points(
    quarter: Collection,
) -> None:
    put("front_door.partner_response", LAST, share(9, 15), area="")
    read = next(one for one in picture(quarter.round).reads if one.item.number == "40")
    assert (read.shown_before, read.change_shown) == ("9 of 15", "")
    assert "It was 9 of 15 in October to December 2019 (Q3)." in card(read).sentence
    put("front_door.partner_response", "2019-20 Q2", share(40, 60), area="")
    put("front_door.partner_response", "2019-20 Q1", share(30, 60), area="")
    before = replace(read, quarter=parse_period("2019-20 Q2"), timeline=_line(read, "2019-20 Q2"))
    assert before.change_shown == "16.7 percentage points more"


def _line(read: Read, until: str) -> Timeline:
    return timelines([read.item.key])[read.item.key].between("", until)


def share(of: int, among: int) -> Given:
    return Given(numerator=Decimal(of), denominator=Decimal(among))


def test_a_change_without_limits_stands_apart_from_the_signals(quarter: Collection) -> None:
    put("missing.first_time", LAST, "20", area="")
    page = _page(quarter.client(quarter.manager), FRONT)
    apart = page[page.index("Changed a good deal") : page.index("What the partners explained")]
    assert "Children missing for the first time" in apart
    assert "125% more" in apart
    assert "Nobody explained it" in apart
    assert "Missing episodes" not in apart


def test_explanations_stand_with_the_value_the_one_before_and_the_change(told: Collection) -> None:
    found = explained(told.round, told.actor(told.analyst))
    assert [(one.shown, one.shown_before, one.words) for one in found] == [("99", "95", SAID)]
    assert found[0].change == "4% more"
    page = _words(_page(told.client(told.manager), FRONT))
    what = "Domestic abuse notifications with a child in the household, March 2020"
    assert f"Saltmere Police {what} 99 95 4% more {SAID}" in page


def test_an_agency_reads_its_own_explanations_and_nobody_elses(told: Collection) -> None:
    assert SAID in _page(told.client(told.police), FRONT)
    assert SAID not in _page(told.client(told.health), FRONT)


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.SCRUTINEER, Role.REPORT_AUTHOR])
def test_who_reads_single_values_reads_the_explanations(told: Collection, role: Role) -> None:
    client = client_of(person(role, told.council))
    assert SAID in _page(client, FRONT)
    # Only who reads returns is offered one.
    offered = reverse("dataset-return", args=[told.mine.pk]) in _page(client, FRONT)
    assert offered is (role is Role.SCRUTINEER)


def test_an_agency_sees_its_own_page_and_no_other_agencys(told: Collection) -> None:
    mine = told.client(told.police)
    assert "Missing episodes" in _page(mine, "dataset-by-agency", told.police.key)
    assert mine.get(reverse("dataset-by-agency", args=[told.health.key])).status_code == 404
    front = _page(mine, FRONT)
    assert reverse("dataset-by-agency", args=[told.police.key]) in front
    assert reverse("dataset-by-agency", args=[told.health.key]) not in front


def test_an_agencys_page_has_its_own_values_and_not_the_shared_ones(told: Collection) -> None:
    page = _words(_page(told.client(told.manager), "dataset-by-agency", told.police.key))
    assert "280 in January to March 2020" in page
    assert "2017-18 Q1" not in page  # the shared line goes back years; the police sent one quarter
    empty = _page(told.client(told.manager), "dataset-by-agency", told.health.key)
    assert "Nothing that it gave has been accepted yet" in empty


def test_who_is_late_is_one_click_from_the_chase_list(quarter: Collection) -> None:
    yesterday = quarter.today - timedelta(days=1)
    Round.objects.filter(pk=quarter.round.pk).update(due_on=yesterday)
    page = _page(quarter.client(quarter.analyst), FRONT)
    assert reverse("dataset-chase", args=[quarter.round.key]) in page
    assert "1 of 2 agencies have sent; 1 is late. Not sent, and late: " in page
    assert "late: Saltmere Community Health." in page
    lead = _page(quarter.client(quarter.police), FRONT)
    assert reverse("dataset-chase", args=[quarter.round.key]) not in lead


def test_each_priority_says_better_worse_or_why_that_cannot_be_said(quarter: Collection) -> None:
    found = {one.number: one for one in priorities(picture(quarter.round))}
    assert found[2].tags == [("1 worse", "late")]
    assert found[3].tags == [("1 higher", "move")]
    assert found[1].tags == [("Too few points to say", "plain")]
    assert found[2].latest is not None
    assert found[2].latest.sentence == (
        "Missing episodes: 280 in January to March 2020 (Q4); 241 in October to December 2019 (Q3)."
    )
    assert found[2].counts == "1 of 4 can be judged"


def test_a_priority_is_drawn_as_pictures_of_one_size_each_with_its_scale(
    quarter: Collection,
) -> None:
    page = _page(quarter.client(quarter.manager), "dataset-by-priority", 2)
    assert page.count('class="k-signal') >= 4
    sizes = set(re.findall(r'<svg[^>]*class="k-chart k-chart--spark"[^>]*viewBox="0 0 (\d+)', page))
    assert sizes == {"330"}
    assert page.count("Drawn from ") == 4
    assert client_of(quarter.manager).get("/dataset/by-priority/9/").status_code == 404


def test_a_page_of_pictures_is_filtered_and_comes_as_a_file(quarter: Collection) -> None:
    client = quarter.client(quarter.manager)
    moved = _page(client, "dataset-by-quarter", "2019-20 Q4")
    assert "Missing episodes" in moved
    assert "Looked after children reported missing" not in moved
    every = _page(client, "dataset-by-quarter", "2019-20 Q4", show="all")
    assert "Looked after children reported missing" in every
    file = client.get(
        reverse("dataset-by-quarter", args=["2019-20 Q4"]), {"show": "all", "download": "csv"}
    )
    parts = file.streaming_content if file.streaming else [file.content]
    rows = list(csv.DictReader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))
    assert len(rows) == 6
    assert rows[0]["Reading"] == "Worse"
    assert client.get(reverse("dataset-by-quarter", args=["2011-12 Q4"])).status_code == 404


def test_only_accepted_values_are_in_the_shared_picture(db: None) -> None:
    made = collection(history=False)
    made.fill_and_send()
    page = _page(made.client(made.manager), FRONT)
    assert "No quarter has values yet" in page
    assert "280" not in _words(page)


def test_the_front_page_asks_no_more_of_the_database_for_more_agencies(
    quarter: Collection, django_assert_max_num_queries
) -> None:
    client = quarter.client(quarter.manager)
    _page(client, FRONT)
    for n in range(20):
        other = body(f"agency-{n}", f"Agency {n}")
        Return.objects.create(round=quarter.round, organisation=other, asked=1)
    with django_assert_max_num_queries(25) as asked:
        page = _page(client, FRONT)
    assert "Agency 19" in page
    many = len(asked)
    Return.objects.filter(organisation__key__startswith="agency-").delete()
    with django_assert_max_num_queries(25) as asked:
        _page(client, FRONT)
    assert len(asked) >= many

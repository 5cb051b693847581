import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.foundation.indicators.models import Observation
from tests.foundation.indicators.making import (
    ENGLAND,
    MEDWAY,
    SOUTH_EAST,
    a_year_of_plans,
    areas,
    neighbours,
    put,
    signed_in,
)

pytestmark = pytest.mark.django_db
PAGE = "/indicators/child_protection.open/"


@pytest.fixture
def analyst() -> Client:
    areas()
    codes = neighbours(3)
    for year, plans in ((2019, 355), (2020, 463)):
        a_year_of_plans(
            {
                MEDWAY: (plans, 63672),
                ENGLAND: (51510, 11790492),
                SOUTH_EAST: (8110, 1927713),
                **dict.fromkeys(codes, (40, 10000)),
            },
            year,
        )
    put("child_protection.starts", "2019-20", "583")
    put("child_protection.ends", "2019-20", "475")
    return signed_in("data_analyst")


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_begins_with_what_the_figure_says(analyst: Client) -> None:
    page = text(analyst.get(PAGE).content.decode())
    assert "The number rose from 355 to 463 between 31 March 2019 and 31 March 2020" in page
    assert "583 started and 475 ended in 2019-20." in page
    assert "The rate, 72.7, is higher than England (43.7) and the South East (42.1)" in page
    assert "355 + 583 − 475 = 463" in page
    assert "108 more than a year before (30.4%)" in page


def test_the_page_says_which_population_was_used(analyst: Client) -> None:
    page = text(analyst.get(PAGE).content.decode())
    assert "463 ÷ 63,672 × 10,000 = 72.7" in page
    assert "63,672, 30 June 2019" in page


def test_another_area_and_year_can_be_chosen(analyst: Client) -> None:
    page = text(analyst.get(PAGE, {"area": ENGLAND, "period": "2019-03-31"}).content.decode())
    assert "51,510" in page
    assert "nothing earlier to compare it with" in page


@pytest.mark.parametrize("query", [{"area": "nowhere"}, {"period": "never"}, {"part": "x"}])
def test_a_choice_that_does_not_exist_shows_the_page_as_it_is(
    analyst: Client, query: dict[str, str]
) -> None:
    answer = analyst.get(PAGE, query)
    assert answer.status_code == 200
    assert "463" in answer.content.decode()


def test_the_table_can_be_taken_away(analyst: Client) -> None:
    rows = analyst.get(PAGE, {"download": "csv"}).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Period,Plans open,")
    assert rows[1].startswith("31 March 2020,463,72.7,66.2 to 79.7,43.7,42.1,40.0")


def test_an_indicator_without_any_value_says_so(analyst: Client) -> None:
    page = text(analyst.get("/indicators/missing.episodes/").content.decode())
    assert "No value has been stored yet." in page


def test_the_page_asks_few_questions_and_no_more_for_more_areas(analyst: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        analyst.get(PAGE)
    for code in neighbours(9, 2020 + 1):
        if not Observation.objects.filter(series__area__code=code).exists():
            a_year_of_plans({code: (41, 10000)})
    for year in range(2010, 2019):
        put("child_protection.open", f"{year}-03-31", "300")
    with CaptureQueriesContext(connection) as many:
        analyst.get(PAGE)
    assert len(many) <= len(few) <= 25


def test_the_list_shows_each_indicators_latest_value(analyst: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = text(analyst.get("/indicators/", {"topic": "Child protection"}).content.decode())
    assert "Children subject to a child protection plan 463 31 March 2020 official" in page.replace(
        " Child protection 463", " 463"
    )
    assert len(asked) <= 25


def test_the_list_can_be_searched(analyst: Client) -> None:
    page = text(analyst.get("/indicators/", {"q": "looked after"}).content.decode())
    assert "Children looked after" in page
    assert "Referrals to children" not in page


def current(key: str = "child_protection.open") -> Observation:
    return Observation.objects.get(
        series__indicator__key=key,
        series__area__code=MEDWAY,
        period="2020-03-31",
        current=True,
    )


def form_of(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def test_a_value_is_corrected_and_the_old_one_can_still_be_read(analyst: Client) -> None:
    address = reverse("indicator-correct", args=[current().pk])
    sent = {**form_of(analyst, address), "value": "460", "reason": "Counted twice"}
    answer = analyst.post(address, sent)
    assert answer.status_code == 302
    page = text(analyst.get(answer["Location"]).content.decode())
    assert "Counted twice" in page
    versions = text(analyst.get(reverse("observation", args=[current().pk])).content.decode())
    assert "460" in versions
    assert "463" in versions


def test_a_form_sent_twice_corrects_once(analyst: Client) -> None:
    address = reverse("indicator-correct", args=[current().pk])
    sent = {**form_of(analyst, address), "value": "460", "reason": "Counted twice"}
    first, second = analyst.post(address, sent), analyst.post(address, sent)
    assert first["Location"] == second["Location"]
    assert current().revision == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [({"value": "many"}, "neither a number nor"), ({"reason": ""}, "why is it corrected")],
)
def test_a_faulty_form_comes_back_with_what_was_typed(
    analyst: Client, change: dict[str, str], told: str
) -> None:
    address = reverse("indicator-correct", args=[current().pk])
    sent = {**form_of(analyst, address), "value": "460", "reason": "Counted twice", **change}
    answer = analyst.post(address, sent)
    assert answer.status_code == 422
    assert told in answer.content.decode().lower()
    assert current().revision == 1


def test_the_second_of_two_people_is_told_of_the_first(analyst: Client) -> None:
    address = reverse("indicator-correct", args=[current().pk])
    mine, yours = form_of(analyst, address), form_of(analyst, address)
    analyst.post(address, {**mine, "value": "460", "reason": "Counted twice"})
    answer = analyst.post(address, {**yours, "value": "461", "reason": "One came back"})
    assert answer.status_code == 409
    assert current().value == 460


def test_a_scrutineer_reads_and_cannot_correct(analyst: Client) -> None:
    scrutineer = signed_in("scrutineer")
    page = scrutineer.get(PAGE).content.decode()
    assert "Correct this value" not in page
    assert "463" in page
    assert scrutineer.get(reverse("indicator-correct", args=[current().pk])).status_code == 403


def test_the_list_shows_a_corrected_value_at_once(analyst: Client) -> None:
    assert ">463<" in analyst.get("/indicators/?topic=Child protection").content.decode()
    address = reverse("indicator-correct", args=[current().pk])
    sent = {**form_of(analyst, address), "value": "460", "reason": "Counted twice"}
    analyst.post(address, sent)
    page = analyst.get("/indicators/?topic=Child protection").content.decode()
    assert ">460<" in page
    assert ">463<" not in page

"""The pages of a return: filled in, resumed, contested, sent, and read by others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundation.access import Role
from kith.foundation.audit.models import Event
from kith.foundation.ui.words import day
from kith.modules.dataset.accepting.actions import ask
from kith.modules.dataset.models import Answer, Query, Receipt, Round
from kith.modules.dataset.rounds.actions import excuse
from tests.foundation.administration.people import body, person, send
from tests.modules.dataset.making import GOOD, Collection

EPISODES, CHILDREN = "35|2019-20 Q4|", "36|2019-20 Q4|"
SHARE = "40|2019-20 Q4|"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def section_of(collected: Collection, slug: str = "missing-children") -> str:
    return reverse("dataset-return-section", args=[collected.mine.pk, slug])


def hidden(page: str) -> dict[str, Any]:
    """The hidden fields of a page's form, as a browser sends them back."""
    found: dict[str, Any] = {}
    for name, value in HIDDEN.findall(page):
        if name not in ("csrfmiddlewaretoken", "submission"):
            found.setdefault(name.replace("&quot;", '"'), []).append(value)
    return found


def fill(client: Client, address: str, page: str = "", **fields: Any) -> Any:
    """Open a form, change some of it, and send it."""
    page = page or client.get(address).content.decode()
    named = {name.replace("__", ":", 1): value for name, value in fields.items()}
    return send(client, address, **{**hidden(page), **named})


@pytest.fixture
def lead(collected: Collection) -> Client:
    return collected.client(collected.police)


def test_a_lead_finds_the_own_return_and_no_other(collected: Collection, lead: Client) -> None:
    page = lead.get(reverse("dataset-returns")).content.decode()
    assert "January to March 2020 (Q4)" in page
    assert "0 of 9" in page
    assert "Community Health" not in page
    other = collected.return_of(collected.health)
    assert lead.get(reverse("dataset-return", args=[other.pk])).status_code == 404


def test_numbers_are_stored_as_they_are_typed_and_found_again(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected)
    done = fill(lead, address, **{f"of:{EPISODES}": "1,280", "then": "leave"})
    assert done["Location"] == reverse("dataset-return", args=[collected.mine.pk])
    assert Answer.objects.get().of == 1280
    page = lead.get(address).content.decode()
    assert 'value="1280"' in page
    assert "Oct to Dec 2019" in page
    assert "271" in page


def test_what_is_no_number_comes_back_and_the_rest_is_stored(
    collected: Collection, lead: Client
) -> None:
    done = fill(lead, section_of(collected), **{f"of:{EPISODES}": "280", f"of:{CHILDREN}": "<5"})
    page = done.content.decode()
    assert done.status_code == 422
    assert "Not everything could be stored" in page
    assert 'value="&lt;5"' in page
    assert Answer.objects.get().of == 280


def test_a_number_that_moved_is_asked_about_beside_its_box_and_then_let_pass(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected)
    done = fill(lead, address, **{f"of:{EPISODES}": "342"})
    assert done["Location"] == address
    page = lead.get(address).content.decode()
    assert "Why did it move?" in page
    assert "1 sentence to write" in page
    said = "Two children were reported 31 times between them in February."
    done = fill(lead, address, page, **{f"of:{EPISODES}": "342", f"explanation:{EPISODES}": said})
    assert done["Location"] != address
    assert Answer.objects.get().explanation == said


def test_a_month_is_set_beside_the_month_before_in_the_same_return(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected, "domestic-abuse")
    fill(lead, address, **{"of:41|2020-01|": "90", "of:41|2020-02|": "190"})
    page = lead.get(address).content.decode()
    assert "up 111%" in page
    assert "1 sentence to write" in page


def test_a_part_larger_than_its_whole_is_stored_and_shown_as_wrong(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected)
    fill(lead, address, **{f"of:{EPISODES}": "280", f"of:{CHILDREN}": "281"})
    page = lead.get(address).content.decode()
    assert "the first is part of the second" in page
    assert "1 to put right" in page


def test_two_people_at_one_box_see_both_values_and_choose(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected)
    opened = lead.get(address).content.decode()
    collected.save({EPISODES: 275})
    clash = fill(lead, address, opened, **{f"of:{EPISODES}": "280", f"of:{CHILDREN}": "120"})
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Theirs: <b>275</b>" in page
    assert Answer.objects.get(item__number="36").of == 120
    undecided = fill(lead, address, page, **{f"of:{EPISODES}": "280", f"of:{CHILDREN}": "120"})
    assert undecided.status_code == 422
    page = undecided.content.decode()
    kept = {f"of:{EPISODES}": "280", f"of:{CHILDREN}": "120", f"choice:{EPISODES}": "mine"}
    assert fill(lead, address, page, **kept).status_code == 302
    assert Answer.objects.get(item__number="35").of == 280


def test_a_box_that_was_left_alone_keeps_what_another_person_wrote(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected)
    opened = lead.get(address).content.decode()
    collected.save({EPISODES: 275})
    done = fill(lead, address, opened, **{f"of:{CHILDREN}": "120"})
    assert done.status_code == 302
    assert Answer.objects.get(item__number="35").of == 275


def test_their_value_may_be_chosen(collected: Collection, lead: Client) -> None:
    address = section_of(collected)
    opened = lead.get(address).content.decode()
    collected.save({EPISODES: 275})
    page = fill(lead, address, opened, **{f"of:{EPISODES}": "280"}).content.decode()
    fields = {f"of:{EPISODES}": "280", f"choice:{EPISODES}": "theirs"}
    assert fill(lead, address, page, **fields).status_code == 302
    assert Answer.objects.get().of == 275


def test_one_reason_stands_for_every_empty_box_of_an_item(
    collected: Collection, lead: Client
) -> None:
    address = section_of(collected, "domestic-abuse")
    reason = "Our system is changing"
    fill(lead, address, **{"of:41|2020-01|": "90", "reason:41": reason})
    stored = {a.period: (a.of, a.reason) for a in Answer.objects.all()}
    assert stored["2020-01"] == (90, "")
    assert stored["2020-02"] == stored["2020-03"] == (None, reason)


def test_a_share_is_given_whole_or_not_at_all(collected: Collection, lead: Client) -> None:
    address = section_of(collected, "working-together")
    half = fill(lead, address, **{f"of:{SHARE}": "42"})
    assert half.status_code == 422
    assert not Answer.objects.exists()
    fill(lead, address, **{f"of:{SHARE}": "42", f"among:{SHARE}": "61"})
    assert (Answer.objects.get().of, Answer.objects.get().among) == (42, 61)


def test_a_child_who_could_be_known_is_not_stored(collected: Collection, lead: Client) -> None:
    said = "Born 4 May 2009, NHS number 943 476 5919, went missing twice."
    collected.save({EPISODES: 342})
    fields = {f"of:{EPISODES}": "342", f"explanation:{EPISODES}": said}
    done = fill(lead, section_of(collected), **fields)
    assert done.status_code == 422
    assert Answer.objects.get().explanation == ""
    assert "943" not in str(list(Event.objects.values_list("data_json", "why")))


def test_the_check_names_every_box_that_stands_in_the_way(
    collected: Collection, lead: Client
) -> None:
    collected.save({EPISODES: 342})
    address = reverse("dataset-return-send", args=[collected.mine.pk])
    page = lead.get(address).content.decode()
    assert "9 boxes need something first" in page
    assert f"{section_of(collected)}?check=1#box-35-2019-20-Q4" in page
    refused = send(lead, address, checksum=hidden(page).get("checksum", ["x"])[0])
    assert refused.status_code in (409, 422)
    assert not Receipt.objects.exists()


def test_a_return_is_sent_once_and_acknowledged(collected: Collection, lead: Client) -> None:
    collected.save(GOOD)
    address = reverse("dataset-return-send", args=[collected.mine.pk])
    page = lead.get(address).content.decode()
    assert "9 numbers will be sent." in page
    fields = {"checksum": hidden(page)["checksum"][0]}
    token = "8d5b2a1e-3f0d-4b0e-9f57-0f6f2d1c9a11"
    first = lead.post(address, {**fields, "submission": token})
    second = lead.post(address, {**fields, "submission": token})
    third = send(lead, address, **fields)
    assert first["Location"] == second["Location"] == third["Location"]
    told = lead.get(first["Location"]).content.decode()
    receipt = Receipt.objects.get()
    assert receipt.reference in told
    assert receipt.checksum in told
    assert "Nothing was changed since it was sent." in lead.get(address).content.decode()


def test_a_change_by_another_person_stops_the_sending(collected: Collection, lead: Client) -> None:
    collected.save(GOOD)
    address = reverse("dataset-return-send", args=[collected.mine.pk])
    page = lead.get(address).content.decode()
    collected.save({EPISODES: 281})
    refused = send(lead, address, checksum=hidden(page)["checksum"][0])
    assert refused.status_code == 409
    assert "Somebody changed the return" in refused.content.decode()
    assert not Receipt.objects.exists()


def test_an_excused_return_shows_why_and_takes_nothing(collected: Collection, lead: Client) -> None:
    mine = collected.mine
    by = collected.actor(collected.analyst)
    excuse(return_to=mine, because="Moved to a new system", expected_version=mine.version, by=by)
    address = section_of(collected)
    page = lead.get(address).content.decode()
    assert "This return cannot be changed now. Excused: Moved to a new system." in page
    assert "<form" not in page[page.index("<main") :]
    taken = send(lead, address, **{f"of:{EPISODES}": "280", f"seen:{EPISODES}": "0.x"})
    assert taken.status_code == 422
    assert not Answer.objects.exists()


def test_the_analyst_reads_the_form_and_cannot_write_it(collected: Collection) -> None:
    collected.save(GOOD)
    analyst = collected.client(collected.analyst)
    page = analyst.get(section_of(collected)).content.decode()
    assert "Saltmere Police fills it in" in page
    assert ">280</b>" in page
    assert "<input" not in page[page.index("k-return") : page.index("</main>")]
    assert send(analyst, section_of(collected)).status_code == 403


def test_a_question_is_shown_at_its_box_and_answered(collected: Collection, lead: Client) -> None:
    collected.fill_and_send()
    by = collected.actor(collected.analyst)
    query = ask(return_to=collected.mine, box=EPISODES, question="Is it all of Weald?", by=by)
    assert "Is it all of Weald?" in lead.get(section_of(collected)).content.decode()
    overview = reverse("dataset-return", args=[collected.mine.pk])
    assert "You sent 280." in lead.get(overview).content.decode()
    address = reverse("dataset-query-answer", args=[query.pk])
    fields = {"expected_version": query.version}
    named = send(lead, address, text="It is about Amy Jones of 14 Mill Lane.", **fields)
    assert named.status_code == 422
    done = send(lead, address, text="Saltmere alone, as before.", **fields)
    assert done["Location"] == overview
    assert Query.objects.get().answer == "Saltmere alone, as before."


def test_an_answer_that_another_gave_meanwhile_is_not_written_over(
    collected: Collection, lead: Client
) -> None:
    collected.fill_and_send()
    by = collected.actor(collected.analyst)
    query = ask(return_to=collected.mine, box=EPISODES, question="Is it all of Weald?", by=by)
    address = reverse("dataset-query-answer", args=[query.pk])
    fields = {"expected_version": query.version}
    assert send(lead, address, text="Saltmere alone, as before.", **fields).status_code == 302
    assert send(lead, address, text="All of Weald, I think.", **fields).status_code == 409
    assert Query.objects.get().answer == "Saltmere alone, as before."


def test_who_is_asked_nothing_reads_when_the_next_round_opens(collected: Collection) -> None:
    nobody = collected.client(person(Role.AGENCY_LEAD, body("weald-fire", "Weald Fire")))
    page = nobody.get(reverse("dataset-returns")).content.decode()
    assert "No return is asked for now" in page
    assert "opens a round after each quarter has ended" in page
    opens_on = collected.today + timedelta(days=20)
    Round.objects.create(
        quarter="2020-21 Q1",
        edition=collected.edition,
        opens_on=opens_on,
        due_on=opens_on,
        locks_on=opens_on,
    )
    page = nobody.get(reverse("dataset-returns")).content.decode()
    assert f"April to June 2020 (Q1), opens on {day(opens_on)}" in page


def test_the_analyst_narrows_the_list_and_takes_it_away(collected: Collection) -> None:
    collected.fill_and_send()
    analyst, address = collected.client(collected.analyst), reverse("dataset-returns")
    page = analyst.get(address, {"state": "sent"}).content.decode()
    assert "1 return" in page
    assert "Saltmere Police</td>" in page
    page = analyst.get(address, {"agency": "saltmere-health"}).content.decode()
    assert "Saltmere Community Health</td>" in page
    assert "Saltmere Police</td>" not in page
    file = analyst.get(address, {"download": "csv"})
    text = b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    assert text.count("2019-20 Q4") == 2


@pytest.mark.parametrize("page", ["dataset-return", "dataset-return-send", "section", "returns"])
def test_a_page_of_a_return_asks_little_of_the_database(
    collected: Collection, lead: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    collected.fill_and_send()
    collected.save({EPISODES: 342})
    pages = {"section": section_of(collected), "returns": reverse("dataset-returns")}
    address = pages.get(page) or reverse(page, args=[collected.mine.pk])
    with django_assert_max_num_queries(25):
        assert lead.get(address).status_code == 200

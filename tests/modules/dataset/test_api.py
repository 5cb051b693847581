"""The API: the same return as on the form, by the same rules, with the same receipt."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kith.foundation.audit.models import Event
from kith.foundation.indicators.models import Observation
from kith.modules.dataset.models import Answer, Receipt, Return
from tests.modules.dataset.calling import RETURN, RETURNS, System, answers, key_for
from tests.modules.dataset.making import GOOD, Collection


@pytest.fixture
def system(collected: Collection) -> System:
    """The system of the police."""
    return System(key_for(collected.lead(collected.police))[1])


def stored() -> Any:
    """All that a message could change."""
    return (
        list(Answer.objects.order_by("pk").values()),
        list(Receipt.objects.order_by("pk").values()),
        list(Return.objects.order_by("pk").values()),
        Observation.objects.count(),
        Event.objects.count(),
    )


def sending(**more: Any) -> dict[str, Any]:
    return {"answers": answers(), "send": True, "key": "first", **more}


def refused(answer: Any, status: int = 422) -> dict[str, Any]:
    """A problem document that says what to do."""
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == status
    assert told["title"]
    assert told["detail"].endswith(".")
    return told


def test_a_system_finds_its_return_and_what_it_asks(system: System) -> None:
    (listed,) = system.get(RETURNS).json()["returns"]
    assert (listed["quarter"], listed["state"], listed["may_fill"]) == ("2019-20-q4", "open", True)
    told = system.get(RETURN).json()
    assert {box["id"] for box in told["boxes"]} == set(GOOD)
    first = told["boxes"][0]
    assert first["last"] == {"period": "2019-20 Q3", "of": 271, "among": None, "missing": ""}
    assert first["stored"] is None


def test_a_good_return_is_sent_in_one_message(system: System, collected: Collection) -> None:
    answer = system.post(sending())
    assert answer.status_code == 201, answer.content
    told = answer.json()
    receipt = Receipt.objects.get()
    assert told["receipt"]["reference"] == receipt.reference
    assert (receipt.via, receipt.values, told["state"]) == ("api", len(GOOD), "sent")
    assert system.get(answer.headers["Location"]).json() == told["receipt"]
    stands = {box["id"]: box["stored"]["of"] for box in system.get(RETURN).json()["boxes"]}
    assert stands == {box: of for box, (of, _) in GOOD.items()}
    event = Event.objects.filter(kind="return.sent").get()
    assert event.data["via"] == "api"


def test_the_form_and_the_api_give_the_same_checksum(system: System, collected: Collection) -> None:
    by_form = collected.fill_and_send()
    answer = system.post(sending())
    assert answer.status_code == 200
    assert answer.json()["receipt"]["reference"] == by_form.reference
    assert Receipt.objects.count() == 1


def test_the_same_message_twice_gives_the_first_receipt(system: System) -> None:
    first = system.post(sending())
    before = stored()
    again = system.post(sending())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["receipt"] == first.json()["receipt"]
    assert stored() == before


def test_a_late_repetition_does_not_undo_what_was_sent_since(system: System) -> None:
    first = system.post(sending()).json()["receipt"]
    changed = answers({**GOOD, "35|2019-20 Q4|": (281, None)})
    assert system.post(sending(answers=changed, key="second")).status_code == 201
    before = stored()
    assert system.post(sending()).json()["receipt"] == first
    assert stored() == before


def test_a_key_of_a_sending_is_not_used_for_other_content(system: System) -> None:
    system.post(sending())
    before = stored()
    changed = answers({**GOOD, "35|2019-20 Q4|": (281, None)})
    told = refused(system.post(sending(answers=changed)), 409)
    assert told["errors"][0]["at"] == "/key"
    assert stored() == before


def test_answers_are_stored_without_sending(system: System) -> None:
    told = system.post({"answers": answers({"35|2019-20 Q4|": 280})}).json()
    assert (told["changed"], told["state"], told["receipt"]) == (1, "part", None)
    assert not told["ready"]
    assert Answer.objects.get().of == 280


def test_a_dry_run_says_what_the_checks_say_and_stores_nothing(system: System) -> None:
    before = stored()
    told = system.post(sending(dry_run=True)).json()
    assert (told["changed"], told["ready"], told["receipt"]) == (len(GOOD), True, None)
    half = system.post({"answers": answers({"35|2019-20 Q4|": 900}), "dry_run": True}).json()
    assert not half["ready"]
    assert "explain" in {each["importance"] for each in half["checks"]}
    assert stored() == before


def test_what_a_check_asks_is_refused_box_by_box_and_nothing_is_stored(system: System) -> None:
    before = stored()
    wild = answers({**GOOD, "35|2019-20 Q4|": (900, None)})
    told = refused(system.post(sending(answers=wild)))
    assert {"35|2019-20 Q4|"} == {each["box"] for each in told["errors"]}
    assert told["errors"][0]["at"] == "/answers/0"
    assert stored() == before
    wild[0]["explanation"] = "A new way of recording began in January."
    assert system.post(sending(answers=wild)).status_code == 201


def test_one_wrong_box_keeps_all_others_from_being_stored(system: System) -> None:
    before = stored()
    told = refused(system.post({"answers": [*answers(), {"box": "99|2019-20 Q4|", "of": 1}]}))
    assert [each["box"] for each in told["errors"]] == ["99|2019-20 Q4|"]
    assert stored() == before


@pytest.mark.parametrize(
    "text", ["Born 3 April 2009, in hospital.", "NHS number 943 476 5919 was counted twice."]
)
def test_what_could_say_who_a_child_is_is_refused(system: System, text: str) -> None:
    before = stored()
    given = [{"box": "35|2019-20 Q4|", "of": 280, "explanation": text}]
    told = refused(system.post({"answers": given}))
    assert told["errors"][0]["box"] == "35|2019-20 Q4|"
    assert text not in json.dumps(told)
    assert stored() == before


BOX = '"box": "35|2019-20 Q4|"'
FAULTY = {
    "text for a number": ('{"answers": [{%s, "of": "280"}]}', 422, "/answers/0/of"),
    "a fraction": ('{"answers": [{%s, "of": 280.5}]}', 422, "/answers/0/of"),
    "a whole number with a point": ('{"answers": [{%s, "of": 280.0}]}', 422, "/answers/0/of"),
    "true for a number": ('{"answers": [{%s, "of": true}]}', 422, "/answers/0/of"),
    "a list for a number": ('{"answers": [{%s, "of": [280]}]}', 422, "/answers/0/of"),
    "less than nothing": ('{"answers": [{%s, "of": -1}]}', 422, "/answers/0"),
    "a field that is not there": ('{"answers": [{%s, "off": 1}]}', 422, "/answers/0/off"),
    "a field of the message that is not there": ('{"answer": [{%s}]}', 422, "/answer"),
    "a number and why there is none": (
        '{"answers": [{%s, "of": 1, "reason": "Not held"}]}', 422, "/answers/0/reason"
    ),
    "two numbers for one": ('{"answers": [{%s, "of": 1, "among": 2}]}', 422, "/answers/0"),
    "a box twice": ('{"answers": [{%s, "of": 1}, {"box": "35|2019-20 Q4|"}]}', 422, "/answers/1"),
    "a number for text": ('{"answers": [{%s, "reason": 5}]}', 422, "/answers/0/reason"),
    "a character that is no text": (
        '{"answers": [{%s, "reason": "a\\u0000b"}]}', 422, "/answers/0/reason"
    ),
    "half a character": ('{"answers": [{%s, "reason": "\\ud800"}]}', 422, "/answers/0/reason"),
    "an answer that is a list": ('{"answers": [[{%s}]]}', 422, "/answers/0"),
    "no number at all": ('{"answers": [{%s, "of": NaN}]}', 400, ""),
    "infinity": ('{"answers": [{%s, "of": -Infinity}]}', 400, ""),
    "an exponent": ('{"answers": [{%s, "of": 1e5}]}', 400, ""),
    "an endless number": ('{"answers": [{%s, "of": ' + "9" * 5000 + "}]}", 400, ""),
    "a name twice": ('{"answers": [{%s, "of": 1, "of": 2}]}', 400, ""),
    "a list": ("[{%s}]", 400, ""),
    "half a message": ('{"answers": [{%s', 400, ""),
    "no end of brackets": ("[" * 100_000 + "{%s}", 400, ""),
    "a sending without a key": ('{"send": true, "answers": [{%s, "of": 1}]}', 422, "/key"),
    "a word for yes": ('{"send": "yes", "answers": [{%s, "of": 1}]}', 422, "/send"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY)
def test_a_message_with_a_fault_is_refused_and_stores_nothing(system: System, what: str) -> None:
    text, status, at = FAULTY[what]
    before = stored()
    told = refused(system.post(text.replace("%s", BOX)), status)
    assert at in {each.get("at", "") for each in told.get("errors", [{}])}
    assert stored() == before


def test_a_message_that_is_not_json_or_too_large_is_refused(system: System) -> None:
    before = stored()
    refused(system.post("answers=1", content_type="application/x-www-form-urlencoded"), 415)
    refused(system.post(b'{"answers": "\xff"}'), 400)
    refused(system.post('{"answers": "' + "a" * 2_100_000 + '"}'), 413)
    refused(system.post({"answers": []}), 422)
    assert stored() == before


def test_a_return_that_is_locked_is_refused_with_the_reason(
    system: System, collected: Collection
) -> None:
    collected.round.locks_on = collected.round.due_on = collected.round.opens_on
    collected.round.save()
    before = stored()
    told = refused(system.post(sending()), 409)
    assert "locked" in told["detail"]
    assert stored() == before


def test_what_is_not_offered_is_refused_as_data(system: System) -> None:
    refused(system.post({}, RETURNS), 405)
    for address in ("/api/v1/returns/2031-32-q1/", "/api/v1/returns", "/api/v2/", RETURN + "x/"):
        refused(system.get(address), 404)

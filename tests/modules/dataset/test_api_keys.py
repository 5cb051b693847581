"""Keys of agencies' systems: shown once, stored as a digest, and good for no more than they say."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Denied
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Appointment
from kith.modules.dataset.api.keys import digest_of, make_key, withdraw_key
from kith.modules.dataset.models import Answer, Token
from tests.foundation.administration.people import on, send
from tests.modules.dataset.calling import RETURN, RETURNS, System, answers, key_for
from tests.modules.dataset.making import Collection
from tests.modules.dataset.test_api import refused, sending, stored


def _made(collected: Collection, **more: Any) -> tuple[Any, str]:
    """What the page shows when a key is made, and the key on it."""
    end = collected.today + timedelta(days=more.pop("days", 30))
    client = collected.client(collected.police)
    page = send(client, reverse("dataset-api"), name="Records", **on("ends_on", end), **more)
    text = page.content.decode()
    key = text.partition('id="key">')[2].partition("<")[0]
    return page, key


def test_a_lead_makes_a_key_that_is_shown_once_and_stored_as_a_digest(
    collected: Collection,
) -> None:
    page, key = _made(collected)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    token = Token.objects.get()
    assert (token.digest, token.hint) == (digest_of(key), key[-4:])
    assert token.organisation == collected.police
    listed = collected.client(collected.police).get(reverse("dataset-api")).content.decode()
    assert "Records" in listed
    assert key not in listed
    event = Event.objects.get(kind="dataset.token_made")
    assert key not in json.dumps(event.data)
    assert System(key).get(RETURNS).status_code == 200


def test_the_form_sent_twice_makes_one_key(collected: Collection) -> None:
    _made(collected)
    page, key = _made(collected)
    assert (page.status_code, key) == (422, "")
    assert Token.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 366, 4000])
def test_a_key_lasts_from_today_to_a_year(collected: Collection, days: int) -> None:
    page, _ = _made(collected, days=days)
    assert page.status_code == 422
    assert not Token.objects.exists()


def test_nobody_makes_a_key_for_another_agency(collected: Collection) -> None:
    with pytest.raises(Denied):
        make_key(
            organisation=collected.health,
            name="x",
            ends_on=collected.today,
            by=collected.lead(collected.police),
        )
    assert collected.client(collected.analyst).get(reverse("dataset-api")).status_code == 403
    assert not Token.objects.exists()


def test_a_key_is_withdrawn_after_a_question(collected: Collection) -> None:
    token, key = key_for(collected.lead(collected.police))
    client = collected.client(collected.police)
    address = reverse("dataset-api-withdraw", args=[token.pk])
    assert "Withdraw the key" in client.get(address).content.decode()
    assert System(key).get(RETURNS).status_code == 200
    assert send(client, address).status_code == 302
    assert System(key).get(RETURNS).status_code == 401
    assert Event.objects.filter(kind="dataset.token_withdrawn").count() == 1
    assert collected.client(collected.health).get(address).status_code == 404


def _withdrawn(token: Token, collected: Collection) -> None:
    withdraw_key(token=token, by=collected.lead(collected.police))


def _ended(token: Token, collected: Collection) -> None:
    Token.objects.update(ends_on=collected.today - timedelta(days=1))


def _appointment_over(token: Token, collected: Collection) -> None:
    yesterday = collected.today - timedelta(days=1)
    Appointment.objects.filter(pk=token.appointment_id).update(ends_on=yesterday)


def _person_gone(token: Token, collected: Collection) -> None:
    user = token.appointment.user
    user.is_active = False
    user.save()


@pytest.mark.parametrize("over", [_withdrawn, _ended, _appointment_over, _person_gone])
def test_a_key_that_is_over_opens_nothing_and_changes_nothing(
    collected: Collection, over: Any
) -> None:
    token, key = key_for(collected.lead(collected.police))
    over(token, collected)
    before = stored()
    for answer in (System(key).get(RETURNS), System(key).get(RETURN), System(key).post(sending())):
        told = refused(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert "Saltmere" not in json.dumps(told)
    assert stored() == before
    assert Token.objects.get().last_used_at is None


def test_another_appointment_of_the_same_person_does_not_stand_in(collected: Collection) -> None:
    token, key = key_for(collected.lead(collected.police))
    _appointment_over(token, collected)
    Appointment.objects.create(
        user=token.appointment.user,
        role="agency_lead",
        organisation=collected.health,
        office="Lead",
        starts_on=collected.today,
    )
    refused(System(key).get(RETURNS), 401)


def test_what_is_no_key_opens_nothing(collected: Collection) -> None:
    _, key = key_for(collected.lead(collected.police))
    swapped = key[:-1] + ("A" if key[-1] != "A" else "B")
    for header in (f"Bearer {swapped}", f"Basic {key}", key, "Bearer", "Bearer " + "x" * 5000):
        refused(Client().get(RETURNS, headers={"authorization": header}), 401)
    refused(Client().get(RETURNS), 401)


def test_a_key_reads_and_fills_its_own_agency_alone(collected: Collection) -> None:
    collected.save({"35|2019-20 Q4|": 777})
    collected.save({"40|2019-20 Q4|": (5, 9)}, collected.health)
    health = System(key_for(collected.lead(collected.health))[1])
    told = health.get(RETURN).json()
    assert told["agency"] == "saltmere-health"
    assert "777" not in json.dumps(told)
    assert [each["agency"] for each in health.get(RETURNS).json()["returns"]] == ["saltmere-health"]
    receipt = collected.fill_and_send()
    before = stored()
    refused(health.get(f"/api/v1/receipts/{receipt.pk}/"), 404)
    refused(health.post({"answers": answers({"35|2019-20 Q4|": 1})}), 422)
    assert stored() == before


def test_a_key_of_someone_who_fills_in_no_return_is_refused(collected: Collection) -> None:
    """No page makes such a key; were there one, it would open nothing."""
    actor = collected.actor(collected.analyst)
    Token.objects.create(
        organisation=actor.organisation,
        appointment=actor.appointment,
        name="x",
        digest=digest_of("kith_" + "a" * 43),
        hint="aaaa",
        made_at=timezone.now(),
        ends_on=collected.today,
    )
    system, before = System("kith_" + "a" * 43), stored()
    for answer in (system.get(RETURNS), system.get(RETURN), system.post(sending())):
        refused(answer, 403)
    assert stored() == before


def test_a_browser_that_is_signed_in_can_do_nothing_by_its_cookie(collected: Collection) -> None:
    client, before = collected.client(collected.police), stored()
    refused(client.get(RETURN), 401)
    answer = client.post(RETURN, json.dumps(sending()), content_type="application/json")
    refused(answer, 401)
    assert not answer.cookies
    assert stored() == before


def test_a_key_opens_no_page(collected: Collection) -> None:
    system = System(key_for(collected.lead(collected.police))[1])
    for name in ("dataset-api", "dataset-returns"):
        answer = system.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_an_answer_sets_no_cookie_and_stays_in_no_cache(collected: Collection) -> None:
    system = System(key_for(collected.lead(collected.police))[1])
    for answer in (system.get(RETURNS), system.post({"answers": answers()})):
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_key_that_asks_too_often_waits_and_another_does_not(collected: Collection) -> None:
    cache.clear()
    police = System(key_for(collected.lead(collected.police))[1])
    health = System(key_for(collected.lead(collected.health))[1])
    start = timezone.now().replace(second=10, microsecond=0)
    with time_machine.travel(start, tick=False):
        for _ in range(60):
            assert police.get(RETURNS).status_code == 200
        answer = police.post({"answers": answers()})
        refused(answer, 429)
        assert answer.headers["Retry-After"] == "50"
        assert not Answer.objects.exists()
        assert health.get(RETURNS).status_code == 200
    with time_machine.travel(start + timedelta(seconds=51), tick=False):
        assert police.get(RETURNS).status_code == 200


def test_last_use_is_written_once_a_minute(collected: Collection) -> None:
    token, key = key_for(collected.lead(collected.police))
    start = timezone.now()
    used = []
    for seconds in (0, 30, 61):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            System(key).get(RETURNS)
        token.refresh_from_db()
        used.append(token.last_used_at)
    assert used == [start, start, start + timedelta(seconds=61)]

"""Sessions end: after idle minutes, after hours in any case, and when an account is closed."""

from time import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kith.foundation.accounts import middleware
from tests.foundation.accounts.people import is_signed_in, make_person, sign_in

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock(monkeypatch):
    """A clock of the session limits that the test moves on."""
    cache.clear()
    now = {"is": time()}
    monkeypatch.setattr(middleware, "time", lambda: now["is"])
    return now


@pytest.fixture
def signed_in(client: Client, clock) -> Client:
    make_person()
    sign_in(client)
    client.get(reverse("account"))
    return client


def test_half_an_hour_without_a_click_ends_the_session(signed_in: Client, clock) -> None:
    clock["is"] += 30 * MINUTE + 1
    response = signed_in.get(reverse("account"))
    assert response["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(signed_in)
    page = signed_in.get(response["Location"]).content.decode()
    assert "30 minutes without activity" in page


def test_a_click_before_that_keeps_it(signed_in: Client, clock) -> None:
    for _ in range(4):
        clock["is"] += 29 * MINUTE
        assert signed_in.get(reverse("account")).status_code == 200


def test_twelve_hours_end_the_session_however_busy(signed_in: Client, clock) -> None:
    for _ in range(36):
        clock["is"] += 20 * MINUTE
        assert signed_in.get(reverse("account")).status_code == 200
    clock["is"] += MINUTE
    assert signed_in.get(reverse("account")).status_code == 302
    assert not is_signed_in(signed_in)


def test_the_page_that_was_asked_for_opens_after_signing_in_again(signed_in: Client, clock) -> None:
    clock["is"] += HOUR
    place = signed_in.get(reverse("organisations"))["Location"]
    assert place == f"{reverse('account_login')}?next={reverse('organisations')}"


def test_what_was_being_sent_is_not_sent_by_itself_later(signed_in: Client, clock) -> None:
    clock["is"] += HOUR
    place = signed_in.post(reverse("act-as"), {"appointment": "1"})["Location"]
    assert place == f"{reverse('account_login')}?next=/"


def test_signing_in_changes_the_session_s_number(client: Client) -> None:
    make_person()
    client.get(reverse("account_login"))
    client.session["before"] = 1
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before

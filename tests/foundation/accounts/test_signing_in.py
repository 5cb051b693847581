"""Signing in with a password, being locked out, and getting a new password."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kith.foundation.audit.models import Event
from tests.foundation.accounts.people import EMAIL, PASSWORD, is_signed_in, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_the_right_password_signs_in(client: Client) -> None:
    make_person()
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_an_address_is_taken_however_its_letters_are_written(client: Client) -> None:
    make_person()
    sign_in(client, EMAIL.upper())
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    make_person()
    known = sign_in(client, EMAIL, "wrong").content.decode()
    unknown = sign_in(Client(), "nobody@saltmere.example", "wrong").content.decode()
    varying = r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|(lead|nobody)@saltmere\.example'
    assert re.sub(varying, "", known) == re.sub(varying, "", unknown)
    assert "The e-mail address or the password is wrong" in known


def test_a_closed_account_is_answered_like_a_wrong_password(client: Client) -> None:
    person = make_person()
    person.is_active = False
    person.save()
    sign_in(client)
    assert not is_signed_in(client)


def test_the_fifth_wrong_password_shuts_the_door_even_to_the_right_one(client: Client) -> None:
    make_person()
    statuses = [sign_in(client, EMAIL, f"wrong {n}").status_code for n in range(5)]
    assert statuses[-1] == 429
    shut = sign_in(client)
    assert not is_signed_in(client)
    assert shut.status_code == 429
    assert "Wait fifteen minutes" in shut.content.decode()


def test_one_person_s_tries_do_not_shut_others_out(client: Client) -> None:
    make_person()
    make_person("other@saltmere.example")
    for n in range(6):
        sign_in(Client(), EMAIL, f"wrong {n}")
    sign_in(client, "other@saltmere.example")
    assert is_signed_in(client)


def test_sign_out_needs_a_post(client: Client) -> None:
    make_person()
    sign_in(client)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_person_who_did_not_sign_in_is_led_to_what_is_published(client: Client) -> None:
    assert client.get(reverse("home"))["Location"] == reverse("public_reports")


def _link(text: str) -> str:
    found = re.search(r"https?://testserver(/\S+)", text)
    assert found
    return found[1]


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client: Client) -> None:
    make_person()
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    link = _link(mail.outbox[0].body)
    page = client.get(link, follow=True)
    there = page.redirect_chain[-1][0]
    fresh = "another four plain words"
    client.post(there, {"password1": fresh, "password2": fresh})
    assert not is_signed_in(client), "choosing a password is not signing in"
    sign_in(client, EMAIL, fresh)
    assert is_signed_in(client)
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_the_message_says_nothing_but_what_is_needed(client: Client) -> None:
    make_person()
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    [message] = mail.outbox
    assert message.subject == "Choose a password"
    assert "Named nurse" not in message.body
    assert "Harbour" not in message.body
    assert EMAIL not in message.body


def test_an_unknown_address_gets_the_same_page_and_no_message(client: Client) -> None:
    make_person()
    known = client.post(reverse("account_reset_password"), {"email": EMAIL}, follow=True)
    mail.outbox.clear()
    unknown = Client().post(
        reverse("account_reset_password"), {"email": "no@saltmere.example"}, follow=True
    )
    assert known.content == unknown.content
    assert mail.outbox == []


def test_a_change_of_password_ends_the_other_sessions(client: Client) -> None:
    make_person()
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    fresh = "another four plain words"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh},
    )
    assert client.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302


def test_a_short_or_common_password_is_refused(client: Client) -> None:
    make_person()
    sign_in(client)
    for weak in ("short", "password1234"):
        response = client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
        )
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()


def test_the_log_tells_of_sign_ins_failures_lock_outs_and_sign_outs(client: Client) -> None:
    person = make_person()
    sign_in(client)
    client.post(reverse("account_logout"))
    for n in range(5):
        sign_in(client, EMAIL, f"wrong {n}")
    kinds = list(Event.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds[:2] == ["signin.in", "signin.out"]
    assert kinds.count("signin.failed") == 5
    assert "signin.locked" in kinds
    failed = Event.objects.filter(kind="signin.failed").first()
    assert failed.ref == f"user:{person.pk}"
    assert failed.actor_id is None, "nobody proved who they were"


def test_what_was_typed_into_the_sign_in_form_is_nowhere_in_the_log(client: Client) -> None:
    sign_in(client, "my-own-password@saltmere.example", "zebra-crossing-zebra")
    for event in Event.objects.all():
        told = " ".join(str(value) for value in vars(event).values())
        assert "my-own-password" not in told
        assert "zebra" not in told


def test_nobody_makes_an_account_alone(client: Client) -> None:
    assert "by invitation" in client.get(reverse("account_signup")).content.decode()
    assert client.post(reverse("account_signup"), {"email": EMAIL}).status_code == 405

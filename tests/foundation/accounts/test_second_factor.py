"""The second factor: set up, asked for, used once, and not passed by."""

import re

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kith.foundation.accounts import secrets
from kith.foundation.audit.models import Event
from tests.foundation.accounts.people import (
    EMAIL,
    PASSWORD,
    code_of,
    give_factor,
    is_signed_in,
    make_person,
    recovery_codes,
    sign_in,
)

pytestmark = pytest.mark.django_db
ENROL = "mfa_activate_totp"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def _code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_password_alone_does_not_open_an_account_with_a_factor(client: Client) -> None:
    give_factor(make_person())
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_app_s_code_completes_the_sign_in(client: Client) -> None:
    secret = give_factor(make_person())
    sign_in(client)
    _code(client, code_of(secret))
    assert is_signed_in(client)


def test_a_code_is_good_once_even_with_spaces_in_it(client: Client) -> None:
    secret = give_factor(make_person())
    code = code_of(secret)
    sign_in(client)
    _code(client, code)
    for again in (code, f"{code[:3]} {code[3:]}", f" {code}"):
        other = Client()
        sign_in(other)
        _code(other, again)
        assert not is_signed_in(other)


def test_a_wrong_code_is_refused_in_words_and_logged(client: Client) -> None:
    person = make_person()
    give_factor(person)
    sign_in(client)
    page = _code(client, "000000").content.decode()
    assert "The code is wrong" in page
    assert Event.objects.filter(kind="signin.factor_failed", ref=f"user:{person.pk}").exists()


def test_a_recovery_code_opens_the_account_once(client: Client) -> None:
    person = make_person()
    give_factor(person)
    code = recovery_codes(person)[0]
    sign_in(client)
    _code(client, code)
    assert is_signed_in(client)
    other = Client()
    sign_in(other)
    _code(other, code)
    assert not is_signed_in(other)


def test_someone_without_a_code_can_go_back_and_be_someone_else(client: Client) -> None:
    give_factor(make_person())
    sign_in(client)
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200


def test_a_new_password_does_not_pass_the_factor_by(client: Client) -> None:
    give_factor(make_person())
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    link = re.search(r"testserver(/\S+)", mail.outbox[0].body)[1]
    there = client.get(link, follow=True).redirect_chain[-1][0]
    fresh = "another four plain words"
    client.post(there, {"password1": fresh, "password2": fresh})
    assert not is_signed_in(client)
    assert sign_in(client, EMAIL, fresh)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def _prove_again(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def _enrol(client: Client) -> tuple[str, str]:
    """Set an app up through the pages; the secret that the page showed, and the code used."""
    _prove_again(client)
    page = client.get(reverse(ENROL)).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    code = code_of(secret)
    client.post(reverse(ENROL), {"code": code})
    return secret, code


def test_the_picture_is_part_of_the_page_and_needs_no_style(client: Client) -> None:
    make_person()
    sign_in(client)
    _prove_again(client)
    page = client.get(reverse(ENROL)).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page


def test_setting_up_an_app_shows_the_recovery_codes_once(client: Client) -> None:
    person = make_person()
    sign_in(client)
    _enrol(client)
    codes = recovery_codes(person)
    assert len(codes) == 10
    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert all(code in first for code in codes)
    assert 'download="kith-recovery-codes.txt"' in first
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)


def test_the_code_that_set_the_app_up_does_not_sign_in_as_well(client: Client) -> None:
    make_person()
    sign_in(client)
    _, code = _enrol(client)
    other = Client()
    sign_in(other)
    _code(other, code)
    assert not is_signed_in(other)


def test_secrets_are_encrypted_in_the_database_and_in_the_session(client: Client) -> None:
    person = make_person()
    sign_in(client)
    _prove_again(client)
    client.get(reverse(ENROL))
    waiting = client.session["mfa.totp.secret"]
    assert len(secrets.decrypt(waiting)) == 32
    assert waiting != secrets.decrypt(waiting)
    secret = give_factor(person)
    for stored in Authenticator.objects.filter(user=person):
        assert secret not in str(stored.data)
    totp = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    assert secrets.decrypt(totp.data["secret"]) == secret


def test_a_secret_that_was_tampered_with_opens_nothing() -> None:
    stored = secrets.encrypt("JBSWY3DPEHPK3PXP")
    with pytest.raises(InvalidToken):
        secrets.decrypt(stored[:-4] + ("A" if stored[-4] != "A" else "B") + stored[-3:])


def test_a_new_installation_key_still_opens_what_the_old_one_closed(settings) -> None:
    stored = secrets.encrypt("JBSWY3DPEHPK3PXP")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 6
    with pytest.raises(InvalidToken):
        secrets.decrypt(stored)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secrets.decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_where_it_is_required_nothing_comes_before_setting_it_up(client: Client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    make_person()
    sign_in(client)
    for name in ("home", "account", "organisations", "mfa_index", "account_change_password"):
        assert client.get(reverse(name))["Location"] == reverse(ENROL)
    assert client.get("/no-such-page/")["Location"] == reverse(ENROL)
    asked = client.get(reverse(ENROL))["Location"]
    assert asked.startswith(reverse("account_reauthenticate")), "the password, once more"
    _enrol(client)
    assert client.get(reverse("account")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    person = make_person()
    give_factor(person)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    client.force_login(person, "kith.foundation.accounts.backends.SignInBackend")
    assert client.get(reverse("account"))["Location"] == reverse(ENROL)


def test_removing_the_app_asks_for_it_anew_where_it_is_required(client: Client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    make_person()
    sign_in(client)
    _enrol(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(reverse("account"))["Location"] == reverse(ENROL)


def test_a_password_alone_takes_no_factor_away(client: Client) -> None:
    person = make_person()
    secret = give_factor(person)
    sign_in(client)
    _code(client, code_of(secret))
    asked = client.get(reverse("mfa_deactivate_totp"), follow=True).redirect_chain[-1][0]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    _prove_again(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    client.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.django_db(transaction=True)
def test_changes_of_factor_are_logged_and_told_by_mail(client: Client) -> None:
    make_person()
    sign_in(client)
    _enrol(client)
    client.post(reverse("mfa_deactivate_totp"))
    told = [e.what for e in Event.objects.filter(kind="signin.factor_changed").order_by("seq")]
    assert any("set up the authenticator app" in what for what in told)
    assert any("removed the authenticator app" in what for what in told)
    subjects = [message.subject for message in mail.outbox]
    assert subjects[0] == "Second factor set up"
    assert "Second factor removed" in subjects

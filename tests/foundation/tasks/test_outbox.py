"""The outbox: each letter once, none lost, and nothing in it but that something waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from kith.foundation.accounts.models import User
from kith.foundation.tasks import outbox
from kith.foundation.tasks.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return User.objects.create_user("lead@saltmere.example", "four plain words", "Agency lead")


def letter(lead: User, key: str = "return:1:week") -> bool:
    return outbox.remember(
        key=key,
        user=lead,
        kind="reminder",
        subject="Something waits for you in Kith",
        lines=["It is due on Monday 18 May 2020."],
        at=timezone.now(),
    )


def test_the_same_thing_is_written_once(lead: User) -> None:
    assert letter(lead)
    assert not letter(lead)
    assert Letter.objects.count() == 1


def test_what_waits_is_sent_once_and_marked(lead: User) -> None:
    letter(lead)
    call_command("send_letters")
    call_command("send_letters")
    assert [m.to for m in mail.outbox] == [["lead@saltmere.example"]]
    assert Letter.objects.get().sent_at is not None


def test_a_letter_says_where_the_start_page_is(lead: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["kith.saltmere.example"]
    letter(lead)
    outbox.send_waiting()
    assert "https://kith.saltmere.example/" in mail.outbox[0].body


def test_a_letter_that_another_sender_has_taken_is_left_alone(lead: User) -> None:
    letter(lead)
    Letter.objects.update(taken_at=timezone.now())
    assert outbox.send_waiting() == outbox.Sent(0, 0)


def test_a_sender_that_died_after_sending_is_followed_with_the_same_message_id(
    lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter(lead)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_mark", lambda *a, **k: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            outbox.send_waiting()
    assert outbox.send_waiting() == outbox.Sent(0, 0)
    Letter.objects.update(taken_at=timezone.now() - outbox.HELD_FOR - timedelta(seconds=1))
    assert outbox.send_waiting() == outbox.Sent(1, 0)
    first, second = (m.message()["Message-ID"] for m in mail.outbox)
    assert first == second


def test_a_letter_that_failed_waits_for_the_next_run(
    lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter(lead, "one")
    letter(lead, "two")

    class Down(Exception):
        pass

    def refuse(message: Any) -> None:
        raise Down("mail server says lead@saltmere.example is unknown")

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", refuse)
        assert outbox.send_waiting() == outbox.Sent(0, 2)
    assert set(Letter.objects.values_list("fault", flat=True)) == {"Down"}
    assert outbox.send_waiting() == outbox.Sent(2, 0)


def test_nothing_is_sent_to_a_closed_account(lead: User) -> None:
    letter(lead)
    User.objects.update(is_active=False)
    assert outbox.send_waiting() == outbox.Sent(0, 1)
    assert outbox.send_waiting() == outbox.Sent(0, 0)
    assert mail.outbox == []

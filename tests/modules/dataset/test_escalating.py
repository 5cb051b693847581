"""An exception is put to the Executive, answered by the partner it was put to, and closed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundation.access import Actor, Denied, Role, Stale
from kith.foundation.access.once import FIELD, new_token
from kith.foundation.accounts.models import User
from kith.foundation.audit.models import Event
from kith.foundation.indicators.given import Given
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused
from kith.modules.dataset.escalating.actions import close, escalate, reply, usual_day
from kith.modules.dataset.escalating.telling import before, figures_show, standing, story
from kith.modules.dataset.models import Escalation
from tests.foundation.administration.people import client_of, on, person, send
from tests.foundation.indicators.making import put
from tests.modules.dataset.making import QUARTER, Collection
from tests.modules.dataset.seen import EPISODES, partner

pytestmark = pytest.mark.django_db
ASKED = "Say what the police do about repeat episodes, and by when."


@pytest.fixture
def group(collected: Collection) -> Collection:
    """The police and the health body are safeguarding partners, each with an Executive member."""
    for each in (collected.police, collected.health):
        partner(each, collected)
        collected.leads[f"executive {each.key}"] = person(Role.EXECUTIVE, each, "Chief officer")
    put(EPISODES, QUARTER, "342", area="")
    return collected


def _executive(made: Collection, of: Any) -> User:
    return made.leads[f"executive {of.key}"]


def _raise(made: Collection, **more: Any) -> Escalation:
    told = {
        "key": EPISODES,
        "period": QUARTER,
        "title": "More missing episodes than before",
        "why": "They rose from 271 to 342.",
        "asked": ASKED,
        "asked_of": made.police,
        "answer_by": made.today + timedelta(days=14),
        "by": made.actor(made.analyst),
    }
    return escalate(**{**told, **more})


def _answered(made: Collection) -> Escalation:
    by = made.actor(_executive(made, made.police))
    return reply(escalation=_raise(made), answer="A panel from June.", expected_version=1, by=by)


def _page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_whole_story_goes_through_three_pages(group: Collection) -> None:
    analyst, member = group.client(group.analyst), client_of(_executive(group, group.police))
    new = f"{reverse('dataset-escalations-new')}?indicator={EPISODES}"
    done = send(
        analyst, new, period=QUARTER, title="More missing episodes than before",
        why="They rose.", asked=ASKED, asked_of=str(group.police.pk),
        **on("answer_by", group.today + timedelta(days=14)),
    )  # fmt: skip
    made = Escalation.objects.get()
    assert done["Location"] == reverse("dataset-escalation", args=[made.pk])
    assert ASKED in _page(member, "dataset-escalation", made.pk)
    answer = reverse("dataset-escalation-answer", args=[made.pk])
    send(member, answer, answer="A panel from June.", expected_version=made.version)
    made.refresh_from_db()
    assert (made.state, made.answered_by) == ("answered", _executive(group, group.police))
    send(
        analyst, reverse("dataset-escalation-close", args=[made.pk]),
        followed="The panel met in June.", expected_version=made.version,
    )  # fmt: skip
    page = _page(group.client(group.health), "dataset-escalation", made.pk)
    for words in ("Closed", "A panel from June.", "The panel met in June.", "Chief officer"):
        assert words in page
    kinds = list(Event.objects.filter(kind__startswith="exception.").values_list("kind", flat=True))
    assert sorted(kinds) == ["exception.answered", "exception.closed", "exception.escalated"]


def test_the_form_begins_with_a_sentence_made_from_the_figures(group: Collection) -> None:
    put(EPISODES, "2019-20 Q3", "271", area="")
    client = group.client(group.manager)
    address = f"{reverse('dataset-escalations-new')}?indicator={EPISODES}&period=2019-20+Q4"
    form = client.get(address).context["form"]
    assert form.initial["why"] == (
        "Missing episodes: 342 in January to March 2020 (Q4); 271 in October to December 2019 (Q3)."
    )
    assert form.initial["answer_by"] == usual_day(group.today)
    assert "Which indicator is it about?" in _page(client, "dataset-escalations-new")


def test_an_answer_is_asked_for_within_ten_working_days_without_bank_holidays() -> None:
    assert usual_day(date(2020, 5, 19)) == date(2020, 6, 3)  # 25 May is a bank holiday


def test_a_share_is_said_with_both_its_numbers_and_beside_the_whole(db: None) -> None:
    share = "conferences.first_attendance"
    for part, of, among in (("", 397, 509), ("mental-health-adults", 12, 28)):
        put(
            share,
            "2019-20 Q3",
            Given(numerator=Decimal(of), denominator=Decimal(among)),
            area="",
            part=part,
        )
    assert figures_show(share, "2019-20 Q3", "mental-health-adults") == (
        "Attendance at first conferences, mental health service for adults: 12 of 28 (42.9%) in "
        "October to December 2019 (Q3). All of them together: 397 of 509 (78.0%)."
    )
    assert "there is no number" in figures_show(share, "2019-20 Q2")


def test_a_day_is_set_beside_the_last_day_of_the_quarter_before() -> None:
    assert before(parse_period("2020-03-31")).code == "2019-12-31"
    assert before(parse_period("2019-20 Q4")).code == "2019-20 Q3"


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer_by": date(2019, 1, 1)},
        {"period": "no period"},
        {"part": "no-part"},
        {"key": "no.indicator"},
    ],
)
def test_what_makes_no_sense_is_refused(group: Collection, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        _raise(group, **wrong)
    assert not Escalation.objects.exists()


def test_only_a_safeguarding_partner_can_be_asked(group: Collection) -> None:
    with pytest.raises(Refused, match="no safeguarding partner"):
        _raise(group, asked_of=group.council)


def test_the_same_exception_is_not_put_to_the_same_partner_twice(group: Collection) -> None:
    _raise(group)
    with pytest.raises(Refused, match="already"):
        _raise(group)
    _raise(group, asked_of=group.health)


def test_only_the_partner_it_was_put_to_may_answer(group: Collection) -> None:
    made = _raise(group)
    others = (group.leads[group.police.key], group.manager, _executive(group, group.health))
    for user in others:
        with pytest.raises(Denied):
            reply(escalation=made, answer="No.", expected_version=1, by=group.actor(user))
    address = reverse("dataset-escalation-answer", args=[made.pk])
    assert client_of(_executive(group, group.health)).get(address).status_code == 404


def test_it_is_answered_once_and_closed_only_after_the_answer(group: Collection) -> None:
    made, by = _raise(group), group.actor(group.manager)
    with pytest.raises(Refused, match="not answered yet"):
        close(escalation=made, followed="Nothing.", expected_version=1, by=by)
    member = group.actor(_executive(group, group.police))
    made = reply(escalation=made, answer="Yes.", expected_version=1, by=member)
    with pytest.raises(Refused, match="answered already"):
        reply(escalation=made, answer="No.", expected_version=2, by=member)
    with pytest.raises(Stale):
        close(escalation=made, followed="It was done.", expected_version=1, by=by)
    made = close(escalation=made, followed="It was done.", expected_version=2, by=by)
    with pytest.raises(Refused, match="closed already"):
        close(escalation=made, followed="Again.", expected_version=3, by=by)


def test_a_form_that_is_sent_twice_raises_one_escalation(group: Collection) -> None:
    client, token = group.client(group.analyst), new_token()
    fields = {
        FIELD: token, "period": QUARTER, "title": "Twice", "why": "They rose.", "asked": ASKED,
        "asked_of": str(group.police.pk), **on("answer_by", group.today + timedelta(days=9)),
    }  # fmt: skip
    address = f"{reverse('dataset-escalations-new')}?indicator={EPISODES}"
    first, second = (client.post(address, fields) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Escalation.objects.count() == 1


def test_a_text_that_could_say_who_a_child_is_is_refused(group: Collection) -> None:
    made = _raise(group)
    member = client_of(_executive(group, group.police))
    address = reverse("dataset-escalation-answer", args=[made.pk])
    refused = send(
        member, address, answer="See NHS number 943 476 5919.", expected_version=made.version
    )
    assert refused.status_code == 422
    made.refresh_from_db()
    assert made.answer == ""


def test_an_answer_that_is_overdue_is_marked_in_the_list_and_on_its_page(
    group: Collection,
) -> None:
    made = _raise(group)
    Escalation.objects.filter(pk=made.pk).update(answer_by=group.today - timedelta(days=3))
    made.refresh_from_db()
    assert standing(made, group.today).words == "Answer overdue by 3 days"
    client = group.client(group.manager)
    assert "Answer overdue by 3 days" in _page(client, "dataset-escalations", state="overdue")
    assert "Answer overdue by 3 days" in _page(client, "dataset-escalation", made.pk)
    assert made.title not in _page(client, "dataset-escalations", state="closed")


def test_the_story_is_told_from_the_end_to_the_beginning(group: Collection) -> None:
    made = _answered(group)
    Escalation.objects.filter(pk=made.pk).update(answer_by=timezone.localdate() - timedelta(1))
    made.refresh_from_db()
    told = list(story(made, group.today))
    assert [one["what"] for one in told] == [
        "Saltmere Police answered", "Put to Saltmere Police", "What it is about",
    ]  # fmt: skip
    assert "the day that was given" in told[0]["detail"]


def test_the_first_page_asks_the_executive_for_the_answer_and_tells_the_group_when_it_is_late(
    group: Collection,
) -> None:
    made = _raise(group)
    member, manager = client_of(_executive(group, group.police)), group.client(group.manager)
    assert "Answer the group: More missing episodes" in _page(member, "home")
    other = client_of(_executive(group, group.health))
    assert made.title not in _page(other, "home")
    assert made.title not in _page(manager, "home")
    Escalation.objects.filter(pk=made.pk).update(answer_by=group.today - timedelta(days=1))
    assert "Ask Saltmere Police for its answer" in _page(manager, "home")
    by = Actor.of(_executive(group, group.police), group.today)
    reply(escalation=made, answer="A panel.", expected_version=1, by=by)
    assert made.title not in _page(manager, "home")
    assert "Answer the group" not in _page(member, "home")

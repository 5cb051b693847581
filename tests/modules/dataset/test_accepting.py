"""What the analyst does with a sent return: reads, asks, settles, accepts, corrects."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from kith.foundation.access import Actor, Denied, Stale
from kith.foundation.audit.models import Event
from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.models import Observation
from kith.kernel.refusals import Refused
from kith.modules.dataset.accepting.actions import accept, ask, close
from kith.modules.dataset.accepting.correcting import correct, effect_of
from kith.modules.dataset.asking import boxes_of
from kith.modules.dataset.models import Answer, Query, Round
from kith.modules.dataset.sending.saving import Refusals
from tests.foundation.administration.people import send
from tests.foundation.publications.test_using import published
from tests.modules.dataset.making import GOOD, Collection, sent_before

EPISODES = "35|2019-20 Q4|"
EAST = "38|2019-20 Q4|east"
MARCH = "41|2020-03|"


@pytest.fixture
def sent(collected: Collection) -> Collection:
    """The police have sent."""
    collected.fill_and_send()
    return collected


@pytest.fixture
def locked(sent: Collection) -> Collection:
    """The police's return is accepted, and the round is locked."""
    accept(return_to=sent.mine, expected_version=sent.mine.version, by=analyst(sent))
    Round.objects.update(
        due_on=sent.today - timedelta(days=5), locks_on=sent.today - timedelta(days=1)
    )
    return sent


def analyst(collected: Collection) -> Actor:
    return collected.actor(collected.analyst)


def address(collected: Collection, name: str, box: str = "") -> str:
    found = reverse(name, args=[collected.mine.pk])
    return f"{found}?box={box.replace('|', '%7C').replace(' ', '%20')}" if box else found


def shown(collected: Collection, name: str, box: str = "", who: Any = None) -> str:
    client = collected.client(who or collected.analyst)
    answer = client.get(address(collected, name, box))
    assert answer.status_code == 200
    return answer.content.decode()


def correction(collected: Collection, box: str = EPISODES, **more: Any) -> Answer:
    item, period, part = box.split("|")
    stored = Answer.objects.get(
        return_to=collected.mine, item__number=item, period=period, part=part
    )
    told = {"of": Decimal(281), "among": None, "why": "Two reports were entered twice"}
    return correct(
        return_to=collected.mine,
        box=box,
        by=analyst(collected),
        **{"expected_version": stored.version, **told, **more},
    )


def own(indicator: str, period: str, part: str = "") -> Any:
    """The partnership's value."""
    want = Want(indicator, period, "", part)
    return lookup([want])[want].number


# ---- reading ------------------------------------------------------------------------------------


def test_a_return_is_read_beside_the_quarter_before(sent: Collection) -> None:
    found = shown(sent, "dataset-return-review")
    assert 'data-l="Before">271<' in found
    assert "<b>280</b>" in found
    assert "Accept the return" in found


def test_what_was_explained_is_read_first(collected: Collection) -> None:
    collected.save(GOOD)
    Answer.objects.filter(item__number="35").update(explanation="A new recording rule")
    collected.send()
    assert "The agency says: “A new recording rule”" in shown(collected, "dataset-return-review")


def test_a_return_that_was_not_sent_says_so_and_cannot_be_accepted(collected: Collection) -> None:
    found = shown(collected, "dataset-return-review")
    assert "has not sent this return" in found
    assert "Accept the return" not in found
    client = collected.client(collected.analyst)
    version = collected.mine.version
    refused = send(client, address(collected, "dataset-return-accept"), expected_version=version)
    assert refused.status_code == 422


def test_an_agency_may_not_open_the_analysts_page_but_sees_the_history_of_its_values(
    sent: Collection,
) -> None:
    client = sent.client(sent.police)
    assert client.get(address(sent, "dataset-return-review")).status_code == 403
    found = shown(sent, "dataset-return-value", EPISODES, who=sent.police)
    assert "Every value it was" in found
    assert "Ask about this value" not in found
    other = sent.client(sent.health)
    assert other.get(address(sent, "dataset-return-value", EPISODES)).status_code == 404


def test_a_box_that_the_return_does_not_have_is_not_found(sent: Collection) -> None:
    client = sent.client(sent.analyst)
    for box in ("99|2019-20 Q4|", "35|2018-19 Q4|"):
        assert client.get(address(sent, "dataset-return-value", box)).status_code == 404


def test_every_value_that_was_sent_stays_readable(sent: Collection) -> None:
    sent.save({EPISODES: 290})
    sent.send(key="again")
    found = shown(sent, "dataset-return-value", EPISODES)
    assert found.index("<b>290</b>") < found.index("<b>280</b>")
    assert "replaced" in found


# ---- queries ------------------------------------------------------------------------------------


def test_a_question_about_a_value_reaches_the_agency_and_is_settled(sent: Collection) -> None:
    client = sent.client(sent.analyst)
    asked = send(client, address(sent, "dataset-return-value", EPISODES), question="Why so many?")
    assert asked.status_code == 302
    query = Query.objects.get()
    assert "Why so many?" in shown(sent, "dataset-return-review")
    home = sent.client(sent.police).get(reverse("home")).content.decode()
    assert "Answer a question about your return" in home
    settle = reverse("dataset-query-close", args=[query.pk])
    assert send(client, settle, expected_version=query.version).status_code == 302
    assert "Settled on" in shown(sent, "dataset-return-value", EPISODES)


def test_an_empty_question_is_not_sent(sent: Collection) -> None:
    client = sent.client(sent.analyst)
    answer = send(client, address(sent, "dataset-return-value", EPISODES), question=" ")
    assert answer.status_code == 422
    assert not Query.objects.exists()


def test_a_query_settled_meanwhile_is_not_settled_again(sent: Collection) -> None:
    query = ask(return_to=sent.mine, box=EPISODES, question="Why?", by=analyst(sent))
    close(query=query, expected_version=1, by=analyst(sent))
    with pytest.raises(Stale):
        close(query=query, expected_version=1, by=analyst(sent))


def test_an_agency_settles_no_query(sent: Collection) -> None:
    query = ask(return_to=sent.mine, box=EPISODES, question="Why?", by=analyst(sent))
    with pytest.raises(Denied):
        close(query=query, expected_version=1, by=sent.lead(sent.police))


# ---- accepting ----------------------------------------------------------------------------------


def test_accepting_is_confirmed_and_makes_the_partnerships_figures(sent: Collection) -> None:
    client = sent.client(sent.analyst)
    assert "9 numbers become part" in shown(sent, "dataset-return-accept")
    done = send(client, address(sent, "dataset-return-accept"), expected_version=sent.mine.version)
    assert done.url == reverse("dataset-round", args=["2019-20-q4"])
    assert own("missing.episodes", "2019-20 Q4") == 280
    assert own("domestic_abuse.notifications", "2019-20 Q4") == 284  # 90 + 95 + 99


# ---- correcting after the lock ------------------------------------------------------------------


def test_a_correction_makes_a_new_revision_of_the_agencys_value_and_of_the_sum(
    locked: Collection,
) -> None:
    answer = correction(locked)
    assert (answer.of, answer.version) == (281, 2)
    rows = Observation.objects.filter(
        series__indicator__key="missing.episodes", period="2019-20 Q4"
    )
    for organisation in (locked.police.pk, None):
        first, second = rows.filter(series__organisation=organisation).order_by("revision")
        assert (first.value, first.current) == (280, False)
        assert (second.value, second.current, second.state) == (281, True, "accepted")
        assert second.reason == "Two reports were entered twice"
        assert second.by == locked.analyst


def test_a_correction_of_a_month_changes_the_quarter(locked: Collection) -> None:
    correction(locked, MARCH, of=Decimal(109))
    assert own("domestic_abuse.notifications", "2020-03") == 109
    assert own("domestic_abuse.notifications", "2019-20 Q4") == 294


def test_a_correction_changes_the_year_where_all_quarters_are_held(collected: Collection) -> None:
    for quarter, value in (("Q1", 250), ("Q2", 260)):
        sent_before(collected, collected.police, f"2019-20 {quarter}", {"35": (value, None)})
    from kith.foundation.indicators.given import Given
    from kith.foundation.indicators.returned import Place, add_up
    from kith.modules.dataset.sending.submitting import source_of

    assert Given
    places = [Place("missing.episodes", f"2019-20 Q{n}") for n in (1, 2, 3)]
    add_up(
        places,
        asked={},
        source=source_of(collected.round),
        by=None,
        at=collected.lead(collected.police).now,
    )
    collected.fill_and_send()
    accept(return_to=collected.mine, expected_version=collected.mine.version,
           by=analyst(collected))  # fmt: skip
    assert own("missing.episodes", "2019-20") == 250 + 260 + 271 + 280
    correction(collected)
    assert own("missing.episodes", "2019-20") == 250 + 260 + 271 + 281


def test_a_correction_of_a_part_changes_the_whole(locked: Collection) -> None:
    assert own("missing.looked_after", "2019-20 Q4") == 48
    correction(locked, EAST, of=Decimal(21))
    assert own("missing.looked_after", "2019-20 Q4", "east") == 21
    assert own("missing.looked_after", "2019-20 Q4") == 49


def test_a_share_is_corrected_in_both_numbers(locked: Collection) -> None:
    correction(locked, "40|2019-20 Q4|", of=Decimal(43), among=Decimal(60))
    row = Observation.objects.get(
        series__indicator__key="front_door.partner_response",
        series__organisation=None,
        period="2019-20 Q4",
        current=True,
    )
    assert (row.numerator, row.denominator) == (43, 60)


def test_a_value_may_be_corrected_to_none_with_the_reason(locked: Collection) -> None:
    answer = correction(locked, of=None, reason="The system counted adults too")
    assert (answer.of, answer.reason) == (None, "The system counted adults too")
    assert own("missing.episodes", "2019-20 Q4") is None


def test_a_correction_leaves_the_return_accepted_and_is_in_the_log(locked: Collection) -> None:
    correction(locked)
    assert locked.mine.accepted_at is not None
    event = Event.objects.get(kind="return.corrected")
    assert event.why == "Two reports were entered twice"


def test_a_correction_made_on_an_old_page_is_stopped(locked: Collection) -> None:
    correction(locked)
    with pytest.raises(Stale):
        correction(locked, of=Decimal(300), expected_version=1)
    assert own("missing.episodes", "2019-20 Q4") == 281


def test_a_correction_needs_a_reason_and_a_change(locked: Collection) -> None:
    with pytest.raises(Refused, match="Say why"):
        correction(locked, why=" ")
    with pytest.raises(Refused, match="stands there already"):
        correction(locked, of=Decimal(280))
    with pytest.raises(Refused, match="say why there is none"):
        correction(locked, of=None)


def test_a_correction_holds_no_child(locked: Collection) -> None:
    with pytest.raises(Refusals, match="Take out"):
        correction(locked, why="NHS number 943 476 5919 was counted twice")


def test_what_the_agency_can_still_change_is_not_corrected_for_it(sent: Collection) -> None:
    with pytest.raises(Refused, match="locked or accepted"):
        correction(sent)
    assert "cannot be corrected here now" in shown(sent, "dataset-return-correct", EPISODES)


def test_an_agency_corrects_nothing_after_the_lock(locked: Collection) -> None:
    with pytest.raises(Denied):
        correct(
            return_to=locked.mine,
            box=EPISODES,
            of=Decimal(1),
            among=None,
            why="Because",
            expected_version=1,
            by=locked.lead(locked.police),
        )


def test_before_a_correction_the_published_figures_made_from_the_value_are_shown(
    locked: Collection,
) -> None:
    published(
        1,
        "missing.episodes:2019-20",
        "change|missing.episodes:2018-19|missing.episodes:2019-20",
        "missing.children:2019-20",
    )
    client = locked.client(locked.analyst)
    fields = {"of": "281", "why": "Entered twice", "expected_version": 1}
    looked = send(client, address(locked, "dataset-return-correct", EPISODES), **fields)
    words = looked.content.decode()
    assert looked.status_code == 200
    assert "2 published figures are made from this value" in words
    assert "/reports/report/1/figures/A1/" in words
    assert "/reports/report/1/figures/A3/" not in words
    assert "It will say</dt><dd>281" in words
    assert own("missing.episodes", "2019-20 Q4") == 280  # nothing is done yet
    done = send(client, address(locked, "dataset-return-correct", EPISODES), **fields,
                confirmed="yes")  # fmt: skip
    assert done.status_code == 302
    assert own("missing.episodes", "2019-20 Q4") == 281


def test_a_month_is_published_through_its_quarter_and_year(locked: Collection) -> None:
    boxes = {box.id: box for box in boxes_of(locked.mine)}
    effect = effect_of(locked.mine, boxes[MARCH])
    assert [want.period for want in effect.values] == ["2020-03", "2019-20 Q4", "2019-20"]


def test_a_return_that_was_not_accepted_changes_no_figure(sent: Collection) -> None:
    Round.objects.update(
        due_on=sent.today - timedelta(days=5), locks_on=sent.today - timedelta(days=1)
    )
    boxes = {box.id: box for box in boxes_of(sent.mine)}
    assert effect_of(sent.mine, boxes[EPISODES]).values == []
    correction(sent)
    assert own("missing.episodes", "2019-20 Q4") is None


@pytest.mark.parametrize(
    ("name", "box"),
    [("dataset-return-review", ""), ("dataset-return-accept", ""),
     ("dataset-return-value", EPISODES), ("dataset-return-correct", EPISODES)],
)  # fmt: skip
def test_the_analysts_pages_ask_few_questions(
    locked: Collection, name: str, box: str, django_assert_max_num_queries: Any
) -> None:
    client = locked.client(locked.analyst)
    with django_assert_max_num_queries(25):
        assert client.get(address(locked, name, box)).status_code == 200

"""Saving and sending a return: nothing lost, nothing twice, and nothing that names a child."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kith.foundation.access import Denied
from kith.foundation.indicators.models import Observation
from kith.kernel.refusals import Refused
from kith.modules.dataset.models import Answer, Receipt, Return, Round
from kith.modules.dataset.sending.saving import Entry, Refusals, save_answers
from kith.modules.dataset.sending.submitting import NotReady, submit
from tests.modules.dataset.making import GOOD, Collection

EPISODES, SHARE = "35|2019-20 Q4|", "40|2019-20 Q4|"


def save(collected: Collection, *entries: Entry):  # type: ignore[no-untyped-def]
    by = collected.lead(collected.police)
    return save_answers(return_to=collected.mine, entries=entries, by=by)


def test_a_good_return_is_sent_and_acknowledged(collected: Collection) -> None:
    receipt = collected.fill_and_send()
    assert (receipt.number, receipt.values, receipt.blanks) == (1, len(GOOD), 0)


def test_parts_that_make_a_whole_are_added_up_when_they_are_sent(collected: Collection) -> None:
    collected.fill_and_send()
    whole = Observation.objects.get(
        series__indicator__key="missing.looked_after",
        series__organisation=collected.police,
        series__breakdown="",
        period="2019-20 Q4",
    )
    assert whole.value == 48


def test_a_value_that_was_seen_is_replaced_and_one_that_was_not_stays(
    collected: Collection,
) -> None:
    save(collected, Entry(EPISODES, Decimal(280)))
    assert save(collected, Entry(EPISODES, Decimal(281), seen=1)).stored == 1
    late = save(collected, Entry(EPISODES, Decimal(290), seen=1))
    assert late.stored == 0
    assert [clash.theirs.of for clash in late.conflicts] == [281]
    assert (Answer.objects.get().of, Answer.objects.get().version) == (281, 2)


def test_the_same_value_from_two_people_is_no_conflict(collected: Collection) -> None:
    save(collected, Entry(EPISODES, Decimal(280)))
    assert save(collected, Entry(EPISODES, Decimal(280))).conflicts == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (Entry(EPISODES, Decimal(-1)), "0 or more"),
        (Entry(EPISODES, Decimal("1.5")), "whole number"),
        (Entry(EPISODES, Decimal(9434765919)), "at most 9 figures"),
        (Entry(EPISODES, Decimal(1), Decimal(2)), "not out of another"),
        (Entry(SHARE, Decimal(1)), "both numbers"),
        (Entry(EPISODES, reason="x" * 301), "at most 300 characters"),
        (Entry(EPISODES, Decimal(1), explanation="x" * 601), "at most 600 characters"),
        (Entry(EPISODES, reason="NHS number 943 476 5919"), "NHS number"),
        (Entry("99|2019-20 Q4|"), "does not ask for that box"),
    ],
)
def test_what_no_box_can_hold_is_refused_with_what_to_do(
    collected: Collection, entry: Entry, told: str
) -> None:
    with pytest.raises(Refusals) as refused:
        save(collected, Entry(SHARE, Decimal(1), Decimal(2)), entry)
    assert told in refused.value.by_box[entry.box]
    assert not Answer.objects.exists()


def test_a_return_sent_twice_gives_the_first_receipt(collected: Collection) -> None:
    first = collected.fill_and_send()
    assert collected.send(key="test-key").pk == first.pk
    assert collected.send(key="another-key").pk == first.pk
    assert Receipt.objects.count() == 1


def test_a_changed_return_gets_a_receipt_of_its_own(collected: Collection) -> None:
    collected.fill_and_send()
    collected.save({EPISODES: 281})
    second = collected.send(key="second")
    assert (second.number, second.changed) == (2, 1)
    assert Observation.objects.filter(
        series__indicator__key="missing.episodes", period="2019-20 Q4"
    ).count() == 2  # fmt: skip


def test_a_return_with_an_empty_box_is_not_sent_and_stores_nothing(collected: Collection) -> None:
    collected.save({EPISODES: 280})
    before = Observation.objects.count()
    with pytest.raises(NotReady) as refused:
        collected.send()
    assert len(refused.value.raised) == 8
    assert (Observation.objects.count(), Receipt.objects.count()) == (before, 0)


def test_a_return_that_is_locked_takes_nothing(collected: Collection) -> None:
    collected.save(GOOD)
    yesterday = collected.today - timedelta(days=1)
    Round.objects.update(due_on=yesterday, locks_on=yesterday)
    with pytest.raises(Refused, match="cannot be changed now"):
        collected.save({EPISODES: 281})
    with pytest.raises(Refused, match="cannot be sent now"):
        collected.send()
    assert Answer.objects.get(item__number="35").of == 280


def test_an_agency_that_was_reopened_may_send_after_the_lock(collected: Collection) -> None:
    collected.save(GOOD)
    yesterday = collected.today - timedelta(days=1)
    Round.objects.update(due_on=yesterday, locks_on=yesterday)
    Return.objects.filter(pk=collected.mine.pk).update(
        reopened_until=collected.today, reopened_because="The system was down"
    )
    assert collected.send().number == 1


def test_nobody_fills_in_or_sends_anothers_return(collected: Collection) -> None:
    by = collected.lead(collected.health)
    with pytest.raises(Denied):
        save_answers(return_to=collected.mine, entries=[], by=by)
    with pytest.raises(Denied):
        submit(return_to=collected.mine, via="form", key="x", by=collected.actor(collected.analyst))

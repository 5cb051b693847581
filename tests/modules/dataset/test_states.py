"""Where a return stands follows from its facts alone, on any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kith.modules.dataset.states import OWED, Facts, State, standing

OPENS, DUE, LOCKS = date(2020, 4, 6), date(2020, 5, 18), date(2020, 6, 30)
UNTOUCHED = Facts(OPENS, DUE, LOCKS, asked=10, filled=0, open_queries=0)
SENT_AT = datetime(2020, 5, 11, 10, 0, tzinfo=UTC)
SENT = replace(
    UNTOUCHED, filled=10, first_sent_on=SENT_AT.date(), sent_at=SENT_AT, changed_at=SENT_AT
)
DAYS = st.dates(OPENS - timedelta(days=60), LOCKS + timedelta(days=60))


def test_a_return_is_not_open_before_its_round_opens() -> None:
    seen = standing(UNTOUCHED, OPENS - timedelta(days=1))
    assert (seen.state, seen.may_fill) == (State.NOT_OPEN, False)
    assert "6 April 2020" in seen.reason


def test_an_untouched_return_says_when_it_is_due_and_then_when_it_was() -> None:
    assert standing(UNTOUCHED, DUE).reason == "Due 18 May 2020"
    late = standing(UNTOUCHED, DUE + timedelta(days=1))
    assert late.reason == "Was due 18 May 2020"
    assert late.late


def test_a_part_filled_return_says_how_much_is_there() -> None:
    seen = standing(replace(UNTOUCHED, filled=4), OPENS)
    assert (seen.state, seen.reason) == (State.PART, "4 of 10 filled in, due 18 May 2020")


def test_a_return_sent_in_time_is_not_late_when_it_is_accepted_later() -> None:
    seen = standing(SENT, DUE + timedelta(days=5))
    assert (seen.state, seen.late) == (State.SENT, False)


def test_a_change_after_the_sending_asks_to_send_again() -> None:
    changed = replace(SENT, changed_at=SENT_AT + timedelta(hours=1))
    seen = standing(changed, DUE)
    assert seen.state is State.PART
    assert "send it again" in seen.reason


def test_an_open_query_comes_before_everything_but_the_lock() -> None:
    queried = replace(SENT, open_queries=2)
    assert standing(queried, DUE).reason == "2 values are queried"
    assert standing(queried, LOCKS + timedelta(days=1)).state is State.LOCKED


def test_an_accepted_return_is_closed_to_changes_until_it_is_reopened() -> None:
    accepted = replace(SENT, accepted_at=SENT_AT + timedelta(days=1))
    assert standing(accepted, DUE).state is State.ACCEPTED
    assert not standing(accepted, DUE).may_fill
    reopened = replace(accepted, reopened_until=DUE, reopened_because="Counted twice")
    assert standing(reopened, DUE).may_fill


def test_a_reopened_return_may_be_filled_after_the_lock_until_its_own_day() -> None:
    until = LOCKS + timedelta(days=10)
    reopened = replace(UNTOUCHED, reopened_until=until, reopened_because="New system")
    assert standing(reopened, until).may_fill
    assert "New system" in standing(reopened, until).reason
    assert standing(reopened, until + timedelta(days=1)).state is State.LOCKED


def test_a_locked_return_says_whether_it_was_ever_sent() -> None:
    after = LOCKS + timedelta(days=1)
    assert standing(UNTOUCHED, after).reason.startswith("Never sent")
    assert "never accepted" in standing(SENT, after).reason


def test_an_excused_return_says_why_and_owes_nothing() -> None:
    seen = standing(replace(UNTOUCHED, excused_on=OPENS, excused_because="Opened in March"), DUE)
    assert seen.reason == "Excused: Opened in March"
    assert seen.state not in OWED


FACTS = st.builds(
    Facts,
    opens_on=st.just(OPENS),
    due_on=st.just(DUE),
    locks_on=st.just(LOCKS),
    asked=st.just(10),
    filled=st.integers(0, 10),
    open_queries=st.integers(0, 3),
    excused_on=st.none() | DAYS,
    excused_because=st.just("because"),
    reopened_until=st.none() | DAYS,
    reopened_because=st.just("because"),
    first_sent_on=st.none() | DAYS,
    sent_at=st.none() | st.just(SENT_AT),
    changed_at=st.none() | st.just(SENT_AT) | st.just(SENT_AT + timedelta(hours=1)),
    accepted_at=st.none() | st.just(SENT_AT + timedelta(days=1)),
)


@given(FACTS, DAYS)
def test_every_state_has_a_reason_and_what_is_closed_cannot_be_filled(
    facts: Facts, today: date
) -> None:
    seen = standing(facts, today)
    assert seen.reason
    if seen.state in {State.EXCUSED, State.NOT_OPEN, State.LOCKED}:
        assert not seen.may_fill
    if seen.state in OWED:
        assert seen.may_fill


@given(FACTS, DAYS)
def test_nothing_may_be_filled_after_the_lock_without_a_reopening(
    facts: Facts, today: date
) -> None:
    if today > LOCKS and (facts.reopened_until is None or today > facts.reopened_until):
        assert not standing(facts, today).may_fill

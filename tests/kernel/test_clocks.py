"""Clocks: what they show, what governs them, and that they never turn back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.clocks import Clock, ClockError, Hold, Reading, State
from kith.kernel.law import (
    Bound,
    Confidence,
    DatedValue,
    Instrument,
    Law,
    Limit,
    LimitUnit,
    Parameter,
    Provision,
    RuleKind,
)
from kith.kernel.workdays import add_months, load_calendar

CALENDAR = load_calendar()
SOURCE = Provision(Instrument("act", "An Act", "Act"), "s. 1", "https://www.legislation.gov.uk/")


def value(number: int, unit: LimitUnit, start: date, until: date | None = None) -> DatedValue:
    return DatedValue(
        in_force_from=start,
        until=until,
        limit=Limit(number, unit),
        provision=SOURCE,
        checked_on=date(2026, 11, 23),
        confidence=Confidence.CHECKED,
    )


def law_of(*values: DatedValue, bound: Bound = Bound.AT_MOST) -> Law:
    return Law({}, {"rule": Parameter("rule", "A rule", RuleKind.STATUTORY, bound, values)}, {})


def law(number: int, unit: LimitUnit, bound: Bound = Bound.AT_MOST) -> Law:
    return law_of(value(number, unit, date(2012, 1, 1)), bound=bound)


CLOCK = Clock("case.visit", starts="notified_on", stops="visited_on", limit="rule")
SEVEN = law(7, LimitUnit.WORKING_DAYS)
TWO_DAYS = law(48, LimitUnit.HOURS)


def read(today: date, rules: Law = SEVEN, **given: Any) -> Reading:
    options = {k: given.pop(k) for k in ("holds", "not_required", "closed_on") if k in given}
    return CLOCK.read(given, today=today, law=rules, calendar=CALENDAR, **options)


def test_a_clock_without_its_start_has_not_started() -> None:
    assert read(date(2020, 1, 1)) == Reading("case.visit", State.NOT_STARTED)


def test_a_case_closed_without_a_visit_is_not_on_time() -> None:
    reading = read(date(2020, 2, 20), notified_on=date(2020, 2, 3), closed_on=date(2020, 2, 5))
    assert reading.state is State.MISSED
    assert reading.reason == "Closed on 5 February 2020 without this being done."


def test_a_closing_date_still_to_come_changes_nothing() -> None:
    reading = read(date(2020, 2, 4), notified_on=date(2020, 2, 3), closed_on=date(2020, 2, 5))
    assert reading.state is State.RUNNING


def test_a_stop_still_to_come_does_not_count_yet() -> None:
    planned = {"notified_on": date(2020, 2, 3), "visited_on": date(2020, 2, 6)}
    assert read(date(2020, 2, 5), **planned).state is State.RUNNING
    assert read(date(2020, 2, 6), **planned).state is State.MET


def test_overdue_and_missed_are_two_things() -> None:
    assert read(date(2020, 2, 13), notified_on=date(2020, 2, 3)).state is State.OVERDUE
    late = read(date(2020, 3, 1), notified_on=date(2020, 2, 3), visited_on=date(2020, 2, 14))
    assert (late.state, late.margin) == (State.MISSED, -2)


def test_the_value_in_force_on_the_start_date_governs_however_late_it_is_read() -> None:
    rules = law_of(
        value(7, LimitUnit.WORKING_DAYS, date(2012, 1, 1), date(2020, 2, 9)),
        value(5, LimitUnit.WORKING_DAYS, date(2020, 2, 10)),
    )
    before = read(date(2026, 1, 5), rules, notified_on=date(2020, 2, 7))
    after = read(date(2026, 1, 5), rules, notified_on=date(2020, 2, 10))
    assert (before.value and before.value.limit.value, before.due) == (7, date(2020, 2, 18))
    assert (after.value and after.value.limit.value, after.due) == (5, date(2020, 2, 17))


def test_a_clock_without_any_start_event_is_a_mistake_in_its_declaration() -> None:
    with pytest.raises(ClockError, match="which event starts it"):
        Clock("case.visit", stops="done", limit="rule").read(
            {}, today=date(2020, 1, 1), law=SEVEN, calendar=CALENDAR
        )


def test_a_rule_that_is_not_a_time_cannot_drive_a_clock() -> None:
    with pytest.raises(ClockError, match="80% is not a limit of time"):
        read(date(2020, 1, 9), law(80, LimitUnit.PERCENT), notified_on=date(2020, 1, 2))


def test_a_stop_before_the_start_is_a_mistake_in_the_facts() -> None:
    with pytest.raises(ClockError, match="Check the dates"):
        read(date(2020, 3, 1), notified_on=date(2020, 2, 3), visited_on=date(2020, 2, 2))


def test_a_reason_not_to_do_it_is_shown() -> None:
    reading = read(date(2020, 3, 1), notified_on=date(2020, 2, 3), not_required=" Moved away. ")
    assert (reading.state, reading.reason) == (State.NOT_REQUIRED, "Moved away.")


def test_an_empty_reason_does_not_excuse() -> None:
    reading = read(date(2020, 3, 1), notified_on=date(2020, 2, 3), not_required="  ")
    assert reading.state is State.OVERDUE


def test_hours_need_a_time_of_day() -> None:
    with pytest.raises(ClockError, match="needs the time of day"):
        read(date(2020, 3, 1), TWO_DAYS, notified_on=date(2020, 2, 3))


def test_times_with_and_without_a_zone_are_not_mixed() -> None:
    with pytest.raises(ClockError, match="with its time zone"):
        read(
            datetime(2020, 3, 1, 9),
            TWO_DAYS,
            notified_on=datetime(2020, 2, 3, 9, tzinfo=UTC),
        )


def test_an_hour_before_the_start_nothing_runs_yet() -> None:
    start = datetime(2020, 2, 3, 9)
    assert read(start - timedelta(hours=1), TWO_DAYS, notified_on=start).state is State.NOT_STARTED
    assert read(start, TWO_DAYS, notified_on=start).state is State.RUNNING


def test_a_day_alone_is_taken_at_its_first_minute() -> None:
    start = datetime(2020, 2, 3, 9)
    assert read(date(2020, 2, 5), TWO_DAYS, notified_on=start).state is State.RUNNING
    assert read(date(2020, 2, 6), TWO_DAYS, notified_on=start).state is State.OVERDUE


def test_a_hold_in_working_days_gives_back_exactly_the_days_it_took() -> None:
    hold = Hold("Inquest", date(2020, 2, 5), date(2020, 2, 12))
    reading = read(date(2020, 2, 14), notified_on=date(2020, 2, 3), holds=[hold])
    assert reading.due == CALENDAR.add_working_days(date(2020, 2, 12), 5)
    assert (reading.state, reading.age_days, reading.held) == (State.RUNNING, 11, False)


def test_a_hold_takes_no_day_that_would_not_have_counted() -> None:
    start, today = date(2020, 2, 3), date(2020, 2, 14)
    unheld = read(today, notified_on=start).due
    weekend = Hold("Weekend", date(2020, 2, 8), date(2020, 2, 10))
    assert read(today, notified_on=start, holds=[weekend]).due == unheld
    from_the_start = Hold("Inquest", date(2020, 1, 20), date(2020, 2, 5))
    assert unheld == date(2020, 2, 12)
    assert read(today, notified_on=start, holds=[from_the_start]).due == date(2020, 2, 13)


def test_a_hold_is_over_on_the_day_it_ends() -> None:
    start, hold = date(2020, 2, 3), Hold("Inquest", date(2020, 2, 5), date(2020, 2, 12))
    assert read(date(2020, 2, 11), notified_on=start, holds=[hold]).held
    assert not read(date(2020, 2, 12), notified_on=start, holds=[hold]).held


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (datetime(2020, 3, 27, 22), datetime(2020, 3, 29, 23)),
        (datetime(2020, 10, 24, 12), datetime(2020, 10, 26, 11)),
    ],
)
def test_hours_are_counted_as_they_pass_on_the_nights_the_clocks_change(
    start: datetime, due: datetime
) -> None:
    london = ZoneInfo("Europe/London")
    started, expected = start.replace(tzinfo=london), due.replace(tzinfo=london)
    at_the_end = read(expected, TWO_DAYS, notified_on=started)
    assert (at_the_end.due, at_the_end.state, at_the_end.margin) == (expected, State.RUNNING, 0)
    assert read(started, TWO_DAYS, notified_on=started).margin == 48
    a_minute_late = expected + timedelta(minutes=1)
    assert read(a_minute_late, TWO_DAYS, notified_on=started).state is State.OVERDUE


def test_holds_that_overlap_are_counted_once() -> None:
    start, today = date(2020, 2, 3), date(2020, 2, 14)
    one = Hold("Inquest", date(2020, 2, 5), date(2020, 2, 12))
    inside = Hold("Trial", date(2020, 2, 6), date(2020, 2, 10))
    overlapping = Hold("Trial", date(2020, 2, 10), date(2020, 2, 14))
    whole = Hold("Both", date(2020, 2, 5), date(2020, 2, 14))
    alone = read(today, notified_on=start, holds=[one])
    assert read(today, notified_on=start, holds=[one, inside]).due == alone.due
    both = read(today, notified_on=start, holds=[overlapping, one])
    assert both.due == read(today, notified_on=start, holds=[whole]).due


def test_an_open_hold_shows_its_reason_and_the_age_goes_on() -> None:
    hold = Hold("Inquest", date(2020, 2, 5))
    reading = read(date(2020, 9, 1), notified_on=date(2020, 2, 3), holds=[hold])
    assert (reading.state, reading.held, reading.reason) == (State.RUNNING, True, "Inquest")
    assert reading.age_days == 211


def test_a_hold_no_longer_shows_once_it_was_done() -> None:
    hold = Hold("Inquest", date(2020, 2, 5))
    reading = read(
        date(2020, 9, 1),
        notified_on=date(2020, 2, 3),
        visited_on=date(2020, 3, 2),
        holds=[hold],
    )
    assert (reading.state, reading.held) == (State.MET, False)


def test_a_hold_moves_an_instant_by_whole_days() -> None:
    start = datetime(2020, 2, 3, 9)
    hold = Hold("Abroad", date(2020, 2, 4), date(2020, 2, 7))
    reading = read(datetime(2020, 2, 6, 9), TWO_DAYS, notified_on=start, holds=[hold])
    assert reading.due == datetime(2020, 2, 8, 9)


def test_a_hold_says_why_and_ends_after_it_starts() -> None:
    with pytest.raises(ClockError, match="Say why"):
        Hold(" ", date(2020, 1, 1))
    with pytest.raises(ClockError, match="ends before it starts"):
        Hold("Inquest", date(2020, 1, 2), date(2020, 1, 1))


def test_a_least_time_counts_back_and_takes_no_hold() -> None:
    reading = read(
        date(2020, 11, 3),
        law(7, LimitUnit.WORKING_DAYS, Bound.AT_LEAST),
        notified_on=date(2020, 11, 16),
        holds=[Hold("Inquest", date(2020, 11, 1))],
    )
    assert (reading.due, reading.state) == (date(2020, 11, 5), State.RUNNING)
    assert reading.age_days == 0


RANK = {State.NOT_STARTED: 0, State.RUNNING: 1, State.OVERDUE: 2, State.MET: 3, State.MISSED: 3}
STARTS = st.dates(date(2015, 1, 1), date(2024, 12, 31))
GAPS = st.integers(0, 120)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """A case that starts, may be held twice, and may be done, closed or neither."""
    start = draw(STARTS)
    found: dict[str, Any] = {"notified_on": start}
    ending = draw(st.sampled_from(["visited_on", "closed_on", "neither"]))
    if ending != "neither":
        found[ending] = start + timedelta(days=draw(GAPS))
    holds = []
    for reason in draw(st.sampled_from([(), ("Inquest",), ("Inquest", "Trial")])):
        begins = start + timedelta(days=draw(GAPS))
        ends = draw(st.none() | st.builds(timedelta, GAPS))
        pauses = draw(st.booleans())
        holds.append(Hold(reason, begins, None if ends is None else begins + ends, pauses))
    return {**found, "holds": holds}


RULES = st.sampled_from(
    [
        SEVEN,
        law(42, LimitUnit.CALENDAR_DAYS),
        law(3, LimitUnit.MONTHS),
        law(45, LimitUnit.WORKING_DAYS),
    ]
)


@given(facts(), RULES, st.integers(-10, 400), st.integers(0, 400))
def test_a_clock_never_turns_back(case: dict[str, Any], rules: Law, first: int, later: int) -> None:
    today = case["notified_on"] + timedelta(days=first)
    earlier = read(today, rules, **case)
    after = read(today + timedelta(days=later), rules, **case)
    assert RANK[earlier.state] <= RANK[after.state]
    if RANK[earlier.state] == 3:
        assert after.state is earlier.state
        assert after.due == earlier.due


@given(facts(), RULES, st.integers(-10, 400))
def test_every_state_says_what_is_true_of_the_facts(
    case: dict[str, Any], rules: Law, days: int
) -> None:
    today = case["notified_on"] + timedelta(days=days)
    reading = read(today, rules, **case)
    done = "visited_on" in case and case["visited_on"] <= today
    closed = "closed_on" in case and case["closed_on"] <= today
    assert (reading.state is State.NOT_STARTED) == (days < 0)
    if days < 0:
        return
    assert isinstance(reading.due, date)
    truth = {
        State.RUNNING: not done and not closed and today <= reading.due,
        State.OVERDUE: not done and not closed and today > reading.due,
        State.MET: done and case.get("visited_on", today) <= reading.due,
        State.MISSED: closed or (done and case["visited_on"] > reading.due),
    }
    assert [state for state, holds in truth.items() if holds] == [reading.state]
    last = case["visited_on"] if done else case["closed_on"] if closed else today
    assert reading.age_days == (last - case["notified_on"]).days


@given(facts(), RULES)
def test_a_hold_never_brings_the_date_forward(case: dict[str, Any], rules: Law) -> None:
    today = case["notified_on"] + timedelta(days=300)
    held = read(today, rules, **case).due
    unheld = read(today, rules, **{**case, "holds": []}).due
    assert isinstance(held, date)
    assert isinstance(unheld, date)
    assert held >= unheld


@given(STARTS, st.integers(1, 24))
def test_months_on_a_clock_are_months_of_the_calendar(start: date, number: int) -> None:
    reading = read(start, law(number, LimitUnit.MONTHS), notified_on=start)
    assert reading.due == add_months(start, number)

"""Lifecycles: tables that cannot be wrong, and refusals that say what is missing."""

from typing import Any

import pytest

from kith.kernel.lifecycles import Condition, Lifecycle, Move, MoveRefused
from kith.kernel.refusals import Refused

ALLEGATION = Lifecycle(
    start="received",
    moves=(
        Move("triage", ("received",), "referral", requires=("triaged_on",)),
        Move("advise", ("received",), "closed", requires=("advice",), reason=True),
        Move(
            "close",
            ("referral",),
            "closed",
            requires=("outcome", "concluded_on"),
            when=(
                Condition(
                    lambda facts: facts["concluded_on"] >= facts["triaged_on"],
                    "It cannot be concluded before it was triaged.",
                ),
            ),
            title="Close the case",
        ),
        Move("reopen", ("referral",), "received", reason=True),
    ),
    ends=("closed",),
    labels={"outcome": "The outcome of the allegation"},
)


def test_a_move_leads_to_its_state_when_nothing_is_missing() -> None:
    assert ALLEGATION.make("received", "triage", {"triaged_on": 1}) == "referral"
    facts = {"outcome": "false", "concluded_on": 2, "triaged_on": 1}
    assert ALLEGATION.make("referral", "close", facts) == "closed"


def test_a_refused_move_names_everything_that_is_missing() -> None:
    with pytest.raises(MoveRefused) as refusal:
        ALLEGATION.make("referral", "close", {"outcome": "", "concluded_on": None})
    assert refusal.value.missing == (
        "The outcome of the allegation is missing.",
        "Concluded on is missing.",
    )
    assert str(refusal.value).startswith("“Close the case” cannot be done yet. The outcome")
    assert isinstance(refusal.value, Refused)


def test_a_condition_is_asked_once_its_facts_are_there() -> None:
    facts = {"outcome": "false", "concluded_on": 1, "triaged_on": 2}
    with pytest.raises(MoveRefused, match="before it was triaged"):
        ALLEGATION.make("referral", "close", facts)


def test_a_move_that_asks_for_a_reason_is_refused_without_one() -> None:
    with pytest.raises(MoveRefused, match="Give a reason"):
        ALLEGATION.make("referral", "reopen", {}, reason="  ")
    assert ALLEGATION.make("referral", "reopen", {}, reason="New facts") == "received"


def test_nothing_and_zero_are_told_apart() -> None:
    moves = (Move("count", ("open",), "counted", requires=("number",)),)
    assert Lifecycle("open", moves, ("counted",)).make("open", "count", {"number": 0}) == "counted"


def test_a_move_from_the_wrong_state_says_what_can_be_done_instead() -> None:
    with pytest.raises(MoveRefused, match="From “received” the next step can be: Triage, Advise"):
        ALLEGATION.make("received", "close", {})
    with pytest.raises(MoveRefused, match="the next step can be: nothing"):
        ALLEGATION.make("closed", "reopen", {})
    with pytest.raises(MoveRefused, match="“dance” cannot be done yet"):
        ALLEGATION.make("received", "dance", {})


def test_the_moves_from_a_state_keep_the_order_of_the_table() -> None:
    assert [move.name for move in ALLEGATION.moves_from("referral")] == ["close", "reopen"]
    assert ALLEGATION.moves_from("closed") == ()
    assert ALLEGATION.states == ("received", "referral", "closed")
    with pytest.raises(ValueError, match="not a state"):
        ALLEGATION.moves_from("lost")


@pytest.mark.parametrize(
    ("moves", "ends", "why"),
    [
        (
            [Move("go", ("a",), "b"), Move("go", ("a",), "c")],
            ("b", "c"),
            "go from a is given twice",
        ),
        ([Move("go", ("a", "a"), "b")], ("b",), "go from a is given twice"),
        ([Move("go", ("a",), "b"), Move("on", ("c",), "b")], ("b",), "No move ever reaches: c"),
        ([Move("go", ("a",), "b")], ("b", "z"), "No move ever reaches: z"),
        ([Move("go", ("a",), "b")], (), "Nothing leaves these states, and they are no end: b"),
        ([Move("go", ("a",), "b"), Move("back", ("b",), "a")], ("b",), "leaves the end: b"),
        ([Move("go", (), "b")], ("b",), "does not say where it starts"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_when_it_is_made(
    moves: list[Move], ends: Any, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Lifecycle("a", tuple(moves), ends)


def test_one_name_may_lead_from_two_states_to_two_others() -> None:
    table = Lifecycle("a", (Move("go", ("a",), "b"), Move("go", ("b",), "c")), ("c",))
    assert table.make("a", "go", {}) == "b"
    assert table.make("b", "go", {}) == "c"

"""Runs the cases of `cases/*.yaml`, each a fact pattern and what the law makes of it.

`rule` is the key of a parameter; the clock starts with the event that the rule counts from and
stops with `done`. What a case does not state (such as `margin`) is not compared.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kith.kernel.clocks import Clock, Hold, Reading, State
from kith.kernel.law import load_law
from kith.kernel.workdays import load_calendar

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
INPUTS = {"name", "rule", "facts", "done", "today", "holds", "not_required", "closed"}
OUTPUTS = {"state", "due", "margin", "age_days", "held", "governed_by"}


def read(case: dict[str, Any]) -> Reading:
    clock = Clock(key=case["rule"], stops="done", limit=case["rule"])
    return clock.read(
        {**case["facts"], "done": case.get("done")},
        today=case["today"],
        law=load_law(),
        calendar=load_calendar(),
        holds=[Hold(**hold) for hold in case.get("holds", [])],
        not_required=case.get("not_required", ""),
        closed_on=case.get("closed"),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_law_gives(case: dict[str, Any]) -> None:
    reading = read(case)
    found = {
        "state": reading.state.value,
        "due": reading.due,
        "margin": reading.margin,
        "age_days": reading.age_days,
        "held": reading.held,
        "governed_by": str(reading.value.provision) if reading.value else "",
    }
    expected = {key: case[key] for key in OUTPUTS & case.keys()}
    assert {key: found[key] for key in expected} == expected


def test_every_case_says_only_what_is_read() -> None:
    for case in CASES:
        assert case.keys() <= INPUTS | OUTPUTS, case["name"]
        assert "state" in case, case["name"]


def test_the_cases_cover_every_state_every_subject_and_both_rulebooks() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert {case["state"] for case in CASES} == {state.value for state in State}
    subjects = {case["rule"].partition(".")[0] for case in CASES}
    assert subjects == {key.partition(".")[0] for key in load_law().parameters}
    governed = " ".join(case.get("governed_by", "") for case in CASES)
    assert "Working Together 2018" in governed
    assert "Working Together 2023" in governed

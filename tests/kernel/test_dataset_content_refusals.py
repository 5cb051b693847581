"""What the loader of the starter edition refuses, with the file and the item that it names."""

import re
from pathlib import Path

import pytest

from kith.kernel.content_files import ContentError
from kith.kernel.dataset_content import StarterEdition, read_meanings, read_starter

INDICATORS = """
shared: {topic: T, owner: O}
plans.open: {title: Plans, unit: count, kind: stock, numerator: N.}
plans.rate:
  title: Rate
  unit: rate
  kind: stock
  numerator: N.
  denominator: D.
  rate: {of: plans.open, population: people}
plans.bare_rate: {title: Bare, unit: rate, kind: stock, numerator: N., denominator: D.}
plans.starts: {title: Starts, unit: count, kind: flow, numerator: N.}
plans.ends: {title: Ends, unit: count, kind: flow, numerator: N.}
plans.late: {title: Late, unit: percent, kind: flow, numerator: N., denominator: D.}
plans.bare_share: {title: Bare, unit: percent, kind: flow, numerator: N.}
"""
PLANS = """
  - number: "1"
    indicator: plans.open
    section: Plans
    priority: "1"
    shape: count
    frequency: Q
    asked_of: [CSC]
    help: Count them.
    yearly: last
"""
STARTS = """
  - number: "2"
    indicator: plans.starts
    section: Plans
    priority: "1"
    shape: count
    frequency: Q
    asked_of: [CSC]
    help: Count them.
"""


def edition(folder: Path, items: str) -> StarterEdition:
    """The edition of a folder with two owners, one list of parts and these items."""
    (folder / "starter").mkdir()
    (folder / "indicators").mkdir()
    files = {
        "indicators/a.yaml": INDICATORS,
        "sections.yaml": "Plans: About plans.",
        "owners.yaml": (
            "CSC: {title: Care, answered_by: [council]}\n"
            "EH: {title: Help, answered_by: [council]}\n"
            "POL: {title: Police, answered_by: [police]}"
        ),
        "breakdowns.yaml": "sex: {title: Sex, parts: {female: Girls, male: Boys}}",
        "starter/a.yaml": f"items:{items}",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_starter(folder, read_meanings(folder / "indicators"))


def test_two_good_items_are_read(tmp_path: Path) -> None:
    read = edition(tmp_path, PLANS + STARTS + '    parts: sex\n    low: 1\n    within: "1"\n')
    item = read.item("2")
    assert (item.parts, item.parts_title) == ({"female": "Girls", "male": "Boys"}, "Sex")
    assert (item.low, item.within, item.change_limit) == (1, "1", 25)
    assert read.answered_by("police") == ()


def test_all_means_every_owner(tmp_path: Path) -> None:
    read = edition(tmp_path, PLANS.replace("[CSC]", "all"))
    assert read.item("1").asked_of == ("CSC", "EH", "POL")
    assert read.item("1").asked_of_all


@pytest.mark.parametrize(
    ("items", "why"),
    [
        (PLANS + "    colour: red\n", "item 1: “colour” is not a key"),
        (PLANS + STARTS.replace('"2"', '"1"'), "item 1: the number is used twice"),
        (PLANS + PLANS.replace('"1"\n    ind', '"3"\n    ind'), "is asked for by 1 already"),
        (PLANS.replace('number: "1"', "number: one"), "item one: a number is like"),
        (PLANS.replace("plans.open", "plans.shut"), "there is no indicator called plans.shut"),
        (PLANS.replace("section: Plans", "section: Odds"), "“section” is “Odds”"),
        (PLANS.replace("[CSC]", "[ABC]"), "“asked_of” names ABC, which is no owner"),
        (PLANS.replace("[CSC]", "[]"), "it is asked of nobody"),
        (PLANS.replace("[CSC]", "CSC"), "“asked_of” must be a list"),
        (PLANS.replace("help: Count them.", ""), "“help” is missing"),
        (PLANS.replace("Count them.", "Count. " * 50), "300 are room for"),
        (PLANS.replace("frequency: Q", "frequency: W"), "“frequency” is “W”"),
        (PLANS.replace("shape: count", "shape: share"), "a share cannot be made of plans.open"),
        (PLANS.replace("yearly: last", "yearly: sum"), "numbers on a day are not added up"),
        (PLANS + "    second_source: [CSC]\n", "CSC is both asked and a second source"),
        (PLANS + "    second_source: [EH]\n", "council would be compared with itself"),
        (PLANS + "    parts: eyes\n", "there is no closed list called eyes"),
        (PLANS + "    parts: own\n", "at least two codes"),
        (PLANS + "    parts: {a: A, b: B}\n", "“parts_title” is missing"),
        (PLANS + "    parts_title: X\n    parts: {a: A, B 2: B}\n", "“B 2” is not a code"),
        (PLANS + "    parts_title: X\n    parts: {a: A, b: A}\n", "the same label"),
        (PLANS + "    parts_add_up: true\n", "“parts_add_up” needs parts"),
        (PLANS + "    nil_possible: maybe\n", "must be true or false"),
        (PLANS + "    high: 0\n", "“high” must be above “low”"),
        (PLANS + "    low: -1\n", "“low” must be a whole number"),
        (PLANS + '    within: "9"\n', "“within” names 9, which is no other item"),
        (PLANS + '    within: "1"\n', "“within” names 1, which is no other item"),
        (PLANS + '    among_is: "1"\n', "only a share has an “among”"),
        (PLANS + '    worked_out_from: "1"\n', "“worked_out_from” names 1"),
        (PLANS + '    flows: {starts: "2"}\n' + STARTS, "needs both starts and ends"),
        (
            PLANS + '    flows: {starts: "2", ends: "2", odd: "2"}\n' + STARTS,
            "flows: “odd” is not a key",
        ),
        (
            STARTS + '    flows: {starts: "1", ends: "1"}\n' + PLANS,
            "only a number on a day has flows",
        ),
        (
            PLANS + STARTS.replace("frequency: Q", "frequency: M") + '    within: "1"\n',
            "asked less or more often",
        ),
        (PLANS + STARTS.replace("[CSC]", "[POL]") + '    within: "1"\n', "asked of other owners"),
        (
            PLANS.replace("plans.open", "plans.bare_rate").replace(": count", ": rate"),
            "does not name its count and its population",
        ),
        (
            STARTS.replace("plans.starts", "plans.bare_share").replace(": count", ": share"),
            "does not say what the share is among",
        ),
        (
            PLANS.replace("plans.open", "plans.rate").replace(": count", ": rate")
            + '    worked_out_from: "2"\n'
            + STARTS,
            "must name the item that counts plans.open",
        ),
        (
            PLANS + "    reported: [{period: 2019-99, value: 1, paragraph: '1'}]\n",
            "item 1, reported",
        ),
        (
            PLANS + "    reported: [{period: 2019-20, value: many, paragraph: '1'}]\n",
            "“value” must be a number",
        ),
        (
            PLANS + "    reported: [{period: 2019-20, value: 1, paragraph: '1', part: b}]\n",
            "a part called b",
        ),
        (" []", "“items” must list the items"),
    ],
)
def test_what_cannot_be_vouched_for_is_refused_by_name(
    tmp_path: Path, items: str, why: str
) -> None:
    with pytest.raises(ContentError, match=re.escape(why)):
        edition(tmp_path, items)


def test_an_owner_for_whom_nobody_answers_is_refused(tmp_path: Path) -> None:
    edition(tmp_path, PLANS)
    (tmp_path / "owners.yaml").write_text("CSC: {title: Care}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"owners\.yaml, CSC: nobody answers for it"):
        read_starter(tmp_path, read_meanings(tmp_path / "indicators"))

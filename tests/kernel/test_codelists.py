"""Code lists: what may be used on a day, and what to use once a code is retired."""

import re
from datetime import date
from pathlib import Path

import pytest

from kith.content import path
from kith.kernel.codelists import CodeRefused, load_codelists, read_codelist
from kith.kernel.content_files import ContentError

LISTS = load_codelists()
FACTORS = LISTS["assessment_factor"]

GOOD = """
title: Colours
source: A census
url: https://www.gov.uk/guidance
checked_on: 2026-11-23
confidence: checked
codes:
  1A: Red
  1B:
    label: Old blue
    valid_from: 2010-04-01
    valid_to: 2020-03-31
    successors: [1C]
  1C:
    label: Blue
    valid_from: 2020-04-01
"""


def list_of(folder: Path, text: str) -> Path:
    file = folder / "colour.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_retired_code_is_refused_after_its_last_day_and_its_successors_are_named() -> None:
    assert FACTORS.check("18A", date(2019, 5, 1)).label.startswith("Physical abuse")
    with pytest.raises(CodeRefused, match=r"until 31 March 2024\. Use 18B .* or 18C") as refusal:
        FACTORS.check("18A", date(2024, 4, 1))
    assert "adult on child" in str(refusal.value)


def test_a_code_is_refused_before_its_first_day() -> None:
    with pytest.raises(CodeRefused, match="used from 1 April 2022"):
        LISTS["referral_source"].check("5D", date(2020, 3, 31))
    assert LISTS["referral_source"].check(" 5d ", date(2022, 4, 1)).code == "5D"


def test_a_code_that_never_was_is_refused() -> None:
    with pytest.raises(CodeRefused, match="has no code “99”"):
        FACTORS.check("99", date(2020, 1, 1))


def test_the_codes_of_a_day_are_those_in_force() -> None:
    in_2019 = {code.code for code in FACTORS.on(date(2019, 6, 1))}
    in_2025 = {code.code for code in FACTORS.on(date(2025, 6, 1))}
    assert "18A" in in_2019
    assert not {"18B", "18C", "24A"} & in_2019
    assert {"18B", "18C", "24A"} <= in_2025
    assert not {"18A", "19A"} & in_2025


def test_every_list_that_is_shipped_has_a_source_and_sound_successors() -> None:
    assert set(LISTS) == {file.stem for file in path("codelists").glob("*.yaml")}
    for codes in LISTS.values():
        assert codes.title
        assert codes.url.startswith("https://")
        for code in codes.codes.values():
            for successor in code.successors:
                assert code.valid_to is not None
                assert codes.codes[successor].valid_on(date(2026, 11, 23))


def test_a_first_and_a_last_day_are_both_included(tmp_path: Path) -> None:
    colours = read_codelist(list_of(tmp_path, GOOD))
    assert colours.key == "colour"
    assert colours.check("1B", date(2010, 4, 1)).code == "1B"
    assert colours.check("1B", date(2020, 3, 31)).code == "1B"
    with pytest.raises(CodeRefused, match=r"Use 1C \(Blue\)"):
        colours.check("1B", date(2020, 4, 1))


def test_a_code_retired_without_a_successor_says_so(tmp_path: Path) -> None:
    colours = read_codelist(list_of(tmp_path, GOOD.replace("    successors: [1C]\n", "")))
    with pytest.raises(CodeRefused, match="no successor"):
        colours.check("1B", date(2021, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[1C]", "[1Z]", "colour.yaml, 1B: its successor 1Z is not in the list"),
        ("[1C]", "1C", "must be a list"),
        ("    valid_to: 2020-03-31\n", "", "has a successor but no last day"),
        ("2020-03-31", "2010-03-31", "last day comes before its first"),
        ("  1A: Red", "  1: Red", "in capitals"),
        ("  1A: Red", "  1a: Red", "in capitals"),
        ("  1A: Red", "  1A: {label: Red, shade: dark}", "“shade” is not a key"),
        ("  1A: Red", "  1A: {}", "“label” is missing"),
        ("confidence: checked", "confidence: hopeful", "not one of checked, to_verify"),
        ("title: Colours\n", "", "“title” is missing"),
    ],
)
def test_a_list_with_a_fault_is_refused_naming_the_file(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    assert old in GOOD
    with pytest.raises(ContentError, match=re.escape(why)) as error:
        read_codelist(list_of(tmp_path, GOOD.replace(old, new, 1)))
    assert "colour.yaml" in str(error.value)


def test_a_list_without_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="must map each code"):
        read_codelist(list_of(tmp_path, GOOD[: GOOD.index("codes:")] + "codes: []\n"))


def test_content_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"codelists/none\.yaml"):
        path("codelists", "none.yaml")

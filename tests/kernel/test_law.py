"""The law: dated values with their sources, local standards, and what the loader refuses."""

import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from kith.kernel.content_files import ContentError
from kith.kernel.law import (
    Bound,
    Confidence,
    Law,
    LawError,
    Limit,
    LimitUnit,
    LocalStandard,
    RuleKind,
    describe,
    load_law,
    read_law,
    with_local_standard,
)

LAW = load_law()
FIRST_VISIT = "private_fostering.first_visit"
YEAR_END = date(2020, 3, 31)

INSTRUMENTS = """
instruments:
  act:
    title: An Act of 2004
    cited_as: Act 2004
    url: https://www.legislation.gov.uk/ukpga/2004/31
  habit:
    title: Local practice
    cited_as: Local practice
    practice: true
rulebooks:
  BOOK:
    instrument: act
    in_force_from: 2018-07-04
    until: 2023-12-14
"""
RULE = """
parameters:
  visit:
    describes: A visit
    kind: statutory
    values:
      2005-07-01:
        value: 7
        unit: working_days
        counts_from: notified_on
        instrument: act
        pinpoint: s. 1
        url: https://www.legislation.gov.uk/ukpga/2004/31/section/1
        checked_on: 2026-11-23
        confidence: checked
coverage:
  BOOK:
    impact:
      asks: Evidence of impact
      kind: guidance
      instrument: act
      pinpoint: ch. 3
      url: https://www.gov.uk/guidance
      checked_on: 2026-11-23
      confidence: to_verify
"""
SECOND = """
      2010-01-01:
        value: 5
        unit: working_days
        instrument: act
        pinpoint: s. 2
        url: https://www.legislation.gov.uk/ukpga/2004/31/section/2
        checked_on: 2026-11-23
        confidence: checked
"""


def law_of(folder: Path, rule: str, instruments: str = INSTRUMENTS) -> Law:
    (folder / "instruments.yaml").write_text(textwrap.dedent(instruments), encoding="utf-8")
    (folder / "fostering.yaml").write_text(textwrap.dedent(rule), encoding="utf-8")
    return read_law(folder)


def two_values(until: str = "") -> str:
    first = f"        confidence: checked\n{until}"
    return RULE.replace("        confidence: checked\n", first + SECOND.lstrip("\n"), 1)


def test_a_value_carries_its_provision_its_link_and_the_day_it_was_checked() -> None:
    value = LAW.at(FIRST_VISIT, date(2020, 1, 1))
    assert value.limit == Limit(7, LimitUnit.WORKING_DAYS)
    assert str(value.provision) == "SI 2005/1533, reg. 7"
    assert value.provision.url.startswith("https://www.legislation.gov.uk/uksi/2005/1533")
    assert value.checked_on == date(2026, 11, 23)
    assert value.confidence is Confidence.CHECKED


def test_every_rule_that_is_shipped_can_be_vouched_for() -> None:
    assert len(LAW.parameters) > 50
    for parameter in LAW.parameters.values():
        for value in parameter.values:
            assert value.provision.pinpoint
            assert value.provision.url or parameter.kind is RuleKind.LOCAL
        for earlier, later in zip(parameter.values, parameter.values[1:], strict=False):
            assert earlier.until is not None
            assert earlier.until < later.in_force_from


@pytest.mark.parametrize(
    ("day", "event"),
    [
        (date(2018, 7, 4), "aware_on"),
        (date(2023, 12, 14), "aware_on"),
        (date(2023, 12, 15), "notified_panel_on"),
        (date(2026, 1, 1), "notified_panel_on"),
    ],
)
def test_the_rulebook_of_the_day_says_what_a_rapid_review_is_counted_from(
    day: date, event: str
) -> None:
    assert LAW.at("serious_incidents.rapid_review", day).counts_from == event


def test_a_day_before_the_first_value_has_no_rule() -> None:
    assert LAW[FIRST_VISIT].find(date(2005, 6, 30)) is None
    with pytest.raises(LawError, match="no rule was in force on 30 June 2005"):
        LAW.at(FIRST_VISIT, date(2005, 6, 30))


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(LawError, match=r"private_fostering\.nothing"):
        LAW["private_fostering.nothing"]


def test_what_a_yearly_report_must_hold_depends_on_its_year() -> None:
    first = {item.key for item in LAW.coverage("yearly_report", YEAR_END)}
    later = {item.key for item in LAW.coverage("yearly_report", date(2024, 3, 31))}
    assert LAW.coverage("yearly_report", "WT2018") == LAW.coverage("yearly_report", YEAR_END)
    assert first == {
        "what_was_done", "how_effective", "impact", "little_progress", "review_decisions",
        "children_and_families", "restraint",
    }  # fmt: skip
    assert later - first == {"scrutiny", "contributions_and_costs", "thresholds", "data_themes"}


def test_the_duty_to_report_is_the_acts_and_the_contents_are_the_guidances() -> None:
    asked = {item.key: item for item in LAW.coverage("yearly_report", "WT2018")}
    assert asked["what_was_done"].kind is RuleKind.STATUTORY
    assert str(asked["what_was_done"].provision) == "Children Act 2004, s. 16G(7)"
    assert asked["impact"].kind is RuleKind.GUIDANCE
    assert asked["restraint"].applies_when
    assert asked["restraint"].confidence is Confidence.TO_VERIFY


@pytest.mark.parametrize(
    ("day", "book"),
    [
        (date(2018, 7, 4), "WT2018"),
        (date(2023, 12, 14), "WT2018"),
        (date(2023, 12, 15), "WT2023"),
    ],
)
def test_a_rulebook_holds_from_its_first_day_to_its_last(day: date, book: str) -> None:
    assert LAW.rulebook_at(day).key == book


def test_no_rulebook_is_made_up() -> None:
    with pytest.raises(LawError, match="No rulebook"):
        LAW.rulebook_at(date(2017, 1, 1))
    for document, book in (("yearly_report", "WT2099"), ("novel", "WT2018")):
        with pytest.raises(LawError, match="not known what"):
            LAW.coverage(document, book)


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(7, LimitUnit.WORKING_DAYS), "7 working days"),
        (Limit(1, LimitUnit.MONTHS), "1 month"),
        (Limit(80, LimitUnit.PERCENT), "80%"),
        (Limit(3, LimitUnit.TIMES), "3 times"),
    ],
)
def test_a_limit_reads_as_people_say_it(limit: Limit, text: str) -> None:
    assert str(limit) == text


def test_a_description_names_kind_dates_source_and_whether_it_was_checked() -> None:
    text = describe(LAW["serious_incidents.rapid_review"])
    assert "statutory guidance" in text
    assert "From 4 July 2018 to 14 December 2023: within 15 working days" in text
    assert "counted from: aware (Working Together 2018, ch. 4; to be verified" in text
    assert "(Working Together 2023, ch. 5; checked on 23 November 2026)" in text
    assert "Working Together 2026" in text
    assert describe(LAW["lado.share_in_one_month"]).count("at least 80%") == 1


@pytest.mark.parametrize("key", sorted(LAW.parameters))
def test_every_rule_can_be_described(key: str) -> None:
    assert describe(LAW[key]).count("\n- From ") == len(LAW[key].values)


def standard(value: int, unit: LimitUnit = LimitUnit.WORKING_DAYS, **changes: str) -> LocalStandard:
    return LocalStandard(
        parameter=changes.get("parameter", FIRST_VISIT),
        in_force_from=date(2020, 1, 1),
        limit=Limit(value, unit),
        agreed=changes.get("agreed", "Agreed by the executive."),
    )


def test_a_stricter_local_standard_holds_from_its_first_day_and_is_called_local() -> None:
    local = with_local_standard(LAW[FIRST_VISIT], standard(5))
    assert local.kind is RuleKind.LOCAL
    assert local.at(date(2019, 12, 31)).limit.value == 7
    assert local.at(date(2020, 1, 1)).limit.value == 5
    assert "The law: 7 working days" in local.at(date(2020, 1, 1)).note
    assert LAW[FIRST_VISIT].at(date(2020, 1, 1)).limit.value == 7


@pytest.mark.parametrize("value", [7, 8])
def test_a_local_standard_never_loosens_the_law(value: int) -> None:
    with pytest.raises(LawError, match="never loosen it"):
        with_local_standard(LAW[FIRST_VISIT], standard(value))


def test_a_local_standard_in_another_unit_cannot_be_shown_to_be_stricter() -> None:
    with pytest.raises(LawError, match="not stricter"):
        with_local_standard(LAW[FIRST_VISIT], standard(5, LimitUnit.CALENDAR_DAYS))


def test_for_a_least_time_stricter_means_longer() -> None:
    key = "reviews.send_before_publication"
    assert LAW[key].bound is Bound.AT_LEAST
    longer = with_local_standard(LAW[key], standard(10, parameter=key))
    assert longer.at(date(2020, 6, 1)).limit.value == 10
    assert longer.at(date(2024, 6, 1)).limit.value == 10
    with pytest.raises(LawError, match="not stricter"):
        with_local_standard(LAW[key], standard(5, parameter=key))


def test_a_standard_that_was_local_already_may_go_either_way() -> None:
    key = "meetings.minutes"
    assert with_local_standard(LAW[key], standard(15, parameter=key)).at(YEAR_END).limit.value == 15


def test_a_local_standard_needs_its_own_rule_and_a_reason() -> None:
    with pytest.raises(LawError, match="not private_fostering"):
        with_local_standard(LAW[FIRST_VISIT], standard(5, parameter="lado.referral"))
    with pytest.raises(LawError, match="who agreed"):
        with_local_standard(LAW[FIRST_VISIT], standard(5, agreed=" "))


def test_a_sound_folder_is_read(tmp_path: Path) -> None:
    law = law_of(tmp_path, RULE)
    assert law.at("fostering.visit", date(2010, 1, 1)).limit.value == 7
    assert [item.key for item in law.coverage("fostering", "BOOK")] == ["impact"]


def test_each_value_ends_on_the_day_before_the_next(tmp_path: Path) -> None:
    values = law_of(tmp_path, two_values())["fostering.visit"].values
    assert [value.until for value in values] == [date(2009, 12, 31), None]
    earlier = law_of(tmp_path, two_values("        until: 2008-12-31\n"))["fostering.visit"]
    assert earlier.find(date(2009, 6, 1)) is None
    to_the_eve = law_of(tmp_path, two_values("        until: 2009-12-31\n"))["fostering.visit"]
    assert to_the_eve.at(date(2009, 12, 31)).limit.value == 7


def test_a_local_standard_may_begin_on_the_last_day_of_a_value(tmp_path: Path) -> None:
    rule = law_of(tmp_path, two_values())["fostering.visit"]
    local = LocalStandard(rule.key, date(2009, 12, 31), Limit(3, LimitUnit.WORKING_DAYS), "Agreed.")
    kept = with_local_standard(rule, local)
    assert [kept.at(date(2009, 12, day)).limit.value for day in (30, 31)] == [7, 3]
    assert kept.at(date(2010, 1, 1)).limit.value == 3


@pytest.mark.parametrize(
    ("until", "why"),
    [("2010-01-01", "2005-07-01 overlaps the next"), ("2005-06-30", "ends before it starts")],
)
def test_values_that_overlap_or_end_too_soon_are_refused(
    tmp_path: Path, until: str, why: str
) -> None:
    with pytest.raises(ContentError, match=why):
        law_of(tmp_path, two_values(f"        until: {until}\n"))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("        pinpoint: s. 1\n", "", "“pinpoint” is missing"),
        ("        pinpoint: s. 1\n", "        pinpoint: ' '\n", "“pinpoint” is missing"),
        ("        instrument: act\n", "", "“instrument” is missing"),
        ("        instrument: act\n", "        instrument: folklore\n", "“folklore” is not an"),
        ("        instrument: act\n", "        instrument: habit\n", "has an official link"),
        ("        checked_on: 2026-11-23\n", "", "“checked_on” is missing"),
        ("        checked_on: 2026-11-23\n", "        checked_on: lately\n", "must be a date"),
        ("        confidence: checked\n", "", "“confidence” is missing"),
        ("        confidence: checked\n", "        confidence: sure\n", "not one of checked"),
        ("        unit: working_days\n", "        unit: moons\n", "“moons”, which is not one of"),
        ("        value: 7\n", "        value: seven\n", "whole number above 0"),
        ("        value: 7\n", "        value: true\n", "whole number above 0"),
        ("        value: 7\n", "        value: 0\n", "whole number above 0"),
        ("https://www.legislation", "http://www.legislation", "https link to gov.uk"),
        ("https://www.legislation.gov.uk/", "https://notgov.uk/", "https link to gov.uk"),
        ("        value: 7\n", "        value: 7\n        vlaue: 7\n", "“vlaue” is not a key"),
    ],
)
def test_a_value_without_its_source_is_refused_naming_file_key_and_date(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    assert old in RULE
    with pytest.raises(ContentError, match=re.escape(why)) as error:
        law_of(tmp_path, RULE.replace(old, new, 1))
    assert "fostering.yaml, visit, 2005-07-01" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("kind: statutory", "kind: habitual", "“habitual”, which is not one of"),
        (
            "kind: statutory",
            "kind: statutory\n    bound: roughly",
            "“roughly”, which is not one of",
        ),
        ("    describes: A visit\n", "", "“describes” is missing"),
        ("2005-07-01:", "lately:", "keyed by its first day"),
        ("  BOOK:", "  BOOK_2:", "must be a rulebook"),
        ("      asks: Evidence of impact\n", "", "BOOK, impact: “asks” is missing"),
        ("coverage:", "rules: 1\ncoverage:", "“rules” is not a key"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused_naming_the_file(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    with pytest.raises(ContentError, match=re.escape(why)) as error:
        law_of(tmp_path, RULE.replace(old, new, 1))
    assert "fostering.yaml" in str(error.value)


def test_a_file_of_law_holds_mappings(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="must hold keys and values"):
        law_of(tmp_path, "parameters: [1]")
    with pytest.raises(ContentError, match="must map each first day"):
        law_of(tmp_path, "parameters: {visit: {describes: A, kind: local, values: 7}}")


def test_only_a_local_standard_may_do_without_a_link(tmp_path: Path) -> None:
    local = (
        RULE.replace("kind: statutory", "kind: local", 1)
        .replace("instrument: act", "instrument: habit", 1)
        .replace("        url: https://www.legislation.gov.uk/ukpga/2004/31/section/1\n", "", 1)
    )
    value = law_of(tmp_path, local).at("fostering.visit", date(2010, 1, 1))
    assert value.provision.url == ""


def test_an_instrument_of_law_must_have_an_official_link(tmp_path: Path) -> None:
    without = INSTRUMENTS.replace("    practice: true\n", "")
    with pytest.raises(ContentError, match=r"instruments\.yaml, habit: “url” is missing"):
        law_of(tmp_path, RULE, without)

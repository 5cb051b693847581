"""Sentences that name someone are refused and those that do not are let pass."""

from datetime import date
from time import process_time

import pytest

from kith.kernel.identifiers import Identifier, find_identifiers, refusal
from tests.kernel.identifiers.sentences import (
    INNOCENT,
    NAMING,
    UNCOMMON,
    UNSEEN_INNOCENT,
    UNSEEN_NAMING,
)

ON = date(2020, 3, 31)


@pytest.mark.parametrize("sentence", [*NAMING, *UNSEEN_NAMING, *UNCOMMON])
def test_a_sentence_that_names_someone_is_found(sentence: str) -> None:
    assert find_identifiers(sentence, on=ON)


@pytest.mark.parametrize("sentence", [*INNOCENT, *UNSEEN_INNOCENT])
def test_a_sentence_about_counts_passes(sentence: str) -> None:
    assert find_identifiers(sentence, on=ON) == []


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len({*NAMING, *UNSEEN_NAMING}) >= 60
    assert len({*INNOCENT, *UNSEEN_INNOCENT}) >= 100


@pytest.mark.parametrize(
    ("sentence", "kind", "part"),
    [
        ("child J. Smith was reported", Identifier.NAME, "J. Smith"),
        ("Ali Khan aged 7", Identifier.NAME, "Ali Khan"),
        ("born on 7 June 2008 here", Identifier.BIRTH, "7 June 2008"),
        ("NHS number 943 476 5919.", Identifier.NHS, "943 476 5919"),
        ("see B801200005001, twice", Identifier.UPN, "B801200005001"),
        ("learner 9276308686", Identifier.ULN, "9276308686"),
        ("case 20190034511 was closed", Identifier.NUMBER, "20190034511"),
        ("the home in ME4 4TR", Identifier.POSTCODE, "ME4 4TR"),
        ("at 14 Marlowe Road", Identifier.ADDRESS, "14 Marlowe Road"),
        ("ring 07700 900123", Identifier.PHONE, "07700 900123"),
        ("write to a.b@example.org", Identifier.EMAIL, "a.b@example.org"),
    ],
)
def test_what_was_found_is_named_and_placed(sentence: str, kind: Identifier, part: str) -> None:
    (found,) = find_identifiers(sentence, on=ON)
    assert found.kind is kind
    assert sentence[found.start : found.end] == part
    assert kind.value in found.words


def test_the_place_is_that_of_the_text_as_written_whatever_signs_it_holds() -> None:
    text = "Zoë’s\u200b brother \u200dJosé\u00a0Pereira, again"
    places = [text[found.start : found.end] for found in find_identifiers(text)]
    assert places == ["Zoë", "José\u00a0Pereira"]


@pytest.mark.parametrize("sentence", [*NAMING, *UNSEEN_NAMING])
def test_what_is_said_never_repeats_it_whole(sentence: str) -> None:
    for found in find_identifiers(sentence, on=ON):
        part = sentence[found.start : found.end]
        assert part not in found.words
        assert part not in refusal([found])


def test_a_refusal_says_what_to_do_and_how_many_there_are() -> None:
    found = find_identifiers("Ali Khan, 943 476 5919, ME4 4TR")
    assert refusal(found).startswith(
        "This has something that reads like a person's name (A… K…), and 2 more."
    )
    assert "take it out" in refusal(found[:1])


# Organisations


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Martha Trust sent 9", ["Martha Trust"]),
        ("Figures of Oscar Wright Associates", ["Oscar Wright Associates"]),
        ("The Rosie Project is counted", ["Rosie Project"]),
        ("each child Clear Lantern saw", ["Clear Lantern"]),
        ("OSCAR WRIGHT ASSOCIATES sent none", ["Oscar Wright Associates"]),
    ],
)
def test_the_name_of_a_known_organisation_is_let_pass(text: str, known: list[str]) -> None:
    assert find_identifiers(text, known) == []


def test_a_known_organisation_does_not_excuse_a_name_elsewhere() -> None:
    found = find_identifiers(
        "Oscar Wright Associates placed Oscar Wright", ["Oscar Wright Associates"]
    )
    assert [each.start for each in found] == [31]


# Dates


def test_a_date_that_makes_nobody_a_child_is_let_pass() -> None:
    assert find_identifiers("Old paper 12/03/1990", on=ON) == []
    assert find_identifiers("Run 02/03/2020", on=ON) == []


def test_without_a_day_to_reckon_from_only_words_of_birth_count() -> None:
    assert find_identifiers("The duplicate was 17 August 2009") == []
    assert find_identifiers("Born 17 August 2009")
    assert find_identifiers("The duplicate was 17 August 2009", on=ON)


@pytest.mark.parametrize(("day", "found"), [("30/03/2001", 0), ("01/04/2001", 1)])
def test_the_nineteenth_birthday_is_the_limit(day: str, found: int) -> None:
    assert len(find_identifiers(f"Record {day}", on=ON)) == found


def test_a_day_that_does_not_exist_is_not_a_birth() -> None:
    assert find_identifiers("born 31/31/2009", on=ON) == []


def test_nothing_is_found_in_nothing() -> None:
    assert find_identifiers("") == []
    assert find_identifiers(" \n") == []


@pytest.mark.parametrize("unit", ["0", "1-", "a.", "é", "A1", "Ali ", "Martha Trust ", "1/1/2012 "])
def test_a_long_text_is_read_in_time_that_grows_with_its_length_alone(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = process_time()
        find_identifiers(text, ["Martha Trust"], ON)
        return process_time() - started

    seconds(5_000)  # the lists are read once
    assert seconds(40_000) < 25 * max(seconds(5_000), 0.01)

"""Numbers that stand for one person are found wherever they stand, and counts never are."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kernel.identifiers import Identifier, find_identifiers
from kith.kernel.identifiers.numbers import (
    UPN_LETTERS,
    is_learner_number,
    is_nhs_number,
    is_pupil_number,
    pupil_letter,
)

ON = date(2020, 3, 31)
digits = st.text(string.digits, min_size=9, max_size=9)
surroundings = st.text(max_size=40)


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """A valid NHS number, together or in three groups; worked out by another road than ours."""
    nine = draw(digits.filter(lambda some: _check(some) != 10 and len(set(some)) > 1))
    whole = nine + str(_check(nine))
    by = draw(st.sampled_from(["", " ", "-", "."]))
    return by.join([whole[:3], whole[3:6], whole[6:]])


@st.composite
def pupil_numbers(draw: st.DrawFn) -> str:
    """A pupil number, permanent or temporary; its letter by another road than ours."""
    eleven = draw(st.text(string.digits, min_size=11, max_size=11))
    last = draw(st.sampled_from(string.digits + UPN_LETTERS))
    values = [int(each) for each in eleven]
    values.append(int(last) if last.isdigit() else "ABCDEFGHJKLMNPQRTUVWXYZ".index(last))
    total = 0
    for place, value in enumerate(values):
        total += (place + 2) * value
    while total > 22:
        total -= 23
    number = "ABCDEFGHJKLMNPQRTUVWXYZ"[total] + eleven + last
    return draw(st.sampled_from([number, number.lower()]))


def _check(nine: str) -> int:
    """The check digit; 10 means that there is no such number."""
    total = 0
    for place in range(9):
        total += (10 - place) * int(nine[place])
    return -total % 11


@given(nhs_numbers(), surroundings, surroundings)
def test_every_nhs_number_is_found_in_any_text(number: str, before: str, after: str) -> None:
    found = find_identifiers(f"{before} {number} {after}", on=ON)
    assert any(each.start <= len(before) + 1 < each.end for each in found)


@given(nhs_numbers())
def test_an_nhs_number_alone_is_called_one(number: str) -> None:
    (found,) = find_identifiers(f"see {number}, please")
    assert found.kind is Identifier.NHS


@given(pupil_numbers(), surroundings, surroundings)
def test_every_pupil_number_is_found_in_any_text(number: str, before: str, after: str) -> None:
    found = find_identifiers(f"{before} {number} {after}", on=ON)
    assert any(each.start <= len(before) + 1 < each.end for each in found)


@given(pupil_numbers())
def test_a_pupil_number_alone_is_called_one(number: str) -> None:
    (found,) = find_identifiers(f"on roll as {number}.")
    assert found.kind is Identifier.UPN


COUNTS = st.one_of(
    st.integers(0, 99_999_999).map(str),
    st.integers(0, 9_999_999).map(lambda count: f"{count:,}"),
    st.decimals(0, 100, places=1).map(lambda share: f"{share}%"),
    st.sampled_from(["2019-20", "Q4", "2018/19", "0 to 17", "£175,042", "72.7"]),
)
WORDS = st.sampled_from(
    "children episodes rose fell from to in the quarter because of more reports counted twice and "
    "school police social care February March last year, while were was by home placement new "
    "system we now count once. The Three Referrals Kent Medway return interview offered".split()
)


@given(st.lists(st.tuples(WORDS, WORDS, COUNTS), min_size=1, max_size=15))
def test_counts_and_plain_words_are_never_refused(pieces: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"{first} {second} {count}" for first, second, count in pieces)
    # A year after a day and a month is a date; these are counts that happen to stand so.
    assert [f for f in find_identifiers(text) if f.kind is not Identifier.BIRTH] == []


@given(st.lists(st.integers(0, 9_999_999), min_size=1, max_size=30))
def test_a_list_of_counts_is_never_refused(counts: list[int]) -> None:
    assert find_identifiers(", ".join(str(count) for count in counts), on=ON) == []
    assert find_identifiers("; ".join(f"{count:,}" for count in counts), on=ON) == []


@pytest.mark.parametrize("number", ["9434765919", "4010232137", "0000000108"])
def test_numbers_whose_check_digit_is_known_to_be_right(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("number", ["9434765918", "943476591", "0000000000", "943476591X"])
def test_a_wrong_check_digit_is_no_nhs_number(number: str) -> None:
    assert not is_nhs_number(number)


def test_the_published_examples_of_the_other_numbers() -> None:
    assert is_learner_number("9276308686")
    assert not is_learner_number("9276308687")
    assert is_pupil_number("B801200005001")
    assert not is_pupil_number("A801200005001")
    assert pupil_letter("801200005001") == "B"


def test_a_wrong_check_digit_is_still_a_long_number() -> None:
    (found,) = find_identifiers("see 9434765917")
    assert found.kind is Identifier.NUMBER
    assert find_identifiers("A801200005001")[0].kind is Identifier.NUMBER

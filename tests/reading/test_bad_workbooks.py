"""No bad workbook is taken, and each is told where it is bad and what to do."""

from collections.abc import Callable
from functools import partial

import pytest

from kith.reading.workbooks import BadWorkbook, Reading, read_safely, read_workbook
from tests.reading import bad_archives, bad_cells, bad_sheets, bad_workbooks
from tests.reading.making import asked, good, sign, verify

Reader = Callable[..., Reading]
ASKED = asked()
NAMES = bad_workbooks.names(ASKED, sign)


def answer(reading: Reading) -> str:
    return "\n".join(
        f"{one.place} {one.column} {one.says} {one.why} {one.do}" for one in reading.refused
    )


def told(read: Reader, data: bytes) -> str:
    """The whole answer to a workbook that must not be taken."""
    try:
        reading = read(data, ASKED, verify)
    except BadWorkbook as refused:
        return f"{refused} [{refused.why}|{refused.do}]"
    assert reading.refused
    assert reading.given == ()
    assert all(one.why and one.do.endswith(".") for one in reading.refused)
    conserved = len(reading.given) + len(reading.refused_rows) + len(reading.blanks)
    assert reading.rows == conserved
    return answer(reading)


def check(name: str, read: Reader) -> None:
    bad = bad_workbooks.one_bad(name, ASKED, sign)
    said = told(read, bad.data)
    missing = [word for word in bad.says if word not in said]
    assert not missing, said


@pytest.mark.parametrize("name", [*bad_archives.kinds(ASKED, sign), *bad_sheets.kinds(ASKED, sign)])
def test_a_file_that_is_bad_as_a_whole_is_refused_within_limits_and_told_why(name: str) -> None:
    # The child that reads it has at most 256 MB and ten seconds; a limit that is reached is
    # another answer than the one expected.
    check(name, partial(read_safely, memory=256, seconds=10))


@pytest.mark.parametrize("name", bad_cells.kinds(ASKED, sign))
def test_a_row_that_cannot_be_taken_is_refused_with_its_cell_and_told_why(name: str) -> None:
    check(name, read_workbook)


def test_the_catalogue_has_more_than_sixty_kinds() -> None:
    assert len(NAMES) == len(set(NAMES)) > 100


@pytest.mark.parametrize("name", ["a negative count", "a renamed sheet", "a box twice"])
def test_the_child_and_this_process_give_the_same_answer(name: str) -> None:
    bad = bad_workbooks.one_bad(name, ASKED, sign)
    assert told(read_safely, bad.data) == told(read_workbook, bad.data)


def test_a_signature_that_makes_its_checker_raise_is_not_taken() -> None:
    def strict(token: str) -> str:
        raise ValueError(token)

    with pytest.raises(BadWorkbook, match="not made here"):
        read_workbook(good(ASKED).data(), ASKED, strict)


def test_whose_workbook_it_is_comes_before_everything_in_it() -> None:
    bad = bad_workbooks.one_bad("another agency's and broken too", ASKED, sign)
    with pytest.raises(BadWorkbook) as refused:
        read_safely(bad.data, ASKED, verify)
    assert refused.value.why == (
        "This workbook is Saltmere Rail's for January to March 2020; "
        "you are sending for Weald Fire, January to March 2020."
    )

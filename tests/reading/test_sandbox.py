"""A child under limits: it answers, or it is stopped, and nothing comes alive out of it."""

import resource
from decimal import Decimal
from pathlib import Path

import pytest

from kith.reading.sandbox import Stopped, run
from kith.reading.workbooks import BadWorkbook

_NAUGHTY = "tests.reading.naughty."


def test_a_function_answers_from_its_child() -> None:
    assert run(_NAUGHTY + "add", 2, 3) == 5
    assert run(_NAUGHTY + "plain") == {"of": Decimal("1.5"), "rows": [(1, "a", None)]}


def test_too_much_memory_is_stopped_and_said() -> None:
    with pytest.raises(Stopped, match="more than 128 MB of memory"):
        run(_NAUGHTY + "eat_memory", memory=128)


def test_work_without_end_is_stopped_and_said() -> None:
    with pytest.raises(Stopped, match="more than 1 s of work"):
        run(_NAUGHTY + "never_end", seconds=1, wall=60)


def test_waiting_without_end_is_stopped_by_the_wall_clock() -> None:
    with pytest.raises(Stopped, match="not done after 1 seconds"):
        run(_NAUGHTY + "sleep", wall=1)


def test_a_child_that_vanishes_is_said_to_have_been_stopped() -> None:
    with pytest.raises(Stopped):
        run(_NAUGHTY + "vanish")


@pytest.mark.parametrize("name", ["come_alive", "reach_through"])
def test_what_is_not_plain_data_does_not_come_alive(name: str) -> None:
    with pytest.raises(Stopped, match="could not be understood"):
        run(_NAUGHTY + name)


def test_a_child_cannot_write_a_file(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        run(_NAUGHTY + "write_a_file", str(tmp_path / "file"))
    assert not (tmp_path / "file").exists() or (tmp_path / "file").read_bytes() == b""


def test_a_breakdown_names_its_kind_and_not_what_was_in_the_file() -> None:
    with pytest.raises(Stopped, match="KeyError") as stopped:
        run(_NAUGHTY + "break_down")
    assert "secret" not in str(stopped.value)


def test_a_refusal_comes_back_with_its_place() -> None:
    with pytest.raises(BadWorkbook) as refused:
        run("kith.reading.workbooks.opening.open_workbook", b"%PDF-1.7", 100)
    assert refused.value.why == "This is a PDF, not a workbook."


def test_the_child_is_ready_in_a_fraction_of_a_second() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(BadWorkbook):
        run("kith.reading.workbooks.opening.open_workbook", b"", 100)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # About 0.1 s where nothing else runs; the bound leaves room for a busy machine.
    assert spent < 0.5

"""A file that cannot be trusted gives one sentence with file, row and column; nothing is stored."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kith.foundation.indicators.models import Area, Batch, Observation, Series
from kith.modules.official_statistics.reading import BadFile, read_table
from tests.modules.official_statistics.making import HEADER, MEDWAY, NAME, bring_in, plans

GOOD = plans()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("a.csv", GOOD)
    return out.getvalue()


def with_medway(row: str) -> bytes:
    return plans(row)


def replaced(old: str, new: str) -> bytes:
    assert old.encode() in GOOD
    return GOOD.replace(old.encode(), new.encode())


BAD: dict[str, tuple[bytes, int, str, str]] = {
    # what: the file, the row and the column to be named, and a word of the reason
    "nothing in it": (b"", 0, "", "empty"),
    "only a header": (HEADER.encode() + b"\n", 0, "", "no row below"),
    "cut short in a row": (GOOD[:-30], 4, "", "cut short"),
    "cut short in a number": (GOOD[:-2], 4, "", "cut short"),
    "in UTF-16": (GOOD.decode().encode("utf-16"), 0, "", "UTF-16"),
    "in UTF-16 without a mark": (GOOD.decode().encode("utf-16-le"), 0, "", "UTF-16"),
    "two encodings mixed": (
        replaced("Medway", "Medwaé") + "ü".encode("cp1252") + b"\n", 5, "", "neither",
    ),
    "a missing column": (replaced("CPP_start,", "Start,"), 1, "CPP_start", "lacks"),
    "a missing area column": (replaced("new_la_code", "code"), 1, "new_la_code", "lacks"),
    "a column twice": (replaced("category,", "CPP_start,"), 1, "CPP_start", "Two columns"),
    "another table": (b"a,b,c\n1,2,3\n", 1, "", "no file that Kith reads"),
    "one column": (b"a;b;c\n1;2;3\n", 1, "", "commas"),
    "a row that says otherwise": (
        plans(extra=f"2020,{MEDWAY},Plans,584,127,21.8\n"), 5, "CPP_start", "repeats row 4",
    ),
    "text in a number": (with_medway("many,127,21.8"), 4, "CPP_start", "neither a number"),
    "a number with a mark": (with_medway("583*,127,21.8"), 4, "CPP_start", "neither a number"),
    "half a plan": (with_medway("583.5,127,21.8"), 4, "CPP_start", "whole number"),
    "fewer than none": (with_medway("-1,127,21.8"), 4, "CPP_start", "below 0"),
    "more than all": (with_medway("583,584,21.8"), 4, "CPP_subsequent_percent", "more than all"),
    "over 100 per cent": (with_medway("583,127,218"), 4, "CPP_subsequent_percent", "more than"),
    "beyond all numbers": (with_medway("9" * 14 + ",c,c"), 4, "CPP_start", "too large"),
    "infinity": (with_medway("1e309,127,21.8"), 4, "CPP_start", "neither a number"),
    "other digits": (with_medway("٥٨٣,127,21.8"), 4, "CPP_start", "neither a number"),
    "a formula": (with_medway("=1+1,127,21.8"), 4, "CPP_start", "formula"),
    "a formula in a name": (replaced("Medway", "@SUM(A1)"), 4, "la_name", "formula"),
    "a full-width formula": (replaced("Medway", "＝1"), 4, "la_name", "formula"),
    "a hidden character": (replaced("Medway", "Med\u202eway"), 4, "la_name", "cannot be seen"),
    "an open quotation mark": (replaced("Medway", '"Medway'), 4, "", "quotation mark"),
    "an area without a code": (replaced("E06000035", "Medway"), 4, "new_la_code", "code of an"),
    "an area without a name": (replaced(",Medway", ","), 4, "la_name", "no name"),
    "a level that is none": (
        replaced("Local authority", "Ward"), 4, "geographic_level", "not National",
    ),
    "a year that is none": (plans(year="20-21"), 2, "time_period", "not a year"),
    "a zip in disguise": (zipped(), 0, "", "zip file"),
    "a gzip in disguise": (gzip.compress(GOOD), 0, "", "gzip"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0" + GOOD, 0, "", "Excel"),
    "a PDF": (b"%PDF-1.7\n" + GOOD, 0, "", "PDF"),
    "a web page": (b"<!DOCTYPE html><html>" + GOOD, 0, "", "web page"),
    "a nul": (GOOD[:40] + b"\x00" + GOOD[40:], 0, "", "not text"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_by_place_and_nothing_is_stored(what: str) -> None:
    data, row, column, reason = BAD[what]
    with pytest.raises(BadFile) as refused:
        bring_in((NAME, data))
    assert (refused.value.row, refused.value.column) == (row, column)
    assert reason.lower() in str(refused.value).lower()
    assert str(refused.value).startswith(NAME)
    assert str(refused.value).endswith("Nothing was stored.")
    stored = (Observation, Series, Area, Batch)
    assert [model.objects.count() for model in stored] == [0, 0, 0, 0]


def test_a_million_rows_are_refused_early() -> None:
    row = f"2020,{MEDWAY},Plans,583,127,21.8\n".encode()
    with pytest.raises(BadFile, match=r"row 200,002: There are more than 200,000 rows"):
        read_table(NAME, HEADER.encode() + b"\n" + row * 400_000)


def test_a_file_beyond_the_limit_is_not_even_read() -> None:
    row = f"2020,{MEDWAY},Plans,583,127,21.8\n".encode()
    with pytest.raises(BadFile, match="larger than 60 MB"):
        read_table(NAME, HEADER.encode() + b"\n" + row * 1_000_000)


def test_a_path_in_the_name_is_left_out() -> None:
    with pytest.raises(BadFile, match=r"^passwd: "):
        read_table("../../etc/passwd", b"")
    with pytest.raises(BadFile, match=r"^a\.csv: "):
        read_table("C:\\folder\\a.csv", b"")


@pytest.mark.django_db
def test_one_bad_file_among_good_ones_stores_nothing() -> None:
    with pytest.raises(BadFile):
        bring_in((NAME, GOOD), ("bad.csv", b"a,b\n1,2\n"))
    assert Observation.objects.count() == 0


@pytest.mark.django_db
def test_the_command_ends_with_the_sentence_and_a_status(tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_bytes(GOOD[:-30])
    with pytest.raises(CommandError, match=r"^cut\.csv, row 4: ") as ended:
        call_command("import_official", str(file))
    assert ended.value.returncode == 1
    with pytest.raises(CommandError, match="no such file"):
        call_command("import_official", str(tmp_path / "none.csv"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("Medway", "Medwé").encode("cp1252"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["with a mark", "in Windows-1252", "with other line ends"],
)
def test_a_file_saved_another_way_is_read(saved: Callable[[str], bytes]) -> None:
    (done,) = bring_in((NAME, saved(GOOD.decode())))
    assert done.counts["new"] == 6
    assert Area.objects.filter(name__startswith="Medw").count() == 1

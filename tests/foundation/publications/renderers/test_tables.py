"""XLSX, ODS and CSV, read back with another reader."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import zipfile
from decimal import Decimal

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from kith.foundation.publications.model import Cell, Column, Doc, Row, TableBlock, tables
from kith.foundation.publications.renderers import csvs, ods, xlsx
from tests.foundation.publications.renderers.sample import FORMULA

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def form(request):
    return request.param


@pytest.fixture(scope="module")
def book(forms, form):
    return CalamineWorkbook.from_filelike(io.BytesIO(forms[form]))


def rows(book, name):
    return book.get_sheet_by_name(name).to_python()


def header(sheet):
    """The first row whose second cell is filled: what stands above has one column."""
    return next(i for i, row in enumerate(sheet) if len(row) > 1 and row[1] != "")


def test_there_is_a_cover_contents_notes_and_one_sheet_for_each_table(book, doc):
    assert book.sheet_names[:3] == ["Cover", "Contents", "Notes"]
    assert len(book.sheet_names) == 3 + len(list(tables(doc))) + 2


def test_the_contents_list_every_sheet_by_its_name(book):
    sheet = rows(book, "Contents")
    assert [r[0] for r in sheet[header(sheet) + 1 :]] == book.sheet_names[3:]


def test_no_sheet_has_a_blank_row_or_a_blank_cell_in_its_table(book):
    for name in book.sheet_names[1:]:
        sheet = rows(book, name)
        for row in sheet:
            assert row[0] != "", name
        for row in sheet[header(sheet) :]:
            assert "" not in row, (name, row)


def test_numbers_are_numbers_and_hidden_cells_are_c(book):
    sheet = rows(book, "Table 2")
    table = sheet[header(sheet) :]
    assert table[0] == ["Who", "2017-18", "2018-19", "2019-20"]
    assert all(isinstance(v, int | float) for v in table[1][1:])
    named = {r[0]: r[1:] for r in table[1:]}
    assert named["Voluntary organisations"] == ["c", "c", "c"]
    assert named["Probation"] == ["[-]", 0, 12]
    assert sum(r[1] for r in table[1:5]) == named["All"][0]


def test_a_sheet_that_uses_a_sign_explains_it(book):
    above = " ".join(r[0] for r in rows(book, "Table 2")[:6])
    assert "c hidden to protect people" in above
    assert "[-] not collected" in above


def test_no_cells_are_merged_and_every_table_is_marked(forms, form, doc):
    with zipfile.ZipFile(io.BytesIO(forms[form])) as archive:
        names = archive.namelist()
        content = b"".join(archive.read(n) for n in names if n.endswith(".xml"))
    sheets = len(list(tables(doc))) + 4
    if form == "xlsx":
        assert b"mergeCell" not in content
        assert sum(n.startswith("xl/tables/") for n in names) == sheets
        assert content.count(b"<hyperlink ") >= sheets - 2
    else:
        assert b"columns-spanned" not in content
        assert content.count(b"<table:database-range ") == sheets
        assert content.count(b"<table:table-header-rows") == sheets


def hostile(doc: Doc) -> Doc:
    """A table whose words try to be formulas."""
    words = (FORMULA, "+1", "-2 + 3", "@SUM(A1)")
    table = TableBlock(
        "t",
        "Table 1",
        "[Odd]: name*?",
        (Column("Who"), Column("=2+2"), Column("=2+2")),
        tuple(Row((Cell(w), Cell(w), Cell("7", Decimal(7)))) for w in words),
    )
    section = dataclasses.replace(doc.sections[0], blocks=(table,))
    return dataclasses.replace(doc, sections=(section,))


@pytest.mark.parametrize("render", [xlsx.render, ods.render])
def test_words_that_look_like_a_formula_stay_words(doc, render):
    data = render(hostile(doc))
    sheet = rows(CalamineWorkbook.from_filelike(io.BytesIO(data)), "Table 1")
    table = sheet[header(sheet) :]
    assert table[1] == [FORMULA, FORMULA, 7]
    assert table[0] == ["Who", "=2+2", "=2+2 (3)"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                tags = {
                    etree.QName(e).localname for e in etree.fromstring(archive.read(name)).iter()
                }
                assert "f" not in tags
                assert b"table:formula" not in archive.read(name)


def test_csv_words_cannot_run_as_a_formula(doc):
    for row in csv.reader(io.StringIO(csvs.cells(hostile(doc)).decode("utf-8-sig"))):
        for cell in row:
            assert not re.match(r"[=+@-].", cell) or re.fullmatch(r"[+-][\d.]+", cell)


def test_tidy_cells_have_a_value_or_a_sign_and_name_their_source(doc):
    found = list(csv.DictReader(io.StringIO(csvs.cells(doc).decode("utf-8-sig"))))
    wanted = [r for r in found if r["table"] == "Table 2"]
    assert {r["column"] for r in wanted} == {"2017-18", "2018-19", "2019-20"}
    hidden = [r for r in wanted if r["row"] == "Voluntary organisations"]
    assert [(r["value"], r["code"]) for r in hidden] == [("", "c")] * 3
    assert all(bool(r["value"]) != bool(r["code"]) for r in wanted)
    assert all(r["unit"] == "count" and "Saltmere business team" in r["source"] for r in wanted)
    nested = [r["row"] for r in found if r["table"] == "Table 21" or "Course number 1 " in r["row"]]
    assert "Courses: Course number 1 on a subject of its own" in nested


def test_tidy_figures_have_one_row_for_each_figure(doc):
    found = list(csv.DictReader(io.StringIO(csvs.figures(doc).decode("utf-8-sig"))))
    assert [r["mark"] for r in found] == [f.mark for f in doc.figures]
    assert found[0]["value"] == str(doc.figures[0].value)


def test_the_zip_of_csv_holds_both_files(forms):
    with zipfile.ZipFile(io.BytesIO(forms["csv"])) as archive:
        assert archive.namelist() == ["cells.csv", "figures.csv"]


def test_the_ods_says_its_title_and_language(forms, doc):
    with zipfile.ZipFile(io.BytesIO(forms["ods"])) as archive:
        meta = archive.read("meta.xml").decode()
        first = archive.infolist()[0]
    assert doc.title in meta
    assert "en-GB" in meta
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)

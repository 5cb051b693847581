"""The PDF, read by its tags as assistive software reads it."""

from __future__ import annotations

import dataclasses
import io
import os
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import typst

from kith.foundation.publications.model import ChartBlock, Doc, DocError, charts
from kith.foundation.publications.renderers import pdf as renderer
from kith.foundation.publications.renderers.fonts import FontsMissing
from tests.foundation.publications.renderers import pdf_reading as reading
from tests.foundation.publications.renderers.sample import FORMULA, HOSTILE, SECTIONS


@pytest.fixture(scope="module")
def pdf(forms):
    with pikepdf.open(io.BytesIO(forms["pdf"])) as opened:
        yield opened


@pytest.fixture(scope="module")
def tree(pdf):
    return list(reading.walk(pdf.Root.StructTreeRoot))


def named(tree, name):
    return [node for node, _ in tree if str(node.S) == name]


def test_the_report_has_at_least_25_pages_and_no_more_than_40(pdf):
    assert 25 <= len(pdf.pages) <= 40


def test_the_file_says_that_it_is_pdf_ua_its_title_and_its_language(pdf, doc):
    with pdf.open_metadata() as facts:
        assert facts["pdfuaid:part"] == "1"
        assert facts["dc:title"] == doc.title
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)


def test_every_drawing_has_an_alternative_text(tree, doc):
    figures = named(tree, "/Figure")
    assert all(str(f.get("/Alt", "")).strip() for f in figures)
    said = {str(f.Alt) for f in figures}
    assert {c.alt for c in charts(doc)} <= said
    assert doc.cover.alt in said


def test_a_chart_without_alternative_text_is_refused(doc: Doc, fonts: Path):
    section = doc.sections[1]
    silent = tuple(
        dataclasses.replace(b, alt="") if isinstance(b, ChartBlock) else b for b in section.blocks
    )
    bad = dataclasses.replace(doc, sections=(dataclasses.replace(section, blocks=silent),))
    with pytest.raises(typst.TypstError, match="alt"):
        renderer.render(bad, fonts)


def test_every_table_row_has_a_header_and_every_table_a_header_row(tree):
    assert len(named(tree, "/Table")) >= 12
    for table in named(tree, "/Table"):
        assert [str(k.S) for k in reading.kids(table)].count("/THead") == 1
    for node, above in tree:
        if str(node.S) == "/TR":
            cells = reading.kids(node)
            assert str(cells[0].S) == "/TH"
            scope = "/Row" if above[-1] in ("/TBody", "/TFoot") else "/Column"
            assert reading.attribute(cells[0], "/Scope") == scope


def test_no_cell_names_headers_that_would_hide_its_row_s(tree):
    cells = [n for n, above in tree if str(n.S) in ("/TD", "/TH") and "/TBody" in above]
    assert cells
    assert not any(reading.attribute(c, "/Headers") for c in cells)


def test_headings_go_down_one_level_at_a_time(tree):
    levels = [int(str(n.S)[2]) for n, _ in tree if str(n.S) in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert len(named(tree, "/Title")) == 1


def test_bookmarks_and_contents_lead_to_every_section(pdf, tree, doc):
    marks = reading.bookmarks(pdf)
    for section in doc.sections:
        assert any(section.title in m for m in marks)
    assert any("Where every figure comes from" in m for m in marks)
    assert len(named(tree, "/TOCI")) >= len(doc.sections) + 3


def test_the_contents_repeat_the_finding_of_each_section(pdf, doc):
    contents = reading.pages_text(pdf)[1]
    for section in doc.sections:
        assert section.finding.replace(" ", "") in contents


def test_every_figure_of_the_text_has_its_row_in_the_appendix(pdf, doc):
    text = reading.pages_text(pdf)
    first = next(i for i, t in enumerate(text) if "AWhereeveryfigurecomesfrom" in t[:120])
    appendix = "".join(text[first:])
    for figure in doc.figures:
        assert figure.mark + ("†" if figure.kind == "stated" else "") in appendix
        assert figure.title.replace(" ", "") in appendix


def test_marks_are_links_inside_the_file(pdf, doc):
    inner = [
        a
        for page in pdf.pages
        for a in page.get("/Annots", [])
        if a.Subtype == "/Link" and str(a.get("/A", {}).get("/S", "/GoTo")) == "/GoTo"
    ]
    assert len(inner) > 3 * len(doc.figures)
    assert all(str(a.get("/Contents", "")) for a in inner)


def test_text_that_looks_like_markup_is_printed_as_it_is(pdf):
    text = "".join(reading.pages_text(pdf))
    assert HOSTILE.replace(" ", "") in text
    assert FORMULA.replace(" ", "") in text


def test_every_page_but_the_cover_carries_the_status_of_the_edition(pdf, doc):
    status = doc.edition.status.replace(" ", "")
    assert all(status in text for text in reading.pages_text(pdf))


def test_only_the_one_family_of_type_is_used(pdf):
    names = {
        str(font.BaseFont)
        for page in pdf.pages
        for font in page.Resources.get("/Font", {}).values()
    }
    assert names
    assert all("AtkinsonHyperlegibleNext" in name for name in names)


def test_no_page_is_nearly_empty(pdf):
    sizes = [len(text) for text in reading.pages_text(pdf)]
    assert min(sizes) > 250, sizes


def test_sections_stand_in_their_order(pdf):
    text = "".join(reading.pages_text(pdf)[2:])
    at = [text.index(f"{n}{s[1]}".replace(" ", "")) for n, s in enumerate(SECTIONS, 1)]
    assert at == sorted(at)


def test_a_folder_without_the_fonts_is_refused_in_plain_words(doc, tmp_path):
    with pytest.raises(FontsMissing, match="make assets"):
        renderer.render(doc, tmp_path)


def test_a_publication_of_one_sentence_can_be_printed(doc, fonts):
    section = dataclasses.replace(doc.sections[1], blocks=doc.sections[1].blocks[1:2])
    small = dataclasses.replace(
        doc, sections=(section,), cover=None, figures=(), corrections=(), notes=(), subtitle=""
    )
    with pikepdf.open(io.BytesIO(renderer.render(small, fonts))) as pdf:
        assert len(pdf.pages) == 3


def test_the_pdf_takes_well_under_a_second_of_processor_time(doc, fonts):
    used = []
    for n in range(3):  # a new title each time, so that nothing is remembered
        before = os.times()
        renderer.render(dataclasses.replace(doc, title=f"Yearly report, take {n}"), fonts)
        after = os.times()
        used.append(after.user - before.user + after.system - before.system)
    assert min(used) < 1.0, used


def test_a_chart_and_its_table_may_share_a_key_but_two_blocks_may_not(doc, fonts):
    section = doc.sections[1]
    chart = next(b for b in section.blocks if isinstance(b, ChartBlock))
    twin = dataclasses.replace(chart, table=dataclasses.replace(chart.table, id=chart.id))
    alone = dataclasses.replace(doc, sections=(dataclasses.replace(section, blocks=(twin,)),))
    assert renderer.render(alone, fonts).startswith(b"%PDF")
    both = dataclasses.replace(doc, sections=(dataclasses.replace(section, blocks=(twin, twin)),))
    with pytest.raises(DocError, match="voice-chart"):
        renderer.render(both, fonts)

"""The Word file, read by its XML."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from docx import Document
from lxml import etree

from kith.foundation.publications.model import charts
from kith.foundation.publications.renderers import docx
from tests.foundation.publications.renderers.sample import FORMULA, HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def parts(forms):
    with zipfile.ZipFile(io.BytesIO(forms["docx"])) as archive:
        return {
            n: etree.fromstring(archive.read(n))
            for n in archive.namelist()
            if n.endswith((".xml", ".rels"))
        }


@pytest.fixture(scope="module")
def body(parts):
    return parts["word/document.xml"]


@pytest.fixture(scope="module")
def word(forms):
    return Document(io.BytesIO(forms["docx"]))


def test_sections_are_real_headings(word, doc):
    firsts = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    for section in doc.sections:
        assert any(section.title in t for t in firsts)
    assert any(p.style.name == "Heading 2" for p in word.paragraphs)


def test_every_table_has_one_header_row_that_repeats_and_no_row_is_divided(body):
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) >= 12
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")


def test_every_picture_has_an_alternative_text_and_a_number_of_its_own(body, doc):
    pictures = list(body.iter("{*}docPr"))
    assert all(p.get("descr", "").strip() for p in pictures)
    assert {c.alt for c in charts(doc)} <= {p.get("descr") for p in pictures}
    assert len({p.get("id") for p in pictures}) == len(pictures)


def test_the_file_says_its_title_and_its_language(word, parts, doc):
    assert word.core_properties.title == doc.title
    assert word.core_properties.language == "en-GB"
    languages = {e.get(f"{W}val") for e in parts["word/styles.xml"].iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_paragraphs_carry_their_numbers(word):
    assert any(p.text.startswith("2.1\t") for p in word.paragraphs)


def test_there_is_a_table_of_contents_and_a_page_number(parts, body):
    assert any("TOC" in (e.text or "") for e in body.iter(f"{W}instrText"))
    footers = [p for n, p in parts.items() if n.startswith("word/footer")]
    assert any("PAGE" in (e.text or "") for f in footers for e in f.iter(f"{W}instrText"))


def test_every_inside_link_leads_to_a_bookmark(body):
    wanted = {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink")} - {None}
    there = [e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")]
    assert len(wanted) > 30
    assert wanted <= set(there)
    assert len(there) == len(set(there))


def test_text_that_looks_like_markup_is_printed_as_it_is(word):
    text = "\n".join(p.text for p in word.paragraphs)
    assert HOSTILE in text
    assert FORMULA in text


def test_a_numbered_list_is_a_real_list_that_begins_at_1(word, parts):
    items = [p for p in word.paragraphs if p.style.name == "List Number"]
    assert items[0].text == "A named owner for each line"
    numbers = {p._p.pPr.numPr.numId.val for p in items}
    starts = {
        int(n.get(f"{W}numId")): n.find(f"{W}lvlOverride/{W}startOverride")
        for n in parts["word/numbering.xml"].iter(f"{W}num")
    }
    assert all(starts[n].get(f"{W}val") == "1" for n in numbers)


def test_control_characters_in_a_text_do_not_break_the_file(doc, fonts):
    dirty = dataclasses.replace(
        doc.sections[0], title="A\x0btitle\x00", blocks=(), finding="a\x1fb"
    )
    data = docx.render(dataclasses.replace(doc, sections=(dirty,)), fonts)
    assert any(p.text == "Atitle" for p in Document(io.BytesIO(data)).paragraphs)

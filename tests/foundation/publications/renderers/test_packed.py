"""A PDF of typst's read and written again with its objects packed."""

from __future__ import annotations

import io

import pikepdf
import pytest
import typst

from kith.foundation.publications.renderers import packed

WORDS = b"#set document(title: [Words], date: none)\n= One\n#table(columns: 2, [a], [b], [c], [d])"


@pytest.fixture(scope="module")
def raw(fonts):
    folder = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )
    return typst.compile(WORDS, font_paths=folder, format="pdf")


def told(pdf: bytes) -> dict[tuple[int, int], bytes]:
    """What every object of a file says, by its number, as a library reads it."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for held in opened.objects:
            if not isinstance(held, pikepdf.Stream):
                found[held.objgen] = held.unparse()
            elif str(held.get("/Type", "")) not in ("/XRef", "/ObjStm"):
                found[held.objgen] = held.read_bytes()
    return found


def test_a_packed_file_says_in_every_object_what_it_said_before(raw):
    small = packed.write(*packed.read(raw))
    assert told(small) == told(raw)
    assert len(told(raw)) > 30


def test_a_packed_file_is_sound_and_smaller(raw):
    small = packed.write(*packed.read(raw))
    assert len(small) < len(raw)
    with pikepdf.open(io.BytesIO(small)) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 1


def test_objects_of_more_than_one_stream_are_all_found(raw, monkeypatch):
    monkeypatch.setattr(packed, "_TOGETHER", 7)
    assert told(packed.write(*packed.read(raw))) == told(raw)


@pytest.mark.parametrize("cut", [b"\nendobj\n", b"0000000016 00000 n", b"trailer\n"])
def test_a_file_whose_offsets_do_not_lead_to_its_objects_is_refused(raw, cut):
    with pytest.raises(ValueError, match="no PDF of typst's"):
        packed.read(raw.replace(cut, b"#" * len(cut), 1))

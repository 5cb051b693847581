"""The sample publication in every form, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kith.foundation.publications.model import Doc
from kith.foundation.publications.renderers import csvs, docx, ods, pdf, xlsx
from tests.foundation.publications.renderers.sample import sample
from tests.paths import ROOT

FONTS = ROOT / "node_modules/@expo-google-fonts/atkinson-hyperlegible-next"


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder of the family; its absence is a failure, not a skip."""
    assert FONTS.is_dir(), f"no fonts in {FONTS.relative_to(ROOT)}: run `make assets` first"
    return FONTS


@pytest.fixture(scope="session")
def doc() -> Doc:
    return sample()


@pytest.fixture(scope="session")
def forms(doc: Doc, fonts: Path) -> dict[str, bytes]:
    """Every form of output by its name."""
    return make(doc, fonts)


def make(doc: Doc, fonts: Path) -> dict[str, bytes]:
    return {
        "pdf": pdf.render(doc, fonts),
        "docx": docx.render(doc, fonts),
        "xlsx": xlsx.render(doc),
        "ods": ods.render(doc),
        "csv": csvs.render(doc),
    }

"""The built style sheet carries nothing that only GOV.UK itself may use, and nothing missing."""

import re

import pytest

from tests.paths import ROOT

BUILT = ROOT / "build" / "assets"


@pytest.fixture(scope="module")
def style() -> str:
    sheet = BUILT / "kith.css"
    assert sheet.exists(), "run `make assets` first (make test does)"
    return sheet.read_text(encoding="utf-8")


def test_the_typeface_of_gov_uk_is_not_used(style: str) -> None:
    assert "GDS Transport" not in style


def test_no_crown_and_no_crest_is_served(style: str) -> None:
    assert "crest" not in style.lower().replace("--crest", "")
    names = [path.name.lower() for path in BUILT.rglob("*")]
    assert [item for item in names if "crest" in item or "crown" in item] == []


def test_nothing_built_points_at_a_source_map() -> None:
    built = [path for path in BUILT.rglob("*") if path.suffix in (".css", ".js")]
    assert built
    text = {path.name: path.read_text(encoding="utf-8") for path in built}
    assert [file for file, body in text.items() if "sourceMappingURL" in body] == []


def test_every_file_that_the_style_sheet_names_is_there(style: str) -> None:
    addresses = {item.strip("\"'") for item in re.findall(r"url\(([^)]+)\)", style)}
    own = [item for item in addresses if not item.startswith("data:")]
    assert [item for item in own if not (BUILT / item).resolve().exists()] == []


def test_the_style_sheet_asks_nothing_of_another_host(style: str) -> None:
    assert not re.search(r"url\([\"']?(https?:)?//|@import", style)

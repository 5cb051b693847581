"""Colours: every pair that carries words or marks keeps the contrast that WCAG 2.2 AA asks."""

from __future__ import annotations

import re

import pytest

from kith.foundation.ui.charts import svg
from tests.paths import ROOT

TOKENS = ROOT / "kith" / "foundation" / "ui" / "assets" / "_tokens.scss"
VALUES = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))
WHITE = "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("ink", "surface"),
        ("ink-2", "surface"),
        ("ink-2", "accent-tint"),
        ("accent", "surface"),
        ("accent", "accent-tint"),
        ("accent-dark", "accent-tint"),
        ("late", "late-tint"),
        ("due", "due-tint"),
        ("good", "good-tint"),
        ("move", "move-tint"),
        ("closed", "closed-tint"),
        ("plain", "plain-tint"),
        ("pale", "deep"),
        ("pale", "deep-2"),
        ("ink", "focus"),
    ],
)
def test_words_stand_out_from_their_ground(words: str, ground: str) -> None:
    assert contrast(VALUES[words], VALUES[ground]) >= 4.5


@pytest.mark.parametrize(
    "words", ["ink", "ink-2", "accent", "late", "due", "good", "move", "closed", "deep"]
)
def test_words_stand_out_on_white_and_white_on_the_strong_ones(words: str) -> None:
    assert contrast(VALUES[words], WHITE) >= 4.5


@pytest.mark.parametrize("colour", [*svg.WORDS.values(), svg.INK_2])
def test_words_of_a_chart_stand_out_on_white(colour: str) -> None:
    assert contrast(colour, WHITE) >= 4.5


@pytest.mark.parametrize("colour", [svg.BLUE, svg.TEAL, svg.PLUM, svg.AXIS, "#5b6c71"])
def test_marks_of_a_chart_stand_out_on_white(colour: str) -> None:
    assert contrast(colour, WHITE) >= 3.0


def test_the_chart_colours_are_those_of_the_style_sheet() -> None:
    assert (VALUES["c1"], VALUES["c2"], VALUES["c3"], VALUES["c4"]) == svg.PALETTE


@pytest.mark.parametrize("fill", svg.PALETTE)
def test_words_inside_a_bar_stand_out_from_it(fill: str) -> None:
    ink = svg.WHITE if fill in (svg.BLUE, svg.PLUM) else svg.INK
    assert contrast(ink, fill) >= 4.5

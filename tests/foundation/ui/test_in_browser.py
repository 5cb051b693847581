"""The gallery in Chromium: nothing scrolls sideways, and axe finds no barrier.

The page is given to the browser as text with the built style sheet in it, so that this needs
neither a server nor a route. The whole product is walked in tests/browser.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.foundation.ui.test_pages import page as html_of
from tests.paths import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CSS = ROOT / "build" / "assets" / "kith.css"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: install the chromium package"),
    pytest.mark.skipif(
        not (CSS.exists() and AXE.exists()), reason="needs the style sheet: run `make assets`"
    ),
]

PAGES = (("gallery", "/?errors=1&kind=police"), ("glossary", "/"))
WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def shown(browser: Any) -> Iterator[Any]:
    """Shows a page at a width, its links to files left out."""
    tabs = []

    def show(name: str, address: str, width: int) -> Any:
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tabs.append(tab)
        tab.route("**/*", lambda route: route.abort())
        tab.set_content(html_of(name, address), wait_until="domcontentloaded")
        tab.add_style_tag(content=CSS.read_text(encoding="utf-8"))
        # What is folded away is looked at too.
        tab.evaluate(
            "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
        )
        return tab

    yield show
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "address"), PAGES)
def test_nothing_scrolls_sideways_and_axe_finds_no_barrier(
    shown: Any, name: str, address: str, width: int
) -> None:
    tab = shown(name, address, width)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document)")
    assert found["passes"]
    barriers = [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]]
    assert barriers == []


def test_a_phone_shows_the_narrow_chart_and_a_desk_the_wide_one(shown: Any) -> None:
    for width, kind in ((320, "narrow"), (1280, "wide")):
        tab = shown("gallery", "/", width)
        chart = tab.locator("figure").first
        visible = [c for c in ("wide", "narrow") if chart.locator(f".k-chart--{c}").is_visible()]
        assert visible == [kind]


def test_every_chart_is_drawn_once_at_any_width(shown: Any) -> None:
    tab = shown("gallery", "/", 320)
    for width in (320, 460, 600, 800, 1000, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        drawn = tab.evaluate(
            "[...document.querySelectorAll('figure')].map(figure => "
            "[...figure.querySelectorAll('svg.k-chart')]"
            ".filter(svg => svg.getClientRects().length).length)"
        )
        assert set(drawn) == {1}, width


@pytest.mark.parametrize("word", ["GDS Transport", "crest"])
def test_what_belongs_to_gov_uk_alone_is_not_in_the_style_sheet(word: str) -> None:
    assert word not in CSS.read_text(encoding="utf-8")

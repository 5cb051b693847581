"""What browser tests ask of a page: no accessibility fault, no sideways scroll, a picture."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page

from tests.paths import ROOT

SCREENS = ROOT / "build" / "screens"
_WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async tags => (await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]
})).violations.map(fault => ({
    id: fault.id, help: fault.help,
    nodes: fault.nodes.map(node => node.target.join(" ") + "   " + node.html.slice(0, 160))
}))"""


@cache
def _axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def sign_in(page: Page, email: str, password: str) -> None:
    """Signs in through the page, as a person does."""
    page.goto(reverse("account_login"))
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main").get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()


def axe(page: Page, *, best_practice: bool = True) -> None:
    """Asserts that axe finds nothing against WCAG 2.2 AA (nor its own best practice)."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_axe_source())
    tags = [*_WCAG_22_AA, "best-practice"] if best_practice else _WCAG_22_AA
    faults = page.evaluate(_RUN, tags)
    told = [
        f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(fault["nodes"]) for fault in faults
    ]
    assert not told, f"axe on {page.url}:\n  " + "\n  ".join(told)


@contextmanager
def with_scripts(page: Page) -> Iterator[Page]:
    """The very page that a visitor without scripts sees, where axe (a script) can judge it."""
    browser = page.context.browser
    assert browser
    context = browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state()
    )
    again, html = context.new_page(), page.content()
    again.route(page.url.partition("#")[0], lambda route: route.fulfill(body=html,
                content_type="text/html; charset=utf-8"))  # fmt: skip
    again.goto(page.url)
    yield again
    context.close()


def looked_at(page: Page, picture: str) -> None:
    """Judges a page that no link leads to, and takes its picture; for visitors without scripts."""
    with with_scripts(page) as again:
        axe(again)
        no_sideways_scroll(again)
        screenshot(again, picture)


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """Asserts that the page fits `width` CSS pixels; puts the window back as it was."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    needed = page.evaluate("document.documentElement.scrollWidth")
    widest = page.evaluate(
        """limit => [...document.body.querySelectorAll("*")]
            .filter(e => e.getBoundingClientRect().right > limit + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    if before:
        page.set_viewport_size(before)
    assert needed <= width, f"{page.url} needs {needed} px of {width}; look at {widest}"


def screenshot(page: Page, name: str, *, full_page: bool = True) -> Path:
    """Writes build/screens/NAME.png, to be looked at by a person."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    path = SCREENS / f"{name}.png"
    page.screenshot(path=path, full_page=full_page)
    return path

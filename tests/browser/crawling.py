"""Finds the pages of Kith as people find them, by its links, and judges each one it has not met.

Of each route two pages are tried, since the second organisation looks like the first; sections
are all tried, since each holds other tables and charts. What two people see alike is judged once.
"""

import hashlib
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.helpers import axe, no_sideways_scroll, screenshot

OF_EACH_ROUTE = 2
SHAPES_OF_A_ROUTE = 4  # with other questions after the `?`: sorted, filtered, a figure opened
EVERY_ONE = {"public_section"}
LEFT_OUT = {
    *("account_logout", "public_download", "report_draft_download", "audit-export"),
    *("dataset-workbook-file", "dataset-upload-refused"),
}
NARROW = 320  # CSS pixels
PICTURES = "KITH_PICTURES" in os.environ  # of every page; they take half as long again
_CHANGING = re.compile(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"|nonce="[^"]*"')


@dataclass
class Crawl:
    """What was visited in a run: how often each route, what was judged, and each fault."""

    judged: set[str] = field(default_factory=set)
    routes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def of(self, page: Page, start: str, pictures: str) -> Counter[str]:
        """Visits all that can be reached from `start`; how often each route was met."""
        waiting, known = [start], {start}
        met: Counter[str] = Counter()
        shapes: Counter[tuple[str, frozenset[str]]] = Counter()
        while waiting:
            address = waiting.pop(0)
            route, shape = _kind_of(address)
            if not route or not self._wanted(route, shape, shapes):
                continue
            answer = page.goto(address)
            if not answer or not answer.ok:
                told = answer.status if answer else "nothing"
                self.faults.append(f"{pictures}: {address} answered {told}")
                continue
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            shapes[route, shape] += 1
            met[route] += 1
            if self._is_new(page):
                picture = "-".join([pictures, route, *sorted(shape)])
                self._judge(page, picture if PICTURES and shapes[route, shape] == 1 else "")
            for link in _links(page):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        self.routes += met
        return met

    def _wanted(
        self, route: str, shape: frozenset[str], shapes: Counter[tuple[str, frozenset[str]]]
    ) -> bool:
        if route in LEFT_OUT or shape & {"download", "format"}:
            return False
        met = shapes[route, shape]
        if shape:
            return not met and sum(name == route for name, _ in shapes) <= SHAPES_OF_A_ROUTE
        return met < OF_EACH_ROUTE or route in EVERY_ONE

    def _is_new(self, page: Page) -> bool:
        """Whether nobody before saw the same page, but for its one-time marks."""
        html = _CHANGING.sub("", page.locator("main").first.inner_html())
        mark = hashlib.sha256(html.encode()).hexdigest()
        new = mark not in self.judged
        self.judged.add(mark)
        return new

    def _judge(self, page: Page, picture: str) -> None:
        wide = page.viewport_size
        for check in (axe, no_sideways_scroll):
            self._try(page, check)
        if picture:
            screenshot(page, picture)
        page.set_viewport_size({"width": NARROW, "height": 800})
        self._try(page, axe)
        if picture:
            screenshot(page, f"{picture}-{NARROW}")
        if wide:
            page.set_viewport_size(wide)

    def _try(self, page: Page, check: object) -> None:
        try:
            check(page)  # type: ignore[operator]
        except AssertionError as fault:
            width = (page.viewport_size or {}).get("width")
            self.faults.append(f"at {width} px, {fault}")


def _kind_of(address: str) -> tuple[str, frozenset[str]]:
    """The route of an address and what it asks; no route for files and for what is no page."""
    parts = urlsplit(address)
    try:
        return resolve(parts.path).url_name or "", frozenset(parse_qs(parts.query))
    except Resolver404:
        return "", frozenset()


def _links(page: Page) -> list[str]:
    addresses = page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.href)"
    )
    here = urlsplit(page.url).netloc
    own = [urldefrag(address).url for address in addresses if urlsplit(address).netloc == here]
    return list(dict.fromkeys(own))

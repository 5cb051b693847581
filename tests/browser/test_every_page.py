"""Every page that a person can reach by links is accessible, quiet and fits a telephone.

The pages are found as a reader finds them, from the first one on. Of each route two pages are
tried, since the second organisation or section looks like the first.
"""

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.helpers import axe, no_sideways_scroll, screenshot, sign_in

OF_EACH_ROUTE = 2
LEAVES = {"account_logout"}
MANAGER = "manager@saltmere.example"  # of the example's people, the one who sees most


def _route(path: str) -> str:
    """The name of the route of an address; empty for files and for what does not exist."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def _links(page: Page) -> list[str]:
    addresses = page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.href)"
    )
    here = urlsplit(page.url).netloc
    own = [urldefrag(address).url for address in addresses if urlsplit(address).netloc == here]
    return list(dict.fromkeys(own))


def faults_of_every_page(page: Page, start: str, pictures: str) -> tuple[Counter[str], list[str]]:
    """Visits what can be reached from `start`; how often each route was seen, and each fault."""
    waiting = [start]
    known = set(waiting)
    seen: Counter[str] = Counter()
    faults = []
    while waiting:
        address = waiting.pop(0)
        route = _route(urlsplit(address).path)
        if not route or "download" in route or route in LEAVES or seen[route] >= OF_EACH_ROUTE:
            continue
        answer = page.goto(address)
        kind = answer.headers.get("content-type", "") if answer else ""
        if not answer or not answer.ok:
            faults.append(f"{address}: answered {answer.status if answer else 'nothing'}")
            continue
        if not kind.startswith("text/html"):
            continue
        seen[route] += 1
        for check in (axe, no_sideways_scroll):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(str(fault))
        if seen[route] == 1:
            screenshot(page, f"{pictures}-{route}")
        for link in _links(page):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return seen, faults


def test_every_public_page(demo_page: Page, demo_site: str) -> None:
    seen, faults = faults_of_every_page(demo_page, f"{demo_site}/reports/", "public")
    assert faults == []
    assert {"public_reports", "public_edition", "public_section", "public_figure"} <= set(seen)


@pytest.mark.slow
def test_every_page_of_those_who_sign_in(demo_page: Page) -> None:
    from kith.config import example

    sign_in(demo_page, MANAGER, example.PASSWORD)
    seen, faults = faults_of_every_page(demo_page, demo_page.url, "inside")
    assert faults == []
    assert len(seen) > 10, f"only these pages were found: {sorted(seen)}"

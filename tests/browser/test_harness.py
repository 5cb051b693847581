"""The harness itself: what it must notice is shown to it, so that silence means something."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import watched
from tests.browser.helpers import axe, no_sideways_scroll

GOOD = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Heading</h1><p>Text.</p>{}</main></body></html>"""
PAGES = {
    "/good": GOOD.format(""),
    "/inline": GOOD.format("<script>document.title = 'changed'</script>"),
    "/foreign": GOOD.format('<img alt="" src="http://elsewhere.invalid/a.png">'),
    "/missing-picture": GOOD.format('<img alt="" src="/no-such.png">'),
    "/no-label": GOOD.format('<input type="text">'),
    "/wide": GOOD.format("<table><tr><td>" + "unbreakable" * 60 + "</td></tr></table>"),
}


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "script-src 'self'")
        self.end_headers()
        self.wfile.write((body or GOOD.format("Not found")).encode())

    def log_message(self, *args: object) -> None:
        """Says nothing: the test's own report is enough."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_without_fault_passes_every_check(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto("/good")
        axe(page)
        no_sideways_scroll(page)


def test_a_refusal_that_is_asked_for_is_no_complaint(browser: Browser, site: str) -> None:
    with watched(browser, site, refusals=True) as page:
        answer = page.goto("/nowhere")
        assert answer
        assert answer.status == 404


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/inline", "Content Security Policy"),
        ("/foreign", "another host"),
        ("/missing-picture", "404"),
        ("/nowhere", "404"),
    ],
)
def test_the_watch_notices(browser: Browser, site: str, path: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint), watched(browser, site) as page:
        page.goto(path, wait_until="networkidle")


def test_axe_notices_a_field_without_a_label(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto("/no-label")
        with pytest.raises(AssertionError, match="label"):
            axe(page)


def test_a_page_wider_than_a_telephone_is_noticed(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto("/wide")
        with pytest.raises(AssertionError, match="needs"):
            no_sideways_scroll(page)

"""Watches a page for everything that a browser complains of and a person would never see."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_REFUSED = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Watch:
    """Complaints of one page: console errors (policy violations among them), script errors,
    requests to other hosts and requests that were not answered."""

    refusals: bool = False  # whether a page may itself be a refusal (403, 404 and the like)
    documents: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        url = message.location.get("url", "")
        # A refused page is what some tests ask for; a missing picture or style sheet never is.
        if self.refusals and message.text.startswith(_REFUSED) and url in self.documents:
            return
        self.complaints.append(f"console {message.type}: {message.text} ({url})")

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.documents.add(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in THIS_MACHINE:
            self.complaints.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A download ends its navigation, which the browser reports as an aborted request.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"request failed: {request.url} ({request.failure})")

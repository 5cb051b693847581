"""The frame around every page, as one lazy object: a page that does not show it pays nothing."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from . import navigation

NEUTRAL_NAME = "Safeguarding Children Partnership"
EXAMPLE_SENTENCE = (
    "An example: a fictional partnership. Each figure says whether it is official, "
    "was published for 2019-20 or is invented."
)


class Frame:
    """What the base templates show around the content.

    Settings read: `PARTNERSHIP` (name), `EXAMPLE` (true where the data is an example),
    `PHASE` (a word such as "Trial", or absent). Without a request (an error page of
    last resort) it still gives the name and the footer.
    """

    def __init__(self, request: HttpRequest | None) -> None:
        self._request = request

    @property
    def partnership(self) -> str:
        """The partnership's name."""
        return str(getattr(settings, "PARTNERSHIP", NEUTRAL_NAME))

    @property
    def example(self) -> str:
        """The sentence that says which values are official, published or invented."""
        return EXAMPLE_SENTENCE if getattr(settings, "EXAMPLE", False) else ""

    @property
    def phase(self) -> str:
        """A word for an installation that is not yet in full use."""
        return str(getattr(settings, "PHASE", ""))

    @cached_property
    def navigation(self) -> list[navigation.Link]:
        """The places this person may enter."""
        return navigation.links(self._request) if self._request is not None else []

    @cached_property
    def here(self) -> str:
        """The label of the present place, for the narrow menu."""
        return next((link.label for link in self.navigation if link.current), "Menu")

    @cached_property
    def account(self) -> navigation.Account | None:
        """Who is signed in."""
        return navigation.account(self._request) if self._request is not None else None

    @cached_property
    def search_url(self) -> str:
        """The address of search, or "" where there is none."""
        return navigation.url_of("search") if self.account else ""

    @property
    def searched(self) -> str:
        """What was last searched for, when this page is the search."""
        if self._request is None or self._request.path != self.search_url:
            return ""
        return str(self._request.GET.get("q", ""))

    @cached_property
    def home_url(self) -> str:
        """Where the mark leads."""
        return navigation.url_of("home") or "/"

    @cached_property
    def sign_in_url(self) -> str:
        """The address of the sign-in page."""
        return navigation.url_of("account_login")

    @cached_property
    def foot(self) -> list[navigation.Link]:
        """The links of the footer that this installation has."""
        return _links(
            ("Help", "help"),
            ("Words we use", "glossary"),
            ("Accessibility", "accessibility"),
            ("Privacy", "privacy"),
        )

    @cached_property
    def public_links(self) -> list[navigation.Link]:
        """The links of the public header."""
        return _links(*getattr(settings, "PUBLIC_LINKS", (("Reports", "public_reports"),)))


def _links(*wanted: tuple[str, str]) -> list[navigation.Link]:
    found = ((label, navigation.url_of(name)) for label, name in wanted)
    return [navigation.Link(label, url) for label, url in found if url]

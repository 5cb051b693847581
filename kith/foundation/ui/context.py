"""The frame around every page, as one lazy object: a page that does not show it pays nothing."""

from __future__ import annotations

from functools import cached_property, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString

from . import frame_parts, navigation

NEUTRAL_NAME = "Safeguarding Children Partnership"
EXAMPLE_SENTENCE = (
    "An example: a fictional partnership. Each figure says whether it is official, "
    "was published for 2019-20 or is invented."
)

FOOT = (
    ("Help", "help"),
    ("Words we use", "glossary"),
    ("Accessibility", "accessibility"),
    ("Privacy", "privacy"),
)


class Frame:
    """What the base templates show around the content.

    Settings read: `PARTNERSHIP` (name), `EXAMPLE` (true where the data is an example),
    `PHASE` (a word such as "Trial", or absent). Without a request (an error page of
    last resort) it still gives the name and the footer.
    """

    def __init__(self, request: HttpRequest | None, token: object = "") -> None:
        self._request = request
        self._token = token  # for the form that signs out

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

    @property
    def header(self) -> SafeString:
        """The header of the pages of whoever is signed in, or of a stranger's sign-in page."""
        path = self._request.path if self._request is not None else ""
        it = frame_parts.Header(
            partnership=self.partnership,
            home_url=self.home_url,
            sign_in_url=self.sign_in_url,
            search_url=self.search_url,
            searched=self.searched,
            account=self.account,
            navigation=self.navigation,
            here=self.here,
            place=path if any(path == link.url for link in self.navigation) else "",
        )
        return frame_parts.header(it, self._token)

    @property
    def icon(self) -> str:
        """The address of the mark in the browser's tab."""
        return _file("kith/kith.svg", settings.STATIC_URL)

    @property
    def style(self) -> str:
        """The address of the style sheet."""
        return _file("kith/kith.css", settings.STATIC_URL)

    @property
    def script(self) -> str:
        """The address of the script, without which a page is whole."""
        return _file("kith/kith.js", settings.STATIC_URL)

    @cached_property
    def navigation(self) -> tuple[navigation.Link, ...]:
        """The places this person may enter."""
        return tuple(navigation.links(self._request)) if self._request is not None else ()

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

    @property
    def foot(self) -> SafeString:
        """The links of the footer that this installation has."""
        return frame_parts.foot(tuple(_links(*FOOT)))

    @cached_property
    def public_links(self) -> list[navigation.Link]:
        """The links of the public header."""
        return _links(*getattr(settings, "PUBLIC_LINKS", (("Reports", "public_reports"),)))


def _links(*wanted: tuple[str, str]) -> list[navigation.Link]:
    found = ((label, navigation.url_of(name)) for label, name in wanted)
    return [navigation.Link(label, url) for label, url in found if url]


@lru_cache(maxsize=16)
def _file(name: str, _root: str) -> str:
    """The address of a file of ours, which stays the same while the process lives."""
    return static(name)

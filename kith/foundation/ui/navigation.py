"""The service navigation: a register of places, shown to those who may enter them.

An app registers its place once, at start-up:

    navigation.register("Evidence", "indicators:list", permission="indicator.read", place=20)

Nobody is shown a door they may not open. What a permission means is not known
here: the configuration plugs in a callable with `plug()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the service navigation."""

    label: str
    url_name: str
    permission: str
    place: int
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is ready to show."""

    label: str
    url: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, for whom they act, and the links of their menu."""

    office: str
    acting_for: str = ""
    links: tuple[Link, ...] = ()


May = Callable[[HttpRequest, str], bool]
WhoIs = Callable[[HttpRequest], Account | None]


def _may_by_default(request: HttpRequest, permission: str) -> bool:
    """Without a policy plugged in: public places for all, the rest once signed in."""
    user = getattr(request, "user", None)
    return permission == "public" or bool(user is not None and user.is_authenticated)


def _account_by_default(request: HttpRequest) -> Account | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    actor = getattr(request, "actor", None)
    organisation = getattr(actor, "organisation", None)
    wanted = (("Your account", "account", ""), ("Sign out", "account_logout", "post"))
    found = ((label, url_of(name), note) for label, name, note in wanted)
    return Account(
        office=getattr(actor, "office", "") or getattr(user, "office", "") or str(user),
        acting_for=str(getattr(organisation, "name", "") or ""),
        links=tuple(Link(label, url, note=note) for label, url, note in found if url),
    )


class _Register:
    """The places known so far and the two callables that configuration plugs in."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.may: May = _may_by_default
        self.account: WhoIs = _account_by_default


_register = _Register()


def register(
    label: str, url_name: str, *, permission: str, place: int, under: Sequence[str] = ()
) -> None:
    """Add a place. `place` orders it; `under` names path prefixes that also belong to it."""
    _register.places[url_name] = Place(label, url_name, str(permission), place, tuple(under))


def plug(*, may: May | None = None, account: WhoIs | None = None) -> None:
    """Say how a permission is decided and who the person is; called once by the configuration."""
    if may is not None:
        _register.may = may
    if account is not None:
        _register.account = account


def places() -> list[Place]:
    """Every registered place, in order."""
    return sorted(_register.places.values(), key=lambda place: (place.place, place.label))


def url_of(url_name: str) -> str:
    """The address of a named page, or "" where this installation has no such page."""
    return _reversed(url_name, (), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


def url_for(url_name: str, part: str | int) -> str:
    """The address of a named page about one thing, whose key or number is its only part."""
    return addresses(url_name, str if isinstance(part, str) else int)(part)


def addresses(url_name: str, part: type[str] | type[int]) -> Callable[[str | int], str]:
    """The same for a list: the pattern is looked up once, where `reverse` would for each row."""
    mark = _PLACE if part is str else int(_PLACE)
    known = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    before, found, after = _reversed(url_name, (mark,), *known).partition(_PLACE)
    if not found:
        return lambda one: ""
    return lambda one: f"{before}{quote(str(one), safe=_PLAIN)}{after}"


# A key and a number at once, which stands in a pattern where a thing's own will stand.
_PLACE = "9182736450"
_PLAIN = "/~:@!$&'()*+,;="  # what Django leaves as it is in a path


@lru_cache(maxsize=256)
def _reversed(url_name: str, args: tuple[str | int, ...], _urlconf: str, _prefix: str) -> str:
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _belongs(path: str, place: Place, url: str) -> int:
    """How many characters of the path the place answers for; 0 when it is elsewhere."""
    prefixes = (url, *place.under)
    return max(
        (len(p) for p in prefixes if p and (path == p or (p != "/" and path.startswith(p)))),
        default=0,
    )


def links(request: HttpRequest) -> list[Link]:
    """The navigation for this request, the present place marked."""
    allowed = [(p, url_of(p.url_name)) for p in places() if _register.may(request, p.permission)]
    known = [(place, url) for place, url in allowed if url]
    matches = [_belongs(request.path, place, url) for place, url in known]
    longest = max(matches, default=0)
    here = matches.index(longest) if longest else -1
    return [Link(place.label, url, index == here) for index, (place, url) in enumerate(known)]


def account(request: HttpRequest) -> Account | None:
    """Who is signed in, as the configuration tells it."""
    return _register.account(request)

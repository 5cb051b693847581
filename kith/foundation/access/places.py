"""The pages within a place of the navigation, shown as tabs to those who may open each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from kith.foundation.access.actor import Actor
from kith.foundation.access.decide import can
from kith.foundation.access.permissions import Permission
from kith.foundation.ui.navigation import Link, url_of

EVIDENCE, PARTNERSHIP, ADMINISTRATION = "evidence", "partnership", "administration"


@dataclass(frozen=True, slots=True)
class Room:
    """One page of a place."""

    place: str
    label: str
    url_name: str
    permission: Permission
    order: int


_rooms: dict[str, Room] = {}


def room(place: str, label: str, url_name: str, permission: Permission, order: int) -> None:
    """Add a page to a place."""
    _rooms[url_name] = Room(place, label, url_name, permission, order)


def tabs_of(place: str, request: HttpRequest) -> list[Link]:
    """The pages of a place that the reader may open; none where there is only one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rooms = sorted((r for r in _rooms.values() if r.place == place), key=lambda r: r.order)
    urls = [(r, url_of(r.url_name)) for r in rooms if can(actor, r.permission)]
    here = max((url for _, url in urls if request.path.startswith(url or "/")), key=len, default="")
    links = [Link(r.label, url, url == here) for r, url in urls if url]
    return links if len(links) > 1 else []

"""One cell of the matrix: a route, a method, someone who asks, and a row in a position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from kith.foundation.access.once import FIELD, new_token
from kith.foundation.access.routes import Route
from tests.access import factories, oracle, snapshot
from tests.access.rows.dataset_api import key_of
from tests.access.world import CANARY, STRANGER, Principal, World

ANYWHERE = {"anywhere": {}}
TOTALS = {"cells": 0, "refused": 0}  # over the whole run, for its last line
LET_IN_NOT = {403, 404, 405}


@dataclass(frozen=True)
class Cell:
    """What is asked, and what people have decided about it."""

    route: str
    method: str
    principal: str
    position: str
    parts: tuple[tuple[str, Any], ...]
    allowed: bool
    status: int | None  # the status of a refusal
    accepts: frozenset[int] = frozenset()
    hidden: str = ""  # what a page that lets someone in must still not show

    def __str__(self) -> str:
        return f"{self.method} {self.route} as {self.principal} on {self.position}"

    @property
    def address(self) -> str:
        return reverse(self.route, kwargs=dict(self.parts))


def at_a_door(address: str) -> bool:
    """Whether an address is one at which keys are asked for, and cookies count nothing."""
    return address.startswith(tuple(settings.BEARER_DOORS))


def cells_of(route: Route, world: World) -> Iterator[Cell]:
    """All cells of one route; the matrix and the factories must know it."""
    row = oracle.route_row(route.name)
    assert row is not None, route.name
    for who in world.principals.values():
        rows = factories.ROWS[route.name](world, who) if route.parts else ANYWHERE
        for position, parts in rows.items():
            for method, expected in (("GET", row.get), ("POST", row.post)):
                here = (route.name, method, who.name, position, tuple(parts.items()))
                if expected is None:
                    yield Cell(*here, False, 405)
                    continue
                positions = expected.positions(who.name, who.role)
                # A list is open to whoever may see some of its rows, and shows only those.
                if positions & {"*", position} or (positions and not route.parts):
                    hidden = "" if positions & {"*", "stranger"} else STRANGER
                    yield Cell(*here, True, None, row.accepts, hidden)
                else:
                    # A program is told that it needs a key; a person is sent to sign in.
                    if at_a_door(f"/{route.address}"):
                        unseen = 401 if who.role is None else 403
                    else:
                        unseen = 302 if who.user is None else 403
                    yield Cell(*here, False, 404 if positions else unseen)


class Reached:
    """The last middleware: it notes that a request got past the door, to the page itself."""

    noted = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *rest: Any) -> None:
        Reached.noted = True


class Runner:
    """Asks for cells, one at a time, and undoes whatever an allowed one does."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.clients = {who.name: who.client() for who in world.principals.values()}
        self.tables = snapshot.tables()
        self.before = snapshot.of_tables(self.tables)
        self.files = snapshot.of_files(folder)
        self.count = self.refused = 0

    def wrong(self, cell: Cell) -> str:
        """What is wrong with a cell; empty when nothing is."""
        self.count += 1
        TOTALS["cells"] += 1
        who = self.world.principals[cell.principal]
        try:
            with transaction.atomic():
                response = self._ask(self.clients[cell.principal], cell, who)
                found = self._judge(cell, response)
                transaction.set_rollback(True)
        except Exception as error:  # a page that breaks is wrong, whoever asks
            found = f"the page broke: {type(error).__name__}: {error}"
        if cell.allowed:
            self.settle()
        return f"{cell}: {found}" if found else ""

    def settle(self) -> None:
        """Take the files as they are now; the database is put back after every cell."""
        self.files = snapshot.of_files(self.folder)

    def _ask(self, client: Client, cell: Cell, who: Principal) -> HttpResponse:
        Reached.noted = False
        if at_a_door(cell.address):
            # Asked as another system asks: with a key and no cookie. Without an office, no key.
            key = key_of(who)
            client = Client(headers={"authorization": f"Bearer {key}"} if key else None)
        if cell.method == "GET":
            return client.get(cell.address)
        make = factories.FORMS.get(cell.route)
        filled = make(self.world, who) if make is not None else {}
        return client.post(cell.address, {FIELD: new_token(), **filled})

    def _judge(self, cell: Cell, response: HttpResponse) -> str:
        if cell.allowed:
            return self._judge_let_in(cell, response)
        self.refused += 1
        TOTALS["refused"] += 1
        if response.status_code != cell.status:
            return f"answered {response.status_code}, should be refused with {cell.status}"
        if cell.status == 302 and not _leads_to_sign_in(response):
            return f"leads to {response['Location']}, not to the sign-in page"
        if Reached.noted:
            return "the door let it through, and only the page itself refused it"
        if shown := _canary(cell, response):
            return f"the refusal shows a record: …{shown}…"
        if snapshot.of_tables(self.tables) != self.before:
            return "the refused request changed the database"
        if snapshot.of_files(self.folder) != self.files:
            return "the refused request changed a file"
        return ""

    @staticmethod
    def _judge_let_in(cell: Cell, response: HttpResponse) -> str:
        status = response.status_code
        if status in cell.accepts:
            return ""
        if status in LET_IN_NOT or status >= 500:
            return f"answered {status}, should be let in"
        if status == 302 and _leads_to_sign_in(response):
            return "was sent to the sign-in page, should be let in"
        if cell.hidden and cell.hidden in _said(response):
            return "shows a row that the matrix keeps from them"
        return ""


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?next=")


def _said(response: HttpResponse) -> str:
    """All that an answer says: headers, cookies and body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {response.cookies} {body.decode(errors='replace')}"


def _canary(cell: Cell, response: HttpResponse) -> str:
    """The neighbourhood of a canary in the answer, but for the address that was asked itself."""
    said = _said(response)
    for known in (cell.address, quote(cell.address), quote(cell.address, safe="")):
        said = said.replace(known, "")
    at = said.find(CANARY)
    return said[max(0, at - 40) : at + 60] if at >= 0 else ""

"""No page asks the database more than 25 questions, not even the first of a new process, and what
a process keeps from one request is never shown to another person."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from kith.foundation.access import Actor, Permission, Role, can
from kith.foundation.access.routes import every_route
from kith.foundation.accounts.models import User
from tests.acceptance import example
from tests.access import factories
from tests.access.cold import asked_by_a_new_process, forget, kept
from tests.access.world import World

pytestmark = pytest.mark.django_db
MOST = 25
MANAGER = Role.BUSINESS_MANAGER.value
CHANGING = re.compile(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"')
SHARED = ("help", "indicators", "organisations", "people", "audit-log", "account")
factories.read_rows()


def _too_many(client: Client, address: str) -> str:
    with asked_by_a_new_process() as asked:
        status = client.get(address).status_code
    if len(asked.questions) <= MOST:
        return ""
    listed = "\n  ".join(question[:200] for question in asked.questions)
    return f"{address} ({status}) asks {len(asked.questions)} questions:\n  {listed}"


def test_what_a_process_keeps_is_found() -> None:
    names = {f"{one.__module__}.{one.__name__}" for one in kept()}  # type: ignore[attr-defined]
    assert {"kith.foundation.indicators.listing._lines",
            "kith.foundation.publications.home._worked_out"} <= names  # fmt: skip


def test_every_page_asks_few_questions_of_a_new_process(world: World) -> None:
    who = world.principals[MANAGER]
    client, wrong, opened = who.client(), [], 0
    for route in every_route():
        if route.declaration is None or not can(who.actor(world.today), route.declaration.read):
            continue
        if route.parts and route.name not in factories.ROWS:
            continue  # what has no rows is reported with the matrix
        for parts in factories.ROWS[route.name](world, who).values() if route.parts else [{}]:
            wrong.append(_too_many(client, reverse(route.name, kwargs=parts)))
            opened += 1
            client = who.client() if route.name == "account_logout" else client
    assert not any(wrong), "\n".join(filter(None, wrong))
    assert opened > 50


def _linked(html: str, base: str) -> Iterator[str]:
    for href in re.findall(r'<a [^>]*href="([^"]+)"', html):
        address = urldefrag(href.replace("&amp;", "&")).url
        if address.startswith("?"):
            address = base + address
        if address.startswith("/"):
            yield address


def test_every_page_of_the_example_asks_few_questions_of_a_new_process() -> None:
    """Followed by its links, with the example's whole year behind each page: one of each route."""
    example.collected()
    example.draft()
    manager = User.objects.get(email="manager@saltmere.example")
    assert can(Actor.of(manager, example.TODAY), Permission.REPORT_READ_DRAFT)
    client = Client()
    client.force_login(manager, "kith.foundation.accounts.backends.SignInBackend")
    client.get(reverse("help"))  # notes in the session that the person is here
    waiting, met = ["/"], {"public_download", "report_draft_download"}
    wrong: list[str] = []
    while waiting:
        address = waiting.pop(0)
        try:
            name = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if name in met:
            continue
        met.add(name)
        wrong.append(_too_many(client, address))
        answer = client.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting += _linked(answer.content.decode(), urlsplit(address).path)
    assert not any(wrong), "\n".join(filter(None, wrong))
    assert {"home", "report", "report_section", "audit-log", "account-year"} <= met


def test_a_warm_process_shows_each_person_what_a_new_one_would(world: World) -> None:
    clients = {name: who.client() for name, who in world.principals.items()}
    first = {}
    for name, client in clients.items():
        for page in SHARED:
            client.get(reverse(page))  # what a first visit notes in the session is noted
            forget()
            first[name, page] = _said(client, page)
    for page in SHARED:
        for name, client in [*clients.items(), *reversed(clients.items())]:
            assert _said(client, page) == first[name, page], f"{page} as {name}"


def _said(client: Client, page: str) -> tuple[int, str]:
    answer = client.get(reverse(page))
    return answer.status_code, CHANGING.sub("", answer.content.decode())

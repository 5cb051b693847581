"""Pages of the house: gallery, help, words, refusals, and the frame around them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from kith.foundation.ui import components, glossary, navigation, pictures, views

PAGES = ("gallery", "help", "glossary", "accessibility", "privacy")
ERRORS = ("400.html", "403.html", "404.html", "429.html", "500.html", "ui/refused.html")


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of its own, with a policy that hides one place."""
    fresh = navigation._Register()
    monkeypatch.setattr(navigation, "_register", fresh)
    navigation.register("Home", "home", permission="public", place=1)
    navigation.register("Evidence", "evidence", permission="read", place=2)
    navigation.register("Hidden", "hidden", permission="secret", place=3)
    navigation.register("Absent", "not_installed", permission="public", place=4)
    navigation.plug(may=lambda request, permission: permission != "secret")


def get(address: str = "/") -> Any:
    """A request from nobody."""
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(is_authenticated=False)
    return request


def page(name: str, address: str = "/") -> str:
    """A page's HTML."""
    answer = getattr(views, name)(get(address))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("address", ["/", "/?errors=1", "/?kind=police&state=done", "/?page=2"])
def test_the_gallery_repeats_no_id_and_needs_no_style_or_script_of_its_own(address: str) -> None:
    html = page("gallery", address)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"\son[a-z]+=", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_main_heading_a_skip_link_and_a_title(name: str) -> None:
    html = page(name)
    # A receipt is shown in the gallery with the heading that it has on its own page.
    assert html.count("<h1") == (2 if name == "gallery" else 1)
    assert 'href="#main"' in html
    assert re.search(r"<title>[A-Z].+ - Kith</title>", html)
    assert '<html lang="en-GB"' in html


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_of_refusal_says_what_to_do_even_without_a_request(name: str) -> None:
    html = render_to_string(name, {"reason": "The parts come to 488.", "back": "/back/"})
    assert html.count("<h1") == 1
    assert "<main" in html


def test_a_refusal_shows_its_reason_as_words() -> None:
    html = render_to_string("ui/refused.html", {"reason": "<b>488</b>", "back": "/back/"})
    assert "&lt;b&gt;488&lt;/b&gt;" in html
    assert "Somebody changed this first" in render_to_string("ui/refused.html", {"stale": True})


@pytest.mark.usefixtures("register")
def test_nobody_is_shown_a_door_they_may_not_open() -> None:
    shown = [link.label for link in navigation.links(get("/home/"))]
    assert shown == ["Home", "Evidence"]


@pytest.mark.usefixtures("register")
def test_the_present_place_is_the_one_that_answers_for_most_of_the_address() -> None:
    current = [link.label for link in navigation.links(get("/evidence/deep/")) if link.current]
    assert current == ["Evidence"]
    assert not any(link.current for link in navigation.links(get("/elsewhere/")))


@pytest.mark.usefixtures("register")
def test_the_header_says_who_you_are_and_for_whom() -> None:
    link = navigation.Link("Sign out", "/out/", note="post")
    who = navigation.Account("Data analyst", "Saltmere <Council>", (link,))
    navigation.plug(account=lambda request: who)
    html = page("help", "/help/")
    assert "<b>Data analyst</b><span>Saltmere &lt;Council&gt;</span>" in html
    assert '<form method="post" action="/out/">' in html
    assert 'role="search"' in html


@pytest.mark.usefixtures("register")
def test_a_stranger_sees_no_search_and_no_account() -> None:
    html = page("help", "/help/")
    assert 'role="search"' not in html
    assert "k-account" not in html


@pytest.mark.usefixtures("register")
def test_without_a_callable_the_account_is_read_from_the_actor() -> None:
    request = get("/help/")
    request.user = SimpleNamespace(is_authenticated=True, office="Officer")
    assert navigation.account(request) == navigation.Account("Officer")
    council = SimpleNamespace(name="Saltmere Council")
    request.actor = SimpleNamespace(office="Data analyst", organisation=council)
    assert navigation.account(request) == navigation.Account("Data analyst", "Saltmere Council")
    assert navigation.account(get("/help/")) is None


def test_a_public_page_carries_the_partnerships_name_alone() -> None:
    html = render_to_string("ui/public.html", {}, get())
    assert "Saltmere Safeguarding Children Partnership" in html
    assert ">Kith<" not in html


def test_an_example_says_that_it_is_one() -> None:
    with override_settings(EXAMPLE=True):
        assert "fictional partnership" in page("help")
    with override_settings(EXAMPLE=False):
        assert "fictional partnership" not in page("help")


def test_every_word_of_the_glossary_is_shown_once() -> None:
    html = page("glossary")
    words = [word for chapter in glossary.chapters() for word in chapter.words]
    assert len(words) > 50
    assert html.count("<dt ") == len(words)
    assert all(f'id="{word.anchor}"' in html for word in words)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("## A\n- word: no stars", "line 2"),
        ("- **Word**: too early", "line 1"),
        ("## A\n- **Word**: one\n- **word**: two", "there twice"),
    ],
)
def test_a_glossary_line_that_cannot_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(glossary.GlossaryFault, match=says):
        glossary.parse(text)


def test_the_preview_of_an_import_adds_up() -> None:
    html = pictures.import_counts(874, 12, 31, 8)
    assert "<dt>Read</dt><dd>925</dd>" in html
    assert "925 rows read: new 874, changed 12, the same 31, refused 8" in html
    assert "No rows read" in pictures.import_counts(0, 0, 0, 0)


def test_two_charts_on_one_page_share_no_id() -> None:
    from kith.foundation.ui import examples

    source = "{% load kith %}{% chart one %}{% chart one %}{% spark small %}{% spark small %}"
    html = Template(source).render(Context({"one": examples.MONEY, "small": examples.SPARK}))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html.count("<table") == 2


HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "made",
    [
        components.tag(HOSTILE, "late"),
        components.figure(HOSTILE, "check", 1, f"/{HOSTILE}"),
        components.summary([(HOSTILE, HOSTILE), {"term": HOSTILE, "value": HOSTILE, "url": "/"}]),
        components.readout([(HOSTILE, HOSTILE, HOSTILE)]),
        components.timeline([{"what": HOSTILE, "when": HOSTILE, "by": HOSTILE, "detail": HOSTILE}]),
        components.parts([{"name": HOSTILE, "state": HOSTILE, "url": HOSTILE, "hint": HOSTILE}]),
        components.todo([{"due": HOSTILE, "title": HOSTILE, "url": HOSTILE, "note": HOSTILE}]),
        components.next_step(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        components.receipt(HOSTILE, HOSTILE, HOSTILE),
        components.empty(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        components.tabs([{"label": HOSTILE, "url": HOSTILE}], HOSTILE),
        components.comments([{"by": HOSTILE, "text": HOSTILE, "about": HOSTILE, "state": HOSTILE}]),
        pictures.small_table((HOSTILE, HOSTILE), [(HOSTILE, HOSTILE)], HOSTILE),
        pictures.unbroken(HOSTILE),
    ],
)
def test_a_script_in_any_component_is_words(made: str) -> None:
    assert "<script" not in made
    assert "&lt;script&gt;" in made


def test_a_tag_of_no_known_kind_and_an_unknown_origin_are_refused() -> None:
    with pytest.raises(ValueError, match="A tag is one of"):
        components.tag("Late", "red")
    with pytest.raises(ValueError, match="no origin"):
        components.origin("rumour")


def test_an_origin_is_read_from_a_figure_and_said_in_words() -> None:
    figure = SimpleNamespace(source=SimpleNamespace(origin="published"))
    assert "published for 2019-20" in components.origin(figure)


def test_the_side_column_is_there_only_where_a_page_fills_it() -> None:
    assert "<aside" in page("help")
    assert "<aside" not in page("privacy")


def test_a_message_says_first_whether_it_was_done() -> None:
    said = [SimpleNamespace(tags="success", __str__=lambda: "x"), "Stored <b>"]
    html = render_to_string("ui/base.html", {"messages": said})
    assert '<b class="k-banner__word">Done.</b>' in html
    assert "Stored &lt;b&gt;" in html

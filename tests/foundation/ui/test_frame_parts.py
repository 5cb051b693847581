"""What of the frame is kept: under all that it shows, and never what is one request's own."""

from dataclasses import fields, replace

import pytest

from kith.foundation.ui import frame_parts
from kith.foundation.ui.frame_parts import Header, header
from kith.foundation.ui.navigation import Account, Link

HOME = Link("Home", "/")
MINE = Header(
    partnership="Saltmere Safeguarding Children Partnership",
    home_url="/",
    sign_in_url="/account/login/",
    search_url="/search/",
    searched="",
    account=Account("Data analyst", "Saltmere Council", (Link("Sign out", "/out/", note="post"),)),
    navigation=(HOME, Link("Evidence", "/indicators/", current=True)),
    here="Evidence",
    place="/indicators/",
)
OTHERS = {
    "partnership": "Another Partnership",
    "home_url": "/elsewhere/",
    "sign_in_url": "/another/",
    "search_url": "/find/",
    "searched": "neglect",
    "account": Account("Auditor", "", MINE.account.links if MINE.account else ()),
    "navigation": (HOME,),
    "here": "Reports",
    "place": "",
}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    frame_parts._kept.cache_clear()


def test_a_header_is_kept_under_every_single_thing_that_it_shows() -> None:
    assert set(OTHERS) == {field.name for field in fields(Header)}
    mine = header(MINE, "token")
    for name, other in OTHERS.items():
        if name == "sign_in_url":  # shown to strangers alone
            mine_now, theirs = replace(MINE, account=None), replace(MINE, account=None)
        else:
            mine_now = theirs = MINE
        changed = replace(theirs, **{name: other})
        assert header(changed, "token") != header(mine_now, "token"), name
    assert header(MINE, "token") == mine


def test_the_same_header_is_drawn_once_and_with_each_requests_own_token() -> None:
    first, second = header(MINE, "first-token"), header(replace(MINE), "second-token")
    assert frame_parts._kept.cache_info().misses == 1
    assert "first-token" in first
    assert "first-token" not in second
    assert "second-token" in second
    assert first.replace("first-token", "second-token") == second


def test_a_token_is_written_as_text() -> None:
    assert 'value="&quot;&gt;&lt;b&gt;"' in header(MINE, '"><b>')


def test_what_somebody_searched_for_is_shown_to_them_and_kept_nowhere() -> None:
    assert 'value="her &lt;name&gt;"' in header(replace(MINE, searched="her <name>"), "token")
    assert frame_parts._kept.cache_info().currsize == 0


def test_no_more_headers_are_kept_than_there_is_room_for() -> None:
    for number in range(frame_parts.HEADERS + 5):
        header(replace(MINE, here=f"Place {number}"), "token")
    assert frame_parts._kept.cache_info().currsize == frame_parts.HEADERS


def test_a_stranger_is_given_no_form_and_their_token_is_not_looked_at() -> None:
    class Untouched:
        def __str__(self) -> str:
            raise AssertionError("the token was looked at")

        __bool__ = __str__  # type: ignore[assignment]

    html = header(replace(MINE, account=None), Untouched())
    assert "<form method" not in html
    assert 'href="/account/login/"' in html

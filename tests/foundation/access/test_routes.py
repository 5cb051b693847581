"""A route that does not say who may read and write it stops the server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from kith.foundation.access import (
    Permission,
    assert_every_route_is_declared,
    by_key,
    page,
    third_party,
)
from kith.foundation.access.checks import routes_are_declared
from kith.foundation.access.middleware import AccessMiddleware
from kith.foundation.access.routes import every_route
from kith.foundation.organisations.models import Organisation
from tests.foundation.access import pages
from tests.paths import ROOT

PAGES = "tests.foundation.access.pages"
THEIRS = [
    path("in/", pages.hello, name="theirs_in"),
    path("deep/", include(([path("out/", pages.hello, name="out")], "deep"), namespace="deep")),
]
DOORS = {
    "theirs_in": (Permission.PUBLIC, Permission.PUBLIC),
    "out": (Permission.SIGNED_IN, None),
}


def test_a_configuration_of_pages_is_accepted(settings) -> None:
    settings.ROOT_URLCONF = PAGES
    assert_every_route_is_declared()
    assert routes_are_declared(None) == []


def test_a_plain_path_is_refused_and_named(settings) -> None:
    settings.ROOT_URLCONF = pages.Undeclared
    with pytest.raises(ImproperlyConfigured, match="forgotten/"):
        assert_every_route_is_declared()
    [error] = routes_are_declared(None)
    assert "forgotten/" in error.msg


def test_a_plain_path_stops_the_server_at_start(tmp_path: Path) -> None:
    """The real entry point, in a process of its own, with one door that somebody forgot."""
    (tmp_path / "careless.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import path\n"
        "from kith.config.urls import urlpatterns as declared\n"
        "urlpatterns = [*declared, path('forgotten/', lambda r: HttpResponse('hi'), name='f')]\n"
    )
    (tmp_path / "careless_settings.py").write_text(
        "from kith.config.settings import *\nROOT_URLCONF = 'careless'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import kith.config.wsgi"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "careless_settings",
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
            "KITH_MODE": "test",
            "KITH_DATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "declare no permissions" in done.stderr
    assert "forgotten/" in done.stderr


def test_a_page_without_a_name_is_refused(settings) -> None:
    nameless = page("x/", pages.hello, name="", read=Permission.PUBLIC, write=None)
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [nameless]})
    with pytest.raises(ImproperlyConfigured, match="no name"):
        assert_every_route_is_declared()


@pytest.mark.parametrize("sides", [("public", None), (Permission.PUBLIC, "public")])
def test_a_page_whose_permission_is_only_a_word_is_refused(sides) -> None:
    with pytest.raises(ImproperlyConfigured, match="Permissions"):
        page("x/", pages.hello, name="x", read=sides[0], write=sides[1])


def test_a_page_must_say_both_who_reads_and_who_writes() -> None:
    with pytest.raises(TypeError):
        page("x/", pages.hello, name="x", read=Permission.PUBLIC)  # type: ignore[call-arg]


def test_a_row_that_the_address_does_not_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="no part"):
        page(
            "x/<slug:name>/",
            pages.shown,
            name="x",
            read=Permission.PUBLIC,
            write=None,
            obj=by_key(Organisation),
        )


def test_the_same_view_behind_two_doors_keeps_each_doors_permission() -> None:
    one = page("a/", pages.hello, name="a", read=Permission.PUBLIC, write=None)
    other = page("b/", pages.hello, name="b", read=Permission.AUDIT_READ, write=None)
    found = {route.name: route.declaration for route in every_route([one, other])}
    assert found["a"].read is Permission.PUBLIC
    assert found["b"].read is Permission.AUDIT_READ


def test_third_party_routes_are_admitted_by_name_with_their_namespaces() -> None:
    found = {route.name: route for route in every_route(third_party(THEIRS, DOORS))}
    assert set(found) == {"theirs_in", "deep:out"}
    assert found["deep:out"].declaration.read is Permission.SIGNED_IN
    assert found["deep:out"].declaration.permission("POST") is None
    assert found["deep:out"].address == "deep/out/"


def test_a_third_party_route_that_is_not_named_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="out"):
        third_party(THEIRS, {"theirs_in": DOORS["theirs_in"]})


def test_a_third_party_route_without_a_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="None"):
        third_party([path("x/", pages.hello)], {})


def test_a_door_that_the_third_party_no_longer_has_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="gone"):
        third_party(THEIRS, {**DOORS, "gone": (Permission.PUBLIC, None)})


def test_a_route_of_a_view_reached_around_the_table_breaks() -> None:
    request = RequestFactory().get("/")
    guard = AccessMiddleware(lambda request: HttpResponse())
    with pytest.raises(ImproperlyConfigured, match="undeclared"):
        guard.process_view(request, pages.hello, (), {})


def test_the_walk_knows_the_parts_of_every_address() -> None:
    patterns: list[URLPattern | URLResolver] = [path("in/<int:year>/", include(pages))]
    parts = {route.name: route.parts for route in every_route(patterns)}
    assert parts["alias"] == ("year", "body", "number")
    assert parts["home"] == ("year",)

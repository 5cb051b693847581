"""The matrix itself is tried: on clean pages it is silent, and each kind of leak it names."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from kith.foundation.access.middleware import AccessMiddleware
from kith.foundation.access.routes import every_route
from kith.foundation.organisations.models import Organisation
from tests.access import factories, mutants, oracle
from tests.access.cells import Runner, cells_of
from tests.access.world import CANARY
from tests.foundation.access import pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.access.pages")]

ROUTES = {
    "home": {"get": "public", "post": "none"},
    "own_account": {"get": "signed_in", "post": "signed_in"},
    "listed": {"get": "organisation.read", "post": "none"},
    "shown": {"get": "organisation.read", "post": "organisation.edit"},
    "values": {"get": "observation.read", "post": "none"},
    "person": {"get": "people.read", "post": "people.edit"},
}


def _forget() -> None:
    for reader in (oracle.route_row, oracle.permission_row, oracle.action_row):
        reader.cache_clear()


@pytest.fixture(autouse=True)
def small_matrix() -> Iterator[None]:
    """The matrix of the small configuration in place of the product's."""
    content: dict[str, Any] = {**oracle._content(), "routes": ROUTES}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(oracle, "_content", lambda: content)
        patched.setitem(factories.ROWS, "shown", factories.organisations)
        patched.setitem(factories.ROWS, "values", factories.organisations)
        patched.setitem(factories.ROWS, "person", factories.people)
        _forget()
        yield
    _forget()


def _wrong(runner: Runner, name: str) -> list[str]:
    [route] = [route for route in every_route(pages.urlpatterns) if route.name == name]
    return [found for cell in cells_of(route, runner.world) if (found := runner.wrong(cell))]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_on_clean_pages_the_matrix_is_silent(name: str, runner: Runner) -> None:
    assert _wrong(runner, name) == []
    assert runner.count >= 2 * len(runner.world.principals)


def test_every_missing_check_of_a_clean_page_is_noticed(runner: Runner) -> None:
    routes = [route for route in every_route(pages.urlpatterns) if route.name in ROUTES]
    found = [*mutants.of_routes(routes), *mutants.of_the_guard(routes)]
    assert len(found) == 10
    for mutant in found:
        with mutant.change():
            assert any(_wrong(runner, name) for name in mutant.routes), mutant.name


def test_a_page_let_open_to_too_few_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kith.foundation.access.middleware.can", lambda *asked: False)
    assert any("should be let in" in found for found in _wrong(runner, "listed"))


def _instead(monkeypatch: pytest.MonkeyPatch, trouble: Any) -> None:
    """Let the door do something it must not, before it refuses."""
    honest = AccessMiddleware.process_view

    def process_view(self: Any, request: Any, *rest: Any) -> HttpResponse | None:
        return trouble(request) or honest(self, request, *rest)

    monkeypatch.setattr(AccessMiddleware, "process_view", process_view)


def test_a_refusal_that_shows_a_record_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _instead(monkeypatch, lambda request: HttpResponse(f"no {CANARY} for you", status=403))
    assert any("shows a record" in found for found in _wrong(runner, "listed"))


def test_a_refusal_that_shows_a_record_in_a_header_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _instead(
        monkeypatch, lambda request: HttpResponse(status=403, headers={"X-Title": f"a {CANARY}"})
    )
    assert any("shows a record" in found for found in _wrong(runner, "listed"))


def test_a_refused_request_that_changes_a_row_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _instead(monkeypatch, lambda request: Organisation.objects.update(short_name="x") and None)
    assert any("changed the database" in found for found in _wrong(runner, "listed"))


def test_a_refused_request_that_leaves_a_file_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(request: Any) -> None:
        (runner.folder / "files" / "left.txt").write_text("x")

    _instead(monkeypatch, leave)
    assert any("changed a file" in found for found in _wrong(runner, "listed"))


def test_a_page_that_breaks_for_someone_let_in_is_noticed(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(request: Any) -> None:
        raise ZeroDivisionError("oh")

    _instead(monkeypatch, breaks)
    assert any("the page broke: ZeroDivisionError" in found for found in _wrong(runner, "home"))

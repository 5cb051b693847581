"""Chromium against Kith. `page` starts from an empty database; `demo_page` from the example.

Both fail the test at its end if the browser complained of anything (see watching.py). A test
that asks for a page which refuses it says so with `@pytest.mark.refused`.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kith.config import example
from tests.browser.helpers import sign_in
from tests.browser.serving import build_demo, served
from tests.browser.watching import Watch
from tests.paths import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("KITH_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "Browser tests need Chromium: `make test` installs it, or set KITH_CHROMIUM."
    return path


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file, not memory: the live server's threads must not share one SQLite connection."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(ROOT / "build" / "test-data" / "browser.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def watched(
    browser: Browser, address: str, *, scripts: bool = True, refusals: bool = False
) -> Iterator[Page]:
    """A page of a new visitor, judged when it is left."""
    watch = Watch(refusals)
    context = browser.new_context(
        base_url=address,
        locale="en-GB",
        timezone_id="Europe/London",
        viewport={"width": 1280, "height": 900},
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE_MS)
    context.on("page", watch.attach)
    yield context.new_page()
    context.close()
    assert not watch.complaints, "\n".join(["the browser complained:", *watch.complaints])


@pytest.fixture
def refusals(request: pytest.FixtureRequest) -> bool:
    """Whether this test asks for pages that refuse it."""
    return request.node.get_closest_marker("refused") is not None


@pytest.fixture
def page(browser: Browser, live_server, refusals: bool) -> Iterator[Page]:
    """A visitor of an installation whose database holds only what the test made."""
    with watched(browser, live_server.url, refusals=refusals) as visitor:
        yield visitor


@pytest.fixture
def page_without_scripts(browser: Browser, live_server, refusals: bool) -> Iterator[Page]:
    """The same with JavaScript off, which every page must bear."""
    with watched(browser, live_server.url, scripts=False, refusals=refusals) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example partnership, built once for the run; copy it before changing it."""
    data = tmp_path_factory.mktemp("demo")
    build_demo(data)
    return data


@pytest.fixture(scope="module")
def demo_site(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example, served from a copy that this module may change."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(built_demo, data)
    with served(data) as address:
        yield address


@pytest.fixture
def demo_page(browser: Browser, demo_site: str, refusals: bool) -> Iterator[Page]:
    """A visitor of the example partnership."""
    with watched(browser, demo_site, refusals=refusals) as visitor:
        yield visitor


@pytest.fixture
def people(browser: Browser, demo_site: str) -> Iterator[Callable[[str], Page]]:
    """The example's people at their own browsers, scripts off: `people("manager")` is signed in.

    Each stays signed in until the test ends; "public" is somebody who never signs in.
    """
    pages: dict[str, Page] = {}
    with ExitStack() as browsers:

        def of(role: str) -> Page:
            if role not in pages:
                visit = watched(browser, demo_site, scripts=False, refusals=True)
                pages[role] = browsers.enter_context(visit)
                if role != "public":
                    sign_in(pages[role], f"{role}@saltmere.example", example.PASSWORD)
                    expect(pages[role]).not_to_have_url(re.compile("/login/"))
            return pages[role]

        yield of

"""The world of the access tests, in a data folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.access import factories
from tests.access.cells import TOTALS, Runner
from tests.access.world import World


@pytest.fixture
def world(db: None) -> World:
    return factories.build()


@pytest.fixture
def runner(tmp_path: Path, settings: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A runner whose refused requests may leave no trace in the database or the data folder."""
    # It asks more in a minute than a system may.
    monkeypatch.setattr("kith.modules.dataset.api.door.A_MINUTE", 1_000_000)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.access.cells.Reached"]
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MEDIA_ROOT.mkdir()
    settings.EMAIL_FILE_PATH.mkdir()
    return Runner(factories.build(), tmp_path)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How much the matrix asked in this process."""
    if TOTALS["cells"]:
        terminalreporter.write_line(
            f"access matrix: {TOTALS['cells']:,} cells asked, {TOTALS['refused']:,} to be refused"
        )

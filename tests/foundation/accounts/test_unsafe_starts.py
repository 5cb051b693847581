"""Production refuses to start where it would not be safe; the message says what to set."""

import os
import subprocess
import sys

import pytest

from tests.paths import ROOT

SAFE = {
    "KITH_MODE": "production",
    "KITH_SECRET_KEY": "k" * 60,
    "KITH_HOSTS": "kith.saltmere.example",
}


def _start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    told = {name: value for name, value in (SAFE | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import kith.config.settings"],
        env=kept | told,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_a_safe_production_starts() -> None:
    done = _start()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"KITH_SECRET_KEY": None}, "Set KITH_SECRET_KEY"),
        ({"KITH_SECRET_KEY": "short"}, "shorter than 50"),
        ({"KITH_HOSTS": None}, "Set KITH_HOSTS"),
        ({"KITH_HOSTS": "*"}, "may not be '*'"),
        ({"KITH_SECOND_FACTOR": "off"}, "needs a second factor"),
        ({"KITH_MODE": "prod"}, "use production, demo or test"),
    ],
)
def test_an_unsafe_production_does_not(changes: dict[str, str | None], words: str) -> None:
    done = _start(**changes)
    assert done.returncode != 0
    assert words in done.stderr


def test_production_is_what_starts_when_nothing_is_said() -> None:
    done = _start(KITH_MODE=None, KITH_SECRET_KEY=None)
    assert "Set KITH_SECRET_KEY" in done.stderr

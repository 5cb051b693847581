"""What the tests need of the machine itself: PostgreSQL and Chromium, from its packages.

Root on a Debian-like machine gets them installed; anybody else gets one line that says what to
install. Nothing outside the checkout is touched in any other way.
"""

import os
import shutil
from pathlib import Path

from say import SetUpFailed, found, run, step


def postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are: version 15 if it is there, otherwise the newest."""
    folders = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: (path.parent.name == "15", int(path.parent.name)),
    )
    if folders:
        return folders[-1]
    own = found("initdb")
    return Path(own).resolve().parent if own else None


def chromium() -> str | None:
    """Debian's Chromium, or the one named by KITH_CHROMIUM."""
    return os.environ.get("KITH_CHROMIUM") or found("chromium", "chromium-browser", "google-chrome")


def _install(wanted: list[str]) -> None:
    names = " and ".join(wanted)
    if os.geteuid() or not shutil.which("apt-get"):
        raise SetUpFailed(f"The tests need {names}: install them and run `make test` again.")
    with step(f"Installing {names} with apt (a few minutes)"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-qq"], env=quiet)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        run([*install, *wanted], env=quiet)


def provide() -> None:
    """Makes sure that PostgreSQL and Chromium are there, or stops with one line."""
    wanted = []
    if not postgres_folder():
        wanted.append("postgresql")
    if not chromium():
        wanted.append("chromium")
    if wanted:
        _install(wanted)

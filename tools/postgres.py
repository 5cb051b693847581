"""A PostgreSQL of our own for the length of a test run: a folder, a Unix socket, no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from machine import postgres_folder
from say import SetUpFailed

USER = "kith"


def _somebody_else() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root runs it as the user that its package made."""
    if os.geteuid():
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def temporary_cluster() -> Iterator[dict[str, str]]:
    """Yields the environment that points Kith at the cluster; removes it all afterwards."""
    programs = postgres_folder()
    if not programs:
        raise SetUpFailed("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="kith-pg-"))
    identity = _somebody_else()
    if identity:
        os.chown(folder, identity["user"], identity["group"])

    def call(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), "-D", str(folder / "data"), *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **identity,
        )
        if done.returncode:
            raise SetUpFailed(f"PostgreSQL's {program} failed: {done.stderr.strip()}")

    started = False
    try:
        call("initdb", "-A", "trust", "-U", USER, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        # Nothing here outlives the run, so nothing waits for the disk.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        started = True
        yield {"KITH_DB": "postgres", "KITH_PG_HOST": str(folder), "KITH_PG_USER": USER}
    finally:
        if started:
            call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

"""Runs Kith as its users meet it: the example partnership, served by gunicorn on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.paths import ROOT

SECONDS_TO_START = 30


def demo_environment(data: Path) -> dict[str, str]:
    """The demo's settings, whatever the tests' own are, with its data in `data`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KITH_", "DJANGO_"))}
    return {
        **kept,
        "KITH_MODE": "demo",
        "KITH_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "kith.config.settings",
    }


def build_demo(data: Path) -> None:
    """Builds the example into an empty folder, as `make demo SERVE=0` does."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env={**demo_environment(data), "SERVE": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"the demo does not build:\n{done.stdout}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path, *, workers: int = 1, threads: int = 4) -> Iterator[str]:
    """Yields the address of a server on the data of a built demo, and stops it afterwards."""
    address = f"127.0.0.1:{free_port()}"
    log = data / "server.log"
    gunicorn = [sys.executable, "-m", "gunicorn", "kith.config.wsgi:application"]
    gunicorn.append("--no-control-socket")  # it would stand in the home folder
    shape = ["--bind", address, "--workers", str(workers), "--threads", str(threads)]
    with log.open("w") as output:
        server = subprocess.Popen(
            [*gunicorn, *shape],
            cwd=ROOT,
            env=demo_environment(data),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://{address}/", server, log)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert server.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # It answers, and what it answers is for the tests to judge.
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url} in {SECONDS_TO_START} s:\n{log.read_text()}")

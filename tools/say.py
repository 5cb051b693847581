"""Progress for people: what is being done, and how long it took."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = str(ROOT / ".venv" / "bin" / "python")


class SetUpFailed(SystemExit):
    """Something is missing or went wrong; the message is one clear line."""


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what begins and, if it took over a second, how long it took."""
    print(f"· {what}", flush=True)
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if seconds > 1:
        print(f"  {seconds:.1f} s", flush=True)


def run(command: Sequence[str], *, env: dict[str, str] | None = None) -> None:
    """Runs a command quietly; if it fails, shows what it said and stops."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise SetUpFailed(f"Failed: {' '.join(map(str, command))}")


def found(*programs: str) -> str | None:
    """The first of these programs that this machine has."""
    return next(filter(None, map(shutil.which, programs)), None)

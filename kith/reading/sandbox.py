"""Runs one function in a child process that has a limit of memory, processor and wall time.

A file that makes its reader run away costs one child, not the server. What comes back may only
be plain values and the shapes of `kith.reading`: nothing else is brought to life here.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import pickle
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_MB = 1024 * 1024
_OURS = "kith.reading."
_PLAIN = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
}


class Stopped(Exception):
    """The child was stopped before it was done: `str(e)` says for which limit."""


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        # A dotted name would reach what our modules import; a function could be made to act.
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def run(path: str, *args: Any, memory: int = 256, seconds: int = 10, wall: int = 0) -> Any:
    """Calls the function at `path` ("package.module.name") in a child and gives its result.

    `memory` is in megabytes of address space, `seconds` of processor, `wall` seconds of the
    clock on the wall: three times as many unless it is given. An exception of `kith.reading`
    comes back as it was raised. Raises `Stopped` at a limit.
    """
    wall = wall or 3 * seconds
    environment = {
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        # One heap: otherwise the address space is spoken for without being used.
        "MALLOC_ARENA_MAX": "1",
    }
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "kith.reading.sandbox", path, str(memory), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=os.sep,
    )
    try:
        told, _ = child.communicate(pickle.dumps(args, 5), timeout=wall)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise Stopped(f"it was not done after {wall} seconds.") from None
    except BaseException:
        child.kill()
        child.communicate()
        raise
    if child.returncode != 0 or not told:
        raise Stopped(f"it took more than {seconds} s of work, or broke off.")
    try:
        outcome, value = _Plain(io.BytesIO(told)).load()
    except (pickle.UnpicklingError, EOFError, TypeError, ValueError, AttributeError):
        raise Stopped("what came back from it could not be understood.") from None
    if outcome == "memory":
        raise Stopped(f"it took more than {memory} MB of memory.")
    if outcome == "raised":
        raise value
    if outcome == "broke":
        raise Stopped(f"its reader broke down ({value}).")
    return value


def _child(path: str, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The reader writes no file and starts no process.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    module, _, name = path.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    if sys.platform != "darwin":  # There the limit can be asked for, but not set.
        resource.setrlimit(resource.RLIMIT_AS, (memory * _MB, memory * _MB))
    # The process lives for one call: looking for cycles to free would only cost time.
    gc.disable()
    try:
        args = pickle.load(sys.stdin.buffer)
        answer: tuple[str, Any] = ("done", function(*args))
        told = pickle.dumps(answer, 5)
    except MemoryError:
        answer = ("memory", None)
        told = b""
    except Exception as error:
        ours = type(error).__module__.startswith(_OURS)
        answer = ("raised", error) if ours else ("broke", type(error).__name__)
        told = b""
    out.write(told or pickle.dumps(answer, 5))
    out.close()


if __name__ == "__main__":
    _child(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

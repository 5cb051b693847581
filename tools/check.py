"""What can be said of the code without running it: lint, form, types, layers, migrations."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from say import PYTHON, ROOT

Stage = tuple[str, list[str]]

QUICK: list[Stage] = [
    ("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "--output-format=concise", "."]),
    ("formatting", [PYTHON, "-m", "ruff", "format", "--check", "--output-format=concise", "."]),
    ("layers", [str(ROOT / ".venv/bin/lint-imports"), "--no-logo"]),
]
SLOW: list[Stage] = [
    (
        "types",
        [PYTHON, "-m", "mypy", "kith/kernel", "kith/foundation/access", "kith/check"],
    ),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
]


def passes(name: str, command: Sequence[str]) -> bool:
    """Runs one check; shows what it said only if it found something."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"· {name}: {verdict} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    verdicts = [passes(name, command) for name, command in [*QUICK, *SLOW]]
    sys.exit(not all(verdicts))

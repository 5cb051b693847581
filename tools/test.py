"""Everything that must hold, quickest answers first; the exit status is 1 if any of it fails.

Tests without a database run once. The rest runs on SQLite and again on PostgreSQL, in a cluster
made for the run. Browser tests run once. Failures do not stop the later stages: one run tells all.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from check import QUICK, SLOW, passes
from machine import provide
from postgres import temporary_cluster
from say import PYTHON, ROOT, step

# Suites that touch no database: once is enough.
PURE = [f"tests/{name}" for name in ("kernel", "check", "repository")]
MUTANTS = ROOT / "build" / "mutants.txt"  # what the mutation test says, shown at the end
WORKERS = str(min(os.cpu_count() or 2, 4))


@dataclass
class Run:
    """What has been tried so far: a line for each stage, and whether all went well."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False

    def check(self, name: str, command: list[str]) -> None:
        if not passes(name, command):
            self.failed = True
            self.lines.append(f"{name}: FAILED")

    def pytest(self, name: str, *arguments: str, env: dict[str, str] | None = None) -> None:
        print(f"\n· {name}", flush=True)
        began = time.monotonic()
        process = subprocess.Popen(
            [PYTHON, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        last = "said nothing"
        for line in process.stdout or []:
            print(line, end="", flush=True)
            last = line.strip() or last
        good = process.wait() == 0
        self.failed |= not good
        verdict = "" if good else "FAILED: "
        self.lines.append(f"{name}: {verdict}{last} [{time.monotonic() - began:.0f} s]")


def main() -> int:
    # Being stopped must still stop the PostgreSQL that was started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    MUTANTS.unlink(missing_ok=True)
    provide()
    run = Run()
    for name, command in QUICK:
        run.check(name, command)
    pure = [path for path in PURE if (ROOT / path).is_dir()]
    run.pytest("Kernel, checker and repository", *pure, "-n", WORKERS)
    for name, command in SLOW:
        run.check(name, command)
    stored = ["tests", *(f"--ignore={path}" for path in pure), "-m", "not browser", "-n", WORKERS]
    run.pytest("Everything with a database, on SQLite", *stored, env={"KITH_DB": "sqlite"})
    with step("Starting a PostgreSQL for this run"), temporary_cluster() as postgres:
        run.pytest("The same, on PostgreSQL", *stored, env=postgres)
    run.pytest("In the browser", "tests/browser", "-m", "browser", env={"KITH_DB": "sqlite"})
    if MUTANTS.exists():
        run.lines.append(MUTANTS.read_text(encoding="utf-8").strip())
    print("\n" + "\n".join(run.lines))
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"{'FAILED' if run.failed else 'All passed'} in {minutes} min {seconds} s")
    return int(run.failed)


if __name__ == "__main__":
    sys.exit(main())

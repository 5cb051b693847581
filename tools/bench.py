"""Runs each script of tests/benchmarks in fresh processes and rewrites RESULTS.md.

A script prints a line of JSON for each number (tests/benchmarks/measuring.py). It runs five
times; the median is kept and shown with the lowest and the highest. A bound that a median does
not keep makes the exit status 1. Ratios are taken within one process, both sides in turn.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from say import PYTHON, ROOT, SetUpFailed, run, step

ROUNDS = int(os.environ.get("ROUNDS", "5"))
FOLDER = ROOT / "tests" / "benchmarks"
DATA = ROOT / "build" / "bench" / "data"
RESULTS = ROOT / "RESULTS.md"
PACKAGES = ("django", "typst", "gunicorn", "weasyprint")


@dataclass
class Number:
    """One measured quantity over the rounds."""

    unit: str = ""
    note: str = ""
    missing: str = ""
    at_most: float | None = None
    at_least: float | None = None
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def kept(self) -> bool:
        """Whether the bound is kept; what could not be measured breaks none."""
        if not self.values:
            return True
        below = self.at_most is None or self.median <= self.at_most
        return below and (self.at_least is None or self.median >= self.at_least)

    @property
    def bound(self) -> str:
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return "" if self.at_least is None else f"at least {self.at_least:g}"


def shown(value: float) -> str:
    """Three figures, and no more digits than that is worth."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def gather(script: Path) -> dict[str, Number]:
    numbers: dict[str, Number] = {}
    for _ in range(ROUNDS):
        done = subprocess.run(
            [PYTHON, "-m", f"tests.benchmarks.{script.stem}"],
            cwd=ROOT,
            env={**os.environ, "KITH_BENCH_DATA": str(DATA)},
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise SetUpFailed(f"{script.name} failed with status {done.returncode}.")
        for line in filter(lambda text: text.startswith("{"), done.stdout.splitlines()):
            note(numbers, json.loads(line))
    return numbers


def note(numbers: dict[str, Number], told: dict[str, Any]) -> None:
    number = numbers.setdefault(told["name"], Number())
    if "missing" in told:
        number.missing = told["missing"]
        return
    number.unit, number.note = told["unit"], told["note"]
    number.at_most, number.at_least = told["at_most"], told["at_least"]
    number.values.append(told["value"])


def machine() -> str:
    processor = "unknown processor"
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                processor = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({processor}), {memory:.0f} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python "
        f"{platform.python_version()}"
    )


def busy() -> str:
    """How loaded the machine was: wall-clock numbers mean little on a busy one."""
    return f"{os.getloadavg()[0]:.1f}"


def table(numbers: dict[str, Number]) -> list[str]:
    lines = ["| what | median | lowest to highest | bound | |", "| --- | ---: | --- | --- | --- |"]
    for name, number in numbers.items():
        if not number.values:
            lines.append(f"| {name} | not measured | {number.missing} | | |")
            continue
        low, high = shown(min(number.values)), shown(max(number.values))
        verdict = ("kept" if number.kept else "**not kept**") if number.bound else ""
        middle = f"{shown(number.median)} {number.unit}"
        what = f"{name} ({number.note})" if number.note else name
        lines.append(f"| {what} | {middle} | {low} to {high} | {number.bound} | {verdict} |")
    return lines


def build_example() -> None:
    from shutil import rmtree

    rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    with step("Building the example to measure on"):
        example = {"KITH_MODE": "demo", "KITH_DATA": str(DATA), "SERVE": "0"}
        run([PYTHON, "manage.py", "demo"], env=example)


def title(script: Path) -> str:
    """The first line of a script says what it measures."""
    return script.read_text().split('"""')[1].splitlines()[0].rstrip(".")


def main() -> int:
    build_example()
    before = busy()
    text = []
    kept = True
    for script in sorted(FOLDER.glob("bench_*.py")):
        with step(f"{title(script)} ({ROUNDS} rounds)"):
            numbers = gather(script)
        kept &= all(number.kept for number in numbers.values())
        text += ["", f"## {title(script)}", "", *table(numbers)]
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    head = [
        "# Results",
        "",
        "Written by `make bench`; not edited by hand. Processor seconds (user and system) unless "
        f"said; medians of {ROUNDS} rounds, each in a fresh process; both sides of a ratio run in "
        "turn in the same process.",
        "",
        f"- Machine: {machine()}",
        f"- Load of the machine when it began and ended: {before} and {busy()}",
        f"- Date: {time.strftime('%d %B %Y')}",
        f"- Versions: {versions}",
    ]
    RESULTS.write_text("\n".join([*head, *text]) + "\n", encoding="utf-8")
    print(RESULTS.read_text())
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())

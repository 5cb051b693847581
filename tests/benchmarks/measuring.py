"""How a benchmark measures and tells: processor seconds, one line of JSON for each number."""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import django

from tests.browser.serving import demo_environment

# The built example that `make bench` gives every script.
DATA = Path(os.environ.get("KITH_BENCH_DATA", "build/bench/data"))


def processor_seconds() -> float:
    """Seconds of processor time so far: this process and its finished children."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measured(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one call, and what it returned."""
    before = processor_seconds()
    result = work()
    return processor_seconds() - before, result


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(
    name: str,
    value: float,
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    note: str = "",
) -> None:
    """One measured number for RESULTS.md, with the bound that it must keep, if any."""
    line = {"name": name, "value": value, "unit": unit, "note": note}
    print(json.dumps({**line, "at_most": at_most, "at_least": at_least}), flush=True)


def missing(name: str, why: str) -> None:
    """Says honestly that a number was not measured; RESULTS.md shows it so."""
    print(json.dumps({"name": name, "missing": why}), flush=True)


def cannot(name: str, why: str) -> NoReturn:
    """The same, where there is nothing more to measure."""
    missing(name, why)
    sys.exit(0)


def use_demo() -> None:
    """Points Django at the built example in this process."""
    os.environ.update(demo_environment(DATA))
    django.setup()

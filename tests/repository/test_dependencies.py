"""Dependencies are few, explained, and pinned to what was tried."""

import json
import re
import tomllib

import pytest

from tests.paths import ROOT
from tests.repository.files import committed, name

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
_NAME = re.compile(r"^[A-Za-z0-9_.-]+")


def _normal(requirement: str) -> str:
    match = _NAME.match(requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def _direct() -> list[str]:
    declared = tomllib.loads(PYPROJECT)
    groups = declared["dependency-groups"].values()
    return [*declared["project"]["dependencies"], *(item for group in groups for item in group)]


def _pinned(lock: str) -> dict[str, str]:
    """Each pinned package of a lock file with the text of its entry."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    return {_normal(entry): entry for entry in entries if "==" in entry}


@pytest.mark.parametrize("requirement", _direct())
def test_a_direct_dependency_says_why_it_is_here(requirement: str) -> None:
    lines = [line.strip() for line in PYPROJECT.splitlines()]
    at = lines.index(f'"{requirement}",')
    # A comment explains the dependency below it, or the few of one kind that follow it.
    above = next(line for line in reversed(lines[:at]) if not line.startswith('"'))
    assert above.startswith("# ")


@pytest.mark.parametrize("lock", REQUIREMENTS)
def test_a_lock_file_pins_everything_by_hash(lock: str) -> None:
    pinned = _pinned(lock)
    assert pinned
    without = [package for package, entry in pinned.items() if "--hash=sha256:" not in entry]
    assert without == []


@pytest.mark.parametrize("lock", [*REQUIREMENTS, "package-lock.json"])
def test_a_lock_file_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r"https?://\S+|file:\S+|--(?:extra-)?index\S*|--find-links", text)


def test_the_locks_hold_every_direct_dependency() -> None:
    declared = tomllib.loads(PYPROJECT)
    wanted = {_normal(item) for item in declared["project"]["dependencies"]}
    tests = {_normal(item) for item in declared["dependency-groups"]["dev"]}
    assert wanted <= set(_pinned("requirements.txt"))
    assert wanted | tests <= set(_pinned("requirements-dev.txt"))


def test_the_tests_run_on_the_versions_that_the_product_ships_with() -> None:
    def versions(lock: str) -> dict[str, set[str]]:
        return {
            package: set(re.findall(r"==([^ ;\\]+)", entry))
            for package, entry in _pinned(lock).items()
        }

    product, tests = versions("requirements.txt"), versions("requirements-dev.txt")
    assert {package: tests[package] for package in product} == product


def test_the_front_end_parts_are_pinned_by_hash() -> None:
    declared = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package, version in declared["devDependencies"].items():
        assert locked[f"node_modules/{package}"]["version"] == version
    unpinned = [key for key, entry in locked.items() if key and "integrity" not in entry]
    assert unpinned == []


def test_no_part_made_by_others_is_committed() -> None:
    typefaces = (".ttf", ".otf", ".woff", ".woff2", ".eot", ".min.js", ".min.css")
    assert [name(path) for path in committed() if path.name.endswith(typefaces)] == []
    kept_out = {"node_modules", ".venv", "vendor"}
    assert [name(path) for path in committed() if kept_out & set(path.parts)] == []

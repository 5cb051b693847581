"""What is written about Kith points at things that are there."""

import os
import re
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.repository.files import committed, name

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
LONGEST_DECISION = 40


def _documents() -> list[Path]:
    return [path for path in committed() if path.suffix == ".md"]


@pytest.mark.parametrize("document", _documents(), ids=name)
def test_a_document_links_to_what_exists(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    own = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_a_document_names_only_commands_that_make_knows(document: str) -> None:
    known = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / document).read_text(encoding="utf-8")))
    prose = {"a", "the", "it", "sure", "one"}
    assert named - prose - known == set()


def test_a_decision_fits_on_one_page() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    assert decisions
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in decisions}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_DECISION} == {}


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    decisions = [path.name for path in (ROOT / "docs" / "adr").glob("0*.md")]
    assert [decision for decision in decisions if decision not in listed] == []


def test_a_build_server_runs_the_same_command_as_a_person() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")

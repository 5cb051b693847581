"""The files of the repository, as the tests of its hygiene see them."""

import subprocess
from functools import cache
from pathlib import Path

from tests.paths import ROOT

_BINARY = {".png", ".jpg", ".xlsx", ".ods", ".docx", ".pdf", ".ttf", ".woff2", ".zip", ".ico"}


@cache
def committed() -> tuple[Path, ...]:
    """Every committed file that still exists; in a checkout without git, every source file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        names = filter(None, listed.stdout.split("\0"))
        paths = [ROOT / name for name in names]
    else:
        made = {".venv", "node_modules", "build", "data", "out"}
        paths = [p for p in ROOT.rglob("*") if not made & set(p.relative_to(ROOT).parts)]
    return tuple(path for path in paths if path.is_file())


def text_files() -> list[Path]:
    return [path for path in committed() if path.suffix.lower() not in _BINARY]


def python_files() -> list[Path]:
    return [path for path in committed() if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))

"""The floors of the house, as written in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True
    )


def test_the_import_contracts_hold() -> None:
    done = _contracts(ROOT)
    assert done.returncode == 0, done.stdout


def test_a_module_that_imports_another_is_noticed(tmp_path: Path) -> None:
    house = tmp_path / "kith"
    for package in (
        "config",
        "modules/one",
        "modules/two",
        "reading",
        "kernel",
        "check",
        "content",
    ):
        (house / package).mkdir(parents=True, exist_ok=True)
    layers = ("administration", "publications", "indicators", "tasks", "access", "audit")
    for layer in (*layers, "organisations", "accounts", "ui"):
        (house / "foundation" / layer).mkdir(parents=True)
    for folder in [house, *(path for path in house.rglob("*") if path.is_dir())]:
        (folder / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert _contracts(tmp_path).returncode == 0
    (house / "modules" / "one" / "__init__.py").write_text("import kith.modules.two\n")
    done = _contracts(tmp_path)
    assert done.returncode == 1
    assert "Modules never import one another BROKEN" in done.stdout


def test_the_kernel_and_the_checker_load_without_django() -> None:
    program = (
        "import pkgutil, importlib, sys\n"
        "for name in ('kith.kernel', 'kith.reading', 'kith.check'):\n"
        "    package = importlib.import_module(name)\n"
        "    for found in pkgutil.walk_packages(package.__path__, name + '.'):\n"
        "        if not found.name.endswith('__main__'):\n"
        "            importlib.import_module(found.name)\n"
        "print('django' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "False"

"""The floors of the house, as written in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT


def test_the_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_module_is_under_the_contract_of_independence() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    folders = [path.parent.name for path in (ROOT / "kith" / "modules").glob("*/__init__.py")]
    assert folders
    assert [folder for folder in folders if f'"kith.modules.{folder}"' not in contracts] == []


def test_the_kernel_and_the_checker_load_without_django() -> None:
    program = (
        "import pkgutil, importlib, sys\n"
        "for name in ('kith.kernel', 'kith.check'):\n"
        "    package = importlib.import_module(name)\n"
        "    for found in pkgutil.walk_packages(package.__path__, name + '.'):\n"
        "        if not found.name.endswith('__main__'):\n"
        "            importlib.import_module(found.name)\n"
        "print('django' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "False"

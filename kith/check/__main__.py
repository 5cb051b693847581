"""`kith check FOLDER`: checks a publication's figures and claims, with no database and no network.

Exit status: 0 when no error was found, 1 when at least one was, 2 when the folder cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kith.check.folder import read_folder
from kith.check.output import as_json, as_text
from kith.check.problems import Unreadable
from kith.kernel.guards import RULES, UnknownRule, check, listing

CLEAN, ERRORS, UNREADABLE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="kith", description="Kith, from the command line.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser(
        "check",
        help="check a folder of figures and claims",
        description="Checks the figures of a publication against what it says of them.",
        epilog="Exit status: 0 no errors, 1 errors found, 2 the folder cannot be read.",
    )
    checking.add_argument("folder", type=Path, metavar="FOLDER")
    checking.add_argument("--json", action="store_true", help="write JSON instead of text")
    checking.add_argument(
        "--rule", action="append", default=[], metavar="KEY", help="ask this rule only; repeatable"
    )
    checking.add_argument(
        "--no-passes", action="store_true", help="leave out the checks that passed"
    )
    commands.add_parser("rules", help="list the rules").add_argument(
        "--json", action="store_true", help="write JSON instead of text"
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    # A terminal that knows no UTF-8 should show a question mark rather than a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = _run(parser().parse_args(arguments))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; nothing is left to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN


def _run(options: argparse.Namespace) -> int:
    """Runs the command that was asked for."""
    if options.command == "rules":
        return _rules(options.json)
    try:
        folder = read_folder(options.folder)
        report = check(folder.dossier, only=options.rule, without=folder.without)
    except Unreadable as error:
        return _unreadable(options, error)
    except UnknownRule as error:
        print(f"kith: {error}", file=sys.stderr)
        return UNREADABLE
    if options.json:
        print(as_json(folder, report), end="")
    else:
        print(as_text(folder, report, passes=not options.no_passes), end="")
    return CLEAN if report.clean else ERRORS


def _unreadable(options: argparse.Namespace, error: Unreadable) -> int:
    """Tells what is wrong with the folder: on standard error, or as JSON on standard output."""
    if options.json:
        problems = [problem.as_dict() for problem in error.problems]
        print(json.dumps({"problems": problems}, ensure_ascii=False, indent=2))
    else:
        print(f"kith: {options.folder} cannot be read.\n{error}", file=sys.stderr)
    return UNREADABLE


def _rules(machine: bool) -> int:
    """Lists the rules."""
    if machine:
        print(json.dumps(listing(), ensure_ascii=False, indent=2))
        return CLEAN
    for rule in RULES.values():
        print(f"{rule.key}: {rule.title}\n  {rule.protects}\n  Such as: {rule.example}\n")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())

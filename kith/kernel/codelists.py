"""National code lists with dates: a code that was retired is refused after its last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kith.content import path
from kith.kernel.content_files import Entry, read_mapping
from kith.kernel.provisions import Confidence
from kith.kernel.refusals import Refused


class CodeRefused(Refused):
    """A code that a list does not have, or does not have on that day."""


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One code of a national list. Empty dates mean always and still; both days are included.

    `successors` are the codes to use once it is retired.
    """

    code: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the code may be used for something that happened on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes with its title, its source and when it was checked."""

    key: str
    title: str
    source: str
    url: str
    checked_on: date
    confidence: Confidence
    codes: Mapping[str, ListedCode]
    note: str = ""

    def on(self, day: date) -> tuple[ListedCode, ...]:
        """The codes that may be used for something that happened on the day, in list order."""
        return tuple(code for code in self.codes.values() if code.valid_on(day))

    def check(self, code: str, day: date) -> ListedCode:
        """The code as it stood on the day; raises `CodeRefused`, naming what to use instead."""
        found = self.codes.get(code.strip().upper())
        if found is None:
            raise CodeRefused(f"{self.title} has no code “{code}”.")
        if found.valid_on(day):
            return found
        if found.valid_from is not None and day < found.valid_from:
            raise CodeRefused(
                f"{self.title}: {found.code} ({found.label}) is used from "
                f"{found.valid_from:%-d %B %Y}."
            )
        named = [self.codes[key] for key in found.successors]
        instead = " or ".join(f"{code.code} ({code.label})" for code in named)
        use = f" Use {instead}." if instead else " It has no successor."
        raise CodeRefused(
            f"{self.title}: {found.code} ({found.label}) was used until "
            f"{found.valid_to:%-d %B %Y}.{use}"
        )


@cache
def load_codelists() -> Mapping[str, CodeList]:
    """Every code list that Kith ships, by key; raises `ContentError` for what it cannot trust."""
    files = sorted(path("codelists").glob("*.yaml"))
    return {file.stem: read_codelist(file) for file in files}


def read_codelist(file: Path) -> CodeList:
    """A code list from a file; its key is the file's name."""
    entry = Entry(file.name, read_mapping(file))
    title, source = entry.take_text("title"), entry.take_text("source")
    url, checked_on = entry.take_official_url("url"), entry.take_date("checked_on")
    confidence = entry.take_choice("confidence", Confidence)
    note = entry.take_text("note", "")
    listed = entry.take("codes")
    entry.done()
    if not isinstance(listed, dict) or not listed:
        raise entry.error("“codes” must map each code to what it means")
    codes = {key: _code(file, key, values) for key, values in listed.items()}
    for code in codes.values():
        where = Entry(f"{file.name}, {code.code}", {})
        if unknown := [key for key in code.successors if key not in codes]:
            raise where.error(f"its successor {unknown[0]} is not in the list")
        if code.successors and code.valid_to is None:
            raise where.error("it has a successor but no last day")
    return CodeList(file.stem, title, source, url, checked_on, confidence, codes, note)


def _code(file: Path, key: object, values: object) -> ListedCode:
    where = f"{file.name}, {key}"
    if not isinstance(key, str) or key != key.strip().upper():
        raise Entry(where, {}).error("a code is written as text in capitals, in quotes if a number")
    if isinstance(values, str):
        values = {"label": values}
    entry = Entry(where, values)
    successors = entry.take("successors", [])
    code = ListedCode(
        key,
        entry.take_text("label"),
        entry.take_optional_date("valid_from"),
        entry.take_optional_date("valid_to"),
        tuple(successors) if isinstance(successors, list) else (),
    )
    entry.done()
    if not isinstance(successors, list):
        raise entry.error("“successors” must be a list of codes")
    if code.valid_from and code.valid_to and code.valid_to < code.valid_from:
        raise entry.error("its last day comes before its first")
    return code

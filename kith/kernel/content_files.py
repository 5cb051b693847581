"""Reads content files strictly: a mistake in data must stop Kith, naming the file and the key.

YAML readers by default keep the last of two equal keys. Here that is refused, because a second
`2005-07-01` in a law file would silently replace the first.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import yaml

Choice = TypeVar("Choice", bound=StrEnum)


class ContentError(ValueError):
    """A content file holds something Kith cannot vouch for; the message names file and key."""


class _Strict(yaml.SafeLoader):
    """A YAML reader that refuses a mapping with the same key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise ContentError(f"“{key}” is given twice (line {line})")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_mapping(file: Path) -> dict[Any, Any]:
    """The mapping a YAML file holds; raises `ContentError` naming the file when it holds none."""
    try:
        with file.open(encoding="utf-8") as stream:
            # _Strict is a SafeLoader: no tag in a file can make it run anything.
            loaded = yaml.load(stream, Loader=_Strict)
    except (ContentError, yaml.YAMLError) as error:
        raise ContentError(f"{file.name}: {error}") from error
    if not isinstance(loaded, dict):
        raise ContentError(f"{file.name}: the file must hold keys and values.")
    return loaded


class Entry:
    """One mapping of a content file, with the words that say where it stands.

    Each `take_…` method returns a value of the right type or raises `ContentError` naming the
    place; `done` refuses keys that nobody took, which catches misspelt ones.
    """

    def __init__(self, where: str, values: Any) -> None:
        self.where = where
        if not isinstance(values, dict):
            raise self.error("must hold keys and values")
        self._left = dict(values)

    def error(self, why: str) -> ContentError:
        return ContentError(f"{self.where}: {why}.")

    def take(self, key: str, default: Any = None) -> Any:
        """The value as the file gives it, or the default."""
        return self._left.pop(key, default)

    def take_text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; required when there is no default."""
        value = self.take(key, default)
        if value is None or (isinstance(value, str) and not value.strip() and default is None):
            raise self.error(f"“{key}” is missing")
        if not isinstance(value, str):
            raise self.error(f"“{key}” must be text, not {value!r}")
        return value.strip()

    def take_date(self, key: str) -> date:
        """A date, required."""
        found = self.take_optional_date(key)
        if found is None:
            raise self.error(f"“{key}” is missing")
        return found

    def take_optional_date(self, key: str) -> date | None:
        """A date, or nothing."""
        value = self.take(key)
        if value is not None and type(value) is not date:
            raise self.error(f"“{key}” must be a date like 2019-09-02, not {value!r}")
        return value

    def take_number(self, key: str) -> int:
        """A whole number above 0, required."""
        value = self.take(key)
        if value is None:
            raise self.error(f"“{key}” is missing")
        if type(value) is not int or value < 1:
            raise self.error(f"“{key}” must be a whole number above 0, not {value!r}")
        return value

    def take_choice(self, key: str, choices: type[Choice], default: str | None = None) -> Choice:
        """One member of an enumeration; required when there is no default."""
        value = self.take_text(key, default)
        try:
            return choices(value)
        except ValueError as error:
            known = ", ".join(choices)
            raise self.error(f"“{key}” is “{value}”, which is not one of {known}") from error

    def take_official_url(self, key: str) -> str:
        """A secure link to legislation.gov.uk or another gov.uk host, required."""
        url = self.take_text(key)
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "https" or not (host == "gov.uk" or host.endswith(".gov.uk")):
            raise self.error(f"“{key}” must be an https link to gov.uk, not {url}")
        return url

    def done(self) -> None:
        """Refuse what was not read."""
        if self._left:
            raise self.error(f"“{next(iter(self._left))}” is not a key that is read here")

"""Values of a content file that only the dataset needs: lists of texts, closed lists, yes or no."""

from __future__ import annotations

import re

from kith.kernel.content_files import Entry

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def texts(entry: Entry, key: str) -> tuple[str, ...]:
    """A list of texts without repeats; empty when the key is absent."""
    found = entry.take(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise entry.error(f"“{key}” must be a list of texts")
    if len(set(found)) < len(found):
        raise entry.error(f"“{key}” names one twice")
    return tuple(found)


def parts_of(entry: Entry, parts: object) -> dict[str, str]:
    """A closed list of at least two parts, code to label."""
    if not isinstance(parts, dict) or len(parts) < 2:
        raise entry.error("“parts” must give at least two codes and what each means")
    for code, label in parts.items():
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise entry.error(f"“{code}” is not a code: small letters, numbers and hyphens")
        if not isinstance(label, str) or not label.strip():
            raise entry.error(f"“{code}” has no label")
    if len(set(parts.values())) < len(parts):
        raise entry.error("two parts have the same label")
    return dict(parts)


def whole_number(entry: Entry, key: str, default: int | None) -> int | None:
    """A whole number of 0 or more, or nothing."""
    value = entry.take(key, default)
    if value is not None and (type(value) is not int or value < 0):
        raise entry.error(f"“{key}” must be a whole number, not {value!r}")
    return value


def yes_or_no(entry: Entry, key: str, default: bool) -> bool:
    """`true` or `false`."""
    value = entry.take(key, default)
    if type(value) is not bool:
        raise entry.error(f"“{key}” must be true or false, not {value!r}")
    return value

"""One way of reading the names of organisations, however people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kith.foundation.organisations.models import Alias, Organisation
from kith.kernel.refusals import Refused

# Words that people leave out or put in at will.
IDLE = frozenset({"and", "of", "for", "the", "in", "at"})
# Abbreviations that people say aloud, and what they stand for.
SHORT = {
    "crc": "community rehabilitation company",
    "ccg": "clinical commissioning group",
    "yot": "youth offending team",
    "stc": "secure training centre",
    "ft": "foundation trust",
    "nps": "national probation service",
    "btp": "british transport police",
}


class AmbiguousName(Refused):
    """A name that two organisations answer to."""


def normalise(name: str) -> str:
    """A name reduced to what it says: no case, accents, punctuation, idle words or order.

    "Kent, Surrey and Sussex CRC" and "Kent Sussex and Surrey Community Rehabilitation Company
    (CRC)" read the same; so do "CAF/CASS" and "Cafcass". An empty text reads as empty.
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = plain.replace("&", " and ")
    # A mark inside a word joins ("CAF/CASS", "children's"); any other mark parts words.
    plain = re.sub(r"(?<=\w)['’./](?=\w)", "", plain)
    words: set[str] = set()
    for word in re.findall(r"\w+", plain):
        words.update(SHORT.get(word, word).split())
    return " ".join(sorted(words - IDLE))


@dataclass(frozen=True)
class NameIndex:
    """All names that organisations answer to, read once."""

    answers: dict[str, frozenset[str]]  # normal form -> keys

    def find(self, name: str) -> str | None:
        """The key of the organisation of this name; None when there is none.

        Raises `AmbiguousName` when two organisations answer to it.
        """
        found = self.answers.get(normalise(name), frozenset())
        if len(found) > 1:
            raise AmbiguousName(
                f"{name!r} may be any of {', '.join(sorted(found))}: write the full name."
            )
        return next(iter(found), None)

    def clashes(self) -> dict[str, frozenset[str]]:
        """Names that more than one organisation answers to."""
        return {name: keys for name, keys in self.answers.items() if len(keys) > 1}


def index_of(names: Iterable[tuple[str, str]]) -> NameIndex:
    """An index over pairs of (name, key)."""
    answers: dict[str, set[str]] = {}
    for name, key in names:
        if normal := normalise(name):
            answers.setdefault(normal, set()).add(key)
    return NameIndex({normal: frozenset(keys) for normal, keys in answers.items()})


def name_index() -> NameIndex:
    """The index of every organisation's name, short name and aliases: two queries."""
    names: list[tuple[str, str]] = []
    for key, name, short in Organisation.objects.values_list("key", "name", "short_name"):
        names += [(name, key), (short, key), (key.replace("-", " "), key)]
    names += Alias.objects.values_list("name", "organisation__key")
    return index_of(names)


def find_organisation(name: str) -> Organisation | None:
    """The organisation that answers to a name; for many names use one `name_index()`."""
    key = name_index().find(name)
    return Organisation.objects.get(key=key) if key is not None else None

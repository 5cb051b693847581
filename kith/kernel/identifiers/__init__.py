"""Finds what could name a child in a return that should hold nothing but counts.

find_identifiers("Ali Khan aged 7 went missing")[0].words
# something that reads like a person's name (A… K…)
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kith.kernel.identifiers.contact import find_contacts
from kith.kernel.identifiers.dates import find_births
from kith.kernel.identifiers.model import Found, Identifier, plain
from kith.kernel.identifiers.names import find_names
from kith.kernel.identifiers.numbers import find_numbers

__all__ = ["Found", "Identifier", "find_identifiers", "refusal"]


def find_identifiers(text: str, known: Collection[str] = (), on: date | None = None) -> list[Found]:
    """Whatever in the text reads like the identity of a person, in the order it stands there.

    `known` are names to let pass, such as those of the partnership's organisations. `on` is the
    day by which ages are reckoned; without it a date is a birth only beside words that say so.
    """
    if not text.strip():
        return []
    read = plain(text)
    found = [
        *find_numbers(read),
        *find_contacts(read),
        *find_births(read, on),
        *find_names(read, known),
    ]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Found] = []
    for each in found:
        # What lies inside something already found is not told twice.
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def refusal(found: Collection[Found]) -> str:
    """Why a text is refused and what to do, without repeating what was found."""
    first = next(iter(found)).words
    more = len(found) - 1
    others = "" if not more else f", and {more} more" if more > 1 else ", and one more"
    return (
        f"This has {first}{others}. A return holds counts only: take it out, and write of "
        "“a child” or “two children” instead."
    )

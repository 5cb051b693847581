"""The words of a text, and the lists they are looked up in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from kith import content
from kith.kernel.content_files import read_mapping

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists a word is looked up in; all in small letters."""

    first: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    child: frozenset[str]
    children: frozenset[str]
    kin: frozenset[str]
    naming: frozenset[str]
    titles: frozenset[str]
    organisation: frozenset[str]
    lower_organisation: frozenset[str]
    before_organisation: frozenset[str]
    calm: frozenset[str]
    verbs: frozenset[str]
    after_verb: frozenset[str]


@cache
def words() -> Words:
    """The lists, read once from the content."""
    held = read_mapping(content.path("identifiers", "words.yaml"))

    def listed(*keys: str) -> frozenset[str]:
        return frozenset(word for key in keys for word in held[key].split())

    return Words(
        first=listed("first_names"),
        ambiguous=listed("ambiguous_first_names"),
        surnames=listed("surnames"),
        child=listed("child_words"),
        children=listed("plural_child_words"),
        kin=listed("kin_words"),
        naming=listed("naming_words"),
        titles=listed("titles"),
        organisation=listed("organisation_words"),
        lower_organisation=listed("lower_organisation_words"),
        before_organisation=listed("before_organisations"),
        calm=listed("calm", "places"),
        verbs=listed("person_verbs"),
        after_verb=listed("person_after"),
    )


@dataclass(slots=True)
class Token:
    """A word of the text, where it stands, and what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str
    known: bool = False

    @property
    def low(self) -> str:
        """In small letters, without the ’s of possession."""
        return self.text.lower().removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def name_like(self) -> bool:
        """A capital and then small letters: `Khan`, `O'Brien`, `Al-Amin`, `McDonald`."""
        return self.capital and any(sign.islower() for sign in self.text.removesuffix("'s"))

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 and self.capital

    @property
    def beside(self) -> bool:
        """Whether only a space stands before it."""
        return self.gap == " "

    @property
    def opens(self) -> bool:
        """Whether it is the first word of a sentence."""
        return self.gap.strip(" ") != "" or self.start == 0


def tokens_of(text: str, known: Collection[str]) -> list[Token]:
    """The words in order; those of a name in `known` are marked."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        found.append(Token(match[0], match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    starts = [token.start for token in found]
    lowered = text.lower()
    for name in known:
        low = " ".join(name.lower().split())
        place = lowered.find(low) if low else -1
        while place >= 0:
            first = bisect_left(starts, place)
            for token in found[first : bisect_left(starts, place + len(low))]:
                token.known = True
            place = lowered.find(low, place + len(low))
    return found


def words_of(known: Collection[str]) -> frozenset[str]:
    """Every word of some names, in small letters."""
    return frozenset(match[0].lower() for name in known for match in _TOKEN.finditer(name))

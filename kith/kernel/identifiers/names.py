"""Names of persons, told from names of places, bodies, months and jobs.

A word is judged by its own shape, by lists of common names (`kith/content/identifiers`) and by its
neighbours. The rules, in order:

1. A common first name that is hardly anything else is enough (`Aisha`), unless it belongs to a
   place, a law or a body (`Martha's Rule`, `St George's Hospital`, `Storm Dennis`).
2. A first name that is also a word (`Grace`), and a common surname, need each other, an age, or a
   word about one person beside them.
3. Any word with a capital is a name straight after `the child`, `called`, `Mr`, or an initial.
4. Two unknown words with capitals are a name before an age or before what only a person does.

Names without capitals are found only after `called` or `named`, or where first name and surname
are both common.

How well: on the tables in `tests/kernel/identifiers/sentences.py`, as first measured, the rules
missed 4 of 75 sentences that name someone and raised 1 false alarm in 141 that do not; on a second
pair of tables, written afterwards, 4 of 45 and none of 84. Those misses were then mended. What is
still missed: uncommon names that nothing beside them gives away (`most are Tendai Moyo`), the same
in small letters, initials without the word `initials`, and a description by which those who know
the child would recognise them, which no list can see.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kith.kernel.identifiers.model import Found, Identifier, Plain
from kith.kernel.identifiers.tokens import Token, tokens_of, words, words_of

_AGE = re.compile(
    r"[ ,(]*(?:(?:who is|is|was|now|then|and) )?(?:aged? ?:? ?)?\(?(?P<age>\d{1,2})\b"
    r"(?P<after>\)|[,.;]|$| ?(?:years?|yrs?|y/?o|months?|-year)\b)?",
)
# `(14) was reported`: a number of things would take “were”.
_AGE_OF_ONE = re.compile(r" ?\(1?\d\),? (?:was|is|has|had|went|ran|who|absconded)\b")
_AGED = re.compile(r"[ ,(]*(?:(?:who is|is|was|now|then|both|each) )?aged? (?:of )?\d{1,2}\b")
_STARTS = '.!?:;•\n\r\t"“('
OLDEST = 18


class Reader:
    """Reads one text for names, word by word."""

    def __init__(self, plain: Plain, known: Collection[str]) -> None:
        self.plain = plain
        self.lists = words()
        self.known_words = words_of(known) - self.lists.first - self.lists.surnames
        self.tokens = tokens_of(plain.text, known)

    def names(self) -> Iterator[Found]:
        """Every name, once, at its full length."""
        at = 0
        while at < len(self.tokens):
            length = self.length_at(at)
            if length:
                first, last = self.tokens[at], self.tokens[at + length - 1]
                end = last.end - 2 if last.text.endswith("'s") else last.end
                yield self.plain.found(Identifier.NAME, first.start, end)
            at += max(length, 1)

    def length_at(self, at: int) -> int:
        """How many words the name that begins here has; 0 if none begins here."""
        token = self.tokens[at]
        if token.known:
            return 0
        if not token.capital:
            return self.small_letters(at)
        run = self.run(at)
        if self.belongs_to_body(at, run):
            return 0
        if self.surely(at, run):
            return run
        return 0

    def surely(self, at: int, run: int) -> bool:
        """Whether the run of words with capitals that begins here is a person's name."""
        lists, token = self.lists, self.tokens[at]
        follower = self.tokens[at + 1] if run > 1 else None
        common = self.common(token) and (token.name_like or run > 1)
        common_or_word = common or token.low in lists.ambiguous
        surname = follower is not None and follower.low in lists.surnames
        if common or (surname and not self.calm(token)):
            return True
        if token.initial and self.after_initial(at, run):
            return True
        before = self.before(at)
        if before and self.names_next(before, token, at):
            return True
        if run > 1 and self.apposed(at):
            return True
        if common_or_word or token.low in lists.surnames:
            return (
                (common_or_word and surname)
                or self.aged(at, run, loosely=not self.calm(token))
                or (self.does(at, run) and not self.calm(token))
                or bool(before and before.low in lists.children and not self.calm(token))
                or self.kin(at, run)
            )
        unknown = run > 1 and all(self.could_name(each) for each in self.tokens[at : at + run])
        return (unknown and (self.aged(at, run, loosely=False) or self.does(at, run))) or (
            self.could_name(token) and self.kin(at, run, strictly=True)
        )

    def run(self, at: int) -> int:
        """How many words with capitals stand here side by side, at most four."""
        length = 1
        while length < 4 and at + length < len(self.tokens):
            token, before = self.tokens[at + length], self.tokens[at + length - 1]
            dotted = before.initial and token.gap in (". ", ".")
            if not token.capital or not (token.beside or dotted) or token.known:
                break
            if before.text.endswith("'s"):
                break
            length += 1
        return length

    def belongs_to_body(self, at: int, run: int) -> bool:
        """Whether the words here are the name of a place, a law, a body or a paper."""
        lists = self.lists
        before = self.before(at)
        if before and before.capital and before.low in lists.before_organisation:
            return True
        if before and before.known:
            return True
        # The run may go on past a small “of” or “and”, and past the ’s of possession.
        for place in range(at, min(at + run + 2, len(self.tokens))):
            token = self.tokens[place]
            if place > at and "\n" in token.gap:
                return False
            inside = place < at + run
            after_possession = place == at + run and self.tokens[place - 1].text.endswith("'s")
            joined = token.beside and (inside or after_possession)
            if place > at and joined and token.capital and token.low in lists.organisation:
                return True
            if place == at + run and token.beside and token.low in lists.lower_organisation:
                return True
            if place > at and token.known and token.beside:
                return True
        return self.joins_body(at + run)

    def joins_body(self, place: int) -> bool:
        """Whether `and` and two words of a body follow: `Jack` in `Jack and Jill Nursery`."""
        rest = self.tokens[place : place + 3]
        if len(rest) < 3 or rest[0].text != "and" or not all(token.beside for token in rest):
            return False
        return (
            self.could_name(rest[1]) and rest[2].capital and rest[2].low in self.lists.organisation
        )

    def calm(self, token: Token) -> bool:
        """Whether a word with a capital names nobody: a month, a place, a job, an acronym."""
        low = token.low
        return (
            low in self.lists.calm
            or low in self.lists.organisation
            or low in self.known_words
            or (token.text.isupper() and len(token.text) > 1)
        )

    def before(self, at: int) -> Token | None:
        """The word before, if only a space (or the colon after a label) lies between."""
        if at == 0 or self.tokens[at].gap not in (" ", ": ", " (", ". ", ' "', " '", "-"):
            return None
        before = self.tokens[at - 1]
        if self.tokens[at].gap == ". " and before.low not in self.lists.titles:
            return None
        return before

    def names_next(self, before: Token, token: Token, at: int) -> bool:
        """Whether the word before says that a name follows, and this can be one."""
        lists = self.lists
        if before.low in lists.titles and before.text != "MS":
            return (
                token.name_like
                and (before.capital or not self.calm(token))
                and (token.low not in lists.calm)
            )
        if before.low in lists.naming and not before.capital:
            if before.low == "initials" and token.text.isupper():
                return True
            common = self.common(token) or token.low in lists.ambiguous | lists.surnames
            return self.could_name(token) and (common or self.of_child(at))
        if before.low not in lists.child or before.text.endswith("'s"):
            return False
        if token.initial:
            # “Child A” is how a child is written of without a name; “child J.” is not.
            return False
        if before.capital and not before.opens:
            return token.low in lists.surnames or token.low in lists.ambiguous
        if before.low in ("missing", "suspect", "parent", "patient", "student", "person", "youth"):
            return token.low in lists.surnames or token.low in lists.ambiguous
        if before.capital and (self.tokens[at - 1].gap.endswith("(") or self.run(at) > 1):
            return token.low in lists.surnames  # a title, such as “Pupil Registration”
        return self.could_name(token)

    def of_child(self, at: int) -> bool:
        """Whether a word for a child stands a few words before: `a boy who is called Nnamdi`."""
        near = {token.low for token in self.tokens[max(0, at - 5) : at]}
        return not near.isdisjoint((self.lists.child | self.lists.children) - {"missing"})

    def apposed(self, at: int) -> bool:
        """Whether a name with a surname stands beside a child by a comma: `girl, Poppy Marsh`."""
        if at == 0 or self.tokens[at].gap not in (", ", " ("):
            return False
        token, follower, before = self.tokens[at], self.tokens[at + 1], self.tokens[at - 1]
        if before.low not in self.lists.child or not self.could_name(follower):
            return False
        if self.common(token) or token.low in self.lists.ambiguous:
            return True
        closed = self.plain.text[follower.end : follower.end + 1] in ("", ",", ")", ".", ";")
        return closed and not before.capital and self.could_name(token)

    def common(self, token: Token) -> bool:
        """Whether it is a common first name, alone or joined: `Ellie`, `Ellie-Mae`."""
        return not self.lists.first.isdisjoint((token.low, *token.low.split("-")))

    def could_name(self, token: Token) -> bool:
        return token.name_like and not self.calm(token)

    def after_initial(self, at: int, run: int) -> bool:
        """Whether an initial and what follows are a name: `J. Smith`, `child J. Kowalczyk`."""
        if run < 2:
            return False
        last = self.tokens[at + run - 1]
        if not self.could_name(last):
            return False
        if last.low in self.lists.surnames:
            return True
        dotted = self.tokens[at + 1].gap.startswith(".")
        if dotted and self.tokens[at].opens and self.tokens[at].text not in _ITEMS:
            return True
        before = self.before(at)
        if before is None or (before.capital and not before.opens):
            return False
        return before.low in self.lists.child | self.lists.naming or (
            dotted and not before.capital and before.low not in _LABELS
        )

    def aged(self, at: int, run: int, loosely: bool) -> bool:
        """Whether an age of a child follows: `aged 7`, and loosely `(7)` or `, 7,`."""
        end = self.tokens[at + run - 1].end
        rest = self.plain.text[end : end + 30]
        if _AGED.match(rest) or (run > 1 and _AGE_OF_ONE.match(rest)):
            return True
        match = _AGE.match(rest)
        if not match or int(match["age"]) > OLDEST:
            return False
        worded = match["after"] is not None and match["after"] not in "),.;"
        return worded or (loosely and match["after"] is not None)

    def does(self, at: int, run: int) -> bool:
        """Whether what follows is what only a person does: `went missing`, `was arrested`."""
        place = at + run
        if place + 1 >= len(self.tokens) or not self.tokens[place].beside:
            return False
        verb, after = self.tokens[place], self.tokens[place + 1]
        if verb.low in ("absconded", "disclosed", "lives", "lived"):
            return True
        return verb.low in self.lists.verbs and after.beside and after.low in self.lists.after_verb

    def kin(self, at: int, run: int, strictly: bool = False) -> bool:
        """Whether a family or a relation follows: `the Khan family`, `Grace's mother`."""
        token, place = self.tokens[at], at + run
        if place >= len(self.tokens) or not self.tokens[place].beside or self.calm(token):
            return False
        low = self.tokens[place].low
        if self.tokens[place - 1].text.endswith("'s"):
            return low in (self.lists.kin if strictly else self.lists.child)
        if strictly:
            before = self.before(at)
            people = token.low.endswith(("an", "ish", "ese"))  # the Sudanese family
            if before is None or before.low != "the" or run > 1 or people:
                return False
        return low in self.lists.children or low in ("family", "household")

    def small_letters(self, at: int) -> int:
        """Names in small letters: after `called`, or a common first name and surname together."""
        lists, token = self.lists, self.tokens[at]
        every_first = lists.first | lists.ambiguous
        before = self.before(at)
        if before and before.low in ("called", "named", "nicknamed") and token.low in every_first:
            return 1
        if at + 1 < len(self.tokens) and self.common(token):
            after = self.tokens[at + 1]
            if after.beside and after.low in lists.surnames and not after.capital:
                return 2
        return 0


_ITEMS = "ABCDEFGHI"  # “B. Thresholds” opens an item of a list
# Before “A. Something” these make it a label.
_LABELS = frozenset(
    "annex appendix category figure group item option panel part phase question section table team "
    "tier type band class grade hepatitis vitamin and or".split()
)


def find_names(plain: Plain, known: Collection[str]) -> Iterator[Found]:
    """Every name of a person; the names in `known` (organisations, places) are let pass."""
    yield from Reader(plain, known).names()

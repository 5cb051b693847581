"""Two versions of a text beside each other, word by word, and two states figure by figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kith.foundation.publications.building import Draft
from kith.foundation.publications.freezing import answers_of
from kith.foundation.publications.models import Edition
from kith.foundation.publications.reading import Moved

_WORD = re.compile(r"\{\{.*?\}\}|\s+|[^\s{]+|\{")


@dataclass(frozen=True)
class Piece:
    """A run of words that both versions have ("same"), or one of them."""

    kind: str  # same, gone, new
    text: str


@dataclass(frozen=True)
class Line:
    """A line of text; `kind` is same, gone, new or changed."""

    kind: str
    pieces: tuple[Piece, ...]


def compared(before: str, after: str) -> list[Line]:
    """The lines of both versions in order; a changed line says which of its words changed."""
    old, new = ([x for x in text.splitlines() if x.strip()] for text in (before, after))
    out: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            out += [_whole("same", line) for line in old[a:b]]
        elif kind == "replace" and b - a == d - c:
            pairs = zip(old[a:b], new[c:d], strict=True)
            out += [Line("changed", tuple(_words(was, now))) for was, now in pairs]
        else:
            out += [_whole("gone", line) for line in old[a:b]]
            out += [_whole("new", line) for line in new[c:d]]
    return out


def _whole(kind: str, line: str) -> Line:
    return Line(kind, (Piece(kind, line),))


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("new", "".join(new[c:d]))


def since(edition: Edition, draft: Draft) -> list[Moved]:
    """What the draft prints otherwise than an edition, figure by figure."""
    old = {f.key: f for f in edition.figures.all()}
    moved = []
    for answer, mark in answers_of(draft):
        was = old.pop(answer.key, None)
        if was is None or was.shown != answer.text:
            moved.append(Moved(answer.title, was.shown if was else "", answer.text, mark))
    return moved + [Moved(f.title, f.shown, "", "") for f in old.values()]

"""What a person typed into the boxes of a form: read kindly, and given back as it was typed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kith.modules.dataset.asking import Box
from kith.modules.dataset.models import Answer
from kith.modules.dataset.sending.saving import Entry

OF, AMONG, REASON, EXPLANATION = "of", "among", "reason", "explanation"
SEEN, CLASH, CHOICE = "seen", "clash", "choice"
MINE, THEIRS = "mine", "theirs"
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,2})?")
_NONE = ("none", "nil", "zero", "no ")
_HIDDEN = ("<", "*", "c", "x", "z", "k", "u", "..", "n/a", "na", "-", "not known")


class Unreadable(ValueError):
    """What was typed is no number; the text says what to do."""


def name(kind: str, box: str) -> str:
    """The name of a field of a box."""
    return f"{kind}:{box}"


def anchor(box: str) -> str:
    """The id of a box on the page, for links."""
    return "box-" + re.sub(r"[^A-Za-z0-9]+", "-", box).strip("-")


def number(text: str) -> Decimal | None:
    """A number as people type it: spaces and commas between thousands are let pass."""
    plain = text.strip()
    if not plain:
        return None
    if plain.startswith(("-", "−")) and _NUMBER.fullmatch(plain[1:].strip()):
        raise Unreadable(f"Enter 0 or more, not {plain}.")
    if plain.endswith("%"):
        raise Unreadable("Enter the number itself, not a percentage.")
    squeezed = re.sub(r"(?<=\d)[,\s](?=\d{3}(\D|$))", "", plain)
    if _NUMBER.fullmatch(squeezed):
        return Decimal(squeezed)
    if plain.casefold().startswith(_NONE):
        raise Unreadable("If there were none, enter 0.")
    if plain.casefold().startswith(_HIDDEN):
        raise Unreadable(
            f"Enter the number itself, not “{plain[:20]}”. Small numbers are hidden before "
            "anything is published. If you cannot give it, leave it empty and say why."
        )
    raise Unreadable(f"Enter a number in figures, such as 12, not “{plain[:20]}”.")


def digest(answer: Answer | None) -> str:
    """A box's content in a few letters, to know whether a person changed it."""
    if answer is None:
        return _digest(None, None, "", "")
    return _digest(answer.of, answer.among, answer.reason, answer.explanation)


def _digest(of: Decimal | None, among: Decimal | None, reason: str, explanation: str) -> str:
    content = "\x1f".join([shown(of), shown(among), reason, explanation])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def shown(value: Decimal | None) -> str:
    """A stored number as it stands in a box."""
    if value is None:
        return ""
    whole = value.to_integral_value()
    return f"{whole:f}" if whole == value else f"{value.normalize():f}"


@dataclass(slots=True)
class Typed:
    """The fields of one box as they came."""

    of: str = ""
    among: str = ""
    reason: str = ""
    explanation: str = ""


@dataclass(slots=True)
class Read:
    """A form: what can be stored, what was typed, and what is wrong with it, by box."""

    entries: list[Entry] = field(default_factory=list)
    typed: dict[str, Typed] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    undecided: set[str] = field(default_factory=set)  # boxes of two values and no choice


def read_form(asked: Iterable[Box], posted: Mapping[str, str]) -> Read:
    """The entries of boxes that the person changed; those that they left alone are not touched."""
    read = Read()
    for box in asked:
        if name(SEEN, box.id) not in posted:
            continue
        typed = _typed(box, posted)
        seen, was = _seen(posted[name(SEEN, box.id)])
        choice = posted.get(name(CHOICE, box.id), "")
        try:
            entry = Entry(
                box.id,
                number(typed.of),
                number(typed.among) if box.item.out_of else None,
                typed.reason,
                typed.explanation,
                seen,
            )
        except Unreadable as why:
            read.typed[box.id], read.wrong[box.id] = typed, str(why)
            continue
        if entry.of is not None:
            # A number needs no reason for being absent.
            entry = Entry(box.id, entry.of, entry.among, "", entry.explanation, seen)
        if name(CLASH, box.id) in posted and choice not in (MINE, THEIRS):
            read.typed[box.id], read.wrong[box.id] = typed, "Choose which of the two stands."
            read.undecided.add(box.id)
            continue
        if choice == THEIRS or (not choice and _digest(*entry.content) == was):
            continue
        read.typed[box.id] = typed
        read.entries.append(entry)
    return read


def _typed(box: Box, posted: Mapping[str, str]) -> Typed:
    def words(kind: str, key: str) -> str:
        found = posted.get(name(kind, key), "").replace("\0", "").replace("\r\n", "\n")
        return found.strip()

    # One reason may stand for all boxes of an item.
    own = name(REASON, box.id) in posted
    reason = words(REASON, box.id if own else box.item.number)
    return Typed(words(OF, box.id), words(AMONG, box.id), reason, words(EXPLANATION, box.id))


def _seen(text: str) -> tuple[int, str]:
    version, _, was = text.partition(".")
    return (int(version) if version.isascii() and version.isdigit() else 0), was

"""Reading a message strictly: JSON of one shape, numbers as numbers, nothing twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest

from kith.modules.dataset.api.problems import Fault, Problem
from kith.modules.dataset.asking import Box
from kith.modules.dataset.sending.saving import Entry

MOST_BYTES = 2 * 1024 * 1024
LONGEST_NUMBER = 15  # characters
LONGEST_KEY = 200
MOST_FAULTS = 200  # of one message; more are not told
FIELDS = ("answers", "send", "dry_run", "key")
ANSWER_FIELDS = ("box", "of", "among", "reason", "explanation")


@dataclass(frozen=True, slots=True)
class Message:
    """What a system sent: entries for boxes, and what is to be done with them."""

    entries: list[Entry]
    places: dict[str, str]  # box -> where it stands in the message
    send: bool
    dry_run: bool
    key: str
    digest: str  # of its answers


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request, or a problem that says what is wrong with it."""
    if request.content_type != "application/json":
        raise Problem(415)
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if not declared.isdigit() or int(declared) > MOST_BYTES:
        raise Problem(413)
    data = request.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Problem(413)
    try:
        found = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_float=_number,
            parse_int=_whole,
        )
    except RecursionError:
        raise Problem(400, "It is nested too deep.") from None
    except UnicodeDecodeError:
        raise Problem(400, "It is not UTF-8.") from None
    except json.JSONDecodeError as wrong:
        raise Problem(400, f"Line {wrong.lineno}, column {wrong.colno}: {wrong.msg}.") from None
    except ValueError as wrong:
        raise Problem(400, str(wrong)) from None
    if not isinstance(found, dict):
        raise Problem(400, "It is not an object.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError("A name stands twice in one object.")
        found[name] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number.")


def _short(text: str) -> str:
    if len(text) > LONGEST_NUMBER + 1:
        raise ValueError(f"A number is longer than {LONGEST_NUMBER} figures.")
    return text


def _number(text: str) -> Decimal:
    if "e" in text.lower():
        raise ValueError("Write numbers out, without an exponent.")
    return Decimal(_short(text))


def _whole(text: str) -> int:
    return int(_short(text))


class _Reader:
    """Collects all that is wrong with a message, so that its sender mends it at once."""

    def __init__(self, asked: Iterable[Box]) -> None:
        self.money = {box.id for box in asked if box.item.unit == "money"}
        self.faults: list[Fault] = []

    def fault(self, at: str, says: str, do: str = "", box: str = "") -> None:
        self.faults.append(Fault(says, do, box, at))

    def message(self, body: dict[str, Any]) -> Message:
        self._only(body, FIELDS, "")
        send, dry_run = self._flag(body, "send"), self._flag(body, "dry_run")
        key = self._text(body.get("key", ""), "/key", LONGEST_KEY)
        if send and not dry_run and not key:
            self.fault(
                "/key",
                "A sending needs a key of its own.",
                "Give each sending a new key, and the same key when you try it again.",
            )
        answers = body.get("answers", [])
        if not isinstance(answers, list):
            self.fault("/answers", "This is not a list.")
            answers = []
        entries: list[Entry] = []
        places: dict[str, str] = {}
        for n, given in enumerate(answers):
            if len(self.faults) >= MOST_FAULTS:
                break
            at = f"/answers/{n}"
            entry = self._entry(given, at)
            if entry is None:
                continue
            if entry.box in places:
                self.fault(at, "This box stands twice in the message.", "Send it once.", entry.box)
            places[entry.box] = at
            entries.append(entry)
        if not (entries or send or self.faults):
            self.fault("/answers", "There is nothing in the message.", "Give answers, or send.")
        if self.faults:
            raise Problem(422, errors=self.faults)
        return Message(entries, places, send, dry_run, key, digest_of(answers))

    def _only(self, given: dict[str, Any], known: tuple[str, ...], at: str) -> None:
        for name in sorted(given.keys() - set(known))[:MOST_FAULTS]:
            self.fault(f"{at}/{_escaped(name)}", "There is no such field.", "Leave it out.")

    def _flag(self, body: dict[str, Any], name: str) -> bool:
        value = body.get(name, False)
        if not isinstance(value, bool):
            self.fault(f"/{name}", "This is neither true nor false.")
        return value is True

    def _text(self, value: Any, at: str, most: int, box: str = "") -> str:
        if not isinstance(value, str):
            self.fault(at, "This is not text.", "Put it in quotation marks.", box)
            return ""
        if len(value) > most:
            self.fault(at, f"This is longer than {most} characters.", "Shorten it.", box)
            return ""
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            self.fault(at, "This holds a character that is no text.", "Take it out.", box)
            return ""
        return value.strip()

    def _entry(self, given: Any, at: str) -> Entry | None:
        if not isinstance(given, dict):
            self.fault(at, "This is not an object.")
            return None
        self._only(given, ANSWER_FIELDS, at)
        box = self._text(given.get("box", ""), f"{at}/box", 200)
        if not box:
            self.fault(f"{at}/box", "This answer does not say for which box it is.")
            return None
        of, among = (self._figure(given.get(n), f"{at}/{n}", box) for n in ("of", "among"))
        # How long they may be is for the rules that all ways of sending share.
        words = [
            self._text(given.get(name, ""), f"{at}/{name}", MOST_BYTES, box)
            for name in ("reason", "explanation")
        ]
        if of is not None and words[0]:
            self.fault(
                f"{at}/reason",
                "There is a number and a reason why there is none.",
                "Give one of the two. Why a number moved belongs in “explanation”.",
                box,
            )
        return Entry(box, of, among, *words, seen=None)

    def _figure(self, value: Any, at: str, box: str) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, Decimal):
            if box in self.money and value == round(value, 2):
                return value
            many = "at most two decimals" if box in self.money else "a whole number"
            self.fault(at, f"{value} is not {many}.", f"Give {many}.", box)
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(
                at,
                "This is not a number.",
                "Give a number without quotation marks, or null and a reason.",
                box,
            )
            return None
        return Decimal(value)


def _escaped(name: str) -> str:
    """A name within a JSON pointer; a long one is cut."""
    return name[:40].replace("~", "~0").replace("/", "~1").encode(errors="replace").decode()


def digest_of(answers: list[Any]) -> str:
    """The same for the same answers, however they are spaced."""
    plain = json.dumps(answers, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def read_message(body: dict[str, Any], asked: Iterable[Box]) -> Message:
    """The message, or a problem that names each of its faults."""
    return _Reader(asked).message(body)

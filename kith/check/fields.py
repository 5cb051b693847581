"""Reads named values out of YAML, and says what is wrong with each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from kith.check.problems import Problem
from kith.check.yamls import Item
from kith.kernel.periods import Period, PeriodError, parse_period


def suggestion(word: str, known: Collection[str]) -> str:
    """“Did you mean …?” when there is something like it, otherwise the whole list."""
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"Use one of {', '.join(known)}." if len(known) <= 20 else "Correct it."


@dataclass(slots=True)
class Fields:
    """The names and values of one mapping in a YAML file."""

    file: str
    item: Item
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not isinstance(self.item.value, dict):
            self.wrong("", f"names and values are needed here, not {self.item.what}.", self.item)
            self.item = Item({}, self.item.line)

    @property
    def values(self) -> dict[str, Item]:
        """The values by name."""
        assert isinstance(self.item.value, dict)  # settled when this was made
        return self.item.value

    def wrong(self, name: str, text: str, item: Item | None = None) -> None:
        """Notes a problem with one value."""
        line = (item or self.values.get(name, self.item)).line
        self.problems.append(Problem(self.file, text, line, name))

    def only(self, known: Collection[str]) -> None:
        """Notes every name that is not known."""
        for name, item in self.values.items():
            if name not in known:
                self.wrong(name, f"this name is not known. {suggestion(name, known)}", item)

    def text(self, name: str, *, needed: bool = False) -> str:
        """One text."""
        item = self.values.get(name)
        if item is None or item.value == "":
            if needed:
                self.wrong(name, f"“{name}” is missing. Add it.", item)
            return ""
        if not isinstance(item.value, str):
            self.wrong(name, f"one value is needed here, not {item.what}.", item)
            return ""
        return item.value

    def texts(self, name: str, *, needed: bool = False) -> tuple[tuple[str, Item], ...]:
        """A list of texts, each with where it stands."""
        item = self.values.get(name)
        if item is None or item.value in ("", []):
            if needed:
                self.wrong(name, f"“{name}” is missing. Add a list.", item)
            return ()
        if not isinstance(item.value, list):
            self.wrong(name, f"a list is needed here, not {item.what}.", item)
            return ()
        found = []
        for each in item.value:
            if isinstance(each.value, str) and each.value:
                found.append((each.value, each))
            else:
                self.wrong(name, f"the list holds {each.what} where text is needed.", each)
        return tuple(found)

    def items(self, name: str) -> list[Item]:
        """A list of anything."""
        item = self.values.get(name)
        if item is None:
            return []
        if not isinstance(item.value, list):
            self.wrong(name, f"a list is needed here, not {item.what}.", item)
            return []
        return item.value

    def period(self, name: str, *, needed: bool = False) -> Period | None:
        """A period, a month or a day."""
        text = self.text(name, needed=needed)
        if not text:
            return None
        try:
            return parse_period(text)
        except PeriodError as error:
            self.wrong(name, str(error))
            return None

    def yes(self, name: str) -> bool:
        """Yes or no; no when it is left out."""
        text = self.text(name).lower()
        if text not in ("", "yes", "no", "true", "false"):
            self.wrong(name, f"“{text}” is neither yes nor no. Write one of them.")
        return text in ("yes", "true")

    def number(self, name: str) -> Decimal | None:
        """A number above nothing; None when it is left out."""
        text = self.text(name)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,4})?", text):
            self.wrong(name, f"“{text}” is not a number. Write it in digits.")
            return None
        return Decimal(text)

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        """One of a few words; nothing when it is left out."""
        text = self.text(name)
        if text and text not in known:
            self.wrong(name, f"“{text}” is not one of {', '.join(known)}. Use one of them.")
            return ""
        return text

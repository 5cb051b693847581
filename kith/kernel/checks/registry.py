"""The register of rules: each under a stable key, with its importance and why it is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from kith.kernel.checks.model import Agreed, Box, Importance, Raised
from kith.kernel.spc import XmR


class Return:
    """The boxes of one return, found by id and by the box that they add up to."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.boxes = tuple(boxes)
        self.by_id: dict[str, Box] = {}
        self.parts: dict[str, list[Box]] = {}
        self.charts: dict[str, XmR | None] = {}  # worked out once, read by two rules
        for box in self.boxes:
            if box.id in self.by_id:
                raise ValueError(f"two boxes of a return share the id {box.id}")
            self.by_id[box.id] = box
            if box.adds_to:
                self.parts.setdefault(box.adds_to, []).append(box)

    def box(self, key: str) -> Box | None:
        """The box with that id, if the return has it."""
        return self.by_id.get(key) if key else None


class Rule(ABC):
    """One question asked of every box; it knows shapes and relations, never an indicator.

    `why` is what the help page says: why the question is asked at all.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    importance: ClassVar[Importance]
    why: ClassVar[str]

    @abstractmethod
    def on(self, box: Box, given: Return) -> Iterator[Raised]:
        """What this rule has to say about one box."""

    def agreed(self, given: Return) -> Iterator[Agreed]:
        """What agrees, in words; most rules have nothing to say when all is well."""
        return iter(())

    def raised(self, box: Box, says: str, do: str, importance: Importance | None = None) -> Raised:
        """Something to say under this rule's key. An error is never explained away."""
        weight = importance or self.importance
        explained = weight is not Importance.MUST and box.explained
        return Raised(self.key, weight, box.id, says, do, explained)


RULES: dict[str, Rule] = {}


def register(rule: type[Rule]) -> type[Rule]:
    """Puts a rule into the register under its key; a key is never given twice or renamed."""
    if rule.key in RULES:
        raise ValueError(f"two checks share the key {rule.key}")
    RULES[rule.key] = rule()
    return rule


def listing() -> list[dict[str, Any]]:
    """Every rule with its title, importance and why it is asked, for the help page."""
    return [
        {
            "key": rule.key,
            "title": rule.title,
            "importance": rule.importance.value,
            "why": rule.why,
        }
        for rule in RULES.values()
    ]

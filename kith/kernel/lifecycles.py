"""Lifecycles: the states a case can be in and the moves between them, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kith.kernel.refusals import Refused

Facts = Mapping[str, Any]


class MoveRefused(Refused):
    """A move that cannot be made now; `missing` has one sentence for each thing missing."""

    def __init__(self, title: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"“{title}” cannot be done yet. " + " ".join(self.missing))


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on the facts of a case, with the sentence that says what to do when it fails."""

    holds: Callable[[Facts], bool]
    says: str


@dataclass(frozen=True, slots=True)
class Move:
    """A named step from one of some states to another.

    `requires` names facts that must be filled in; `reason` says that the person must give one;
    `when` are further conditions. The title is what the button says.
    """

    name: str
    from_: tuple[str, ...]
    to: str
    requires: tuple[str, ...] = ()
    reason: bool = False
    when: tuple[Condition, ...] = ()
    title: str = ""

    @property
    def shown(self) -> str:
        """The title, or the name in words."""
        return self.title or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The state a case starts in and every move that can be made.

    `ends` are the states that nothing leaves. Construction raises `ValueError` for a table that
    cannot be right: two moves of one name from one state, a state that cannot be reached, a state
    that nothing leaves and that is not an end, or an end that something leaves. `labels` gives a
    fact the words people know it by.
    """

    start: str
    moves: tuple[Move, ...]
    ends: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for move in self.moves:
            if not move.from_:
                raise ValueError(f"The move {move.name} does not say where it starts.")
            for state in move.from_:
                if (move.name, state) in seen:
                    raise ValueError(f"The move {move.name} from {state} is given twice.")
                seen.add((move.name, state))
        if unreached := [state for state in self.states if state not in self._reached()]:
            raise ValueError(f"No move ever reaches: {', '.join(unreached)}.")
        left = {state for move in self.moves for state in move.from_}
        if stuck := [s for s in self.states if s not in left and s not in self.ends]:
            raise ValueError(
                f"Nothing leaves these states, and they are no end: {', '.join(stuck)}."
            )
        if ended := [state for state in self.ends if state in left]:
            raise ValueError(f"A move leaves the end: {', '.join(ended)}.")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order the table first names it."""
        named = [self.start]
        for move in self.moves:
            named += [*move.from_, move.to]
        return tuple(dict.fromkeys([*named, *self.ends]))

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that leave a state, in the order of the table."""
        self._know(state)
        return tuple(move for move in self.moves if state in move.from_)

    def missing(self, move: Move, facts: Facts, reason: str = "") -> tuple[str, ...]:
        """What stands in the way of a move, one sentence each; empty when nothing does."""
        lacking = [
            f"{self._label(name)} is missing."
            for name in move.requires
            if facts.get(name) in (None, "", (), [])
        ]
        if move.reason and not reason.strip():
            lacking.append("Give a reason.")
        # A condition may read any required fact, so it waits until all of them are there.
        if not lacking:
            lacking += [test.says for test in move.when if not test.holds(facts)]
        return tuple(lacking)

    def make(self, state: str, name: str, facts: Facts, reason: str = "") -> str:
        """The state after the move; raises `MoveRefused` saying what is missing."""
        move = next((m for m in self.moves_from(state) if m.name == name), None)
        if move is None:
            titles = ", ".join(m.shown for m in self.moves_from(state)) or "nothing"
            shown = next((m.shown for m in self.moves if m.name == name), name)
            raise MoveRefused(shown, (f"From “{_words(state)}” the next step can be: {titles}.",))
        if lacking := self.missing(move, facts, reason):
            raise MoveRefused(move.shown, lacking)
        return move.to

    def _label(self, name: str) -> str:
        return self.labels.get(name) or _words(name).capitalize()

    def _know(self, state: str) -> None:
        if state not in self.states:
            raise ValueError(f"{state} is not a state of this lifecycle.")

    def _reached(self) -> set[str]:
        reached, waiting = {self.start}, [self.start]
        while waiting:
            state = waiting.pop()
            for move in self.moves:
                if state in move.from_ and move.to not in reached:
                    reached.add(move.to)
                    waiting.append(move.to)
        return reached


def _words(key: str) -> str:
    return key.replace("_", " ")

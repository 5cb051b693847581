"""The attack: what a reader who knows the method can work out from what is printed.

For each hidden cell the solver finds the least and the greatest whole number it could be, given
every printed cell and line. The reader knows that zeros are shown, so that a hidden cell is 1 or
more, but not which cells were hidden for their own sake and which to protect them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import highspy

from kith.kernel.disclosure.model import (
    LARGEST,
    SMALLEST,
    Cell,
    Key,
    Ledger,
    Line,
    Share,
    Sum,
    name_of,
    read,
)

_WHOLE = 1e-5  # how near a whole number a solution of the solver must be to be taken for it


@dataclass(frozen=True, slots=True)
class Recovered:
    """A sensitive count of 1 to 5 that can be worked out: exactly, or (weak) to one of two."""

    key: Key
    low: int
    high: int
    lines: tuple[Line, ...]

    @property
    def weak(self) -> bool:
        """It cannot be told exactly, but only two small numbers are possible."""
        return self.low != self.high

    @property
    def value(self) -> int | None:
        """What it was recovered as; None when it is one of two."""
        return None if self.weak else self.low

    @property
    def why(self) -> str:
        """A sentence for the person who must mend the publication."""
        if not self.lines:
            return f"{name_of(self.key)} is {self.low} and is shown."
        possible = f"{self.low} or {self.high}" if self.weak else str(self.low)
        lines = "; ".join(_line_name(line) for line in self.lines)
        return f"{name_of(self.key)} is hidden but can only be {possible}, from: {lines}."


@dataclass(frozen=True, slots=True)
class Row:
    """low <= weighted sum of the hidden cells at these positions <= high."""

    weights: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    line: Line

    def holds(self, values: Sequence[int]) -> bool:
        found = sum(weight * values[i] for i, weight in self.weights)
        return (self.low is None or self.low <= found) and (self.high is None or found <= self.high)


@dataclass(frozen=True, slots=True)
class Component:
    """Hidden cells tied to one another by lines, and to no other hidden cell."""

    keys: tuple[Key, ...]
    truth: tuple[int, ...]
    least: tuple[int, ...]
    greatest: int
    rows: tuple[Row, ...]


def attack(
    cells: Iterable[Cell],
    hidden: Collection[Key],
    lines: Iterable[Line],
    known: Collection[Key] = (),
) -> list[Recovered]:
    """Every sensitive count of 1 to 5 that a reader of the publication can work out.

    `known` are cells the attacker has seen elsewhere: one agency's own row, last year's report.
    An empty list means that none can be told, not even to one of two numbers.
    """
    ledger = read(cells, lines)
    unseen = frozenset(hidden) - frozenset(known)
    targets = ledger.primary() - frozenset(known)
    shown = sorted(targets - ledger.unknown(unseen), key=repr)
    found = [Recovered(k, ledger.values[k], ledger.values[k], ()) for k in shown]
    for component in components(ledger, unseen, known):
        found += recovered(component, targets)
    return found


def components(
    ledger: Ledger, hidden: Collection[Key], known: Collection[Key] = ()
) -> Iterator[Component]:
    """The hidden cells in groups that share no line, each with the lines that bind it."""
    unknown = ledger.unknown(hidden) - frozenset(known)
    groups = _Groups(unknown)
    tying = []
    for equation in ledger.equations(hidden):
        free = {k: w for k, w in equation.weights.items() if w and k in unknown}
        if free:
            groups.join(list(free))
            fixed = sum(
                w * ledger.values[k] for k, w in equation.weights.items() if k not in unknown
            )
            tying.append((equation, free, fixed))
    greatest = 10 * max(ledger.values.values(), default=0) + 1000
    by_group: dict[Key, list[tuple[dict[Key, int], int | None, int | None, Line]]] = {}
    for equation, free, fixed in tying:
        low = None if equation.low is None else equation.low - fixed
        high = None if equation.high is None else equation.high - fixed
        top = groups.top(next(iter(free)))
        by_group.setdefault(top, []).append((free, low, high, equation.line))
    for top, keys in groups.members().items():
        place = {key: i for i, key in enumerate(keys)}
        truth = tuple(ledger.values[key] for key in keys)
        rows = tuple(
            Row(tuple(sorted((place[k], w) for k, w in free.items())), low, high, line)
            for free, low, high, line in by_group.get(top, [])
        )
        divided_by = {row[3].among for row in by_group.get(top, []) if isinstance(row[3], Share)}
        least = tuple(  # a zero is shown, and no percentage of none is printed
            min(SMALLEST, value) if ledger.cells[key].published or key in divided_by else 0
            for key, value in zip(keys, truth, strict=True)
        )
        yield Component(keys, truth, least, greatest, rows)


def recovered(
    component: Component, targets: Collection[Key], weak_too: bool = True
) -> list[Recovered]:
    """The targets in this component that can be told; exactly only, unless `weak_too`."""
    wanted = [i for i, key in enumerate(component.keys) if key in targets]
    if not wanted or not component.rows:
        return []
    solver = _Solver(component)
    found = []
    for i in wanted:
        if _safe(*solver.seen(i), weak_too):
            continue
        lines: dict[Line, None] = {}
        for sense in (-1, 1):
            lines |= dict.fromkeys(solver.push(i, sense))
            if _safe(*solver.seen(i), weak_too):
                break
        else:
            low, high = solver.seen(i)
            found.append(Recovered(component.keys[i], low, high, tuple(lines)))
    return found


def _safe(low: int, high: int, weak_too: bool) -> bool:
    """Whether numbers already known to be possible leave enough doubt."""
    if not weak_too:
        return low < high
    return high - low >= 2 or (low < high and (low < SMALLEST or high > LARGEST))


class _SilentHighs(highspy.Highs):
    """The solver without the line it would print on standard output.

    HiGHS announces itself as its callbacks are turned on, which is before it can be told not to.
    Kith uses no callbacks: it is told at that moment, and none are turned on.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


class _Solver:
    """One model of a component; only its objective changes from question to question."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._low = list(component.truth)
        self._high = list(component.truth)
        self._highs = _model(component)

    def seen(self, i: int) -> tuple[int, int]:
        """The least and greatest values of cell `i` in any solution found so far."""
        return self._low[i], self._high[i]

    def push(self, i: int, sense: int) -> list[Line]:
        """Finds a solution with cell `i` as great (-1) or as small (1) as can be.

        Returns the lines that hold it there.
        """
        self._highs.changeColCost(i, float(sense))
        self._highs.run()
        solution = self._highs.getSolution()
        values, duals = list(solution.col_value), list(solution.row_dual)
        lines = [
            row.line
            for row, dual in zip(self._component.rows, duals, strict=True)
            if abs(dual) > _WHOLE
        ]
        if any(abs(v - round(v)) > _WHOLE for v in values):
            values = self._whole_solution()
        self._highs.changeColCost(i, 0.0)
        self._note([round(v) for v in values])
        return lines

    def _whole_solution(self) -> list[float]:
        """The same question asked in whole numbers, where fractions did better."""
        columns = range(len(self._component.keys))
        for column in columns:
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        self._highs.run()
        values = list(self._highs.getSolution().col_value)
        for column in columns:
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        return values

    def _note(self, values: list[int]) -> None:
        """Counts a solution only if it holds in exact arithmetic; to drop one errs to safety."""
        if all(row.holds(values) for row in self._component.rows):
            self._low = [min(a, b) for a, b in zip(self._low, values, strict=True)]
            self._high = [max(a, b) for a, b in zip(self._high, values, strict=True)]


def _model(component: Component) -> highspy.Highs:
    infinite = math.inf
    program = highspy.HighsLp()
    size = len(component.keys)
    program.num_col_, program.num_row_ = size, len(component.rows)
    program.col_cost_ = [0.0] * size
    program.col_lower_ = [float(x) for x in component.least]
    program.col_upper_ = [float(component.greatest)] * size
    program.row_lower_ = [-infinite if r.low is None else float(r.low) for r in component.rows]
    program.row_upper_ = [infinite if r.high is None else float(r.high) for r in component.rows]
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for row in component.rows:
        starts.append(starts[-1] + len(row.weights))
    program.a_matrix_.start_ = starts
    program.a_matrix_.index_ = [i for row in component.rows for i, _ in row.weights]
    program.a_matrix_.value_ = [float(w) for row in component.rows for _, w in row.weights]
    highs = _SilentHighs()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")  # so that every line keeps its dual value
    highs.setOptionValue("solver", "simplex")
    highs.passModel(program)
    return highs


class _Groups:
    """Which hidden cells hang together (union-find)."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._above: dict[Key, Key] = {key: key for key in sorted(keys, key=repr)}

    def top(self, key: Key) -> Key:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, keys: Sequence[Key]) -> None:
        first = self.top(keys[0])
        for key in keys[1:]:
            self._above[self.top(key)] = first

    def members(self) -> dict[Key, tuple[Key, ...]]:
        found: dict[Key, list[Key]] = {}
        for key in self._above:
            found.setdefault(self.top(key), []).append(key)
        return {top: tuple(keys) for top, keys in found.items()}


def _line_name(line: Line) -> str:
    return line.name or name_of(line.total if isinstance(line, Sum) else line.key)

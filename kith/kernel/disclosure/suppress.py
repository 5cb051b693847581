"""Which cells to hide: the small sensitive counts, and enough others to protect them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kith.kernel.disclosure.attack import Component, Recovered, components, recovered
from kith.kernel.disclosure.model import Cell, Key, Ledger, Line, Share, Sum, name_of, read
from kith.kernel.refusals import Refused


def suppress(cells: Iterable[Cell], lines: Iterable[Line]) -> set[Key]:
    """The keys of the cells and shares to hide, all under one sign.

    Hides sensitive counts from 1 to 5; then, in any line with one hidden cell, the cheapest other
    that is not 0; then, while the attack still recovers a sensitive count exactly, one more cell
    of the lines it used. The same publication gives the same answer whatever the order of its
    cells. Refuses one whose small counts nothing can protect.
    """
    return _Suppression(read(cells, lines)).run()


class _Suppression:
    """The set of hidden cells as it grows."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._primary = ledger.primary()
        self._unknown = set(ledger.unknown(self._primary))  # hidden, or never printed
        self._protected = set(self._primary)  # hidden on purpose, so not to be worked out
        self._shares = {s.key for s in ledger.shares if self._is_small(s)}
        self._safe: set[tuple[frozenset[Key], int]] = set()

    def run(self) -> set[Key]:
        while True:
            self._mend_lines()
            self._hide_shares()
            opened = list(self._opened())
            if not opened:
                break
            for component, cell in opened:
                self._close(component, cell)
        printed = {key for key in self._unknown if self._ledger.cells[key].published}
        return printed | self._shares

    def _is_small(self, share: Share) -> bool:
        """Its numerator or denominator is a hidden count; the rest of it is a cell of its own."""
        return share.of in self._primary or share.among in self._primary

    def _hide_shares(self) -> None:
        for share in self._ledger.shares:
            if {share.of, share.among} & self._protected:
                self._shares.add(share.key)

    def _mend_lines(self) -> None:
        """Until every line has no hidden cell or at least two, where that can be had."""
        again = True
        while again:
            again = False
            for line in self._ledger.sums:
                hidden = self._hidden_in(line)
                if len(hidden) == 1 and hidden[0] in self._protected:
                    cheapest = self._cheapest((line,))
                    if cheapest is not None:
                        self._hide(cheapest)
                        again = True

    def _opened(self) -> Iterator[tuple[Component, Recovered]]:
        """The first sensitive count recovered in each group of hidden cells."""
        hidden = self._unknown | self._shares
        for component in components(self._ledger, hidden):
            signature = (frozenset(component.keys), len(component.rows))
            if signature in self._safe:
                continue
            found = recovered(component, self._primary, weak_too=False)
            if found:
                yield component, found[0]
            else:
                self._safe.add(signature)

    def _close(self, component: Component, cell: Recovered) -> None:
        """Hides one thing more: of the lines that gave the cell away, or of any near it."""
        for line in cell.lines:
            if isinstance(line, Share):
                self._shares.add(line.key)
                return
        near = tuple(line for key in component.keys for line in self._ledger.touching[key])
        used = tuple(line for line in cell.lines if isinstance(line, Sum))
        for lines in (used, near):
            cheapest = self._cheapest(lines)
            if cheapest is not None:
                self._hide(cheapest)
                return
        raise Refused(
            f"{name_of(cell.key)} is a small number that nothing can protect: "
            "every cell beside it is 0 or already public. Join it with another category "
            "or leave the table out."
        )

    def _hide(self, key: Key) -> None:
        self._unknown.add(key)
        self._protected.add(key)

    def _hidden_in(self, line: Sum) -> list[Key]:
        return [key for key in dict.fromkeys((line.total, *line.parts)) if key in self._unknown]

    def _cheapest(self, lines: Iterable[Sum]) -> Key | None:
        """The cell that costs the reader least; None where only zeros and public cells are left."""
        able = {key for line in lines for key in (line.total, *line.parts) if self._may_hide(key)}
        values = self._ledger.values
        return min(able, key=lambda k: (self._cost(k), values[k], repr(k)), default=None)

    def _may_hide(self, key: Key) -> bool:
        cell = self._ledger.cells[key]
        return key not in self._unknown and not cell.fixed and self._ledger.values[key] > 0

    def _cost(self, key: Key) -> int:
        """Its own count, and the least that hiding it would make us hide in its other lines."""
        cost = self._ledger.values[key]
        for line in self._ledger.touching[key]:
            if not self._hidden_in(line):
                others = {k for k in (line.total, *line.parts) if k != key and self._may_hide(k)}
                cost += min((self._ledger.values[k] for k in others), default=0)
        return cost

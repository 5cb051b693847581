"""Which figures of a draft are hidden, and the attack on what is left.

The whole publication is one system: a figure that stands in three tables and a sentence is one
cell, a table's total is a line, a printed share is a line, and a row that gathers several groups
is a line whose parts may never be printed. Official statistics come protected by who published
them and are left as they are.
"""

from collections.abc import Iterable, Mapping

from kith.foundation.indicators import Want
from kith.foundation.indicators.definitions import definition
from kith.kernel.disclosure import Cell, Key, Line, Recovered, Share, Sum, attack, suppress
from kith.kernel.figures import Count, Figure, Origin, Rate, Ratio

Wants = tuple[Want, ...]
Sums = Iterable[tuple[Wants, list[Wants]]]


def hide(
    figures: Mapping[Want, Figure], tables: Iterable[Sums], printed: Iterable[Wants]
) -> tuple[frozenset[Wants], list[Recovered]]:
    """The figures to hide, and every small number that could still be worked out (none, ever).

    `printed` is everything that the draft prints, gathered rows as several wants in one.
    """
    shown = {wants for wants in printed if all(w in figures for w in wants)}
    cells: dict[Key, Cell] = {}
    lines: list[Line] = []
    for wants in shown:
        _add(cells, lines, wants, figures, published=True)
    for table in tables:
        for total, parts in table:
            if total not in cells and len(total) > 1 and all(w in figures for w in total):
                _add(cells, lines, total, figures, published=False)
            # A part without a number hides nothing where the others make the total.
            known = [p for p in parts if p in cells and cells[p].value is not None]
            if known and total in cells and cells[total].value is not None:
                lines.append(Sum(total, tuple(known)))
    true = [line for line in lines if not isinstance(line, Sum) or _adds_up(line, cells)]
    hidden = suppress(cells.values(), true)
    named = frozenset(key for key in hidden if key in shown)
    return named, attack(cells.values(), hidden, true)


def _add(
    cells: dict[Key, Cell],
    lines: list[Line],
    wants: Wants,
    figures: Mapping[Want, Figure],
    published: bool,
) -> None:
    """The cells of one printed figure, with the lines that tie them together."""
    if wants in cells and (cells[wants].published or not published):
        return
    found = [figures[w] for w in wants]
    sensitive = any(_protected(w, f) for w, f in zip(wants, found, strict=True))
    if len(wants) > 1:
        for want in wants:
            _add(cells, lines, (want,), figures, published=False)
        counts = [f.value.value for f in found if isinstance(f.value, Count)]
        cells[wants] = Cell(wants, sum(counts) if counts else None, sensitive, published)
        parts = tuple((w,) for w in wants if cells[(w,)].value is not None)
        if parts and counts:
            lines.append(Sum(wants, parts))
        return
    value = found[0].value
    if isinstance(value, Count):
        cells[wants] = Cell(wants, value.value, sensitive, published)
    elif found[0].missing:
        cells[wants] = Cell(wants, None, False, published)
    elif isinstance(value, Ratio | Rate) and published and sensitive:
        among = value.among if isinstance(value, Ratio) else value.population
        if not among:
            return
        of_key, among_key = (*wants, "of"), (*wants, "among")
        # Appendix A prints how the share was worked out, and so both of its parts.
        cells[of_key] = Cell(of_key, value.of, sensitive, published=True)
        fixed = isinstance(value, Rate)
        cells[among_key] = Cell(among_key, among, sensitive and not fixed, True, fixed)
        scale = 100 if isinstance(value, Ratio) else value.per
        lines.append(Share(wants, of_key, among_key, scale))
        if isinstance(value, Ratio):
            rest = (*wants, "rest")
            cells[rest] = Cell(rest, value.among - value.of, sensitive, published=False)
            lines.append(Sum(among_key, (of_key, rest)))


def _protected(want: Want, figure: Figure) -> bool:
    return definition(want.indicator).protect and figure.source.origin is not Origin.OFFICIAL


def _adds_up(line: Sum, cells: Mapping[Key, Cell]) -> bool:
    """A total that its parts do not make is the guards' business; nothing follows from it."""
    total = cells[line.total].value
    return total == sum(cells[p].value or 0 for p in line.parts)

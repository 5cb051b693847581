"""One fact printed in several places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kith.kernel.guards.dossier import Dossier
from kith.kernel.guards.facts import Stated
from kith.kernel.guards.findings import when
from kith.kernel.guards.reach import common
from kith.kernel.guards.registry import Result, Rule, register
from kith.kernel.guards.words import listed, say


@register
class RestatedRule(Rule):
    """Whether a fact that is printed more than once is printed alike, in sentences and tables."""

    key = "restated"
    title = "One fact, one figure"
    protects = "A summary that still has last month's number when the section has this month's."
    example = "970 delegates in the summary and 925 in the section on training."

    def check(self, dossier: Dossier) -> Iterator[Result]:
        cells = [cell for table in dossier.tables for cell in table.cells.values()]
        facts: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
        for figure in [*dossier.figures, *cells]:
            if figure.measure and figure.period and figure.value is not None:
                key = (figure.measure, figure.area, figure.group, figure.period.code, figure.unit)
                facts[key].append(figure)
        for figures in facts.values():
            if len(figures) < 2:
                continue
            refs = tuple(figure.id for figure in figures)
            places = listed(list(dict.fromkeys(figure.place or "?" for figure in figures)))
            first = figures[0]
            if common(figure.reach for figure in figures) is not None:
                words = f"{first.name} is {say(first)} each time it is printed ({places})"
                yield self.passed(first.place, words, refs)
                continue
            told = [f"{say(figure)} ({figure.place})" for figure in figures]
            yield self.finding(
                first.place,
                stated=f"{first.name} is {listed(told)}.",
                follows=f"It is one fact for {when(first.period)}, so one of them is wrong.",
                todo="Print the same figure everywhere, from one source.",
                refs=refs,
            )

"""A draft as the guards read it: what it prints, and what its text and tables say of it.

Claims follow from how a figure is referred to. A table with a total claims that its parts make
it; a stock-and-flow chart claims that it closes; a change claims what it compares; two areas in
one sentence claim to be alike; a date with words claims an event; a typed figure that names an
indicator is held against Kith's own.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kith.foundation.indicators import Want
from kith.foundation.publications.answers import Answer
from kith.foundation.publications.building import Draft
from kith.foundation.publications.dating import events, publishing_day
from kith.foundation.publications.models import Document
from kith.foundation.publications.tabling import Filled
from kith.foundation.publications.writing import Run
from kith.kernel.figures import Unit, rounded
from kith.kernel.guards import Dossier, Finding, Report, Stated, check
from kith.kernel.guards.claims import (
    Change,
    Claim,
    Comparison,
    Outcomes,
    PartsTotal,
    RateOf,
    StockFlow,
)


@dataclass
class Said:
    """What has been gathered for the guards so far."""

    figures: dict[str, Stated] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    official: dict[str, Stated] = field(default_factory=dict)

    def add(self, answer: Answer, place: str, id: str = "") -> str:
        """Note a printed figure; its id is what was asked for, so that it is noted once."""
        name = id or answer.key
        if name not in self.figures and answer.figure is not None and not answer.hidden:
            self.figures[name] = Stated.of(answer.figure, id=name, place=place)
        return name if name in self.figures else ""


Contributor = Callable[[Document], Said]
CONTRIBUTORS: list[Contributor] = []


def contributor(function: Contributor) -> Contributor:
    """Register a function that adds figures and claims of another app, such as the accounts."""
    if function not in CONTRIBUTORS:
        CONTRIBUTORS.append(function)
    return function


def dossier(draft: Draft, published_on: date | None = None) -> Dossier:
    """Everything the draft prints and says."""
    said = Said()
    for run in draft.runs:
        _sentence(said, run)
    for key, filled in draft.tables.items():
        _table(said, filled, draft.placed[key], key)
    for run in draft.runs:
        _changes(said, run)
    said.claims += events(draft.runs, published_on)
    _rates(said)
    _against_kith(said, draft)
    for contribute in CONTRIBUTORS:
        more = contribute(draft.document)
        said.figures.update(more.figures)
        said.official.update(more.official)
        said.claims += more.claims
    return Dossier(
        title=draft.document.title,
        period=draft.document.period,
        area=draft.document.area,
        published_on=published_on,
        figures=tuple(said.figures.values()),
        claims=tuple(said.claims),
        official=tuple(said.official.values()),
    )


def guard(draft: Draft) -> Report:
    """What the guards find in the draft, were it published today, and what passes."""
    return check(dossier(draft, publishing_day(draft.document)))


def finding_key(finding: Finding) -> str:
    """A finding's lasting name: it changes as soon as what it says changes."""
    said = "|".join((finding.rule, finding.where, finding.stated, finding.follows))
    return hashlib.sha256(said.encode()).hexdigest()


def _sentence(said: Said, run: Run) -> None:
    place = run.place
    live = [a for a in run.answers if a.figure is not None and not a.hidden]
    for answer in live:
        if "|" not in answer.key or answer.stated:
            said.add(answer, place)
    said.claims += _comparisons(said, live, place)


def _changes(said: Said, run: Run) -> None:
    """What changes compare may stand after them, so they are read when all figures are known."""
    for answer in run.answers:
        if answer.key.startswith("change|") and not answer.hidden:
            _change(said, answer, run.place)


def _change(said: Said, answer: Answer, place: str) -> None:
    _, before, after = answer.key.split("|")
    if before in said.figures and after in said.figures:
        percent = said.figures[after]
        name = answer.key
        if name not in said.figures and answer.number is not None:
            said.figures[name] = Stated(
                id=name,
                value=rounded(answer.number, 1),
                place=place,
                label=answer.title,
                measure="",
                kind=percent.kind,
                unit=Unit.PERCENT,
                area=percent.area,
                period=percent.period,
                places=1,
            )
        said.claims.append(Change(after=after, before=before, percent=name, place=place))


def _comparisons(said: Said, live: list[Answer], place: str) -> Iterator[Claim]:
    """Two areas' rates or shares in one sentence are set side by side, whatever the words."""
    relative = [
        a
        for a in live
        if a.figure is not None
        and a.figure.unit in (Unit.RATE, Unit.PERCENT)
        and a.key in said.figures
    ]
    areas = {a.figure.area for a in relative if a.figure}
    if len(areas) < 2:
        return
    home = relative[0].figure.area if relative[0].figure else ""
    ours = [a for a in relative if a.figure and a.figure.area == home]
    for theirs in relative:
        if theirs.figure is None or theirs.figure.area == home:
            continue
        best = max(ours, key=lambda a: _likeness(a, theirs))
        yield Comparison(ours=best.key, theirs=theirs.key, place=place)


def _likeness(a: Answer, b: Answer) -> int:
    assert a.figure is not None
    assert b.figure is not None
    return 2 * (a.figure.indicator == b.figure.indicator) + (a.figure.period == b.figure.period)


def _table(said: Said, filled: Filled, number: str, key: str) -> None:
    grid = filled.grid
    ids = {}
    for p in filled.placed:
        ids[p.row, p.column] = said.add(p.answer, number, f"{key}.{p.row}.{p.column}")
    for c in range(len(grid.columns)):
        column = [(r, ids.get((r, c), "")) for r in range(len(grid.rows))]
        named = [(r, id) for r, id in column if id]
        if grid.draw == "flow" and len(named) == 4:
            opening, starts, ends, closing = (id for _, id in named)
            said.claims.append(
                StockFlow(opening=opening, starts=starts, ends=ends, closing=closing, place=number)
            )
        elif grid.draw == "outcomes" and named:
            _outcomes(said, grid.options.get("cases"), [id for _, id in named], number)
        elif grid.sums:
            said.claims += _totals(said, filled, column, number)


def _totals(
    said: Said, filled: Filled, column: list[tuple[int, str]], number: str
) -> Iterator[Claim]:
    parts: list[str] = []
    whole = True
    for r, id in column:
        row = filled.grid.rows[r]
        if row.group:
            continue
        if row.total:
            if id and parts and whole:
                yield PartsTotal(total=id, parts=tuple(parts), place=number)
            parts, whole = [], True
        elif id and said.figures[id].unit in (Unit.COUNT, Unit.MONEY):
            parts.append(id)
        else:
            whole = False  # a hidden or missing part: the sum cannot be checked by a reader


def _outcomes(said: Said, cases: object, outcomes: list[str], number: str) -> None:
    id = str(cases or "")
    if id in said.figures:
        said.claims.append(Outcomes(cases=id, outcomes=tuple(outcomes), place=number))


def _rates(said: Said) -> None:
    """A printed rate beside its printed count: one population must give both."""
    for rate in list(said.figures.values()):
        if rate.unit is not Unit.RATE or rate.numerator is None:
            continue
        for count in said.figures.values():
            same = (count.area, count.period, count.group) == (rate.area, rate.period, rate.group)
            alike = count.measure + "_rate" == rate.measure and count.place == rate.place
            if same and alike and count.unit is Unit.COUNT:
                said.claims.append(RateOf(rate=rate.id, count=count.id, place=rate.place))
                break


def _against_kith(said: Said, draft: Draft) -> None:
    """What Kith itself holds for each typed figure that names an indicator."""
    for typed in draft.answers.stated.values():
        want = Want(typed.indicator, typed.period_code, typed.area)
        figure = draft.figures.get(want) if typed.indicator else None
        if figure is not None and figure.missing is None:
            name = f"kith:{want.indicator}:{want.period}:{want.area}"
            said.official[name] = Stated.of(figure, id=name)


# ---- numbers that are no references -------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w£])£?\d[\d,]*(?:\.\d+)?%?")
_NO_FIGURE = re.compile(
    r"\b(?:19|20)\d\d(?:-\d\d)?\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|\bsections? \d+[A-Z]*\b|\bchapter \d+\b|\bQ[1-4]\b"
    r"|\bevery 1(?:0,000|00,000|,000|00)\b|\b\d+ to \d+ (?:years|year-olds)\b"
    r"|\baged? \d+(?: to \d+)?\b",
)


@dataclass(frozen=True)
class Loose:
    """A number typed into prose: where it stands and the words around it."""

    place: str
    section: str
    line: int
    number: str
    around: str


def loose_numbers(runs: Iterable[Run]) -> list[Loose]:
    """Numbers in prose that are no reference; dates, years and sections of law are none."""
    found = []
    for run in runs:
        for text in run.loose:
            masked = _NO_FIGURE.sub(lambda m: " " * len(m[0]), text)
            for match in _NUMBER.finditer(masked):
                around = text[max(0, match.start() - 30) : match.end() + 30].strip()
                found.append(Loose(run.place, run.section, run.line, match[0], around))
    return found

"""Grids as tables: every cell asked for, hidden where it must be, and named for its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kith.foundation.indicators import Want
from kith.foundation.publications import model
from kith.foundation.publications.answers import Answer, Answers, Problem, exact
from kith.foundation.publications.exhibits import Ask, Field, Grid, Line
from kith.foundation.publications.markup import Reference, Words, parse
from kith.foundation.ui.charts.scale import nice_ticks
from kith.kernel.figures import Unit
from kith.kernel.refusals import Refused


@dataclass(frozen=True)
class Placed:
    """An answer and where it stands in its table (both counted from 0)."""

    row: int
    column: int
    answer: Answer


@dataclass(frozen=True)
class Filled:
    """A grid with its answers."""

    grid: Grid
    placed: tuple[Placed, ...]

    def at(self, row: int, column: int) -> Answer | None:
        return next((p.answer for p in self.placed if (p.row, p.column) == (row, column)), None)

    def values(self, column: int) -> list[float]:
        """The numbers of a column, those of totals and of hidden cells left out."""
        rows = self.grid.rows
        return [
            float(p.answer.number)
            for p in self.placed
            if p.column == column and not rows[p.row].total and p.answer.number is not None
        ]


def fill(grid: Grid, answers: Answers, where: str) -> Filled:
    """Ask for every cell; what cannot be answered becomes a problem of the draft."""
    placed = []
    for r, row in enumerate(grid.rows):
        for c, column in enumerate(grid.columns):
            ask = grid.ask(row, column)
            if ask is None:
                continue
            try:
                answer = answers.ask(ask)
            except Refused as refused:
                answers.problems.append(Problem(f"{where}, {row.label}", str(refused)))
                continue
            answers.used.setdefault(answer.key, answer)
            placed.append(Placed(r, c, answer))
    return Filled(grid, tuple(placed))


def sums(grid: Grid) -> list[tuple[tuple[Want, ...], list[tuple[Want, ...]]]]:
    """For each column with a total: the total and its parts, for guards and for hiding."""
    found: list[tuple[tuple[Want, ...], list[tuple[Want, ...]]]] = []
    if not grid.sums:
        return found
    if grid.draw == "flow":
        return _flows(grid)
    for column in grid.columns:
        parts: list[tuple[Want, ...]] = []
        for row in grid.rows:
            ask = grid.ask(row, column)
            if ask is None or ask.show != "value" or not ask.wants():
                continue
            if row.total:
                found.append((ask.wants(), parts))
                parts = []
            else:
                parts.append(ask.wants())
    return [(total, parts) for total, parts in found if parts] + _wholes(grid)


def _wholes(grid: Grid) -> list[tuple[tuple[Want, ...], list[tuple[Want, ...]]]]:
    """The parts of one measure in a column: a reader may find their whole in another place."""
    found: dict[tuple[Want, ...], list[tuple[Want, ...]]] = {}
    for column in grid.columns:
        for row in grid.rows:
            ask = grid.ask(row, column)
            if ask is None or row.total or not (ask.by or ask.gather):
                continue
            parts = found.setdefault((Want(ask.indicator, ask.period, ask.area),), [])
            if ask.wants() not in parts:
                parts.append(ask.wants())
    return list(found.items())


def _flows(grid: Grid) -> list[tuple[tuple[Want, ...], list[tuple[Want, ...]]]]:
    """Opening and starts together make what ends and closing together make."""
    found = []
    for column in grid.columns:
        asks = [grid.ask(r, column) for r in grid.rows if not (r.total or r.group)]
        wants = [ask.wants() for ask in asks if ask is not None and ask.wants()]
        if len(wants) == 4:
            opening, starts, ends, closing = wants
            found.append((opening + starts, [ends, closing]))
    return found


def table(
    filled: Filled,
    answers: Answers,
    *,
    key: str,
    number: str,
    title: str,
    source: model.Inlines,
    notes: tuple[str, ...] = (),
) -> model.TableBlock:
    """The grid as a table block: hidden rows keep their place in a named order."""
    grid = filled.grid
    tops = [max(filled.values(c), default=0) or 1 for c in range(len(grid.columns))]
    rows = []
    for r, row in enumerate(grid.rows):
        cells = [model.Cell(row.label, strong=row.total or row.highlight, sub=row.sub)]
        for c, column in enumerate(grid.columns):
            cells.append(_cell(filled, answers, r, c, row, column, tops))
        rows.append(model.Row(tuple(cells), row.total, row.group, row.level))
    columns = (
        model.Column(grid.first),
        *(
            model.Column(
                c.label,
                numeric=not (c.text or c.draw),
                width=c.width,
                unit=c.unit or _unit(filled, n),
                drawn=c.draw,  # type: ignore[arg-type]
                axis=_axis(rows, n + 1, c.unit) if c.draw == "dot" else None,
            )
            for n, c in enumerate(grid.columns)
        ),
    )
    kind = "data" if filled.placed else "words"
    return model.TableBlock(key, number, title, columns, tuple(rows), source, notes, kind)


def _axis(rows: Sequence[model.Row], column: int, unit: str) -> model.Axis:
    """The scale of a column of dots, from nought, with a line where a country stands."""
    drawn = [(row.cells[0].text, dot) for row in rows if (dot := row.cells[column].dot)]
    most = max((d.high if d.high is not None else d.value for _, d in drawn), default=1.0)
    ticks = nice_ticks(0, most, 3)
    name, at = next(((n, d.value) for n, d in drawn if d.kind == "country"), ("", None))
    return model.Axis(ticks[-1], ticks[1] - ticks[0], at, name, unit)


def _cell(
    filled: Filled,
    answers: Answers,
    r: int,
    c: int,
    row: Line,
    column: Field,
    tops: Sequence[float],
) -> model.Cell:
    if column.text:
        return words_cell(row.texts.get(column.text, ""), answers, row.label)
    if row.group:
        return model.Cell("")
    if column.draw == "bar":
        answer = filled.at(r, column.of)
        if answer is None or answer.number is None or row.total:
            return model.Cell("")
        return model.Cell("", bar=max(0.0, float(answer.number) / tops[column.of]))
    if column.draw == "spark":
        series = [_spark(answers, filled.grid.at(row, p)) for p in column.periods]
        return model.Cell("", spark=tuple(v for v in series if v is not None))
    if column.draw == "dot":
        answer = filled.at(r, column.of)
        return model.Cell("", dot=dot(row, answer)) if answer else model.Cell("")
    answer = filled.at(r, c)
    if answer is None:
        return model.Cell("")
    figure = answer.figure
    missing = figure.missing.value if figure is not None and figure.missing else ""
    return model.Cell(
        answer.text,
        value=None if answer.hidden or answer.number is None else exact(answer.number),
        unit=figure.unit.value if figure else "",
        code="c" if answer.hidden else missing,
        hidden=answer.hidden,
        mark=answers.mark(answer),
        strong=row.total or row.highlight,
    )


def dot(row: Line, answer: Answer) -> model.Dot | None:
    """A dot with its range; the row says what kind of area it is."""
    if answer.number is None:
        return None
    chance = answer.interval
    kind = row.kind or "neighbour"
    return model.Dot(
        float(answer.number),
        float(chance.low) if chance else None,
        float(chance.high) if chance else None,
        kind,  # type: ignore[arg-type]
    )


def words_cell(text: str, answers: Answers, where: str) -> model.Cell:
    """A cell of words that may hold references; it reads as one run of plain text."""
    out = []
    for block in parse(text):
        for piece in block.pieces:
            if isinstance(piece, Words):
                out.append(piece.text)
            elif isinstance(piece, Reference):
                found = answers.inline(piece, where)
                out.append(found.shown if isinstance(found, model.FigureMark) else found.text)
    return model.Cell("".join(out))


def texts(grid: Grid) -> list[Reference]:
    """The references inside the words of a grid."""
    found = []
    for row in grid.rows:
        for text in row.texts.values():
            found += [p for b in parse(text) for p in b.pieces if isinstance(p, Reference)]
    return found


def position_marks(number: str, filled: Filled) -> Mapping[str, Answer]:
    """Marks for the cells of a table by their place: "T4.2.1" is table 4, row 2, column 1."""
    prefix = number.replace("Table ", "T").replace("Figure ", "F")
    return {f"{prefix}.{p.row + 1}.{p.column + 1}": p.answer for p in filled.placed}


def _spark(answers: Answers, ask: Ask) -> float | None:
    try:
        answer = answers.ask(ask)
    except Refused:
        return None
    return None if answer.number is None else float(answer.number)


def _unit(filled: Filled, column: int) -> str:
    units = {
        p.answer.figure.unit
        for p in filled.placed
        if p.column == column and p.answer.figure is not None
    }
    names = {Unit.COUNT: "", Unit.PERCENT: "%", Unit.RATE: "rate", Unit.MONEY: "£"}
    return names.get(units.pop(), "") if len(units) == 1 else ""

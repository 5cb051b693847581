"""Filled grids as charts: one function for each way of drawing, and the same three forms of all."""

from collections.abc import Callable, Iterator

from kith.foundation.publications import model
from kith.foundation.publications.answers import Answer, Answers, Problem
from kith.foundation.publications.tabling import Filled
from kith.foundation.ui import charts
from kith.foundation.ui.charts import Point

ROLES = {"area": "area", "country": "country", "mean": "mean", "region": "region"}


def chart(
    filled: Filled, answers: Answers, table: model.TableBlock, subtitle: str
) -> model.ChartBlock:
    """The chart of a grid, with its table. What cannot be drawn becomes a problem of the draft."""
    fault = charts.title_fault(table.title)
    if fault:
        answers.problems.append(Problem(table.number, fault))
    try:
        spec = _SPECS[filled.grid.draw](filled, table.title, subtitle)
    except (ValueError, KeyError) as error:
        answers.problems.append(Problem(table.number, f"This cannot be drawn: {error}"))
        return model.ChartBlock(table.id, table.number, table.title, "", "", subtitle, table=table)
    return model.ChartBlock(
        id=table.id,
        number=table.number,
        title=table.title,
        alt=spec.alt(),
        svg=charts.draw(spec, charts.PRINT),
        subtitle=subtitle,
        wide=charts.draw(spec, charts.WIDE),
        narrow=charts.draw(spec, charts.NARROW),
        table=table,
        source=table.source,
    )


def _point(answer: Answer | None, sign: int = 1) -> Point:
    """A value as it is printed; a hidden or missing one is a marked gap."""
    if answer is None:
        return Point(None, missing="-")
    if answer.number is None:
        return Point(None, missing=answer.text)
    return Point(sign * float(answer.number), answer.text)


def _numbers(filled: Filled) -> list[int]:
    """The columns that hold figures."""
    return [n for n, c in enumerate(filled.grid.columns) if not (c.text or c.draw)]


def _bodies(filled: Filled) -> Iterator[tuple[int, str]]:
    """Rows that are neither totals nor headings."""
    for r, row in enumerate(filled.grid.rows):
        if not (row.total or row.group):
            yield r, row.label


def _line(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    columns = _numbers(filled)
    series = tuple(
        charts.Series(label, tuple(_point(filled.at(r, c)) for c in columns))
        for r, label in _bodies(filled)
    )
    periods = tuple(filled.grid.columns[c].label for c in columns)
    return charts.LineChart(title, periods, series, subtitle)


def _bars(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    first, *more = _numbers(filled)
    bars = []
    for r, label in _bodies(filled):
        extra = filled.at(r, more[0]) if more else None
        highlight = filled.grid.rows[r].highlight
        bars.append(
            charts.Bar(label, _point(filled.at(r, first)), extra.text if extra else "", highlight)
        )
    measure = filled.grid.columns[first].label
    second = filled.grid.columns[more[0]].label if more else "Share"
    return charts.BarChart(title, tuple(bars), subtitle, measure=measure, extra=second)


def _groups(filled: Filled) -> tuple[tuple[str, ...], tuple[charts.Group, ...]]:
    columns = _numbers(filled)
    series = tuple(filled.grid.columns[c].label for c in columns)
    groups = tuple(
        charts.Group(label, tuple(_point(filled.at(r, c)) for c in columns))
        for r, label in _bodies(filled)
    )
    return series, groups


def _grouped(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    return charts.GroupedBars(title, *_groups(filled), subtitle)


def _shares(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    return charts.StackedShares(title, *_groups(filled), subtitle)


def _dots(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    column = _numbers(filled)[0]
    dots, reference = [], ""
    for r, label in _bodies(filled):
        answer = filled.at(r, column)
        if answer is None or answer.number is None:
            continue
        chance = answer.interval
        kind = filled.grid.rows[r].kind
        if kind == "country":
            reference = label
        dots.append(
            charts.Dot(
                label,
                float(answer.number),
                float(chance.low) if chance else None,
                float(chance.high) if chance else None,
                ROLES.get(kind, "neighbour"),  # type: ignore[arg-type]
                answer.text,
            )
        )
    measure = filled.grid.columns[column].label
    return charts.DotChart(title, tuple(dots), subtitle, measure=measure, reference=reference)


def _flow(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    column = _numbers(filled)[0]
    (o, opening), (s, starts), (e, ends), (c, closing) = _bodies(filled)
    flows = (
        charts.Flow(starts, _point(filled.at(s, column))),
        charts.Flow(ends, _point(filled.at(e, column), -1)),
    )
    return charts.Waterfall(
        title,
        charts.Flow(opening, _point(filled.at(o, column))),
        flows,
        charts.Flow(closing, _point(filled.at(c, column))),
        subtitle,
    )


def _money(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    column = _numbers(filled)[0]
    rows: list[charts.MoneyRow] = []
    parts: list[charts.Part] = []
    label = ""
    for r, row in enumerate(filled.grid.rows):
        if row.group or row.total:
            if parts:
                rows.append(charts.MoneyRow(label, tuple(parts)))
            label, parts = (row.label if row.group else label), []
        else:
            hole = row.kind == "gap"
            parts.append(charts.Part(row.label, _point(filled.at(r, column)), hole))
    if parts:
        rows.append(charts.MoneyRow(label, tuple(parts)))
    return charts.MoneyBars(title, tuple(rows), subtitle)


def _squares(filled: Filled, title: str, subtitle: str) -> charts.Chart:
    count, of = _numbers(filled)[:2]
    rows = []
    for r, label in _bodies(filled):
        some, whole = filled.at(r, count), filled.at(r, of)
        if some is None or whole is None or some.number is None or whole.number is None:
            raise ValueError(f"{label} needs how many, and of how many.")
        rows.append(charts.Few(label, int(some.number), int(whole.number)))
    return charts.CountSquares(title, tuple(rows), subtitle)


Draw = Callable[[Filled, str, str], charts.Chart]
_SPECS: dict[str, Draw] = {
    "line": _line,
    "bars": _bars,
    "outcomes": _bars,
    "grouped": _grouped,
    "shares": _shares,
    "dots": _dots,
    "flow": _flow,
    "money": _money,
    "squares": _squares,
}

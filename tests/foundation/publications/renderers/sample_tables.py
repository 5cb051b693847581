"""The tables of the sample publication: bars, hidden cells, words, dots, one over two pages."""

from __future__ import annotations

from decimal import Decimal

from kith.foundation.publications.model import Axis, Cell, Column, Dot, Link, Row, TableBlock, Text

GROUPS = ("Schools and colleges", "Police", "Health", "Early years", "Voluntary organisations")


def number(section: int, year: int, k: int = 0) -> int:
    """An invented count that wanders."""
    return 180 + 61 * section + (year * 37 + k * 91 + section * 53) % 140 + 9 * year


def cell(value: int, **more: object) -> Cell:
    if 0 < value < 6:
        return Cell("c", code="c", hidden=True)
    return Cell(f"{value:,}", Decimal(value), "count", **more)  # type: ignore[arg-type]


def _bar(value: int) -> Cell:
    return Cell("hidden") if value < 6 else Cell(bar=value / 1100, tone="mist")


def years_table(n: int, id: str, label: str, what: str) -> TableBlock:
    """Groups by three years with bars: hidden cells, a total, one sign."""
    rows = []
    for k, group in enumerate(GROUPS):
        values = [number(n, y, k) // (k + 1) if k < 4 else y - 4 for y in (5, 6, 7)]
        rows.append(Row((Cell(group), *map(cell, values), _bar(values[-1]))))
    rows.append(Row((Cell("Probation"), Cell("–", code="-"), *map(cell, (0, 12)), Cell())))
    sums = [sum(int(r.cells[c].value or 0) for r in rows) for c in (1, 2, 3)]
    rows.append(Row((Cell("All"), *map(cell, sums), Cell()), total=True))
    columns = (
        Column("Who"),
        *(Column(y, numeric=True, unit="count") for y in ("2017-18", "2018-19", "2019-20")),
        Column("2019-20, as bars", drawn="bar"),
    )
    return TableBlock(
        id,
        label,
        f"Schools and colleges brought most of the {what}",
        columns,
        tuple(rows),
        (
            Text("Saltmere business team, invented for the example. "),
            Link("More", url="https://example.org/"),
        ),
        ("Counts in the year",),
    )


def words_table(id: str, label: str) -> TableBlock:
    def row(*cells: str, stages: tuple = ("yes", "part", "no")) -> Row:
        said = (Cell(c, stage=s) for c, s in zip(cells[2:], stages, strict=True))
        return Row((Cell(cells[0], sub=cells[1], strong=True), *said))

    rows = (
        row(
            "Staff use the escalation policy",
            "Two audits",
            "Three tasters held, 87 attendances",
            "Uses are not counted",
            "Not known",
        ),
        row(
            "Partners answer in time",
            "Review of the service",
            "Advice built into the plan",
            "In time: from 78% to 88%",
            "Not known",
        ),
        row(
            "Children are told what changed",
            "Independent scrutiny",
            "No action recorded",
            "–",
            "–",
            stages=("no", "no", "no"),
        ),
    )
    heads = (
        Column("Recommendation", width=0.31),
        Column("Done"),
        Column("Embedded"),
        Column("Impact"),
    )
    return TableBlock(
        id,
        label,
        "Three commitments, and the evidence for each",
        heads,
        rows,
        kind="words",
        notes=("Filled: evidence accepted; half: some; dashed ring: none yet",),
    )


def dots_table(id: str, label: str) -> TableBlock:
    axis = Axis(90, 30, 43.7, "England", "Per 10,000")
    areas = [
        ("Rotherham", 78.8),
        ("Saltmere", 72.7),
        ("Dudley", 51.4),
        ("England", 43.7),
        ("Kent", 40.0),
        ("Thurrock", 38.9),
        ("Swindon", 33.1),
        ("Havering", 24.6),
    ]
    kind = {"Saltmere": "area", "England": "country"}
    rows = tuple(
        Row(
            (
                Cell(a, strong=a in kind),
                Cell(dot=Dot(r, r - 5, r + 5, kind.get(a, "neighbour"))),  # type: ignore[arg-type]
                Cell(f"{r:.1f}", Decimal(str(r)), "rate"),
                Cell(f"{r - 5:.1f} to {r + 5:.1f}"),
            )
        )
        for a, r in areas
    )
    columns = (
        Column("Area", width=0.28),
        Column("Rate per 10,000", drawn="dot", axis=axis),
        Column("Rate", True),
        Column("95% range", True),
    )
    return TableBlock(
        id,
        label,
        "The rate is well above England’s; of the neighbours, one is higher",
        columns,
        rows,
        (Text("Invented rates"),),
    )


def long_table(id: str, label: str) -> TableBlock:
    rows = [Row((Cell("Courses", strong=True), cell(44), cell(809)), group=True)]
    rows += [
        Row(
            (
                Cell(f"Course number {i} on a subject of its own"),
                cell(i % 9 + 6),
                cell(i * 7 + 20),
            ),
            level=1,
        )
        for i in range(1, 41)
    ]
    rows.append(Row((Cell("All sessions"), cell(404), cell(6540)), total=True))
    return TableBlock(
        id,
        label,
        "Sessions and attendances by course",
        (Column("Course"), Column("Sessions", True), Column("Attendances", True)),
        tuple(rows),
        (Text("Business team"),),
    )

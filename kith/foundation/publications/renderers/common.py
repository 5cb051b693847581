"""What the forms of output share: signs, appendix tables, dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kith.foundation.publications.model import (
    Cell,
    ChartBlock,
    Column,
    Doc,
    FigureRow,
    Row,
    TableBlock,
    tables,
)

# The signs of a value that is not a number, as government statistics use them.
SIGNS = {
    "c": "hidden to protect people: a count of 1 to 5, or one that would give it away",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to zero, but is not zero",
    "u": "too uncertain to print",
    "-": "not collected or not published",
}
SOURCES_TITLE = "Where every figure comes from"
CORRECTIONS_TITLE = "Corrections"
NUMBERS_TITLE = "The numbers behind the charts"
NOTES_TITLE = "How to read the figures"
NOTES_LEAD = "A figure here can be traced to its source, compared with like, and defended."
NOTES_FINDING = "Years, rates, ranges, hidden small numbers and the signs we use."
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WORDS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


def day(date: datetime.date) -> str:
    """12 November 2020, whatever the machine's language."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def timestamp(doc: Doc) -> datetime.datetime:
    """The one moment that files are stamped with: noon, UTC, on the day of the edition."""
    return datetime.datetime.combine(doc.edition.date, datetime.time(12), tzinfo=datetime.UTC)


def in_words(number: int, one: str, many: str) -> str:
    """One figure, ten figures, 13 figures."""
    word = _WORDS[number] if number < len(_WORDS) else f"{number:,}"
    return f"{word} {one if number == 1 else many}"


def signs_used(table: TableBlock) -> list[str]:
    """The signs of a table, in the order of `SIGNS`."""
    found = {"c" if cell.hidden else cell.code for row in table.rows for cell in row.cells}
    return [sign for sign in SIGNS if sign in found]


def is_marked(rows: tuple[FigureRow, ...]) -> dict[str, FigureRow]:
    """The figures by their mark; the first of a mark given twice counts."""
    out: dict[str, FigureRow] = {}
    for row in rows:
        if row.mark:
            out.setdefault(row.mark, row)
    return out


def sources_lead(doc: Doc) -> str:
    stated = sum(f.kind == "stated" for f in doc.figures)
    lead = f"A mark in the text, such as {doc.figures[0].mark}, leads to its row here."
    if stated:
        lead += f" {in_words(stated, 'figure was', 'figures were')} typed by hand and marked †."
    together = agreed_together(doc)
    if together:
        lead += f" All were agreed by {together}."
    return lead


def agreed_together(doc: Doc) -> str:
    """Who agreed every figure of the publication; "" where rows differ and each says its own."""
    agreed = {f.signed_off for f in doc.figures}
    return agreed.pop() if len(agreed) == 1 else ""


def corrections_lead(doc: Doc) -> str:
    """What the appendix of corrections says first."""
    if not doc.corrections:
        return "Nothing has been corrected since the first edition."
    count = in_words(len(doc.corrections), "figure differs", "figures differ")
    return f"{count} from those printed before. Nothing was changed in silence."


def sources_table(doc: Doc) -> TableBlock:
    """Appendix A as it is read: five columns, each row under its mark."""
    rows = []
    together = agreed_together(doc)
    for f in is_marked(doc.figures).values():
        made = f.working or (
            f"{f.numerator} ÷ {f.denominator}" if f.numerator and f.denominator else f.numerator
        )
        defined = f.definition + (f" (definition {f.version})" if f.version > 1 else "")
        origin = {"": "", "stated": "Typed by hand"}.get(f.origin, f.origin.capitalize())
        signed = f"agreed by {f.signed_off}" if f.signed_off and not together else ""
        rows.append(
            Row(
                (
                    Cell(f.mark + ("†" if f.kind == "stated" else ""), strong=True),
                    Cell(f.title, sub=f.period),
                    Cell(f.shown, f.value, f.unit, f.code, hidden=f.code == "c", strong=True),
                    Cell(made or defined, sub=defined if made else ""),
                    Cell(f.source, sub="; ".join(p for p in (origin, signed) if p)),
                )
            )
        )
    columns = (
        Column("No.", width=0.062),
        Column("Figure", width=0.285),
        Column("Value", width=0.105),
        Column("How it is made", width=0.28),
        Column("Source", width=0.268),
    )
    return TableBlock("appendix-sources", "", SOURCES_TITLE, columns, tuple(rows), kind="words")


def sources_sheet(doc: Doc) -> TableBlock:
    """Appendix A with a column for each fact, for spreadsheets."""
    labels = (
        "Mark|Figure|Period|Shown|Value|Unit|Kind|Working|Numerator|Denominator|Source|Origin|"
        "Definition|Definition version|Agreed by|Reference|Address"
    ).split("|")
    rows = tuple(
        Row(
            (
                *(Cell(t) for t in (f.mark, f.title, f.period, f.shown)),
                Cell(f.code or f.shown, f.value, f.unit, f.code, hidden=f.code == "c"),
                *(Cell(t) for t in (f.unit, f.kind, f.working, f.numerator, f.denominator)),
                *(Cell(t) for t in (f.source, f.origin, f.definition, str(f.version))),
                *(Cell(t) for t in (f.signed_off, f.key, f.url)),
            )
        )
        for f in is_marked(doc.figures).values()
    )
    columns = tuple(Column(label, numeric=label == "Value") for label in labels)
    return TableBlock("figures", "Figures", SOURCES_TITLE, columns, rows, kind="words")


def corrections_table(doc: Doc) -> TableBlock:
    """Appendix B."""
    rows = tuple(
        Row(
            (
                Cell(str(c.number)),
                Cell(c.where),
                Cell(c.before),
                Cell(c.after, strong=True),
                Cell(c.why, sub=day(c.date) if c.date else ""),
            )
        )
        for c in doc.corrections
    )
    columns = (
        Column("No.", width=0.05),
        Column("Where", width=0.13),
        Column("Printed before", width=0.21),
        Column("Printed now", width=0.18),
        Column("Why", width=0.43),
    )
    return TableBlock("corrections", "Corrections", CORRECTIONS_TITLE, columns, rows, kind="words")


def data_tables(doc: Doc) -> Iterator[TableBlock]:
    """The tables that go to spreadsheets: those of the sections and those behind charts."""
    charts_of = {
        id(b.table): b
        for s in doc.sections
        for b in s.blocks
        if isinstance(b, ChartBlock) and b.table is not None
    }
    for table in tables(doc):
        chart = charts_of.get(id(table))
        if chart is None:
            yield table
        else:
            yield chart_table(chart)


def chart_table(chart: ChartBlock) -> TableBlock:
    """The numbers behind a chart, under the chart's own label, title and source."""
    t = chart.table
    assert t is not None
    return TableBlock(
        t.id or f"{chart.id}-numbers",
        chart.number,
        chart.title,
        t.columns,
        t.rows,
        t.source or chart.source,
        (*((chart.subtitle,) if chart.subtitle else ()), *t.notes),
        t.kind,
    )

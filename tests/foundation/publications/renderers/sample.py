"""A rich publication for the tests: invented figures of the example partnership."""

from __future__ import annotations

import datetime
from decimal import Decimal

from kith.foundation.publications.model import (
    Block,
    Bullets,
    Cell,
    ChartBlock,
    Column,
    Columns,
    Correction,
    CoverDots,
    Doc,
    Edition,
    Emphasis,
    FigureKind,
    FigureMark,
    FigureRow,
    Inline,
    Inlines,
    Link,
    Panel,
    Paragraph,
    Row,
    Section,
    Strong,
    Subheading,
    TableBlock,
    Text,
)
from kith.foundation.publications.renderers.habits import standard_notes
from tests.foundation.publications.renderers.drawn import bars, lines
from tests.foundation.publications.renderers.sample_tables import (
    GROUPS,
    cell,
    dots_table,
    long_table,
    number,
    words_table,
    years_table,
)

HOSTILE = "#not markup *safe* <b> $x$ @ref // \\ `code` = head"
FORMULA = '=1+1&HYPERLINK("http://x")'
YEARS = [str(y) for y in range(2013, 2021)]
SECTIONS = (  # key, title, what is counted, further paragraphs
    ("voice", "What children and parents told us", "answers", 5),
    ("front-door", "The front door", "referrals", 6),
    ("early-help", "Early help", "families", 2),
    ("plans", "Children with a child protection plan", "plans", 7),
    ("care", "Children looked after", "children looked after", 4),
    ("allegations", "Allegations against people who work with children", "contacts", 5),
    ("missing", "Children who go missing", "episodes", 3),
    ("exploitation", "Harm outside the home", "reports", 6),
    ("abuse", "Domestic abuse", "notifications", 2),
    ("private", "Private fostering", "arrangements", 1),
    ("training", "Training", "attendances", 4),
    ("money", "Money", "thousand pounds", 3),
)
HEADINGS = ("What we heard", "What we did with it", "What is next")
HEARD = (
    "School was the place children named as safe. Some named high streets as the opposite, and "
    "gave reasons that can be acted on: poor lighting, and groups that they took for gangs. "
    "Buses worried them less than trains. "
)
CHOSE = (
    ". They do not stand for every child in Saltmere, and we give no percentages. Their answers "
    "are read as children’s words are read in a review: as a sign of where to look. See "
)
COVER = CoverDots(
    463,
    108,
    (
        Strong("Each dot is one child."),
        Text(" On 31 March 2020, 463 children in Saltmere had a child protection plan: "),
        Strong("the outer ring of 108"),
        Text(" is the rise on the year before."),
    ),
    "463 dots in the shape of a sunflower: 355 white, and 108 green in a ring around them.",
)


def signed(change: int) -> str:
    """With a true minus sign."""
    return f"+{change}" if change > 0 else f"−{-change}"


class Builder:
    """Numbers tables, charts, paragraphs and figures as the product does."""

    def __init__(self) -> None:
        self.figures: list[FigureRow] = []
        self.tables, self.charts, self.paragraphs = 1, 0, 0
        self.section = 0

    def table(self) -> str:
        self.tables += 1
        return f"Table {self.tables}"

    def chart(self) -> str:
        self.charts += 1
        return f"Figure {self.charts}"

    def mark(self, title: str, value: int | str, working: str = "", kind: FigureKind = "live"):
        """A figure in a sentence, and its row in appendix A."""
        mark = f"A{len(self.figures) + 1}"
        shown = f"{value:,}" if isinstance(value, int) else value
        self.figures.append(
            FigureRow(
                mark,
                title,
                shown,
                key=f"sample.{mark}",
                kind=kind,
                value=Decimal(value) if isinstance(value, int) else None,
                working=working,
                numerator="463 children",
                denominator="63,672 children aged 0 to 17",
                period="2019-20",
                source="Department for Education, children in need statistics",
                origin="stated" if kind == "stated" else "official",
                definition="Children with a plan on the last day of the year, each counted once",
                signed_off="the three partners",
                version=self.section % 3 + 1,
            )
        )
        return FigureMark(mark, shown, kind)

    def say(self, *parts: str | Inline, note: Inlines = ()) -> Paragraph:
        """The next numbered paragraph."""
        self.paragraphs += 1
        inlines = tuple(Text(p) if isinstance(p, str) else p for p in parts)
        return Paragraph(inlines, f"{self.section}.{self.paragraphs}", note)

    def build(self, n: int) -> Section:
        """Section n: counts, a chart, a table, paragraphs, and what only some sections have."""
        key, title, what, length = SECTIONS[n - 1]
        self.section, self.paragraphs = n, 0
        now, before = number(n, 7), number(n, 6)
        blocks = self.counted(n, key, what, now, before)
        for k in range(length):
            if k % 3 == 0:
                blocks.append(Subheading(HEADINGS[k // 3]))
            note = (Text("A note that stands beside."),) if k % 2 else ()
            words = Emphasis("Working together")
            blocks.append(self.say(HEARD, words, " asks for no less.", note=note))
        blocks += self.special(n, key)
        lead = (
            Text(f"There were {now:,} {what}; the year before, {before:,}. "),
            Text("We have yet to show what that changed."),
        )
        finding = f"{now:,} {what}; the year before, {before:,}."
        return Section(key, title, lead, tuple(blocks), str(n), finding)

    def counted(self, n: int, key: str, what: str, now: int, before: int) -> list[Block]:
        a = self.mark(f"Number of {what}", now)
        b = self.mark(f"Share of {what}", "21.8%", "127 ÷ 583 = 21.8%")
        c = self.mark(f"Typed count of {what}", before, kind="stated")
        source = (
            Strong("Source: "),
            Text("Department for Education, children in need statistics."),
        )
        limit = (Strong("Limit: "), Text("55 of some 63,700 children. Their ages are unknown."))
        year = Link("the year on a page", key="year")
        first = ("In 2019-20 we counted ", a, f" {what}. Of these, ", b, " came back within the ")
        return [
            Subheading("What we counted", f"{key}-counted"),
            self.say(*first, "year; the year before there were ", c, ".", note=source),
            self.drawing(n, key, what, a.mark),
            self.say("Those who answered ", Strong("chose to"), CHOSE, year, ".", note=limit),
            years_table(n, f"{key}-table", self.table(), what),
        ]

    def drawing(self, n: int, key: str, what: str, mark: str) -> ChartBlock:
        values = [float(number(n, y)) for y in range(8)]
        if n % 2:
            svg = lines(YEARS, [("Saltmere", values), ("England", [v * 0.7 for v in values])])
        else:
            svg = bars([(g, number(n, 7, k) / (k + 1)) for k, g in enumerate(GROUPS)])
        rows = tuple(Row((Cell(y), cell(int(v)))) for y, v in zip(YEARS, values, strict=True))
        heads = (Column("Year"), Column(what.capitalize(), True))
        change = signed(int(values[-1] - values[-2]))
        return ChartBlock(
            f"{key}-chart",
            self.chart(),
            f"There were {values[-1]:,.0f} {what}, {change} on the year before",
            f"Chart of {what} from 2013 to 2020, from {values[0]:,.0f} to {values[-1]:,.0f}.",
            svg,
            f"{what.capitalize()} in the year",
            table=TableBlock(f"{key}-numbers", "", "", heads, rows),
            source=(Text("Saltmere business team"), FigureMark(mark, "")),
        )

    def special(self, n: int, key: str) -> list[Block]:
        blocks: list[Block] = []
        if n == 1:
            owed = ((Text("A named owner for each line"),), (Text("A reply that says why"),))
            blocks += [self.say(HOSTILE, " ", FORMULA), Bullets(owed, numbered=True)]
            blocks.append(words_table("commitments", self.table()))
        if n == 4:
            few = Paragraph((Text("One health provider came to few conferences."),))
            asked = Panel(
                "What we asked", (few, Bullets(((Text("Attendance by agency"),),))), "teal"
            )
            blocks += [Subheading("How Saltmere compares"), self.say("One neighbour is higher.")]
            blocks += [dots_table("compare", self.table()), asked]
        if n == 11:
            blocks.append(long_table("courses", self.table()))
        if n % 3 == 0:
            blocks.append(words_table(f"{key}-plan", self.table()))
        return blocks


def year_page(figures: list[FigureRow]) -> Section:
    """Eight figures with their trends, and three panels side by side."""
    rows = []
    for n in range(2, 10):
        _, title, what, _ = SECTIONS[n - 1]
        series = [number(n, y) for y in range(8)]
        told = f"Changed by {signed(series[-1] - series[-2])}; no more than chance allows."
        rows.append(
            Row(
                (
                    Cell(title.split(" against")[0], sub=f"{what} in the year", strong=True),
                    cell(series[-2]),
                    cell(series[-1], large=True),
                    Cell(spark=tuple(float(v) for v in series[n % 3 :])),
                    Cell(told, mark=figures[3 * (n - 1)].mark),
                )
            )
        )
    columns = (
        Column("Measure", width=0.29),
        Column("2018-19", True, 0.1),
        Column("2019-20", True, 0.15),
        Column("Trend, 2013 to 2020", drawn="spark", width=0.22),
        Column("What changed", width=0.24),
    )
    title, notes = "Most counts rose a little", ("Trend lines start at zero",)
    table = TableBlock("year", "Table 1", title, columns, tuple(rows), (Text("Invented"),), notes)
    words = "Partners answered 88% of requests from the front door in time; the year before, 78%."
    said = Paragraph((Text(words),))
    panels = (
        Panel("What went better", (said,), "teal"),
        Panel("What went worse", (said, said), "orange"),
        Panel("What we cannot say", (said,), "mist"),
    )
    lead = (Text("More children came to notice, more came back, and more had a plan."),)
    finding = "Eight figures and what changed in each."
    blocks = (table, Columns(panels))
    return Section("year", "The year on a page", lead, blocks, finding=finding)


def sample() -> Doc:
    """The whole publication: 12 numbered sections, 32 tables, 12 charts, 36 figures."""
    builder = Builder()
    sections = [builder.build(n) for n in range(1, len(SECTIONS) + 1)]
    why = "379 + 585 − 476 makes 488, not 463. With 355, 583 and 475 the year closes."
    corrections = tuple(
        Correction(i, f"Paragraph {i}.2", "379 children", "355", why, datetime.date(2020, 12, i))
        for i in range(1, 6)
    )
    return Doc(
        "yearly-report-2019-20",
        "Yearly report 2019-20",
        "Saltmere Safeguarding Children Partnership",
        "2019-20",
        Edition(2, "Second edition, agreed by the three partners", datetime.date(2020, 11, 12)),
        (year_page(builder.figures), *sections),
        "What we did from 1 April 2019 to 31 March 2020, what changed for children, "
        "and how sure we are.",
        cover=COVER,
        figures=tuple(builder.figures),
        corrections=corrections,
        notes=standard_notes("2019-20"),
    )

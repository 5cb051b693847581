"""Parsed text and filled grids as the blocks of a publication, numbered as they come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kith.foundation.publications import markup, model, tabling
from kith.foundation.publications.answers import Answer, Answers, Problem
from kith.foundation.publications.drawing import chart
from kith.foundation.publications.exhibits import Grid
from kith.foundation.publications.models import Exhibit, Section
from kith.kernel.periods import Period, parse_period


@dataclass(frozen=True)
class Told:
    """A date in the text: what it is the date of ("" if nothing is said), and whether planned."""

    what: str
    when: Period
    planned: bool = False

    @classmethod
    def by(cls, ref: markup.Reference) -> "Told":
        """What `{{ date "2019-07" "Inspection published" }}` tells."""
        what = " ".join(ref.args[1].split()) if len(ref.args) > 1 else ""
        return cls(what, parse_period(ref.args[0]), ref.option("planned") == "yes")


@dataclass(frozen=True)
class Run:
    """A sentence-carrying block with its references, as the guards read it."""

    section: str
    number: str
    line: int
    text: str
    answers: tuple[Answer, ...]
    loose: tuple[str, ...] = ()
    dates: tuple[Told, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as people name it: its paragraph, or its section and a word."""
        if self.number[:1].isdigit() and "." in self.number:
            return self.number
        return f"{self.section} {self.number}".strip()


class Writer:
    """Writes sections in order, numbering paragraphs, tables and charts as they come."""

    def __init__(
        self, answers: Answers, exhibits: Mapping[str, Exhibit], grids: Mapping[str, Grid]
    ) -> None:
        self.answers = answers
        self.exhibits = exhibits
        self.grids = grids
        self.filled: dict[str, tabling.Filled] = {}
        self.runs: list[Run] = []
        self.numbers: dict[str, str] = {}
        self.tables = self.charts = self.numbered = 0

    def section(
        self, section: Section, blocks: tuple[markup.Block, ...], lead: tuple[markup.Block, ...]
    ) -> model.Section:
        self.number = ""
        if section.numbered:
            self.numbered += 1
            self.number = str(self.numbered)
        self.key, self.paragraph = section.key, 0
        leading = tuple(i for b in lead for i in self.inlines(b.pieces, "lead", b.line))
        written = tuple(self.blocks(blocks))
        return model.Section(
            section.key, section.title, leading, written, self.number or None, section.finding
        )

    def where(self, number: str) -> str:
        return f"{self.key} {number}".strip()

    def inlines(self, pieces: tuple[markup.Piece, ...], number: str, line: int) -> model.Inlines:
        """The run as inlines; what it says of figures is kept for the guards."""
        out: list[model.Inline] = []
        answered: list[Answer] = []
        loose: list[str] = []
        dates: list[Told] = []
        for piece in pieces:
            if isinstance(piece, markup.Words):
                out.append(_words(piece))
                loose.append(piece.text)
                continue
            before = len(self.answers.problems)
            out.append(self.answers.inline(piece, self.where(number)))
            if len(self.answers.problems) > before or piece.name == "plain":
                continue
            if piece.name == "date":
                dates.append(Told.by(piece))
            else:
                answered.append(self.answers.prose(piece))
        text = model.plain(tuple(out))
        run = Run(self.key, number, line, text, tuple(answered), tuple(loose), tuple(dates))
        self.runs.append(run)
        return tuple(out)

    def blocks(self, blocks: tuple[markup.Block, ...]) -> Iterator[model.Block]:
        waiting: list[markup.Block] = []
        beside = False
        for block in (*blocks, markup.Block("end", 0)):
            if beside and block.kind == "panel":
                waiting.append(block)
                continue
            if waiting:
                yield model.Columns(tuple(self.panel(b) for b in waiting))
                waiting = []
            beside = block.kind == "columns"
            if not beside and block.kind != "end":
                yield from self.block(block)

    def block(self, block: markup.Block) -> Iterator[model.Block]:
        if block.kind == "paragraph":
            self.paragraph += 1
            number = f"{self.number}.{self.paragraph}" if self.number else ""
            inlines = self.inlines(block.pieces, number or str(self.paragraph), block.line)
            note = self.inlines(block.note, number or str(self.paragraph), block.line)
            yield model.Paragraph(inlines, number, note)
        elif block.kind == "subheading":
            text = "".join(p.text for p in block.pieces if isinstance(p, markup.Words))
            yield model.Subheading(text)
        elif block.kind in ("bullets", "numbered"):
            yield self.bullets(block)
        elif block.kind == "panel":
            yield self.panel(block)
        elif block.kind == "words":
            yield self.words(block)
        elif block.kind == "page":
            yield model.PageBreak()
        else:
            yield from self.exhibit(block)

    def bullets(self, block: markup.Block) -> model.Bullets:
        items = tuple(self.inlines(item[0], "list", block.line) for item in block.items)
        return model.Bullets(items, block.kind == "numbered")

    def panel(self, block: markup.Block) -> model.Panel:
        inner: list[model.Paragraph | model.Bullets] = []
        for b in block.blocks:
            if b.kind == "paragraph":
                inner.append(model.Paragraph(self.inlines(b.pieces, "panel", b.line)))
            else:
                inner.append(self.bullets(b))
        return model.Panel(block.title, tuple(inner))

    def words(self, block: markup.Block) -> model.TableBlock:
        """A table of words, typed as Markdown; its first row is its header."""
        self.tables += 1
        number = f"Table {self.tables}"
        self.numbers[block.key] = number
        rows = [tuple(self.inlines(run, number, block.line) for run in row) for row in block.items]
        head, *body = rows or [()]
        columns = tuple(model.Column(model.plain(cell)) for cell in head)
        lines = tuple(
            model.Row(
                tuple(
                    model.Cell(model.plain(cell), mark=_first_mark(cell), strong=n == 0)
                    for n, cell in enumerate(row)
                )
            )
            for row in body
        )
        return model.TableBlock(block.key, number, block.title, columns, lines, kind="words")

    def exhibit(self, block: markup.Block) -> Iterator[model.Block]:
        exhibit, grid = self.exhibits.get(block.key), self.grids.get(block.key)
        place = f"{self.key} line {block.line}"
        if exhibit is None or exhibit.form != block.kind:
            message = f"There is no {block.kind} “{block.key}” in this document."
            self.answers.problems.append(Problem(place, message))
        elif block.key in self.numbers:
            message = f"“{exhibit.title}” stands twice; refer to {self.numbers[block.key]} instead."
            self.answers.problems.append(Problem(place, message))
        elif grid is not None:
            yield self.drawn(exhibit, grid)

    def drawn(self, exhibit: Exhibit, grid: Grid) -> model.TableBlock | model.ChartBlock:
        if exhibit.form == Exhibit.Form.TABLE:
            self.tables += 1
            number = f"Table {self.tables}"
        else:
            self.charts += 1
            number = f"Figure {self.charts}"
        self.numbers[exhibit.key] = number
        filled = tabling.fill(grid, self.answers, self.where(number))
        self.filled[exhibit.key] = filled
        source = self.inlines(_run(exhibit.source), number, 0)
        notes = tuple(line for line in exhibit.notes.splitlines() if line.strip())
        title = model.plain(self.inlines(_run(exhibit.title), number, 0))
        table = tabling.table(
            filled,
            self.answers,
            key=exhibit.key,
            number=number,
            title=title,
            source=source,
            notes=notes,
        )
        if exhibit.form == Exhibit.Form.TABLE:
            return table
        subtitle = model.plain(self.inlines(_run(exhibit.subtitle), number, 0))
        return chart(filled, self.answers, table, subtitle)

    def habits(self, blocks: tuple[markup.Block, ...]) -> Iterator[model.Habit]:
        """How to read the figures: each panel of the notes is one habit; its sign is its title."""
        self.key, self.number, self.paragraph = "how-to-read", "", 0
        for block in blocks:
            if block.kind == "panel":
                sign, _, title = block.title.partition(" | ")
                runs = [self.inlines(b.pieces, "", b.line) for b in block.blocks]
                yield model.Habit(title or sign, tuple(i for r in runs for i in r), sign)


def _run(text: str) -> tuple[markup.Piece, ...]:
    return tuple(p for block in markup.parse(text) for p in block.pieces)


def _words(piece: markup.Words) -> model.Inline:
    if piece.url:
        if piece.url.startswith("#"):
            return model.Link(piece.text, key=piece.url[1:])
        return model.Link(piece.text, url=piece.url)
    if piece.style == "strong":
        return model.Strong(piece.text)
    if piece.style == "em":
        return model.Emphasis(piece.text)
    return model.Text(piece.text)


def _first_mark(inlines: model.Inlines) -> str:
    marks = model.marks_of(inlines)
    return marks[0].mark if marks else ""

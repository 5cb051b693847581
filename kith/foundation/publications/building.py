"""A draft read whole: its text, its figures, what is hidden, and the publication they make.

Everything is worked out from the rows in one go, with a constant number of queries: parse the
text, collect what it asks for, look the figures up together, hide what must be hidden, and
write the result as a `Doc`. Nothing is stored; freezing stores the result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.conf import settings

from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.definitions import definition
from kith.foundation.publications import hiding, markup, model, tabling
from kith.foundation.publications.answers import HIDDEN, Answers, Problem, all_wants, want_key
from kith.foundation.publications.answers import wants_of as markup_wants
from kith.foundation.publications.exhibits import Ask, Grid, read_grid
from kith.foundation.publications.markup import Reference
from kith.foundation.publications.models import (
    Document,
    EditionFigure,
    Exhibit,
    Section,
    StatedFigure,
)
from kith.foundation.publications.providers import provided
from kith.foundation.publications.remembering import remembering
from kith.foundation.publications.writing import Run, Writer
from kith.kernel.disclosure import Recovered
from kith.kernel.figures import Figure
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused


@dataclass
class Draft:
    """A document as it stands now."""

    document: Document
    doc: model.Doc
    figures: Mapping[Want, Figure]
    answers: Answers
    tables: dict[str, tabling.Filled]
    runs: list[Run]
    problems: list[Problem]
    recovered: list[Recovered]
    sections: list[Section]
    placed: dict[str, str] = field(default_factory=dict)  # exhibit key -> number in print

    @property
    def digest(self) -> str:
        """Of the content alone: the edition's date and number do not change it."""
        return model.digest(self.doc)

    @cached_property
    def places(self) -> dict[str, str]:
        """The key of the section that each place stands in: paragraph, table or chart."""
        found = {run.place: run.section for run in self.runs}
        found |= {run.number: run.section for run in self.runs if run.number[:1].isupper()}
        return found

    def section_at(self, where: str) -> str:
        """The key of the section that a place belongs to; "" for the document as a whole."""
        keys = {section.key for section in self.sections}
        first = where.partition(" ")[0]
        if first in keys:
            return first
        named = [where, where.partition(",")[0], where.partition(" and ")[0]]
        return next((self.places[name] for name in named if name in self.places), "")


UNDATED = date(2000, 1, 1)


def build(document: Document, unsaved: Section | None = None) -> Draft:
    """Read the draft; faults in the text become problems, never exceptions.

    `unsaved` stands in for the section as it is stored, so that words are seen before they are.
    """
    with remembering():
        return _build(document, unsaved)


def _build(document: Document, unsaved: Section | None) -> Draft:
    sections = list(document.sections.all())
    if unsaved is not None:
        sections = [unsaved if s.pk == unsaved.pk else s for s in sections]
    exhibits = {e.key: e for e in document.exhibits.all()}
    stated = {s.key: s for s in document.stated.all()}
    problems: list[Problem] = []
    parsed = {s.key: _parsed(s, problems) for s in sections}
    leads = {s.key: _lead(s, problems) for s in sections}
    grids = {key: grid for key, e in exhibits.items() if (grid := _grid(e, document, problems))}
    refs = [r for blocks in (*parsed.values(), *leads.values()) for r in markup.references(blocks)]
    refs += [r for grid in grids.values() for r in tabling.texts(grid)]
    notes = markup.parse(document.notes)
    refs += markup.references(notes)
    wants = all_wants(refs, (ask for grid in grids.values() for ask in grid.asks()))
    # What Kith holds for a typed figure is not printed, but the guards set it beside.
    wants |= {Want(s.indicator, s.period_code, s.area) for s in stated.values() if s.indicator}
    known = {w for w in wants if _known(w)}
    figures = lookup(known)
    printed = {(w,) for r in refs for w in markup_wants(r)}
    printed |= {ask.wants() for grid in grids.values() for ask in grid.asks() if ask.wants()}
    printed |= _implied(refs, [ask for grid in grids.values() for ask in grid.asks()], stated)
    hidden, recovered = _hidden(figures, grids, printed, problems)
    hidden |= _hidden_before(document, printed)
    answers = Answers(figures, stated, hidden, _labels(known), problems=problems)
    writer = Writer(answers, exhibits, grids)
    written = tuple(
        writer.section(section, parsed[section.key], leads[section.key]) for section in sections
    )
    doc = model.Doc(
        key=document.key,
        title=document.title,
        subtitle=document.subtitle,
        partnership=settings.PARTNERSHIP,
        period_label=document.period.label,
        edition=model.Edition(0, "Draft", UNDATED),
        sections=written,
        cover=_cover(document, answers),
        notes=tuple(writer.habits(notes)),
    )
    doc = replace(doc, figures=tuple(answers.rows.values()))
    return Draft(
        document,
        doc,
        figures,
        answers,
        writer.filled,
        writer.runs,
        problems,
        recovered,
        sections,
        writer.numbers,
    )


def _parsed(section: Section, problems: list[Problem]) -> tuple[markup.Block, ...]:
    try:
        return markup.parse(section.body)
    except Refused as refused:
        problems.append(Problem(section.key, str(refused)))
        return ()


def _lead(section: Section, problems: list[Problem]) -> tuple[markup.Block, ...]:
    try:
        return markup.parse(section.lead)
    except Refused as refused:
        problems.append(Problem(section.key, f"Lead: {refused}"))
        return ()


def _grid(exhibit: Exhibit, document: Document, problems: list[Problem]) -> Grid | None:
    try:
        spec = exhibit.spec
        if "provider" in spec:
            spec = provided(spec["provider"], document.period, spec.get("options", {}))
        return read_grid(spec, exhibit.key)
    except Refused as refused:
        problems.append(Problem(exhibit.key, str(refused)))
        return None


def _known(want: Want) -> bool:
    """Whether it can be asked for; what cannot is a problem where it is referred to."""
    try:
        definition(want.indicator)
        parse_period(want.period)
    except Refused:
        return False
    return True


def _hidden(
    figures: Mapping[Want, Figure],
    grids: Mapping[str, Grid],
    printed: set[tuple[Want, ...]],
    problems: list[Problem],
) -> tuple[frozenset[tuple[Want, ...]], list[Recovered]]:
    """What must be hidden; where nothing can protect a number, everything about people is."""
    try:
        return hiding.hide(figures, [tabling.sums(g) for g in grids.values()], printed)
    except Refused as refused:
        problems.append(Problem("disclosure", str(refused)))
        protected = (
            p for p in printed if any(_known(w) and definition(w.indicator).protect for w in p)
        )
        return frozenset(protected), []


def _hidden_before(
    document: Document, printed: set[tuple[Want, ...]]
) -> frozenset[tuple[Want, ...]]:
    """What a published edition hid stays hidden: beside the other edition it gave that away."""
    rows = EditionFigure.objects.filter(
        edition__document=document, edition__published_at__isnull=False, shown=HIDDEN
    )
    keys = {key for key, kept in rows.values_list("key", "figure") if not kept["figure"]}
    return frozenset(w for w in printed if "+".join(want_key(x) for x in w) in keys)


def _implied(
    refs: Iterable[Reference], asks: Iterable[Ask], stated: Mapping[str, StatedFigure]
) -> set[tuple[Want, ...]]:
    """What is as good as printed: the whole of a share, and what a typed figure states."""
    found = set()
    typed = set()
    for ref in refs:
        if ref.name == "stated":
            typed.add(ref.args[0])
        elif ref.option("show") == "share":
            found |= {(want._replace(breakdown=""),) for want in markup_wants(ref)}
    for ask in asks:
        if ask.stated:
            typed.add(ask.stated)
        elif ask.show == "share":
            found.add((Want(ask.indicator, ask.period, ask.area),))
    for row in (stated[key] for key in typed if key in stated):
        if row.indicator:
            found.add((Want(row.indicator, row.period_code, row.area),))
    return found


def _labels(wants: set[Want]) -> dict[Want, str]:
    return {w: definition(w.indicator).breakdown_label(w.breakdown) for w in wants if w.breakdown}


def _cover(document: Document, answers: Answers) -> model.CoverDots | None:
    cover = document.cover
    if not cover:
        return None
    total = answers.figures.get(Want(cover["indicator"], cover["now"], document.area))
    before = answers.figures.get(Want(cover["indicator"], cover["before"], document.area))
    wants = (Want(cover["indicator"], cover[when], document.area) for when in ("now", "before"))
    if any((want,) in answers.hidden for want in wants):
        answers.problems.append(Problem("cover", "A figure of the cover is hidden: take it off."))
        return None
    if total is None or before is None or total.number is None or before.number is None:
        answers.problems.append(Problem("cover", "The figures of the cover are not in the text."))
        return None
    now, then = int(total.number), int(before.number)
    words = {"now": total.shown(), "more": f"{now - then:,}", "before": before.shown()}
    caption = (
        model.Strong("Each dot is one child. "),
        model.Text(cover["caption"].format(**words)),
    )
    return model.CoverDots(now, now - then, caption, cover["alt"].format(**words))


def exhibited(
    document: Document, exhibit: Exhibit
) -> tuple[model.TableBlock | model.ChartBlock | None, list[Problem]]:
    """One table or chart by itself, stored or not, with what is wrong with it.

    What is hidden here is what this table alone needs; in the draft it may be more.
    """
    problems: list[Problem] = []
    grid = _grid(exhibit, document, problems)
    if grid is None:
        return None, problems
    words = (markup.parse(t) for t in (exhibit.title, exhibit.subtitle, exhibit.source))
    refs = [r for blocks in words for r in markup.references(blocks)] + tabling.texts(grid)
    known = {w for w in all_wants(refs, grid.asks()) if _known(w)}
    figures = lookup(known)
    stated = {s.key: s for s in document.stated.all()}
    printed = {ask.wants() for ask in grid.asks() if ask.wants()}
    printed |= _implied(refs, grid.asks(), stated)
    hidden, _ = hiding.hide(figures, [tabling.sums(grid)], printed)
    answers = Answers(figures, stated, hidden, _labels(known), problems=problems)
    writer = Writer(answers, {exhibit.key: exhibit}, {exhibit.key: grid})
    writer.key, writer.number = "", ""
    return writer.drawn(exhibit, grid), problems

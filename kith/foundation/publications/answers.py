"""What a reference says when it is read: the figure, how it is printed and its row in appendix A.

One `Answers` serves one reading of a draft. It gives each figure of the prose a mark (A1, A2...)
in reading order, and the same figure the same mark wherever it stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from kith.foundation.indicators import Want
from kith.foundation.indicators.definitions import definition
from kith.foundation.publications import model
from kith.foundation.publications.exhibits import Ask
from kith.foundation.publications.markup import Reference
from kith.foundation.publications.models import StatedFigure
from kith.kernel.disclosure.model import LARGEST, SMALLEST
from kith.kernel.figures import (
    Amount,
    Code,
    Count,
    Figure,
    Kind,
    Origin,
    Polarity,
    Printed,
    Ratio,
    Source,
    Unit,
    Value,
    change,
    difference,
    rounded,
    shown_number,
    total,
)
from kith.kernel.intervals import Interval, interval_of
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

HIDDEN = "c"
TYPED = "A number that a person typed, as its source gives it."
ORIGINS = {
    Origin.OFFICIAL: "official statistics",
    Origin.PUBLISHED: "published for the year",
    Origin.SUBMITTED: "sent by an agency",
    Origin.ACCOUNTS: "accounts",
    Origin.INVENTED: "invented for the example",
    Origin.STATED: "typed, with its source",
}


@dataclass(frozen=True)
class Problem:
    """A reference that cannot be answered: where it stands and what to do."""

    where: str
    message: str


@dataclass(frozen=True)
class Answer:
    """A figure as it is printed. `key` says what was asked, and stays the same across editions."""

    key: str
    title: str
    text: str
    figure: Figure | None = None
    working: str = ""
    hidden: bool = False
    stated: bool = False
    number: Fraction | None = None
    interval: Interval | None = None


def stated_as_figure(stated: StatedFigure) -> Figure:
    """A typed number as a figure, so that guards and tables treat it like any other."""
    unit = Unit(stated.unit)
    value: Value
    if stated.value is None:
        raise Refused(f"“{stated.label}” has no value: type one, or take the reference out.")
    if unit is Unit.COUNT:
        value = Count(int(stated.value))
    elif unit in (Unit.PERCENT, Unit.RATE):
        value = Printed(rounded(stated.value, stated.places), unit, stated.places)
    else:
        value = Amount(stated.value.normalize())
    source = Source(title=stated.source, origin=Origin(stated.origin))
    period = parse_period(stated.period_code)
    return Figure(
        indicator=stated.indicator or f"stated.{stated.key}",
        title=stated.label,
        area=stated.area,
        area_name="",
        period=period,
        kind=Kind(stated.kind),
        unit=unit,
        polarity=Polarity.NEUTRAL,
        value=value,
        source=source,
    )


@dataclass
class Answers:
    """Looked-up figures, and the marks given to them so far."""

    figures: Mapping[Want, Figure]
    stated: Mapping[str, StatedFigure]
    hidden: frozenset[tuple[Want, ...]] = frozenset()
    labels: Mapping[Want, str] = field(default_factory=dict)
    rows: dict[str, model.FigureRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: dict[str, Answer] = field(default_factory=dict)

    # ---- prose ---------------------------------------------------------------------------

    def inline(self, ref: Reference, where: str) -> model.Inline:
        """A reference in a sentence as a mark with its row, or as plain words."""
        if ref.name == "plain":
            return model.Strong(ref.args[0]) if ref.strong else model.Text(ref.args[0])
        try:
            if ref.name == "date":
                label = parse_period(ref.args[0]).label
                return model.Strong(label) if ref.strong else model.Text(label)
            answer = self.prose(ref)
        except Refused as refused:
            self.problems.append(Problem(where, str(refused)))
            return model.FigureMark("", "?", "live", strong=ref.strong)
        self.used[answer.key] = answer
        row = self.row(answer)
        kind: model.FigureKind = "stated" if answer.stated else "live"
        return model.FigureMark(row.mark, answer.text, kind, answer.hidden, ref.strong)

    def prose(self, ref: Reference) -> Answer:
        """What a reference in prose says; raises `Refused` when it cannot be answered."""
        places = int(ref.option("places")) if ref.option("places") else None
        if ref.name == "stated":
            return self.ask(Ask(stated=ref.args[0], places=places))
        wants = wants_of(ref)
        if ref.name == "figure":
            want = wants[0]
            show = ref.option("show", "value")
            if self._found(want, allow_missing=True).missing is Code.NOT_COLLECTED:
                self._found(want)  # a sign in a table, but no word of a sentence
            return self.ask(
                Ask(want.indicator, want.period, want.area, want.breakdown, show, places=places)
            )
        before, after = (self._found(w) for w in wants)
        across = tuple(ref.option("in").split())
        hidden = any((w,) in self.hidden for w in wants)
        key = f"{ref.name}|" + "|".join(want_key(w) for w in wants)
        if ref.name == "share":
            whole = total([before]), total([after])
            part = Ratio(int(whole[0].number), int(whole[1].number))
            title = f"{before.title} as a share of {after.title}, {after.period.label}"
            text = shown_number(part.number or 0, Unit.PERCENT, places)
            working = f"{before.shown()} ÷ {after.shown()} = {text}"
            return _derived(key, title, text, working, after, hidden, part.number)
        gap = difference(before, after, across)
        size = _plain(abs(gap), after, places)
        sum_ = f"{after.shown()} − {before.shown()} = {_plain(gap, after, places)}"
        between = f"{before.title}, {before.period.label} to {after.period.label}"
        if ref.name == "difference":
            return _derived(key, f"Difference: {between}", size, sum_, after, hidden, gap)
        moved = change(before, after, across)
        text = shown_number(abs(moved.percent), Unit.PERCENT, places)
        working = f"{sum_}; {_plain(gap, after, places)} ÷ {before.shown()} = {moved.shown()}"
        return _derived(key, f"Change: {between}", text, working, after, hidden, moved.percent)

    # ---- anything that asks ----------------------------------------------------------------

    def ask(self, ask: Ask) -> Answer:
        """One figure as asked: a value, a part of it, its interval, or several gathered."""
        if ask.stated:
            if ask.stated not in self.stated:
                raise Refused(f"There is no typed figure “{ask.stated}” in this document.")
            figure = stated_as_figure(self.stated[ask.stated])
            text = figure.shown(ask.places, small="percent")
            key = f"stated|{ask.stated}"
            if self._stands_for_hidden(self.stated[ask.stated], figure):
                return Answer(key, figure.title, HIDDEN, figure, "", True, stated=True)
            return Answer(key, figure.title, text, figure, stated=True, number=figure.number)
        wants = ask.wants()
        found = [self._found(w, allow_missing=True) for w in wants]
        hidden = wants in self.hidden
        if ask.show == "share" and (Want(ask.indicator, ask.period, ask.area),) in self.hidden:
            hidden = True  # with its whole, a share gives the part away, and the other way round
        figure = found[0] if len(found) == 1 else _gathered(found)
        key = "+".join(want_key(w) for w in wants) + ("" if ask.show == "value" else f"|{ask.show}")
        title = " and ".join(self.title(w, f) for w, f in zip(wants, found, strict=True))
        if len(wants) > 1:
            title = f"{found[0].title}: {len(wants)} groups together"
        number, text = _part(figure, ask, self._whole(ask))
        if hidden:
            return Answer(key, title, HIDDEN, figure, "", True)
        interval = None if figure.missing else interval_of(figure.value)
        return Answer(key, title, text, figure, figure.working, False, False, number, interval)

    def _stands_for_hidden(self, row: StatedFigure, figure: Figure) -> bool:
        """Whether a typed number states what is hidden; one that may not be printed is refused."""
        if not row.indicator:
            return False
        if (Want(row.indicator, row.period_code, row.area),) in self.hidden:
            return True
        official = figure.source.origin is Origin.OFFICIAL
        few = isinstance(figure.value, Count) and SMALLEST <= figure.value.value <= LARGEST
        if few and not official and definition(row.indicator).protect:
            raise Refused(
                f"“{row.label}” is a number of 1 to 5 about people, which is never printed. "
                "Take it out, or join it with another group."
            )
        return False

    def _whole(self, ask: Ask) -> Figure | None:
        if ask.show != "share":
            return None
        return self._found(Want(ask.indicator, ask.period, ask.area))

    def _found(self, want: Want, allow_missing: bool = False) -> Figure:
        figure = self.figures.get(want)
        if figure is None:
            parse_period(want.period)  # a period that cannot be read says so itself
            raise Refused(f"Kith has no indicator “{want.indicator}”.")
        if figure.missing and not allow_missing:
            raise Refused(
                f"“{figure.title}” has no number for {figure.period.label}: "
                f"{figure.missing.meaning.lower()}."
            )
        return figure

    def title(self, want: Want, figure: Figure) -> str:
        """The figure's name with its part and its area, as appendix A prints it."""
        part = self.labels.get(want, want.breakdown)
        area = figure.area_name if want.area else ""
        return ", ".join(x for x in (figure.title, part, area) if x)

    # ---- appendix A --------------------------------------------------------------------------

    def row(self, answer: Answer) -> model.FigureRow:
        """The figure's row in appendix A, made when it is first met."""
        if answer.key not in self.rows:
            self.rows[answer.key] = figure_row(answer, f"A{len(self.rows) + 1}")
        return self.rows[answer.key]

    def mark(self, answer: Answer) -> str:
        """The mark of a figure that the prose also names; "" for others."""
        row = self.rows.get(answer.key)
        return row.mark if row else ""


def wants_of(ref: Reference) -> tuple[Want, ...]:
    """The figures that a reference needs."""
    area, by = ref.option("area"), ref.option("by")
    if ref.name == "figure":
        return (Want(ref.args[0], ref.args[1], area, by),)
    if ref.name in ("change", "difference"):
        return tuple(Want(ref.args[0], period, area, by) for period in ref.args[1:])
    if ref.name == "share":
        return (
            Want(ref.args[0], ref.args[2], area, by),
            Want(ref.args[1], ref.args[2], area),
        )
    return ()


def want_key(want: Want) -> str:
    """The lasting name of what was asked for."""
    return ":".join((want.indicator, want.period, want.area, want.breakdown)).rstrip(":")


def figure_row(answer: Answer, mark: str) -> model.FigureRow:
    """A row of appendix A from an answer."""
    figure = answer.figure
    if figure is None:
        raise Refused(f"“{answer.title}” has no figure behind it.")
    counted = figure.numerator_text
    population = figure.population_source
    return model.FigureRow(
        mark=mark,
        key=answer.key,
        title=answer.title,
        shown=answer.text,
        kind="stated" if answer.stated else "live",
        value=None if answer.hidden else exact(answer.number),
        unit=figure.unit.value,
        code=HIDDEN if answer.hidden else (figure.missing.value if figure.missing else ""),
        working="" if answer.hidden else answer.working,
        numerator=counted,
        denominator=figure.denominator_text
        + (f" ({population.title})" if population and figure.denominator_text else ""),
        period=figure.period.label,
        source=", ".join(x for x in (figure.source.publisher, figure.source.title) if x),
        origin=ORIGINS[figure.source.origin],
        definition=TYPED if answer.stated else counted,
        signed_off=figure.signed_off,
        version=figure.version,
        url=figure.source.url,
    )


def all_wants(refs: Iterable[Reference], asks: Iterable[Ask]) -> set[Want]:
    """Every figure that a draft needs, each once, so that they are looked up together."""
    wants: set[Want] = set()
    for ref in refs:
        found = wants_of(ref)
        wants.update(found)
        if ref.option("show") == "share":
            wants.update(want._replace(breakdown="") for want in found)
    for ask in asks:
        wants.update(ask.wants())
        if ask.show == "share":
            wants.add(Want(ask.indicator, ask.period, ask.area))
    return wants


def _derived(
    key: str, title: str, text: str, working: str, of: Figure, hidden: bool, number: Fraction | None
) -> Answer:
    if hidden:
        return Answer(key, title, HIDDEN, of, "", True)
    return Answer(key, title, text, of, working, number=number)


def _plain(gap: Fraction, like: Figure, places: int | None) -> str:
    if like.unit is Unit.PERCENT:
        return shown_number(gap, Unit.NUMBER, 1 if places is None else places)
    return shown_number(gap, like.unit, places)


def _gathered(figures: list[Figure]) -> Figure:
    """Several breakdowns as one; a part not collected keeps its sign unless others have numbers."""
    known = [f for f in figures if not f.missing]
    if not known:
        return figures[0]
    first = known[0]
    return replace(first, value=total(known), breakdown="+".join(f.breakdown for f in figures))


def _part(figure: Figure, ask: Ask, whole: Figure | None) -> tuple[Fraction | None, str]:
    """The number asked for and how it is printed."""
    if figure.missing:
        return None, figure.missing.value
    if ask.show == "numerator" or ask.show == "denominator":
        number = figure.numerator if ask.show == "numerator" else figure.denominator
        if number is None:
            raise Refused(f"“{figure.title}” has no {ask.show}: its parts were not published.")
        return Fraction(number), shown_number(number, Unit.COUNT, ask.places)
    if ask.show == "interval":
        interval = interval_of(figure.value)
        if interval is None:
            raise Refused(f"“{figure.title}” has no interval: its parts were not published.")
        low, high = (shown_number(x, Unit.NUMBER, 1) for x in (interval.low, interval.high))
        return None, f"{low} to {high}"
    if ask.show == "share":
        if whole is None or whole.number is None or figure.number is None:
            raise Refused(f"“{figure.title}” has no whole to be a share of.")
        part = Ratio(int(figure.number), int(whole.number))
        return part.number, shown_number(part.number or 0, Unit.PERCENT, ask.places)
    return figure.number, figure.shown(ask.places)


def exact(number: Fraction | None) -> Decimal | None:
    """The number for spreadsheets: six decimals, more than anything is printed with."""
    if number is None:
        return None
    return rounded(number, 6).normalize()

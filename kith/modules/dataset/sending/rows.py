"""The boxes of one part of a form as a page shows them: beside their past, with what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from kith.kernel import checks
from kith.kernel.checks import Importance, Raised
from kith.kernel.checks.words import box_number, comparable
from kith.kernel.figures import Change, Count, Missing, Ratio, Unit, Value, shown_number
from kith.kernel.figures import shown as shown_value
from kith.kernel.periods import Grain, Period
from kith.modules.dataset.asking import Box
from kith.modules.dataset.checking.gathering import before, year_before
from kith.modules.dataset.models import Answer, Item, Query
from kith.modules.dataset.sending import typed
from kith.modules.dataset.sending.filling import BLANK, Filling
from kith.modules.dataset.sending.saving import Conflict
from kith.modules.dataset.sending.typed import Typed

SMALL = 10  # below this a change is told in numbers, not in per cent


@dataclass
class Row:
    """One box: its names in the form, its values beside it, and what is to be said about it."""

    box: Box
    label: str
    judged: checks.Box
    answer: Answer | None
    given: Typed
    last: str
    last_label: str
    year_ago: str
    year_label: str
    error: str = ""
    raised: list[Raised] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    conflict: Conflict | None = None

    @property
    def id(self) -> str:
        return typed.anchor(self.box.id)

    @property
    def names(self) -> dict[str, str]:
        kinds = (
            *(typed.OF, typed.AMONG, typed.REASON, typed.EXPLANATION),
            *(typed.SEEN, typed.CLASH, typed.CHOICE),
        )
        return {kind: typed.name(kind, self.box.id) for kind in kinds}

    @property
    def seen(self) -> str:
        """The version and the content that the person has before them."""
        version = self.answer.version if self.answer else 0
        return f"{version}.{typed.digest(self.answer)}"

    @property
    def said(self) -> str:
        """What stands in the box, for reading."""
        if not self.given.of:
            return ""
        return f"{self.given.of} of {self.given.among}" if self.box.item.out_of else self.given.of

    @property
    def error_named(self) -> str:
        """The error with the box's name, for the summary at the top."""
        title = self.box.title
        named = self.error.startswith((title, self.box.item.title))
        return self.error if named else f"{title}: {self.error}"

    @property
    def theirs(self) -> str:
        """What another person put into a box that two changed."""
        return _in_words(_stored(self.conflict.theirs)) if self.conflict else ""

    @property
    def mine(self) -> str:
        return _in_words(self.given)

    @property
    def blank(self) -> bool:
        return not self.given.of and not self.given.among

    @property
    def asks_why(self) -> bool:
        """Whether a sentence is wanted here, or stands here already."""
        wanted = any(each.importance is Importance.EXPLAIN for each in self.raised)
        return wanted or bool(self.given.explanation)

    @property
    def musts(self) -> list[Raised]:
        return [each for each in self.raised if each.importance is Importance.MUST]

    @property
    def others(self) -> list[Raised]:
        return [each for each in self.raised if each.importance is not Importance.MUST]

    @property
    def moved(self) -> bool:
        return any(each.importance is Importance.EXPLAIN for each in self.raised)

    @property
    def change(self) -> str:
        return change_words(self.judged)


@dataclass
class Group:
    """An item with its boxes: one, or one for each part and month."""

    item: Item
    rows: list[Row]

    @property
    def single(self) -> bool:
        return len(self.rows) == 1 and not self.item.parts

    @property
    def total(self) -> str:
        """What the parts come to, where they make the whole and all are there."""
        if not (self.item.parts and self.item.parts_add_up) or self.item.out_of:
            return ""
        numbers = [row.answer.of for row in self.rows if row.answer and row.answer.of is not None]
        if len(numbers) != len(self.rows) or len({row.box.period for row in self.rows}) > 1:
            return ""
        return shown_number(sum(numbers), Unit.NUMBER)

    @property
    def blanks(self) -> list[Row]:
        return [row for row in self.rows if row.blank]

    @property
    def one_reason(self) -> bool:
        """Whether one reason stands for all its empty boxes."""
        return len({row.given.reason for row in self.blanks}) == 1

    @property
    def reason_name(self) -> str:
        return typed.name(typed.REASON, self.item.number)

    @property
    def reason(self) -> str:
        return self.blanks[0].given.reason if self.blanks else ""


@dataclass(frozen=True, slots=True)
class Came:
    """What a form that could not be stored whole came with."""

    typed: dict[str, Typed] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


def groups_of(
    filling: Filling, boxes: Iterable[Box], came: Came = Came(), *, blanks: bool = False
) -> list[Group]:
    """The rows of some boxes by item; `blanks` also says of empty boxes that they are empty."""
    raised: dict[str, list[Raised]] = {}
    for each in filling.raised:
        if blanks or each.rule != BLANK:
            raised.setdefault(each.box, []).append(each)
    queries: dict[str, list[Query]] = {}
    for query in filling.queries:
        queries.setdefault(query.box, []).append(query)
    found: dict[int, Group] = {}
    for box in boxes:
        group = found.setdefault(box.item.pk, Group(box.item, []))
        group.rows.append(_row(filling, box, came, raised, queries))
    return list(found.values())


def _row(
    filling: Filling,
    box: Box,
    came: Came,
    raised: dict[str, list[Raised]],
    queries: dict[str, list[Query]],
) -> Row:
    answer, unit = filling.answers.get(box.id), Unit(box.item.unit)
    last, year_ago = before(box), year_before(box)
    return Row(
        box=box,
        label=_label(box),
        judged=filling.judged[box.id],
        answer=answer,
        given=came.typed.get(box.id) or _stored(answer),
        last=value_words(filling.known.value(box, last), unit),
        last_label=short(last),
        year_ago=value_words(filling.known.value(box, year_ago), unit),
        year_label=short(year_ago),
        error=came.wrong.get(box.id, ""),
        raised=raised.get(box.id, []),
        queries=queries.get(box.id, []),
        conflict=came.conflicts.get(box.id),
    )


def _stored(answer: Answer | None) -> Typed:
    if answer is None:
        return Typed()
    shown = typed.shown
    return Typed(shown(answer.of), shown(answer.among), answer.reason, answer.explanation)


def _in_words(given: Typed) -> str:
    number = f"{given.of} of {given.among}" if given.among else given.of
    said = [number or "nothing"]
    if given.reason and not number:
        said.append(f"because “{given.reason}”")
    if given.explanation:
        said.append(f"explained by “{given.explanation}”")
    return ", ".join(said)


def _label(box: Box) -> str:
    """What the row is called within its item."""
    words = [box.part_label or ("All of them" if box.item.parts else "")]
    if box.item.frequency == Item.Frequency.MONTHLY:
        words.append(box.period.label)
    return ", ".join(word for word in words if word) or box.item.title


def value_words(value: Value | None, unit: Unit) -> str:
    """A value of the past, short: a share with both its numbers."""
    match value:
        case None:
            return ""
        case Missing():
            return "not given"
        case Ratio(of, among):
            return f"{shown_number(of)} of {shown_number(among)}"
        case Count():
            return shown_number(value.value)
        case _:
            return shown_value(value, unit)


def change_words(box: checks.Box) -> str:
    """How far it moved since last time: up 26%, down 3, up 2.1 points."""
    was, now = comparable(box.last, box), box_number(box)
    if was is None or now is None:
        return ""
    if was == now:
        return "no change"
    way, apart = ("up" if now > was else "down"), abs(now - was)
    if box.shape == "share":
        return f"{way} {shown_number(apart, places=1)} points"
    if max(was, now) < SMALL or was == 0:
        return f"{way} {shown_number(apart)}"
    percent = abs(Change(Fraction(was), Fraction(now)).percent)
    return f"{way} {shown_number(percent, Unit.PERCENT, 0)}"


def short(period: Period) -> str:
    """A period in a column's heading: Oct to Dec 2019, Jan 2020, 31 Mar 2020, 2019-20."""
    first, last = period.starts_on, period.ends_on
    if first == last:
        return f"{last.day} {last:%b %Y}"
    if period.grain is Grain.YEAR:
        return period.label
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%b %Y}"
    return f"{first:%b} to {last:%b %Y}"

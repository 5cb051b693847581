"""Everything that the checks of a return need to know, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import F, Q

from kith.foundation.indicators.definitions import REGISTRY, definition
from kith.foundation.indicators.lookups import Want, as_value, lookup, period_of
from kith.foundation.indicators.models import Observation
from kith.kernel import checks
from kith.kernel.checks import Raised, Twin, check_return
from kith.kernel.figures import Code, Figure, Kind, Missing, Polarity, Value
from kith.kernel.periods import Grain, Period, month
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.asking import Box, boxes_of
from kith.modules.dataset.models import Answer, Item, Return

# What an agency sent earlier, by indicator and part: period code to value.
Past = Mapping[tuple[str, str], Mapping[str, Value]]
_FIELDS = (
    *("series__indicator__key", "series__breakdown", "period", "value", "numerator"),
    *("denominator", "code"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside a return: what the agency sent before, and the official series."""

    past: Past = field(default_factory=dict)
    official: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    twins: Mapping[str, Twin] = field(default_factory=dict)

    def value(self, box: Box, period: Period) -> Value | None:
        """What the agency sent for this box in another period."""
        return self.past.get((box.item.holds, box.part), {}).get(period.code)

    def earlier(self, box: Box) -> tuple[Value | None, ...]:
        """The series before this box's period, oldest first, of periods of the same length."""
        found = [
            (period, value)
            for code, value in self.past.get((box.item.holds, box.part), {}).items()
            if (period := period_of(code)).ends_on < box.period.ends_on
            and _alike(period, box.period)
        ]
        return tuple(value for _, value in sorted(found, key=lambda pair: pair[0].ends_on))

    def with_answers(self, asked: Iterable[Box], answers: Mapping[str, Answer]) -> Known:
        """The same with what stands in the return itself: April is the month before its May."""
        past = {key: dict(periods) for key, periods in self.past.items()}
        for box in asked:
            answer = answers.get(box.id)
            if answer is not None:
                found = past.setdefault((box.item.holds, box.part), {})
                found[box.period.code] = _value(box.item, answer)
        return replace(self, past=past)


def _value(item: Item, answer: Answer) -> Value:
    if answer.of is None:
        return Missing(Code.NOT_AVAILABLE)
    return as_value(definition(item.holds), answer.of, answer.of, answer.among, "")


def known_of(return_to: Return, asked: Iterable[Box]) -> Known:
    """Read it: a query each for the agency's own values and another's, and one look-up."""
    boxes = list(asked)
    keys = {box.item.holds for box in boxes}
    rows = Observation.objects.filter(
        series__organisation_id=return_to.organisation_id,
        series__indicator__key__in=keys,
        current=True,
        ends_on__lte=return_to.round.period.ends_on,
    ).values_list(*_FIELDS)
    past: dict[tuple[str, str], dict[str, Value]] = {}
    for key, part, code, *given in rows:
        past.setdefault((key, part), {})[code] = as_value(definition(key), *given)
    return Known(past, _official(boxes), _twins(return_to, boxes))


def _official(boxes: list[Box]) -> dict[tuple[str, str], Figure]:
    """The official values for the same measure and period, where there are any."""
    wants = {
        (box.item.official, box.period.code): Want(
            box.item.official, box.period.code, settings.AREA
        )
        for box in boxes
        if box.item.official in REGISTRY and not box.part
    }
    figures = lookup(wants.values()) if wants else {}
    return {
        key: figures[want]
        for key, want in wants.items()
        if figures[want].missing is not Code.NOT_COLLECTED
    }


def _twins(return_to: Return, boxes: list[Box]) -> dict[str, Twin]:
    """What another agency gave for items that two are asked, by box."""
    beside = agreed(return_to.round.edition).beside
    asked_twice = {box.item.pk for box in boxes if box.item.pk in beside}
    if not asked_twice:
        return {}
    rows = (
        Answer.objects.filter(
            item__in=asked_twice, return_to__round=return_to.round_id, of__isnull=False
        )
        .exclude(return_to__organisation=return_to.organisation_id)
        .filter(
            Q(item__also_asked=F("return_to__organisation"))
            | Q(item__also_asked=return_to.organisation_id)
        )
        .select_related("item", "return_to__organisation")
    )
    found = {}
    for row in rows:
        value = as_value(definition(row.item.holds), row.of, row.of, row.among, "")
        found[row.box] = Twin(row.return_to.organisation.called, value)
    return found


def before(box: Box) -> Period:
    """The period before a box's (of a school term the same one a year ago), or the day it ended."""
    if box.item.kind != Kind.STOCK:
        return box.period.previous()
    return _days_back(box.period, 1 if box.item.frequency == Item.Frequency.MONTHLY else 3)


def year_before(box: Box) -> Period:
    """The same period a year before."""
    if box.item.kind == Kind.STOCK:
        return _days_back(box.period, 12)
    period = box.period
    for _ in range({Grain.MONTH: 12, Grain.QUARTER: 4}.get(period.grain, 1)):
        period = period.previous()
    return period


def _days_back(day: Period, months: int) -> Period:
    index = day.ends_on.year * 12 + day.ends_on.month - 1 - months
    return month(index // 12, index % 12 + 1).closing_date()


def _alike(one: Period, other: Period) -> bool:
    return one.grain is other.grain and one.basis is other.basis


def judged(asked: Iterable[Box], answers: Iterable[Answer], known: Known) -> list[checks.Box]:
    """The boxes as the checks read them."""
    by_box = {answer.box: answer for answer in answers}
    boxes = list(asked)
    ids = {box.id for box in boxes}
    known = known.with_answers(boxes, by_box)
    return [_judged(box, by_box.get(box.id), known, ids) for box in boxes]


def _judged(box: Box, answer: Answer | None, known: Known, ids: set[str]) -> checks.Box:
    item = box.item

    def beside(number: str, part: str = box.part) -> str:
        found = f"{number}|{box.period.code}|{part}"
        return found if number and found in ids else ""

    return checks.Box(
        id=box.id,
        key=item.key,
        title=item.title,
        noun=item.noun or "cases",
        period=box.period,
        shape=item.shape,  # type: ignore[arg-type]
        kind=Kind(item.kind),
        polarity=Polarity(item.polarity),
        part=box.part,
        part_label=box.part_label,
        of=answer.of if answer else None,
        among=answer.among if answer else None,
        reason=answer.reason if answer else "",
        explanation=answer.explanation if answer else "",
        low=item.low,
        high=item.high,
        change_limit=item.change_limit,
        nil_possible=item.nil_possible,
        blank_needs_reason=item.blank_needs_reason,
        last=known.value(box, before(box)),
        last_label=before(box).label,
        year_ago=known.value(box, year_before(box)),
        year_ago_label=year_before(box).label,
        earlier=known.earlier(box),
        within=beside(item.within),
        among_is=beside(item.among_is),
        adds_to=beside(item.number, "") if box.part and item.parts_add_up else "",
        opening=known.value(box, before(box)) if item.kind == Kind.STOCK else None,
        starts=_flow(box, item.starts, ids),
        ends=_flow(box, item.ends, ids),
        official=known.official.get((item.official, box.period.code)),
        twin=known.twins.get(box.id),
    )


def _flow(box: Box, number: str, ids: set[str]) -> str:
    """The box of what flowed in or out in the month or quarter that ends on a stock's day."""
    if not number:
        return ""
    for other in ids:
        found, code, part = other.split("|")
        period = period_of(code)
        if found == number and part == box.part and period.ends_on == box.period.ends_on:
            return other
    return ""


def checked(return_to: Return, answers: Iterable[Answer]) -> list[Raised]:
    """What the checks say about the answers of a return."""
    asked = boxes_of(return_to)
    return check_return(judged(asked, answers, known_of(return_to, asked)))

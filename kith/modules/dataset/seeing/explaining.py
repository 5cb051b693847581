"""What the agencies said of values that moved: each with the value, the one before, the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, visible
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.lookups import as_value, period_of
from kith.foundation.indicators.models import Observation, Series
from kith.foundation.organisations.models import Organisation
from kith.kernel.figures import Code, Missing, Ratio, Unit, Value, shown
from kith.modules.dataset.agreed import agreed
from kith.modules.dataset.asking import Box
from kith.modules.dataset.checking.gathering import before
from kith.modules.dataset.models import Answer, Round

Past = Mapping[tuple[int, str, str, str], Value]  # organisation, indicator, part, period


@dataclass(frozen=True, slots=True)
class Explained:
    """One value with its agency's sentence."""

    organisation: Organisation
    box: Box
    now: Value
    before: Value | None
    words: str
    url: str  # of the return, for those who may read it

    @property
    def what(self) -> str:
        return self.box.title

    @property
    def shown(self) -> str:
        return shown(self.now, self._unit)

    @property
    def shown_before(self) -> str:
        return shown(self.before, self._unit) if self.before is not None else "None"

    @property
    def size(self) -> float:
        """How far it moved, in per cent or percentage points; 0 where that cannot be said."""
        now, then = _number(self.now), _number(self.before)
        if now is None or then is None:
            return 0.0
        if isinstance(self.now, Ratio):
            return now - then
        return (now / then - 1) * 100 if then else 0.0

    @property
    def change(self) -> str:
        """`24% more`, `6.2 points less`."""
        now, then = _number(self.now), _number(self.before)
        if now is None or then is None:
            return ""
        more = "more" if now > then else "less"
        if isinstance(self.now, Ratio):
            return f"{abs(self.size):.1f} points {more}" if now != then else "the same"
        if now == then:
            return "the same"
        return f"{abs(self.size):.0f}% {more}" if then else f"{now - then:,.0f} more"

    @property
    def _unit(self) -> Unit:
        return Unit.PERCENT if isinstance(self.now, Ratio) else Unit.COUNT


def _number(value: Value | None) -> float | None:
    if value is None or isinstance(value, Missing):
        return None
    if isinstance(value, Ratio):
        return float(value.percent) if value.among else None
    return float(value.number)


def explained(
    round_: Round, actor: Actor, organisation: Organisation | None = None
) -> list[Explained]:
    """The explanations of accepted returns whose values the reader may see; three queries.

    What one agency said of its own value is read by the group and by that agency.
    """
    rows = visible(Answer.objects.all(), actor, Permission.OBSERVATION_READ).filter(
        return_to__round=round_, return_to__accepted_at__isnull=False
    )
    if organisation is not None:
        rows = rows.filter(return_to__organisation=organisation)
    answers = list(rows.exclude(explanation="").select_related("return_to__organisation"))
    items = {item.pk: item for item in agreed(round_.edition).items}
    for answer in answers:
        answer.item = items[answer.item_id]
    boxes = [Box(a.item, period_of(a.period), a.part) for a in answers]
    past = _past(answers, boxes)
    may_open = can(actor, Permission.RETURN_READ)
    found = []
    for answer, box in zip(answers, boxes, strict=True):
        body = answer.return_to.organisation
        url = reverse("dataset-return", args=[answer.return_to_id]) if may_open else ""
        then = past.get((body.pk, box.item.holds, box.part, before(box).code))
        found.append(Explained(body, box, _value(answer), then, answer.explanation, url))
    return sorted(found, key=lambda one: (-abs(one.size), one.organisation.name, one.box.id))


def _value(answer: Answer) -> Value:
    if answer.of is None:
        return Missing(Code.NOT_AVAILABLE)
    if answer.item.out_of and answer.among is not None:
        return Ratio(int(answer.of), int(answer.among))
    return as_value(definition(answer.item.holds), answer.of, answer.of, answer.among, "")


def _past(answers: list[Answer], boxes: list[Box]) -> Past:
    """What the same agencies gave the period before."""
    if not boxes:
        return {}
    wanted = {
        (answer.return_to.organisation_id, box.item.holds, box.part, before(box).code)
        for answer, box in zip(answers, boxes, strict=True)
    }
    bodies, keys, parts, periods = (set(one) for one in zip(*wanted, strict=True))
    said_of = {one[:3] for one in wanted}
    lines = {
        pk: (body, key, part)
        for pk, body, key, part in Series.objects.filter(
            organisation__in=bodies, indicator__key__in=keys, breakdown__in=parts
        ).values_list("pk", "organisation", "indicator__key", "breakdown")
        if (body, key, part) in said_of
    }
    rows = Observation.objects.filter(
        series_id__in=lines, period__in=periods, current=True
    ).values_list("series_id", "period", "value", "numerator", "denominator", "code")
    return {
        (*lines[line], period): as_value(definition(lines[line][1]), *given)
        for line, period, *given in rows
    }


def by_item(found: Iterable[Explained]) -> dict[str, list[Explained]]:
    """The explanations by the key of the item that they are about."""
    rows: dict[str, list[Explained]] = {}
    for one in found:
        rows.setdefault(one.box.item.key, []).append(one)
    return rows

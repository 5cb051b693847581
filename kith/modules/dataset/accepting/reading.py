"""A sent return as the analyst reads it: each value beside its past, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.lookups import as_value
from kith.foundation.indicators.models import Observation
from kith.foundation.ui.words import moment
from kith.kernel.figures import Unit
from kith.modules.dataset.asking import Box
from kith.modules.dataset.models import Return
from kith.modules.dataset.sending.filling import Filling
from kith.modules.dataset.sending.rows import Row, groups_of, value_words


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the return with its rows."""

    name: str
    rows: list[Row]


def parts_of(found: Filling) -> list[Part]:
    """Every value of a return, by the part of the form that it stands in."""
    return [
        Part(part.name, [row for group in groups_of(found, part.boxes) for row in group.rows])
        for part in found.parts
    ]


def wants_a_look(row: Row) -> bool:
    """Whether something was said of the value: by a check, by the agency, or by the analyst."""
    open_queries = any(not query.closed_at for query in row.queries)
    return bool(row.raised or row.given.explanation or row.given.reason or open_queries)


def title_of(row: Row) -> str:
    """The value's name, whole, wherever it stands."""
    return row.box.title


def history_of(return_to: Return, box: Box) -> list[dict[str, str]]:
    """Every value that the agency gave for a box, the newest first: what, who, when and why."""
    meaning, unit = definition(box.item.holds), Unit(box.item.unit)
    rows = (
        Observation.objects.filter(
            series__organisation=return_to.organisation_id,
            series__indicator__key=box.item.holds,
            series__breakdown=box.part,
            period=box.period.code,
        )
        .select_related("by")
        .order_by("-revision")
    )
    return [
        {
            "what": value_words(
                as_value(meaning, row.value, row.numerator, row.denominator, row.code), unit
            ),
            "when": moment(row.at),
            "by": row.by.office if row.by else "",
            "detail": " · ".join(
                part
                for part in (row.reason, row.get_state_display() if row.current else "replaced")
                if part
            ),
        }
        for row in rows
    ]


def box_of(boxes: Iterable[Box], asked: str) -> Box | None:
    """The box that an address names."""
    return next((box for box in boxes if box.id == asked), None)

"""What the API tells of returns, boxes and receipts, as plain data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kith.kernel.checks import Raised
from kith.kernel.figures import Amount, Count, Missing, Ratio, Value
from kith.kernel.periods import Period
from kith.modules.dataset.asking import Box
from kith.modules.dataset.checking.gathering import before, year_before
from kith.modules.dataset.models import Answer, Query, Receipt
from kith.modules.dataset.sending.filling import Filling
from kith.modules.dataset.standings import Seen

Told = dict[str, Any]


def number(value: Decimal | int | None) -> int | float | None:
    """A number as JSON writes it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def seen_told(seen: Seen) -> Told:
    """A return in the list: its quarter, where it stands and why."""
    return_to, round_, where = seen.return_to, seen.return_to.round, seen.standing
    return {
        "quarter": round_.key,
        "label": round_.period.label,
        "agency": return_to.organisation.key,
        "edition": round_.edition.key,
        "opens_on": round_.opens_on.isoformat(),
        "due_on": round_.due_on.isoformat(),
        "locks_on": round_.locks_on.isoformat(),
        "state": where.state.value,
        "reason": where.reason,
        "late": where.late,
        "may_fill": where.may_fill,
        "asked": return_to.asked,
        "filled": seen.filled,
    }


def filling_told(found: Filling) -> Told:
    """A whole return: what is asked, what was given before, what stands there, what checks say."""
    receipts = found.return_to.receipts.select_related("return_to__round")
    return {
        **seen_told(found.seen),
        "boxes": [_box(box, found) for box in found.boxes],
        "checks": [raised_told(each) for each in found.raised],
        "questions": [_question(query) for query in found.open_queries],
        "receipts": [receipt_told(receipt) for receipt in receipts],
    }


def _box(box: Box, found: Filling) -> Told:
    item = box.item
    return {
        "id": box.id,
        "item": item.number,
        "title": item.title,
        "section": item.section,
        "period": box.period.code,
        "period_label": box.period.label,
        "part": box.part,
        "part_label": box.part_label,
        "shape": item.shape,
        "unit": item.unit,
        "kind": item.kind,
        "counted": item.numerator,
        "out_of": item.denominator,
        "help": item.help,
        "where": item.where,
        "low": number(item.low),
        "high": number(item.high),
        "change_limit": item.change_limit,
        "nil_possible": item.nil_possible,
        "blank_needs_reason": item.blank_needs_reason,
        "last": _past(box, before(box), found),
        "year_before": _past(box, year_before(box), found),
        "stored": _stored(found.answers.get(box.id)),
    }


def _past(box: Box, period: Period, found: Filling) -> Told | None:
    value = found.known.value(box, period)
    if value is None:
        return None
    of, among = _parts(value)
    missing = value.code.value if isinstance(value, Missing) else ""
    return {"period": period.code, "of": of, "among": among, "missing": missing}


def _parts(value: Value) -> tuple[int | float | None, int | float | None]:
    match value:
        case Count(value=n) | Amount(value=n):
            return number(n), None
        case Ratio(of=of, among=among):
            return number(of), number(among)
        case _:
            return None, None


def _stored(answer: Answer | None) -> Told | None:
    if answer is None:
        return None
    return {
        "of": number(answer.of),
        "among": number(answer.among),
        "reason": answer.reason,
        "explanation": answer.explanation,
        "version": answer.version,
        "at": answer.at.isoformat(),
    }


def raised_told(raised: Raised) -> Told:
    """What a check has to say, and whether it stands in the way of sending."""
    return {
        "box": raised.box,
        "rule": raised.rule,
        "importance": raised.importance.value,
        "says": raised.says,
        "do": raised.do,
        "settled": raised.settled,
    }


def _question(query: Query) -> Told:
    return {"box": query.box, "question": query.question, "asked_at": query.asked_at.isoformat()}


def receipt_told(receipt: Receipt) -> Told:
    """Proof of one sending, as the receipt's page shows it."""
    return {
        "id": receipt.pk,
        "reference": receipt.reference,
        "quarter": receipt.return_to.round.key,
        "number": receipt.number,
        "via": receipt.via,
        "values": receipt.values,
        "blanks": receipt.blanks,
        "changed": receipt.changed,
        "checksum": receipt.checksum,
        "office": receipt.office,
        "at": receipt.at.isoformat(),
    }

"""A return as its workbook asks for it, and the signature that ties the workbook to it."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer

from kith.foundation.ui.words import day
from kith.kernel.figures import Unit
from kith.modules.dataset.asking import Box
from kith.modules.dataset.checking.gathering import before, year_before
from kith.modules.dataset.models import Answer, Return
from kith.modules.dataset.sending.filling import Filling
from kith.modules.dataset.sending.rows import value_words
from kith.reading.workbooks import OTHER, REASONS, Asked, Line

_signer = Signer(salt="kith.modules.dataset.workbook")


def sign(text: str) -> str:
    """The text with a signature that only this installation can make."""
    return _signer.sign(text)


def verify(token: str) -> str | None:
    """The text that was signed; None when the signature is not ours."""
    try:
        return str(_signer.unsign(token))
    except BadSignature:
        return None


def asked_of(found: Filling) -> Asked:
    """What the workbook of a return asks for, with what is stored already."""
    return_to = found.return_to
    return Asked(
        agency_key=return_to.organisation.key,
        agency=str(return_to.organisation),
        quarter=return_to.round.quarter,
        quarter_label=return_to.round.period.label,
        edition=return_to.round.edition.key,
        partnership=settings.PARTNERSHIP,
        due=return_to.round.due_on,
        due_label=day(return_to.round.due_on),
        lines=tuple(_line(box, found) for box in found.boxes),
    )


def file_name(return_to: Return) -> str:
    """What the file is called when it is taken away."""
    return f"return-{return_to.organisation.key}-{return_to.round.key}.xlsx"


def _line(box: Box, found: Filling) -> Line:
    item, unit = box.item, Unit(box.item.unit)
    answer = found.answers.get(box.id)
    reason, explanation = reason_for_list(answer)
    return Line(
        id=box.id,
        number=item.number,
        title=item.title,
        section=item.section,
        help=item.help,
        period=box.period.label,
        part=box.part_label,
        share=item.out_of,
        of_label=item.numerator,
        among_label=item.denominator,
        unit=item.unit,
        whole=unit is not Unit.MONEY,
        nil_possible=item.nil_possible,
        blank_needs_reason=item.blank_needs_reason,
        low=item.low,
        high=item.high,
        last=value_words(found.known.value(box, before(box)), unit),
        year_ago=value_words(found.known.value(box, year_before(box)), unit),
        now_of=answer.of if answer else None,
        now_among=answer.among if answer else None,
        now_reason=reason,
        now_explanation=explanation,
    )


def reason_for_list(answer: Answer | None) -> tuple[str, str]:
    """Reason and explanation as the workbook has them: a reason of one's own stands in the second.

    The column of reasons is a closed list; the form lets people write their own.
    """
    if answer is None:
        return "", ""
    if not answer.reason or answer.reason in REASONS:
        return answer.reason, answer.explanation
    return OTHER, answer.reason

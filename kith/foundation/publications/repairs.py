"""Repairs that the guards propose, applied to a draft.

A typed figure takes another value or period, or gives way to Kith's own figure wherever the
draft refers to it: in the text of sections and in tables. A live figure is never overwritten;
what can change is which figure the words refer to.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from kith.foundation.access import Actor, Permission, action
from kith.foundation.indicators import Want
from kith.foundation.publications.actions import edit_exhibit, edit_section, restate_figure
from kith.foundation.publications.answers import want_key, wants_of
from kith.foundation.publications.building import Draft, build
from kith.foundation.publications.guarding import finding_key, guard
from kith.foundation.publications.markup import MarkupError, Reference, parse_reference
from kith.foundation.publications.models import Document
from kith.kernel.guards import Finding, Repair
from kith.kernel.refusals import Refused

_INSIDE = re.compile(r"\{\{(.*?)\}\}")
KITH = "kith:"


def asked(draft: Draft, figure: str) -> str:
    """What was asked for by the figure that the guards know by this name; "" if unknown."""
    if figure in draft.answers.used:
        return figure
    key, _, place = figure.partition(".")
    filled = draft.tables.get(key)
    row, _, column = place.partition(".")
    if filled is None or not (row.isdigit() and column.isdigit()):
        return ""
    answer = filled.at(int(row), int(column))
    return answer.key if answer else ""


def can_apply(draft: Draft, repair: Repair) -> bool:
    """Whether Kith can make this change by itself: to what was typed, or to a reference."""
    key = asked(draft, repair.figure)
    if repair.official.startswith(KITH):
        return bool(key)
    return key.startswith("stated|") and bool(repair.value or repair.period)


def reference_of(want: Want) -> str:
    """The text that prints a figure."""
    words = [f'{{{{ figure "{want.indicator}" "{want.period}"']
    if want.area:
        words.append(f'area="{want.area}"')
    if want.breakdown:
        words.append(f'by="{want.breakdown}"')
    return " ".join(words) + " }}"


@action(Permission.REPORT_EDIT, on="document")
def apply_repair(*, document: Document, finding: str, number: int, by: Actor) -> str:
    """Make the change that a finding proposes; the finding must still be there. Says what changed.

    `number` counts the finding's repairs from 0.
    """
    draft = build(document)
    match = next((f for f in guard(draft).findings if finding_key(f) == finding), None)
    if match is None:
        raise Refused("The guards no longer find this. Nothing was changed.")
    if not 0 <= number < len(match.repairs) or not can_apply(draft, match.repairs[number]):
        raise Refused("Kith cannot make this change by itself: change the text.")
    repair = match.repairs[number]
    key = asked(draft, repair.figure)
    if repair.official.startswith(KITH):
        return _refer(document, key, _want(repair.official), match, by)
    return _restate(document, key.removeprefix("stated|"), repair, by)


def _want(official: str) -> Want:
    indicator, period, area = official.removeprefix(KITH).split(":")[:3]
    return Want(indicator, period, area)


def _restate(document: Document, key: str, repair: Repair, by: Actor) -> str:
    stated = document.stated.get(key=key)
    changes: dict[str, object] = {}
    if repair.value:
        try:
            changes["value"] = Decimal(repair.value)
        except InvalidOperation:
            raise Refused(f"“{repair.value}” is no number.") from None
    if repair.period:
        changes["period_code"] = repair.period
    restate_figure(
        document=document,
        stated=stated,
        changes=changes,
        expected_version=stated.version,
        by=by,
    )
    return f"{stated.label}: {repair.label}."


def _refer(document: Document, key: str, want: Want, finding: Finding, by: Actor) -> str:
    changed = 0
    for section in document.sections.all():
        lead, body = (_swapped(t, key, want) for t in (section.lead, section.body))
        if (lead, body) != (section.lead, section.body):
            edit_section(
                section=section,
                title=section.title,
                lead=lead,
                body=body,
                expected_version=section.version,
                by=by,
                why=finding.stated,
            )
            changed += 1
    for exhibit in document.exhibits.all():
        spec = _swapped_spec(exhibit.spec, key, want)
        if spec != exhibit.spec:
            edit_exhibit(
                exhibit=exhibit,
                title=exhibit.title,
                subtitle=exhibit.subtitle,
                source=exhibit.source,
                notes=exhibit.notes,
                spec=spec,
                expected_version=exhibit.version,
                by=by,
            )
            changed += 1
    if not changed:
        raise Refused("No text refers to this figure by itself: change it where it stands.")
    return f"The draft now refers to Kith’s own figure, in {changed} place{'s'[: changed > 1]}."


def _swapped(text: str, key: str, want: Want) -> str:
    """The text with each reference to the figure `key` in favour of `want`."""

    def swap(match: re.Match[str]) -> str:
        try:
            reference = parse_reference(match[1], 0)
        except MarkupError:
            return match[0]
        return reference_of(want) if _key(reference) == key else match[0]

    return _INSIDE.sub(swap, text)


def _key(reference: Reference) -> str:
    if reference.name == "stated":
        return f"stated|{reference.args[0]}"
    if reference.name == "figure" and reference.option("show", "value") == "value":
        return want_key(wants_of(reference)[0])
    return ""


def _swapped_spec(value: Any, key: str, want: Want) -> Any:
    if isinstance(value, list):
        return [_swapped_spec(v, key, want) for v in value]
    if not isinstance(value, dict):
        return value
    if value.get("stated") and f"stated|{value['stated']}" == key:
        kept = {k: v for k, v in value.items() if k != "stated"}
        found = {"indicator": want.indicator, "period": want.period, "area": want.area}
        return kept | {k: v for k, v in found.items() if v}
    return {k: _swapped_spec(v, key, want) for k, v in value.items()}

"""Finding a figure by words and choosing its period, area and part, to refer to it in a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kith.foundation.indicators import Want, lookup
from kith.foundation.indicators.comparators import observed_key
from kith.foundation.indicators.definitions import Definition, definition, definitions
from kith.foundation.indicators.models import Observation
from kith.foundation.publications.models import Document
from kith.foundation.publications.repairs import reference_of
from kith.kernel.figures import Count, Figure, Origin
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused

SHOWN = 40
HIDDEN = range(1, 6)


def matching(words: str) -> list[Definition]:
    """The indicators that hold every word asked for, in what people read of them."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    return [d for d in definitions() if all(w in _readable(d) for w in wanted)][:SHOWN]


def _readable(d: Definition) -> str:
    parts = (d.title, d.topic, d.key, d.short, d.noun, d.numerator, d.source)
    return " ".join((*parts, *d.breakdowns.values())).casefold()


@dataclass
class Picked:
    """An indicator with what may be chosen, what was chosen, and the texts that print it."""

    meaning: Definition
    periods: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    parts: list[tuple[str, str]]
    want: Want
    figure: Figure | None = None
    shown: str = ""
    hidden: bool = False
    references: list[tuple[str, str]] = field(default_factory=list)
    fault: str = ""


def picked(document: Document, asked: Mapping[str, str]) -> Picked | None:
    """What the address asks for, completed with the likeliest choice; None for no indicator."""
    try:
        meaning = definition(asked.get("indicator", ""))
    except Refused:
        return None
    rows = _observed(meaning)
    periods = sorted({r[0] for r in rows}, key=_end, reverse=True) or [document.period_code]
    areas = {code: name for _, code, name in rows} or {"": "The partnership itself"}
    area = asked.get("area", document.area if document.area in areas else next(iter(areas)))
    period = asked.get("period", "") or _likeliest(document, periods)
    found = Picked(
        meaning,
        [(code, parse_period(code).label) for code in periods],
        sorted(((c, n or "The partnership itself") for c, n in areas.items()), key=lambda x: x[1]),
        [("", "All together"), *meaning.breakdowns.items()] if meaning.breakdowns else [],
        Want(meaning.key, period, area, asked.get("by", "")),
    )
    _look_up(found, asked.get("before", ""))
    return found


def _observed(meaning: Definition) -> list[tuple[str, str, str]]:
    """Period, area and its name of what is there, each once."""
    rows = Observation.objects.filter(
        series__indicator__key__in={observed_key(meaning), meaning.key},
        series__organisation=None,
        current=True,
    )
    return list(rows.values_list("period", "series__area__code", "series__area__name").distinct())


def _end(code: str) -> tuple[object, str]:
    return parse_period(code).ends_on, code


def _likeliest(document: Document, periods: list[str]) -> str:
    """The document's own period or its last day, otherwise the newest there is."""
    wanted = (document.period_code, document.period.closing_date().code)
    return next((code for code in wanted if code in periods), periods[0])


def _look_up(found: Picked, before: str) -> None:
    try:
        found.figure = lookup([found.want])[found.want]
    except Refused as refused:
        found.fault = str(refused)
        return
    figure = found.figure
    if figure.missing:
        found.shown = figure.missing.meaning
        return
    found.hidden = (
        found.meaning.protect
        and figure.source.origin is not Origin.OFFICIAL
        and isinstance(figure.value, Count)
        and figure.value.value in HIDDEN
    )
    found.shown = "c" if found.hidden else figure.shown()
    found.references.append(("The figure", reference_of(found.want)))
    if not found.hidden and figure.denominator is not None:
        plain = reference_of(found.want)
        found.references.append(("Its 95% interval", plain.replace(" }}", ' show="interval" }}')))
    if before and before != found.want.period:
        found.references += _since(found.want, before)


def _since(want: Want, before: str) -> list[tuple[str, str]]:
    tail = f' area="{want.area}"' if want.area else ""
    tail += f' by="{want.breakdown}"' if want.breakdown else ""
    inside = f'"{want.indicator}" "{before}" "{want.period}"{tail}'
    label = parse_period(before).label
    return [
        (f"By how much it differs from {label}", f"{{{{ difference {inside} }}}}"),
        (f"By how many per cent it changed since {label}", f"{{{{ change {inside} }}}}"),
    ]

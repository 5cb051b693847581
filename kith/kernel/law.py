"""The law as Kith holds it, and its loader, which refuses, naming file, key and date, any value
that cannot be vouched for. What a provision, a parameter and a limit are is in `provisions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kith.content import path
from kith.kernel.content_files import Entry, read_mapping
from kith.kernel.provisions import (
    Bound,
    Confidence,
    DatedValue,
    Instrument,
    Law,
    LawError,
    Limit,
    LimitUnit,
    LocalStandard,
    Parameter,
    Provision,
    Requirement,
    Rulebook,
    RuleKind,
    describe,
    with_local_standard,
)

__all__ = [
    "Bound", "Confidence", "DatedValue", "Instrument", "Law", "LawError", "Limit", "LimitUnit",
    "LocalStandard", "Parameter", "Provision", "Requirement", "RuleKind", "Rulebook", "describe",
    "load_law", "read_law", "with_local_standard",
]  # fmt: skip

_INSTRUMENTS = "instruments.yaml"


@cache
def load_law() -> Law:
    """The law that Kith ships; raises `ContentError` for anything it cannot vouch for."""
    return read_law(path("law"))


def read_law(folder: Path) -> Law:
    """The law in a folder: `instruments.yaml`, and one file of parameters for each subject."""
    top = Entry(_INSTRUMENTS, read_mapping(folder / _INSTRUMENTS))
    instruments = {
        key: _instrument(key, Entry(f"{_INSTRUMENTS}, {key}", values))
        for key, values in _mapping(top, "instruments").items()
    }
    books = {
        key: _rulebook(key, Entry(f"{_INSTRUMENTS}, {key}", values), instruments)
        for key, values in _mapping(top, "rulebooks").items()
    }
    top.done()
    parameters: dict[str, Parameter] = {}
    coverage: dict[str, dict[str, tuple[Requirement, ...]]] = {key: {} for key in books}
    for file in sorted(folder.glob("*.yaml")):
        if file.name == _INSTRUMENTS:
            continue
        subject = Entry(file.name, read_mapping(file))
        for name, values in _mapping(subject, "parameters").items():
            parameter = _parameter(file, name, values, instruments)
            parameters[parameter.key] = parameter
        for book, asked in _mapping(subject, "coverage").items():
            if book not in books or not isinstance(asked, dict):
                raise subject.error(f"“{book}” must be a rulebook of {_INSTRUMENTS} with entries")
            coverage[book][file.stem] = tuple(
                _requirement(key, Entry(f"{file.name}, {book}, {key}", values), instruments)
                for key, values in asked.items()
            )
        subject.done()
    return Law(
        instruments,
        parameters,
        {key: replace(book, coverage=coverage[key]) for key, book in books.items()},
    )


def _mapping(entry: Entry, key: str) -> dict[str, Any]:
    values = entry.take(key, {})
    if not isinstance(values, dict):
        raise entry.error(f"“{key}” must hold keys and values")
    return values


def _instrument(key: str, entry: Entry) -> Instrument:
    local = entry.take("practice", False) is True
    instrument = Instrument(
        key=key,
        title=entry.take_text("title"),
        cited_as=entry.take_text("cited_as"),
        url="" if local else entry.take_official_url("url"),
        in_force_from=entry.take_optional_date("in_force_from"),
        in_force_to=entry.take_optional_date("in_force_to"),
        note=entry.take_text("note", ""),
    )
    entry.done()
    return instrument


def _rulebook(key: str, entry: Entry, instruments: Mapping[str, Instrument]) -> Rulebook:
    book = Rulebook(
        key,
        _named_instrument(entry, instruments),
        entry.take_date("in_force_from"),
        entry.take_optional_date("until"),
        {},
    )
    entry.done()
    return book


def _parameter(
    file: Path, name: str, values: Any, instruments: Mapping[str, Instrument]
) -> Parameter:
    entry = Entry(f"{file.name}, {name}", values)
    describes, kind = entry.take_text("describes"), entry.take_choice("kind", RuleKind)
    bound = entry.take_choice("bound", Bound, Bound.AT_MOST)
    dated = entry.take("values")
    entry.done()
    if not isinstance(dated, dict) or not dated:
        raise entry.error("“values” must map each first day to a value")
    read = []
    for day, value in dated.items():
        place = Entry(f"{file.name}, {name}, {day}", value)
        if type(day) is not date:
            raise place.error("a value is keyed by its first day, like 2019-09-02")
        read.append(_value(day, place, kind, instruments))
    key = f"{file.stem}.{name}"
    return Parameter(key, describes, kind, bound, _in_sequence(read, entry))


def _value(
    day: date, entry: Entry, kind: RuleKind, instruments: Mapping[str, Instrument]
) -> DatedValue:
    value = DatedValue(
        in_force_from=day,
        until=entry.take_optional_date("until"),
        limit=Limit(entry.take_number("value"), entry.take_choice("unit", LimitUnit)),
        provision=_provision(entry, kind, instruments),
        checked_on=entry.take_date("checked_on"),
        confidence=entry.take_choice("confidence", Confidence),
        counts_from=entry.take_text("counts_from", ""),
        note=entry.take_text("note", ""),
    )
    entry.done()
    return value


def _in_sequence(values: list[DatedValue], entry: Entry) -> tuple[DatedValue, ...]:
    """The values in order of time, each ending no later than the day before the next."""
    ordered = sorted(values, key=lambda value: value.in_force_from)
    result = []
    for index, value in enumerate(ordered):
        until = value.until
        if index + 1 < len(ordered):
            last = ordered[index + 1].in_force_from - timedelta(days=1)
            if until and until > last:
                raise entry.error(f"the value of {value.in_force_from} overlaps the next")
            until = until or last
        if until and until < value.in_force_from:
            raise entry.error(f"the value of {value.in_force_from} ends before it starts")
        result.append(replace(value, until=until))
    return tuple(result)


def _named_instrument(entry: Entry, instruments: Mapping[str, Instrument]) -> Instrument:
    key = entry.take_text("instrument")
    if key not in instruments:
        raise entry.error(f"“{key}” is not an instrument of {_INSTRUMENTS}")
    return instruments[key]


def _provision(entry: Entry, kind: RuleKind, instruments: Mapping[str, Instrument]) -> Provision:
    """Where the rule stands. Only a local standard may do without an official link."""
    instrument = _named_instrument(entry, instruments)
    pinpoint = entry.take_text("pinpoint")
    if not instrument.url:
        if kind is not RuleKind.LOCAL:
            raise entry.error("a rule of law must name an instrument that has an official link")
        return Provision(instrument, pinpoint, "")
    return Provision(instrument, pinpoint, entry.take_official_url("url"))


def _requirement(key: str, entry: Entry, instruments: Mapping[str, Instrument]) -> Requirement:
    kind = entry.take_choice("kind", RuleKind)
    requirement = Requirement(
        key=key,
        asks=entry.take_text("asks"),
        kind=kind,
        provision=_provision(entry, kind, instruments),
        checked_on=entry.take_date("checked_on"),
        confidence=entry.take_choice("confidence", Confidence),
        applies_when=entry.take_text("applies_when", ""),
    )
    entry.done()
    return requirement

"""The register of indicators: what each one means, read once from reviewed YAML or from code.

A definition has a version. Changing what is counted without raising the version is refused when
the definitions are stored, because figures already published name the version they used.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

import yaml

from kith.content import path
from kith.kernel.figures import Kind, Polarity, Unit, Value
from kith.kernel.periods import Period
from kith.kernel.refusals import Refused

PER = 10_000
# libyaml, where it is there, reads by the same rules in a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class RatioOf:
    """A share: one indicator among another, of the same area and period."""

    of: str
    among: str
    keeps_breakdown: bool = False


@dataclass(frozen=True, slots=True)
class RateOf:
    """Events or children for every 10,000 of a population.

    The population is the mid-year estimate (30 June) that last came before the period's end: a
    rate at 31 March 2020, like one for the year 2019-20, uses mid-2019. With `same_period` it is
    a number that is collected for the period itself, such as the children an establishment held.
    """

    of: str
    population: str
    per: int = PER
    # Outside repr, which the digest of every rate is made from; the digest adds it where it is set.
    same_period: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of what an indicator is."""

    key: str
    title: str
    topic: str
    unit: Unit
    kind: Kind
    polarity: Polarity = Polarity.NEUTRAL
    numerator: str = ""
    denominator: str = ""
    short: str = ""
    noun: str = ""
    priority: str = ""
    owner: str = ""
    source: str = ""
    why: str = ""
    not_the_same_as: str = ""
    next_review: date | None = None
    version: int = 1
    # Counts of people small enough to recognise: numbers of 1 to 5 are hidden when published.
    protect: bool = False
    change_note: str = ""
    breakdown_title: str = ""
    breakdowns: dict[str, str] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    # Of a stock: what flows in and what flows out between two days.
    flows: tuple[str, ...] = ()
    ratio: RatioOf | None = None
    rate: RateOf | None = None
    function: Callable[[Period], Value | Mapping[str, Value]] | None = None

    @property
    def derived(self) -> bool:
        return bool(self.ratio or self.rate or self.function)

    @property
    def digest(self) -> str:
        """Changes when the meaning changes; a new title or a later review date is not that."""
        parts = [self.unit, self.kind, self.polarity, self.numerator, self.denominator]
        parts += [repr(self.ratio), repr(self.rate)]
        if self.rate and self.rate.same_period:
            parts.append("same period")
        return hashlib.sha256(json.dumps([str(p) for p in parts]).encode()).hexdigest()

    def breakdown_label(self, code: str) -> str:
        return self.breakdowns.get(code, code)


REGISTRY: dict[str, Definition] = {}
# Definitions that people make while Kith runs. Each source keeps what it has read as it sees fit.
Elsewhere = Callable[[], Mapping[str, Definition]]
_SOURCES: list[Elsewhere] = []
_LOADING = Lock()


class UnknownIndicator(Refused):
    """A key that no definition has."""


def register(definition: Definition) -> Definition:
    if definition.key in REGISTRY:
        raise ValueError(f"Indicator {definition.key} is defined twice.")
    REGISTRY[definition.key] = definition
    return definition


def indicator(key: str, **fields: Any) -> Callable[[Callable[[Period], Value]], Any]:
    """Register a function of a period as an indicator; its docstring says what is counted."""

    def decorate(function: Callable[[Period], Value]) -> Callable[[Period], Value]:
        words = " ".join((function.__doc__ or "").split())
        fields.setdefault("numerator", words)
        fields.setdefault("topic", key.partition(".")[0].replace("_", " ").capitalize())
        fields.setdefault("kind", Kind.FLOW)
        register(Definition(key=key, function=function, **fields))
        return function

    return decorate


def register_source(source: Elsewhere) -> Elsewhere:
    """Add definitions that are kept elsewhere; what Kith itself defines always comes first."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def definition(key: str) -> Definition:
    """The definition of an indicator, of Kith's own or of another source."""
    _load()
    if key in REGISTRY:
        return REGISTRY[key]
    for source in _SOURCES:
        if found := source().get(key):
            return found
    raise UnknownIndicator(f"There is no indicator called {key}.")


def shipped() -> list[Definition]:
    """Every indicator that Kith itself defines, by topic and title; asks no database."""
    _load()
    return sorted(REGISTRY.values(), key=_place)


def definitions() -> list[Definition]:
    """Every indicator, those of other sources included, by topic and title."""
    own, others = shipped(), added()
    return sorted([*own, *others], key=_place) if others else own


def added() -> list[Definition]:
    """What other sources define, such as the partnership itself; it may change at any time."""
    found = {key: d for source in _SOURCES for key, d in source().items()}
    return [one for key, one in found.items() if key not in REGISTRY]


def _place(one: Definition) -> tuple[str, str]:
    return one.topic, one.title


def _load() -> None:
    """Read the definitions once, even when two threads ask first at the same moment."""
    with _LOADING:
        _load_files()


@cache
def _load_files() -> None:
    for file in sorted(path("indicators").glob("*.yaml")):
        for item in read_definitions(file.read_text(encoding="utf-8"), file.name):
            register(item)


def read_definitions(text: str, name: str) -> Iterator[Definition]:
    """The definitions of one YAML file; a fault names the file, the key and the field."""
    content = yaml.load(text, Loader=_LOADER) or {}  # a safe loader: no tag can run anything
    shared = content.pop("shared", {})
    for key, fields in content.items():
        merged: dict[str, Any] = {**shared, **fields}
        try:
            for field_name, kind in (("unit", Unit), ("kind", Kind), ("polarity", Polarity)):
                if field_name in merged:
                    merged[field_name] = kind(merged[field_name])
            if "ratio" in merged:
                merged["ratio"] = RatioOf(**merged["ratio"])
            if "rate" in merged:
                merged["rate"] = RateOf(**merged["rate"])
            for field_name in ("related", "flows"):
                merged[field_name] = tuple(merged.get(field_name, ()))
            yield Definition(key=key, **merged)
        except (TypeError, ValueError) as fault:
            raise ValueError(f"{name}: {key}: {fault}") from fault

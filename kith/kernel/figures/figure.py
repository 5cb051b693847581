"""A figure: a value with everything a reader needs to trust or question it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kith.kernel.figures import showing
from kith.kernel.figures.values import (
    Amount,
    Code,
    Count,
    Kind,
    Missing,
    Polarity,
    Printed,
    Rate,
    Ratio,
    Unit,
    Value,
    refuse_unit,
)
from kith.kernel.periods import Period, parse_period
from kith.kernel.refusals import Refused


class Origin(StrEnum):
    """Where a value comes from, in the broadest terms a reader should know."""

    OFFICIAL = "official"
    PUBLISHED = "published"
    SUBMITTED = "submitted"
    ACCOUNTS = "accounts"
    INVENTED = "invented"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Source:
    """The document, return or ledger a value was taken from."""

    title: str
    origin: Origin
    publisher: str = ""
    url: str = ""
    as_at: date | None = None
    reference: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "origin": self.origin.value,
            "publisher": self.publisher,
            "url": self.url,
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "reference": self.reference,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Source:
        as_at = data["as_at"]
        return cls(
            title=data["title"],
            origin=Origin(data["origin"]),
            publisher=data["publisher"],
            url=data["url"],
            as_at=date.fromisoformat(as_at) if as_at else None,
            reference=data["reference"],
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator's value for one area and period. Area "" is the partnership itself."""

    indicator: str
    title: str
    area: str
    area_name: str
    period: Period
    kind: Kind
    unit: Unit
    polarity: Polarity
    value: Value
    source: Source
    version: int = 1
    breakdown: str = ""
    population_source: Source | None = None
    numerator_text: str = ""
    denominator_text: str = ""
    signed_off: str = ""

    def __post_init__(self) -> None:
        refuse_unit(self.value, self.unit)

    @property
    def number(self) -> Fraction | None:
        """The exact value in its unit (percent as 55.66…, not 0.5566…), or None."""
        return self.value.number

    @property
    def numerator(self) -> int | None:
        """The part of a percentage or rate; None where there are no parts."""
        return self.value.of if isinstance(self.value, Ratio | Rate) else None

    @property
    def denominator(self) -> int | None:
        """The whole of a percentage, or the population of a rate."""
        match self.value:
            case Ratio(_, among):
                return among
            case Rate(_, population):
                return population
            case _:
                return None

    @property
    def missing(self) -> Code | None:
        """Why there is no number; None when there is one."""
        match self.value:
            case Missing(code):
                return code
            case Ratio(_, 0):
                return Code.NOT_APPLICABLE
            case _:
                return None

    def shown(self, places: int | None = None, small: str = "of") -> str:
        return showing.shown(self.value, self.unit, places, small)

    @property
    def working(self) -> str:
        return showing.working(self.value, self.unit)

    def to_json(self) -> dict[str, Any]:
        """Plain data that JSON can hold and `from_json` reads back without any loss."""
        population = self.population_source
        return {
            "indicator": self.indicator,
            "title": self.title,
            "area": self.area,
            "area_name": self.area_name,
            "period": self.period.code,
            "kind": self.kind.value,
            "unit": self.unit.value,
            "polarity": self.polarity.value,
            "value": value_to_json(self.value),
            "source": self.source.to_json(),
            "version": self.version,
            "breakdown": self.breakdown,
            "population_source": population.to_json() if population else None,
            "numerator_text": self.numerator_text,
            "denominator_text": self.denominator_text,
            "signed_off": self.signed_off,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        population = data["population_source"]
        return cls(
            indicator=data["indicator"],
            title=data["title"],
            area=data["area"],
            area_name=data["area_name"],
            period=parse_period(data["period"]),
            kind=Kind(data["kind"]),
            unit=Unit(data["unit"]),
            polarity=Polarity(data["polarity"]),
            value=value_from_json(data["value"]),
            source=Source.from_json(data["source"]),
            version=data["version"],
            breakdown=data["breakdown"],
            population_source=Source.from_json(population) if population else None,
            numerator_text=data["numerator_text"],
            denominator_text=data["denominator_text"],
            signed_off=data["signed_off"],
        )


def value_to_json(value: Value) -> dict[str, Any]:
    """A value as plain data; decimals as text, so that JSON cannot blur them."""
    match value:
        case Count(n):
            return {"is": "count", "value": n}
        case Amount(amount):
            return {"is": "amount", "value": str(amount)}
        case Ratio(of, among):
            return {"is": "ratio", "of": of, "among": among}
        case Rate(of, population, per):
            return {"is": "rate", "of": of, "population": population, "per": per}
        case Printed(printed, unit, places):
            return {
                "is": "printed",
                "value": str(printed),
                "unit": unit.value,
                "places": places,
            }
        case _:
            return {"is": "missing", "code": value.code.value}


def value_from_json(data: Mapping[str, Any]) -> Value:
    """The value `value_to_json` wrote; anything else is refused."""
    match data:
        case {"is": "count", "value": int(n)}:
            return Count(n)
        case {"is": "amount", "value": str(amount)}:
            return Amount(Decimal(amount))
        case {"is": "ratio", "of": int(of), "among": int(among)}:
            return Ratio(of, among)
        case {"is": "rate", "of": int(of), "population": int(population), "per": int(per)}:
            return Rate(of, population, per)
        case {"is": "printed", "value": str(printed), "unit": str(unit), "places": int(places)}:
            return Printed(Decimal(printed), Unit(unit), places)
        case {"is": "missing", "code": str(code)}:
            return Missing(Code(code))
        case _:
            raise Refused(f"This stored value cannot be read: {dict(data)}.")

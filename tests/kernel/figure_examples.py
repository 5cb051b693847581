"""Figures that several tests of the kernel start from."""

from dataclasses import replace
from datetime import date
from typing import Any

from kith.kernel.figures import Count, Figure, Kind, Origin, Polarity, Rate, Source, Unit, Value
from kith.kernel.periods import parse_period

OFFICIAL = Source("Children in need", Origin.OFFICIAL, "DfE", as_at=date(2020, 3, 31))
STARTS = Figure(
    indicator="child_protection.starts",
    title="Child protection plans started",
    area="E06000035",
    area_name="Medway",
    period=parse_period("2019-20"),
    kind=Kind.FLOW,
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    value=Count(583),
    source=OFFICIAL,
)
OPEN_RATE = replace(
    STARTS,
    indicator="child_protection.open_rate",
    title="Children on a plan for each 10,000",
    period=parse_period("2020-03-31"),
    kind=Kind.STOCK,
    unit=Unit.RATE,
    value=Rate(463, 63_672),
    population_source=replace(OFFICIAL, title="Mid-2019 population", as_at=None),
)


def figure(value: Value = STARTS.value, **changes: Any) -> Figure:
    return replace(STARTS, value=value, **changes)

"""Figures: exact values with their sources, and the only rounding code in Kith."""

from kith.kernel.figures.comparing import (
    Change,
    Mismatch,
    change,
    difference,
    same_measure,
    total,
)
from kith.kernel.figures.figure import Figure, Origin, Source, value_from_json, value_to_json
from kith.kernel.figures.rounding import rounded
from kith.kernel.figures.showing import SMALL_DENOMINATOR, shown, shown_number, working
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
)

__all__ = [
    "SMALL_DENOMINATOR",
    "Amount",
    "Change",
    "Code",
    "Count",
    "Figure",
    "Kind",
    "Mismatch",
    "Missing",
    "Origin",
    "Polarity",
    "Printed",
    "Rate",
    "Ratio",
    "Source",
    "Unit",
    "Value",
    "change",
    "difference",
    "rounded",
    "same_measure",
    "shown",
    "shown_number",
    "total",
    "value_from_json",
    "value_to_json",
    "working",
]

"""Indicators: what is measured, the numbers observed, and the figures that follow from them.

The names below are imported when first asked for: models may not load before Django has.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kith.foundation.indicators.definitions import indicator
    from kith.foundation.indicators.lookups import Want, lookup
    from kith.foundation.indicators.store import correct_observation, history, record_observation

__all__ = ["Want", "correct_observation", "history", "indicator", "lookup", "record_observation"]

_HOMES = {
    "Want": "lookups",
    "lookup": "lookups",
    "indicator": "definitions",
    "correct_observation": "store",
    "history": "store",
    "record_observation": "store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

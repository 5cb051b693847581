"""The rules, one to a module; importing this package registers them in the order they are listed.

To add one: write a module here with a class under `@register`, give it a key that no rule has had,
import it below, and add its line to `tests/kernel/guards/test_registry.py`.
"""

# ruff: noqa: I001  (the order here is the order in which rules are listed and reported)
from kith.kernel.guards.rules import parts_total
from kith.kernel.guards.rules import sentence_table
from kith.kernel.guards.rules import restated
from kith.kernel.guards.rules import stock_flow
from kith.kernel.guards.rules import percentage_parts
from kith.kernel.guards.rules import shares_100
from kith.kernel.guards.rules import change
from kith.kernel.guards.rules import rate_population
from kith.kernel.guards.rules import comparator
from kith.kernel.guards.rules import official
from kith.kernel.guards.rules import period_label
from kith.kernel.guards.rules import dates
from kith.kernel.guards.rules import outcomes_cases
from kith.kernel.guards.rules import accounts_balance
from kith.kernel.guards.rules import blank_zero

__all__ = [
    "accounts_balance", "blank_zero", "change", "comparator", "dates", "official",
    "outcomes_cases", "parts_total", "percentage_parts", "period_label", "rate_population",
    "restated", "sentence_table", "shares_100", "stock_flow",
]  # fmt: skip

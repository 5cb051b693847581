"""The multi-agency dataset: its definitions by year, its rounds, and what agencies send."""

from kith.modules.dataset.models.answers import Answer, Query, Receipt
from kith.modules.dataset.models.definitions import Edition, Item
from kith.modules.dataset.models.exceptions import Escalation
from kith.modules.dataset.models.rounds import Return, Round
from kith.modules.dataset.models.sending import Token, Upload

__all__ = [
    "Answer",
    "Edition",
    "Escalation",
    "Item",
    "Query",
    "Receipt",
    "Return",
    "Round",
    "Token",
    "Upload",
]

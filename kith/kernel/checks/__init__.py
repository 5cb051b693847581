"""Checks of an agency's return: pure questions asked of the boxes before it is sent.

    raised = check_return(boxes)            # what must be put right, explained or known
    standing_in_the_way(raised)             # what keeps the return from being sent
    passes(boxes)                           # what agrees, in words

A value outside its expectation asks for a sentence and is never refused; only what cannot be true
whatever the reason must be put right. Each rule is a class in `rules`, listed in `RULES`.
"""

from kith.kernel.checks.engine import check_return, passes, standing_in_the_way
from kith.kernel.checks.model import (
    LEAST_EXPLANATION,
    Agreed,
    Box,
    Importance,
    Raised,
    Shape,
    Twin,
    says_something,
)
from kith.kernel.checks.registry import RULES, Rule, listing

__all__ = [
    "LEAST_EXPLANATION", "RULES", "Agreed", "Box", "Importance", "Raised", "Rule", "Shape", "Twin",
    "check_return", "listing", "passes", "says_something", "standing_in_the_way",
]  # fmt: skip

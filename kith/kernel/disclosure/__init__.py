"""Disclosure control over a whole publication: what to hide, and the attack that tests it."""

from kith.kernel.disclosure.attack import Recovered, attack
from kith.kernel.disclosure.model import LARGEST, SMALLEST, Cell, Key, Line, Share, Sum
from kith.kernel.disclosure.suppress import suppress

__all__ = [
    "LARGEST",
    "SMALLEST",
    "Cell",
    "Key",
    "Line",
    "Recovered",
    "Share",
    "Sum",
    "attack",
    "suppress",
]

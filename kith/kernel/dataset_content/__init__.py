"""The starter edition of the multi-agency dataset: what each agency is asked, read strictly.

edition = load_starter()
edition.item("35").meaning.title
edition.answered_by("saltmere-and-weald-police")
"""

from kith.kernel.dataset_content.model import (
    Breakdown,
    Frequency,
    Meaning,
    Owner,
    Reported,
    Shape,
    StarterEdition,
    StarterItem,
    Yearly,
)
from kith.kernel.dataset_content.reading import load_starter, read_meanings, read_starter

__all__ = [
    "Breakdown",
    "Frequency",
    "Meaning",
    "Owner",
    "Reported",
    "Shape",
    "StarterEdition",
    "StarterItem",
    "Yearly",
    "load_starter",
    "read_meanings",
    "read_starter",
]

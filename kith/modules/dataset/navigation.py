"""Where the dataset stands: pages of the place called Evidence."""

from kith.foundation.access import Permission
from kith.foundation.access.places import EVIDENCE, room

room(EVIDENCE, "Performance", "dataset-performance", Permission.DATASET_READ, 10)
room(EVIDENCE, "Returns", "dataset-returns", Permission.RETURN_READ, 30)
room(EVIDENCE, "Rounds", "dataset-rounds", Permission.DATASET_READ, 40)
room(EVIDENCE, "Definitions", "dataset-definitions", Permission.DATASET_READ, 50)
room(EVIDENCE, "Escalations", "dataset-escalations", Permission.EXCEPTION_READ, 55)

"""Where official statistics stand: a page of the place called Evidence."""

from kith.foundation.access import Permission
from kith.foundation.access.places import EVIDENCE, room

room(EVIDENCE, "Official statistics", "official", Permission.OFFICIAL_READ, 60)

"""Where this app's pages stand in the service navigation."""

from kith.foundation.access import Permission
from kith.foundation.access.places import EVIDENCE, room
from kith.foundation.ui import navigation

navigation.register(
    "Evidence",
    "indicators",
    permission=Permission.INDICATOR_READ,
    place=20,
    under=("/official/", "/dataset/"),
)
room(EVIDENCE, "Indicators", "indicators", Permission.INDICATOR_READ, 20)

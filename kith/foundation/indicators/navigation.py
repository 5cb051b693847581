"""Where this app's pages stand in the service navigation."""

from kith.foundation.access import Permission
from kith.foundation.ui import navigation

navigation.register(
    "Evidence", "indicators", permission=Permission.INDICATOR_READ, place=20, under=("/official/",)
)

"""The first place of the service navigation."""

from kith.config import context  # noqa: F401  (plugs in who may enter which place)
from kith.foundation.access import Permission
from kith.foundation.ui import navigation

navigation.register("Home", "home", permission=Permission.SIGNED_IN, place=10)

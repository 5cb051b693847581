"""Access: who may read and do what, decided in one place."""

from kith.foundation.access.actions import Stale, action, bump
from kith.foundation.access.actor import Actor, act_as, actor_for
from kith.foundation.access.decide import Denied, can, require, visible
from kith.foundation.access.once import once
from kith.foundation.access.permissions import Permission
from kith.foundation.access.roles import ROLES, Role
from kith.foundation.access.routes import (
    assert_every_route_is_declared,
    by,
    by_id,
    by_key,
    page,
    third_party,
)

__all__ = [
    "ROLES",
    "Actor",
    "Denied",
    "Permission",
    "Role",
    "Stale",
    "act_as",
    "action",
    "actor_for",
    "assert_every_route_is_declared",
    "bump",
    "by",
    "by_id",
    "by_key",
    "can",
    "once",
    "page",
    "require",
    "third_party",
    "visible",
]

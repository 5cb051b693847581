"""The one place where access is decided: `visible` filters, and `can` asks `visible`."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from kith.foundation.access.permissions import Permission
from kith.foundation.access.policy import POLICY
from kith.foundation.access.predicates import EVERYTHING, NOTHING

if TYPE_CHECKING:
    from kith.foundation.access.actor import Actor

Row = TypeVar("Row", bound=Model)


class Denied(PermissionDenied):
    """The actor may not do this; a page answers 403."""


def allowed_rows(actor: Actor, permission: Permission, model: type[Model]) -> Q:
    """The rows of `model` on which the actor holds the permission."""
    if actor.is_system and permission is not Permission.NEVER:
        return EVERYTHING
    alternatives = [
        reduce(_both, (condition.rows(actor, model) for condition in conditions), EVERYTHING)
        for conditions in POLICY[permission]
        if all(condition.may_hold(actor) for condition in conditions)
    ]
    return reduce(_either, alternatives, NOTHING)


# A condition about the actor alone is plainly every row or none: the database is not asked to
# work that out for each row.
def _both(one: Q, other: Q) -> Q:
    if one is EVERYTHING or other is NOTHING:
        return other
    return one if other is EVERYTHING or one is NOTHING else one & other


def _either(one: Q, other: Q) -> Q:
    if one is NOTHING or other is EVERYTHING:
        return other
    return one if other is NOTHING or one is EVERYTHING else one | other


def visible(queryset: QuerySet[Row], actor: Actor, permission: Permission) -> QuerySet[Row]:
    """The rows of `queryset` on which the actor holds the permission."""
    rows = allowed_rows(actor, permission, queryset.model)
    return queryset.all() if rows is EVERYTHING else queryset.filter(rows)


def can(actor: Actor, permission: Permission, obj: Model | None = None) -> bool:
    """Whether the actor holds the permission on `obj`; without one, on anything at all.

    For something that does not exist yet, ask about what it will belong to: the organisation
    that gives a value, the person who is appointed.
    """
    if obj is None:
        if actor.is_system:
            return permission is not Permission.NEVER
        return any(
            all(condition.may_hold(actor) for condition in conditions)
            for conditions in POLICY[permission]
        )
    rows = visible(type(obj)._base_manager.all(), actor, permission)
    return rows.filter(pk=obj.pk).exists()


def require(actor: Actor, permission: Permission, obj: Model | None = None) -> None:
    """Raise `Denied` unless the actor holds the permission."""
    if not can(actor, permission, obj):
        raise Denied(f"Your appointment does not let you do this: {permission.description}")

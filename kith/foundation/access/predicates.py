"""The conditions a policy is made of. Each returns `Q`, so lists and single rows agree.

A model says how its rows lead to an organisation or a person in an inner class:

    class Access:
        organisation = "series__organisation"   # lookup of the organisation a row belongs to
        person = "user"                         # lookup of the person a row is about
        published = Q(state="published")        # which rows anyone may read

A condition that a model does not answer is a mistake in the code, and stops loudly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q

from kith.foundation.access.roles import Role

if TYPE_CHECKING:
    from kith.foundation.access.actor import Actor

NOTHING = Q(pk__in=[])  # no row
EVERYTHING = ~NOTHING  # every row; unlike Q() it stays true beside "or"


@dataclass(frozen=True)
class Condition:
    """One condition of a policy: about the actor alone, or about the row as well."""

    name: str
    of_actor: Callable[[Actor], bool] | None = None
    of_row: Callable[[Actor, type[Model]], Q] | None = None

    def rows(self, actor: Actor, model: type[Model]) -> Q:
        """The rows of `model` for which the condition holds."""
        if self.of_row is not None:
            return self.of_row(actor, model)
        return EVERYTHING if self.may_hold(actor) else NOTHING

    def may_hold(self, actor: Actor) -> bool:
        """Whether the condition could hold for some row: asked where there is no row yet."""
        return self.of_actor is None or self.of_actor(actor)


def _declared(model: type[Model], name: str) -> Any:
    value = getattr(getattr(model, "Access", None), name, None)
    if value is None:
        raise ImproperlyConfigured(
            f"{model.__name__} needs an inner class Access with {name!r} for this policy."
        )
    return value


def _leading_to(model: type[Model], lookup: str, ids: list[int]) -> Q:
    """Rows whose `lookup` is one of `ids`; through a join by subquery, so no row comes twice."""
    found = Q(**{f"{lookup}__in": ids})
    if "__" not in lookup:
        return found
    return Q(pk__in=model._base_manager.filter(found).order_by().values("pk"))


def _own_organisation(actor: Actor, model: type[Model]) -> Q:
    if actor.organisation_id is None:
        return NOTHING
    return _leading_to(model, _declared(model, "organisation"), [actor.organisation_id])


def _oneself(actor: Actor, model: type[Model]) -> Q:
    if actor.user_id is None:
        return NOTHING
    return _leading_to(model, _declared(model, "person"), [actor.user_id])


def holds(role: Role) -> Condition:
    """The acting appointment, in force today, gives this role."""
    return Condition(f"holds({role.value})", of_actor=lambda actor: actor.holds(role))


anyone = Condition("anyone", of_actor=lambda actor: True)
signed_in = Condition("signed_in", of_actor=lambda actor: actor.user_id is not None)
own_organisation = Condition("own_organisation", of_row=_own_organisation)
oneself = Condition("oneself", of_row=_oneself)
not_oneself = Condition("not_oneself", of_row=lambda actor, model: ~_oneself(actor, model))
published = Condition("published", of_row=lambda actor, model: _declared(model, "published"))

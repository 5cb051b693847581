"""What every change goes through: one permission, one transaction, one version."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from kith.foundation.access.decide import require
from kith.foundation.access.permissions import Permission
from kith.kernel.refusals import Refused

Row = TypeVar("Row", bound=Model)
Function = TypeVar("Function", bound=Callable[..., Any])


class Stale(Refused):
    """Someone else changed the row after this person opened it; nothing was saved."""


@dataclass
class Action:
    """A registered action: what it asks, and of which of its arguments."""

    name: str
    permission: Permission
    on: str | None
    run: Callable[..., Any]


ACTIONS: dict[str, Action] = {}


def action(permission: Permission, on: str | None = None) -> Callable[[Function], Function]:
    """Make a keyword-only function with `by: Actor` into an action.

    The permission is asked of the argument named `on` (of nothing, when there is no row yet),
    inside the transaction that the body runs in. The body records its event.
    """

    def decorate(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        parameters = inspect.signature(function).parameters
        by_name = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
        loose = [p.name for p in parameters.values() if p.kind not in by_name]
        if loose or "by" not in parameters or (on is not None and on not in parameters):
            raise ImproperlyConfigured(f"Action {name} needs keyword-only arguments, with 'by'.")

        @wraps(function)
        def run(**kwargs: Any) -> Any:
            asked = ACTIONS[name]
            with transaction.atomic():
                require(kwargs["by"], asked.permission, kwargs[on] if on is not None else None)
                return function(**kwargs)

        ACTIONS[name] = Action(name, permission, on, run)
        return run  # type: ignore[return-value]

    return decorate


def bump(obj: Row, expected_version: int, **changes: Any) -> Row:
    """Save `changes` to a row with a `version`, if it is still the version the person saw.

    Raises `Stale`, naming the office that changed it and when, and saves nothing otherwise.
    """
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale(_changed_by(obj))
    obj.refresh_from_db()
    return obj


def _changed_by(obj: Model) -> str:
    from kith.foundation.audit import latest

    event = latest(obj)
    who, when = "Someone else", ""
    if event is not None:
        at = timezone.localtime(event.at)
        who, when = event.office or who, f" on {at.day} {at:%B %Y at %H:%M}"
    return (
        f"{who} changed this{when}, after you opened it. Nothing of yours was saved: "
        "open it again, compare, and make your change there."
    )

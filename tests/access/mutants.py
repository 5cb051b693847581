"""The policy with one thing taken away: each such mutant must be caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from kith.foundation.access import Permission, middleware
from kith.foundation.access.actions import ACTIONS
from kith.foundation.access.policy import POLICY
from kith.foundation.access.predicates import EVERYTHING, NOTHING, Condition, anyone
from kith.foundation.access.routes import Declaration, Route
from tests.access import oracle

Change = Callable[[], "ExitStack"]


@dataclass(frozen=True)
class Mutant:
    """One change, what it touches, and how to make it."""

    name: str
    change: Callable[[], ExitStack]
    permissions: tuple[Permission, ...] = ()
    routes: tuple[str, ...] = ()
    action: str = ""


def _stack(*patches: object) -> ExitStack:
    stack = ExitStack()
    for one in patches:
        stack.enter_context(one)  # type: ignore[arg-type]
    return stack


def of_policy() -> Iterator[Mutant]:
    """Each alternative deleted, and each condition of each alternative left out."""
    for permission, alternatives in POLICY.items():
        for n, conditions in enumerate(alternatives):
            words = " and ".join(condition.name for condition in conditions)
            rest = alternatives[:n] + alternatives[n + 1 :]
            yield Mutant(
                f"{permission}: without [{words}]", _policy(permission, rest), (permission,)
            )
            for m, condition in enumerate(conditions):
                if condition is anyone:
                    continue  # leaving out what always holds changes nothing
                left = conditions[:m] + conditions[m + 1 :] or [anyone]
                changed = [*alternatives[:n], left, *alternatives[n + 1 :]]
                yield Mutant(
                    f"{permission}: [{words}] without {condition.name}",
                    _policy(permission, changed),
                    (permission,),
                )


def _policy(permission: Permission, alternatives: list[list[Condition]]) -> Change:
    return lambda: _stack(patch.dict(POLICY, {permission: alternatives}))


def of_predicates() -> Iterator[Mutant]:
    """Each condition made to hold always, and never."""
    used: dict[str, tuple[Condition, list[Permission]]] = {}
    for permission, alternatives in POLICY.items():
        for condition in (c for conditions in alternatives for c in conditions):
            _, permissions = used.setdefault(condition.name, (condition, []))
            permissions.append(permission)
    for name, (condition, permissions) in used.items():
        for word, row, actor in (("always", EVERYTHING, True), ("never", NOTHING, False)):
            if condition is anyone and row is EVERYTHING:
                continue
            yield Mutant(
                f"{name} holds {word}",
                _condition(condition, row, actor),
                tuple(dict.fromkeys(permissions)),
            )


def _condition(condition: Condition, row: object, actor: bool) -> Change:
    @contextmanager
    def replaced() -> Iterator[None]:
        # The dataclass is frozen for the product's sake; a mutant changes it in place.
        before = condition.of_actor, condition.of_row
        now = (lambda a: actor, None) if condition.of_row is None else (None, lambda a, m: row)
        for field, value in zip(("of_actor", "of_row"), now, strict=True):
            object.__setattr__(condition, field, value)
        try:
            yield
        finally:
            for field, value in zip(("of_actor", "of_row"), before, strict=True):
                object.__setattr__(condition, field, value)

    return lambda: _stack(replaced())


def of_routes(routes: list[Route]) -> Iterator[Mutant]:
    """Each route's check for reading and for writing left out.

    The actions behind a page ask again, so theirs are left out too: each check must stand alone.
    """
    for route in routes:
        declaration = route.declaration
        assert declaration is not None, route
        for side in ("read", "write"):
            if getattr(declaration, side) in (None, Permission.NEVER, Permission.PUBLIC):
                continue
            yield Mutant(
                f"route {route.name}: without its {side} permission",
                _route(declaration, side),
                routes=(route.name,),
            )


def _route(declaration: Declaration, side: str) -> Change:
    return lambda: _stack(
        patch.object(declaration, side, Permission.PUBLIC),
        *(patch.object(action, "permission", Permission.PUBLIC) for action in ACTIONS.values()),
    )


def of_actions() -> Iterator[Mutant]:
    """Each action's permission left out."""
    for name, action in ACTIONS.items():
        if name.startswith("kith.") and oracle.action_row(name) is not None:
            change = patch.object(action, "permission", Permission.PUBLIC)
            yield Mutant(
                f"action {name}: without its permission",
                lambda change=change: _stack(change),  # type: ignore[misc]
                action=name,
            )


def of_the_guard(routes: list[Route]) -> Iterator[Mutant]:
    """The two checks of the middleware left out, for all routes at once."""
    names = tuple(route.name for route in routes)
    yield Mutant(
        "middleware: without asking for the permission",
        lambda: _stack(patch.object(middleware, "can", lambda *asked: True)),
        routes=names,
    )
    yield Mutant(
        "middleware: rows loaded whether visible or not",
        lambda: _stack(patch.object(middleware, "visible", lambda rows, *asked: rows)),
        routes=tuple(r.name for r in routes if r.declaration and r.declaration.obj),
    )

"""Reads matrix.yaml: what people have decided, apart from what the code does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("matrix.yaml")
WITHOUT_ROLE = frozenset({"no_role", "ended", "future"})  # principals who have signed in, no more


@dataclass(frozen=True)
class Expectation:
    """Who is let in: `*` for every position, or the positions by name."""

    tokens: frozenset[str]

    def positions(self, principal: str, role: str | None) -> frozenset[str]:
        """The positions at which a principal is let in; `*` stands for all of them."""
        names = {"everyone"}
        if principal != "anonymous":
            names.add("signed_in")
        if role is not None and principal not in WITHOUT_ROLE:
            names.add(role)
        found = set()
        for token in self.tokens:
            name, _, position = token.partition(":")
            if name in names:
                found.add(position or "*")
        return frozenset(found)

    def allows(self, principal: str, role: str | None, position: str) -> bool:
        return bool(self.positions(principal, role) & {"*", position})


@dataclass(frozen=True)
class RouteRow:
    """The expectation of one route."""

    get: Expectation
    post: Expectation | None  # None: there is nothing to write, 405 for all
    accepts: frozenset[int]


@cache
def _content() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def _expand(tokens: Any) -> frozenset[str]:
    content = _content()
    if isinstance(tokens, str) and tokens in content["permissions"]:
        return _expand(content["permissions"][tokens])
    found: set[str] = set()
    for token in [tokens] if isinstance(tokens, str) else tokens:
        name, _, position = token.partition(":")
        members = content["groups"].get(name)
        if members is None:
            found.add(token)
        else:
            # A group's position is handed down to each of its members.
            found |= {f"{m}:{position}" if position else m for m in _expand(members)}
    return frozenset(found)


@cache
def permission_row(key: str) -> Expectation | None:
    """Who may hold a permission; None when the matrix does not say."""
    found = _content()["permissions"].get(key)
    return None if found is None else Expectation(_expand(found))


@cache
def route_row(name: str) -> RouteRow | None:
    """Who may open a route; None when the matrix does not say."""
    found = _content()["routes"].get(name)
    if found is None:
        return None
    post = found["post"]
    return RouteRow(
        Expectation(_expand(found["get"])),
        None if post in (None, "none") else Expectation(_expand(post)),
        frozenset(found.get("accepts", ())),
    )


@cache
def action_row(name: str) -> Expectation | None:
    """Who may call an action; None when the matrix does not say."""
    found = _content()["actions"].get(name)
    return None if found is None else Expectation(_expand(found))


def route_names() -> set[str]:
    return set(_content()["routes"])


def action_names() -> set[str]:
    return set(_content()["actions"])


def permission_keys() -> set[str]:
    return set(_content()["permissions"])


def all_tokens() -> set[str]:
    """Every name used anywhere, groups taken apart."""
    content = _content()
    found: set[str] = set()
    for tokens in content["permissions"].values():
        found |= _expand(tokens)
    for name in content["actions"]:
        found |= _expand(content["actions"][name])
    for row in content["routes"].values():
        for side in (row["get"], row["post"]):
            found |= frozenset() if side in (None, "none") else _expand(side)
    return {token.partition(":")[0] for token in found}

"""The words in which the API is described: fields, things made of them, and calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What a field may hold; any other word names a Thing, and "[Thing]" a list of them.
PLAIN: Mapping[str, dict[str, str]] = {
    "text": {"type": "string"},
    "whole number": {"type": "integer"},
    "number": {"type": "number"},
    "true or false": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it holds, what that means, and whether it may be null or left out."""

    name: str
    holds: str
    says: str
    null: bool = False
    required: bool = True
    values: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)  # further words of JSON Schema

    @property
    def many(self) -> bool:
        return self.holds.startswith("[")

    @property
    def thing(self) -> str:
        """The Thing it holds, or "" for a plain value."""
        name = self.holds.strip("[]")
        return "" if name in PLAIN else name

    @property
    def kind(self) -> str:
        """What it holds, in words for the page."""
        words = f"list of {self.holds.strip('[]')}" if self.many else self.holds
        words += " or null" if self.null else ""
        return words if self.required else f"{words}, may be left out"

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        name = self.holds.strip("[]")
        one: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"} if self.thing else {
            **PLAIN[name]
        }  # fmt: skip
        if self.values:
            one["enum"] = list(self.values)
        if self.many:
            one = {"type": "array", "items": one}
        if self.null:
            one = {"anyOf": [one, {"type": "null"}]}
        return {**one, **self.more, "description": self.says}


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the API. It has these fields and no other."""

    name: str
    says: str
    fields: tuple[Field, ...]

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return {
            "type": "object",
            "description": self.says,
            "properties": {each.name: each.schema() for each in self.fields},
            "required": [each.name for each in self.fields if each.required],
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a system may ask for."""

    method: str
    route: str  # the name of the route
    path: str  # as it stands after the host
    title: str
    says: str
    gives: Mapping[int, str]  # status -> the Thing that is answered
    refuses: tuple[int, ...]
    sends: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)  # of the path, each explained
    open: bool = False  # needs no key

    @property
    def anchor(self) -> str:
        return f"{self.route}-{self.method.lower()}"

"""The schema of claims.yaml, written from the claims themselves so that the two cannot differ."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from kith.check.claims import field_type, is_needed
from kith.kernel.guards.claims import CLAIMS, Claim

_TEXT = {"type": ["string", "number"]}
_DATES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "when": {**_TEXT, "description": "A day or a month, such as 2019-08-27 or 2019-08"},
            "place": {**_TEXT, "description": "Where this date is given"},
        },
        "required": ["when"],
        "additionalProperties": False,
    },
}


def claims_schema() -> dict[str, Any]:
    """A JSON Schema for claims.yaml, for editors and for other programs that write the format."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kith claims",
        "description": "What a publication says of its figures. A figure is named by its id in "
        "figures.csv or official.csv, by table.row.column, or, where several are meant, by "
        "table[column] or table[column, group].",
        "type": "array",
        "items": {"oneOf": [_claim(kind) for kind in CLAIMS.values()]},
    }


def as_file() -> str:
    """The text of the schema's file."""
    return json.dumps(claims_schema(), ensure_ascii=False, indent=2) + "\n"


def _claim(kind: type[Claim]) -> dict[str, Any]:
    properties: dict[str, Any] = {"claim": {"const": kind.kind}}
    for item in fields(kind):
        held = {"description": item.metadata["help"]}
        match item.metadata.get("ref"), field_type(item):
            case "one", _:
                held |= {"type": "string"}
            case "many", _:
                held |= {"type": "array", "items": {"type": "string"}, "minItems": 1}
            case _, "bool":
                held |= {"type": "boolean"}
            case _, "Decimal | None":
                held |= {"type": "number", "exclusiveMinimum": 0}
            case _, "int | None":
                held |= {"type": "integer", "minimum": 0}
            case _, "tuple[Dated, ...]":
                held |= _DATES
            case _:
                choices = item.metadata.get("choices")
                held |= {"enum": list(choices)} if choices else _TEXT
        properties[item.name] = held
    return {
        "title": kind.kind,
        "description": kind.summary,
        "type": "object",
        "properties": properties,
        "required": ["claim", *(item.name for item in fields(kind) if needs(item.name, kind))],
        "additionalProperties": False,
    }


def needs(name: str, kind: type[Claim]) -> bool:
    """Whether a claim of this kind cannot be read without the field."""
    return next(is_needed(item) for item in fields(kind) if item.name == name)

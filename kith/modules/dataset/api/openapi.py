"""The description of the API as an OpenAPI 3.1 document."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from kith.modules.dataset.api.describing import Call
from kith.modules.dataset.api.description import CALLS, EXAMPLE, THINGS, TITLE, VERSION
from kith.modules.dataset.api.problems import DOCUMENTATION, PROBLEM_JSON, STATUSES

TYPES = {"quarter": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-q[1-4]$"}}


def document(host: str) -> dict[str, Any]:
    """The whole document, for a server at `host`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{TITLE}, {settings.PARTNERSHIP}",
            "version": VERSION,
            "description": "For the systems of agencies: read what is asked, fill in, send.",
        },
        "servers": [{"url": host}],
        "externalDocs": {"url": f"{host}{DOCUMENTATION}", "description": "The same for people"},
        "security": [{"key": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of your agency"}
            },
            "schemas": {thing.name: thing.schema() for thing in THINGS},
        },
    }


def _paths() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for call in CALLS:
        found.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return found


def _operation(call: Call) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": call.anchor,
        "summary": call.title,
        "description": call.says,
        "responses": {
            **{str(status): _answer(status, thing) for status, thing in call.gives.items()},
            **{str(status): _refusal(status) for status in call.refuses},
        },
    }
    if call.open:
        told["security"] = []
    if call.parts:
        told["parameters"] = [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": says,
                "schema": TYPES.get(name, {"type": "integer"}),
            }
            for name, says in call.parts.items()
        ]
    if call.sends:
        told["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": _schema(call.sends), "example": EXAMPLE},
            },
        }
    return told


def _schema(thing: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{thing}"} if thing else {"type": "object"}


def _answer(status: int, thing: str) -> dict[str, Any]:
    says = "The return was sent: here is its receipt." if status == 201 else "As asked."
    return {"description": says, "content": {"application/json": {"schema": _schema(thing)}}}


def _refusal(status: int) -> dict[str, Any]:
    title, do = STATUSES[status]
    return {
        "description": f"{title}. {do}",
        "content": {PROBLEM_JSON: {"schema": _schema("Problem")}},
    }

"""A mapping that a database gives back in the order in which it was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models


class OrderedMapping(models.JSONField):
    """Text to text, in order. PostgreSQL sorts the keys of an object, so pairs are stored."""

    def get_prep_value(self, value: Any) -> Any:
        """The pairs, as they are stored."""
        prepared = super().get_prep_value(value)
        return [list(pair) for pair in prepared.items()] if isinstance(prepared, Mapping) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The mapping again."""
        found = super().from_db_value(value, expression, connection)
        return dict(found) if isinstance(found, list) else found

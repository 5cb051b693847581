"""What the tests of the API share: a system with a key, and its calls."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client

from kith.foundation.access import Actor
from kith.modules.dataset.api.keys import make_key
from kith.modules.dataset.models import Token
from tests.modules.dataset.making import GOOD

RETURN = "/api/v1/returns/2019-20-q4/"
RETURNS = "/api/v1/returns/"


def key_for(actor: Actor, name: str = "Records system") -> tuple[Token, str]:
    """A key for a system of the actor's own organisation."""
    assert actor.organisation is not None
    end = actor.today + timedelta(days=90)
    made: tuple[Token, str] = make_key(
        organisation=actor.organisation, name=name, ends_on=end, by=actor
    )
    return made


class System:
    """Another program: it holds a key and keeps no cookies."""

    def __init__(self, key: str) -> None:
        self.headers = {"authorization": f"Bearer {key}"}

    def get(self, address: str) -> Any:
        return Client().get(address, headers=self.headers)

    def post(self, content: Any, address: str = RETURN, **more: Any) -> Any:
        """Send a message: an object, or text as it is."""
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        more.setdefault("content_type", "application/json")
        return Client().post(address, text, headers=self.headers, **more)


def answers(numbers: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Answers of a message; those of a good return unless others are given."""
    found = []
    for box, given in (numbers or GOOD).items():
        of, among = given if isinstance(given, tuple) else (given, None)
        found.append({"box": box, "of": of} | ({"among": among} if among is not None else {}))
    return found

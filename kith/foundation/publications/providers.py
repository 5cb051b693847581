"""Tables that another app makes, such as the accounts: a name and a function of the period."""

from collections.abc import Callable, Mapping
from typing import Any

from kith.kernel.periods import Period
from kith.kernel.refusals import Refused

Provider = Callable[[Period, Mapping[str, Any]], Mapping[str, Any]]
PROVIDERS: dict[str, Provider] = {}


def provider(name: str) -> Callable[[Provider], Provider]:
    """Register a function that gives the plan of a table (see `exhibits`) for a period."""

    def register(function: Provider) -> Provider:
        if PROVIDERS.get(name, function) is not function:
            raise ValueError(f"Two tables are called {name}.")
        PROVIDERS[name] = function
        return function

    return register


def provided(name: str, period: Period, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The plan of the table called `name`; raises `Refused` when nothing makes it."""
    if name not in PROVIDERS:
        raise Refused(f"Nothing makes a table called “{name}”.")
    return PROVIDERS[name](period, options)

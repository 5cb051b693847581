"""The same refusal for `manage.py` as for the server: no command runs with an undeclared route."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from kith.foundation.access.routes import assert_every_route_is_declared


def routes_are_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An error where a route does not say who may read and write it."""
    try:
        assert_every_route_is_declared()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="access.E001")]
    return []

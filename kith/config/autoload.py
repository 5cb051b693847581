"""Imports what each installed app registers, once, at start."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

REGISTRATIONS = ("register", "indicators", "exhibits", "kinds", "navigation", "home", "search")


def autoload() -> None:
    """Import `register`, `indicators`, ... from each of Kith's own apps that has them."""
    for app in apps.get_app_configs():
        if not app.name.startswith("kith."):
            continue
        for name in REGISTRATIONS:
            module = f"{app.name}.{name}"
            if find_spec(module) is not None:
                import_module(module)

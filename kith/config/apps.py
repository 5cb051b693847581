import gc

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Joins the parts: loads what each app registers, then refuses undeclared routes."""

    name = "kith.config"
    label = "config"

    def ready(self) -> None:
        from kith.config.autoload import autoload

        autoload()
        # What is loaded by now stays loaded: the collector need not walk it in every command.
        gc.freeze()

from django.apps import AppConfig
from django.core.checks import Tags, register


class AccessConfig(AppConfig):
    name = "kith.foundation.access"
    label = "access"

    def ready(self) -> None:
        from kith.foundation.access.checks import routes_are_declared

        register(routes_are_declared, Tags.urls)

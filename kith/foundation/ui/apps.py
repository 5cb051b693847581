"""The Django application that carries templates, tags and the gallery."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates and components; it has no models."""

    name = "kith.foundation.ui"
    label = "ui"
    verbose_name = "Pages and components"

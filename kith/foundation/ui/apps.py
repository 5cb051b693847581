from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kith.foundation.ui"
    label = "ui"

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kith.foundation.access"
    label = "access"

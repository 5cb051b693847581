from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "kith.foundation.publications"
    label = "publications"

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kith.foundation.organisations"
    label = "organisations"

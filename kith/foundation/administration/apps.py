from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "kith.foundation.administration"
    label = "administration"

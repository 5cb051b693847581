from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "kith.foundation.administration"
    label = "administration"

    def ready(self) -> None:
        from kith.foundation.administration import signin

        signin.connect()

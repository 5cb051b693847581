from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kith.foundation.indicators"
    label = "indicators"

from django.apps import AppConfig


class OfficialStatisticsConfig(AppConfig):
    name = "kith.modules.official_statistics"
    label = "official_statistics"

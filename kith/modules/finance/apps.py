from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "kith.modules.finance"
    label = "finance"

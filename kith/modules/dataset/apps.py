from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "kith.modules.dataset"
    label = "dataset"

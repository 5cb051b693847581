from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "kith.foundation.tasks"
    label = "tasks"

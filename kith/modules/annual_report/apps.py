from django.apps import AppConfig


class AnnualReportConfig(AppConfig):
    name = "kith.modules.annual_report"
    label = "annual_report"

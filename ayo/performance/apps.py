from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "ayo.performance"
    label = "performance"

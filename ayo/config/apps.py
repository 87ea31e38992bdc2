from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ayo.config"
    label = "config"

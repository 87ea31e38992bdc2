from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ayo.ui"
    label = "ui"

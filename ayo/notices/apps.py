from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ayo.notices"
    label = "notices"

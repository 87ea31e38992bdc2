from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "ayo.services"
    label = "services"

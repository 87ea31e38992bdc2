from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "ayo.registry"
    label = "registry"

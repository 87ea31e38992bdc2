from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "ayo.identity"
    label = "identity"

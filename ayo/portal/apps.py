from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ayo.portal"
    label = "portal"

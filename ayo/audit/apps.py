from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ayo.audit"
    label = "audit"

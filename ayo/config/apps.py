from django.apps import AppConfig, apps

from ayo.config import telemetry


class ConfigConfig(AppConfig):
    name = "ayo.config"
    label = "config"

    def ready(self) -> None:
        if telemetry.is_on():
            telemetry.watch_actions([app.name for app in apps.get_app_configs() if app.name.startswith("ayo.")])

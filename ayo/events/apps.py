from importlib import import_module, util

from django.apps import AppConfig, apps


class EventsConfig(AppConfig):
    name = "ayo.events"
    label = "events"

    def ready(self) -> None:
        """Import every module's events and subscribers, so that types and listeners are known in each process."""
        for config in apps.get_app_configs():
            if not config.name.startswith("ayo."):
                continue
            for part in ("events", "subscribers"):
                name = f"{config.name}.{part}"
                if name != "ayo.events.events" and util.find_spec(name) is not None:
                    import_module(name)

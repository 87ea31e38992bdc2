from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "ayo.services"
    label = "services"

    def ready(self) -> None:
        """Offer cases to the exchange, in every process: web, relay and jobs all hand records on."""
        from ayo.services import sharing

        sharing.offer()

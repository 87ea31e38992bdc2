"""What is offered today. Definitions are read once per version, so a list costs one query."""

from ayo.common import clock
from ayo.services import versions
from ayo.services.data.offers import Offer
from ayo.services.models import ServiceVersion


def offers() -> tuple[Offer, ...]:
    """Return everything that can be asked for today, by name."""
    rows = ServiceVersion.objects.in_force_on(clock.today()).values_list("service_id", "pk")
    found = (Offer(service_id, version_id, versions.definition_of(version_id)) for service_id, version_id in rows)
    return tuple(sorted(found, key=lambda offer: next(iter(offer.made.name.values()), "")))


def offer(code: str) -> Offer | None:
    version = versions.in_force(code, clock.today())
    return Offer(version.service_id, version.pk, versions.definition_of(version.pk)) if version else None

"""Who has work that counts: whoever holds a role in the city's service, or is employed by it."""

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.registry import facade as registry


def has_work(actor: Actor) -> bool:
    """Tell whether the actor has a day of work; who acts for another has none of their own meanwhile."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return False
    if actor.serves_the_city:
        return True
    service = registry.employment_of(actor.person_id)
    return service is not None and service.covers(clock.today())

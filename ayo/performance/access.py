"""Who has work that counts: whoever holds a role in the city's service, or is employed by it; who decides on it."""

from uuid import UUID

from ayo.common import clock
from ayo.common.actor import Actor, ActorKind, Role
from ayo.registry import facade as registry


def has_work(actor: Actor) -> bool:
    """Tell whether the actor has a day of work; who acts for another has none of their own meanwhile."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return False
    if actor.serves_the_city:
        return True
    service = registry.employment_of(actor.person_id)
    return service is not None and service.covers(clock.today())


def may_enter_leave(actor: Actor, employee_id: UUID) -> bool:
    """Tell whether the actor looks after the leave of this employee, which nobody does of their own.

    The personnel agency looks after everybody, a personnel officer after the own unit and those below it.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    service = registry.service_of(employee_id)
    if service is None or service.person_id == actor.person_id or actor.on_behalf_of is not None:
        return False
    if actor.has(Role.BKPSDM_ADMIN):
        return True
    units = actor.organisations(Role.PERSONNEL_OFFICER)
    return bool(units) and bool(registry.units_above(service.organisation_id) & set(units))

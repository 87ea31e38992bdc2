"""Who has work that counts: whoever holds a role in the city's service, or is employed by it; who decides on it."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from ayo.common import clock
from ayo.common.actor import Actor, ActorKind, Role
from ayo.common.errors import NotFound
from ayo.performance.data.pay import RunState
from ayo.registry import facade as registry

M = TypeVar("M", bound=Model)


def has_work(actor: Actor) -> bool:
    """Tell whether the actor has a day of work; who acts for another has none of their own meanwhile."""
    return actor.person_id is not None and actor.on_behalf_of is None and actor.serves_the_city


def service_today(actor: Actor) -> registry.Employment:
    """Return the actor's own service. Raises NotFound for whoever is not in it today, or acts for another."""
    person_id = None if actor.on_behalf_of else actor.person_id
    service = registry.employment_of(person_id) if person_id else None
    if service is None or not service.covers(clock.today()):
        raise NotFound("Only employees have work.")
    return service


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


def looked_after(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """Narrow rows that have an `employee` to those whose leave and measures this actor looks after; see above."""
    if actor.has(Role.BKPSDM_ADMIN):
        return rows
    return rows.filter(employee__organisation__in=registry.units_below(actor.organisations(Role.PERSONNEL_OFFICER)))


RECORD_KEEPERS = (Role.BKPSDM_ADMIN, Role.PERSONNEL_OFFICER)


def keeps_records(actor: Actor) -> bool:
    """Tell whether leave and disciplinary measures of somebody are this actor's work."""
    return actor.on_behalf_of is None and actor.has(*RECORD_KEEPERS)


def may_discipline(actor: Actor, employee_id: UUID) -> bool:
    """Tell whether the actor enters and reads disciplinary measures of this employee: whoever looks after the leave."""
    return may_enter_leave(actor, employee_id)


ALLOWANCE_ROLES = (Role.BKPSDM_ADMIN, Role.LEADER, Role.TREASURER)
"""Who sees the runs of TPP: the personnel office makes them, the leader approves, the treasurer pays."""
_MOVES = {
    RunState.CHECKED: (Role.BKPSDM_ADMIN,),
    RunState.APPROVED: (Role.BKPSDM_ADMIN, Role.LEADER),
    RunState.PAID: (Role.BKPSDM_ADMIN, Role.TREASURER),
    RunState.CANCELLED: (Role.BKPSDM_ADMIN,),
}


def sees_allowance_runs(actor: Actor) -> bool:
    return actor.has(*ALLOWANCE_ROLES)


def may_run_allowance(actor: Actor) -> bool:
    """Tell whether the actor may begin a month, and propose tables: the personnel office of the city."""
    return actor.has(Role.BKPSDM_ADMIN)


def may_move_allowance(actor: Actor, to: RunState) -> bool:
    """Tell whether the step is this role's; that it must be other eyes says `rules/steps.py`."""
    return actor.has(*_MOVES.get(to, ()))


def may_enact_tables(actor: Actor) -> bool:
    """Tell whether the actor may enact tables that somebody else proposed."""
    return actor.has(Role.BKPSDM_ADMIN, Role.LEADER)


def sees_slips_of_others(actor: Actor) -> bool:
    """Tell whether slips of others are this actor's work; each reading is told to whom it is about."""
    return actor.has(Role.BKPSDM_ADMIN)


def judges_plans_of(actor: Actor, employee_id: UUID) -> bool:
    """Tell whether the actor is the superior of this employee today, by post or standing in; nobody is their own."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return False
    superior = registry.superior_of(employee_id, clock.today())
    return superior is not None and superior.person_id == actor.person_id


def drafts_plans(actor: Actor) -> bool:
    """Tell whether the actor may have plans drafted for everybody: the personnel agency."""
    return actor.has(Role.BKPSDM_ADMIN)


def may_export_allowance(actor: Actor) -> bool:
    """Tell whether the list of who is paid what is this actor's work."""
    return actor.has(Role.BKPSDM_ADMIN, Role.TREASURER)


def led_units(actor: Actor) -> frozenset[UUID]:
    """Return the units the actor leads today, by post or standing in; the leader of the city leads the city itself."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return frozenset()
    today = clock.today()
    service = registry.employment_of(actor.person_id)
    led = registry.led_by(service.employee_id, today) if service is not None and service.covers(today) else frozenset()
    return led | registry.top_units(today) if actor.has(Role.LEADER) else led


def units_below(actor: Actor) -> list[tuple[UUID, str]]:
    """Return id and name of the units directly below those the actor leads, which are not led by them too.

    A unit whose leader leads the one above as well answers to whoever is above both: nobody judges their own.
    """
    led, today = led_units(actor), clock.today()
    found: list[tuple[UUID, str]] = []
    more = registry.directly_under(led, today) if led else []
    while more := [one for one in more if one[0] not in led and one not in found]:
        found += more
        more = registry.led_together([unit for unit, _name in more], today)
    return found


def leads(actor: Actor, organisation_id: UUID) -> bool:
    return organisation_id in led_units(actor)


def is_above(actor: Actor, organisation_id: UUID) -> bool:
    """Tell whether the actor leads the unit above and not this one: nobody says what their own unit achieved."""
    return any(organisation_id == one for one, _name in units_below(actor))


def keeps_results_of(actor: Actor, organisation_id: UUID) -> bool:
    """Tell whether the actor says what this unit is to reach: whoever leads it, or the unit above."""
    return leads(actor, organisation_id) or is_above(actor, organisation_id)

"""Who verifies people in person: officers of the claimed area, and of the population office; nobody themselves."""

from django.db.models import Q, QuerySet

from ayo.common import sql
from ayo.common.actor import Actor, Role
from ayo.identity.data import CheckState
from ayo.identity.models import Check
from ayo.registry import facade as registry

OF_AREA = (Role.KELURAHAN_OFFICER, Role.LURAH, Role.KECAMATAN_OFFICER, Role.CAMAT)
OF_OFFICE = (Role.VERIFIER, Role.OPD_OFFICER, Role.OPD_HEAD)


def verifies(actor: Actor) -> bool:
    return actor.has(*OF_AREA) or registry.is_population_officer(actor)


def checks_for(actor: Actor) -> QuerySet[Check]:
    """Return the requests that wait for this officer; nobody finds their own among them."""
    waiting = Check.objects.filter(state=CheckState.WAITING).select_related("account")
    if not verifies(actor):
        return waiting.none()
    if not registry.is_population_officer(actor):
        inside = Q(pk__in=[])
        for code in actor.areas(*OF_AREA):
            inside |= Q(area__startswith=code)
        waiting = waiting.filter(inside)
    return waiting.exclude(account_id=actor.id).order_by("pk")


_WAITING = """
select count(*) from (
    select from identity_check where state = 'WAITING' and account_id <> %(me)s and area like any (%(inside)s) limit 99
) found
"""


def waiting_count(actor: Actor) -> int:
    """Count what `checks_for` lists, to 99 at most: every page of an officer asks, so it is one prepared statement."""
    if not verifies(actor):
        return 0
    areas = [""] if registry.is_population_officer(actor) else actor.areas(*OF_AREA)
    found = sql.row(_WAITING, {"me": actor.id, "inside": [f"{area}%" for area in areas]})
    return int(found[0]) if found else 0

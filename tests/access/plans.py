"""Plans of the world: Putri, whose superior is Sapto, has one; so has Sapto himself."""

from uuid import UUID

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.performance import actions
from ayo.performance.models import PlanResult
from tests.access.people import PEOPLE

OWNERS = ("putri", "sapto")


def make(people: dict[str, UUID]) -> dict[str, dict[str, UUID]]:
    plans = {
        key: actions.begin_plan(year=clock.today().year, actor=identity.actor_of(people[key])).pk for key in OWNERS
    }
    return {
        "plan_id": plans,
        "result_id": {key: PlanResult.objects.filter(plan_id=pk).values_list("pk", flat=True)[0]
                      for key, pk in plans.items()},
    }  # fmt: skip


def reaches(who: str, address: str, whom: str) -> bool:
    """One's own plan, or on the pages of a team that of whom one is the superior of."""
    if address.startswith("kinerja/tim/"):
        return who in PEOPLE and PEOPLE[whom].superior == who
    return who == whom

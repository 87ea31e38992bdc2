"""Plans of the world: Putri, whose superior is Sapto, has one; so has Sapto, who leads their unit."""

from uuid import UUID

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.performance import actions
from ayo.performance.models import PlanResult
from ayo.registry import facade as registry
from tests.access.people import PEOPLE

OWNERS = ("putri", "sapto")


def make(people: dict[str, UUID]) -> dict[str, dict[str, UUID]]:
    plans = {
        key: actions.begin_plan(year=clock.today().year, actor=identity.actor_of(people[key])).pk for key in OWNERS
    }
    sapto = identity.actor_of(people["sapto"])
    unit_result = actions.add_unit_result(
        organisation_id=registry.employment_of(people["sapto"]).organisation_id, year=clock.today().year,
        text="Layanan digital tersambung", actor=sapto,
    )  # fmt: skip
    return {
        "unit_result_id": {"unit": unit_result.pk},
        "plan_id": plans,
        "result_id": {key: PlanResult.objects.filter(plan_id=pk).values_list("pk", flat=True)[0]
                      for key, pk in plans.items()},
    }  # fmt: skip


def reaches(who: str, address: str, whom: str) -> bool:
    """One's own plan, or on the pages of a team that of whom one is the superior of."""
    if address.startswith("kinerja/tim/"):
        return who in PEOPLE and PEOPLE[whom].superior == who
    return who == whom


def keeps(who: str, unit: str) -> bool:
    """Whoever has somebody of the unit below them and nobody of it above them; in this world no unit is below another,
    so the leader of the city leads each."""
    me = PEOPLE.get(who)
    if me is None:
        return False
    has_team = any(one.superior == who and one.unit == unit for one in PEOPLE.values())
    return me.role == "LEADER" or (me.unit == unit and has_team)


def is_of_unit(who: str, whom: str) -> bool:
    """Whoever leads a unit reads there who works in it."""
    return PEOPLE[whom].unit != "" and keeps(who, PEOPLE[whom].unit)

"""The allowance of last month, as a city works it: begun and checked by the personnel agency, approved by the leader.

So that everybody in the demo city's service finds a slip that opens down to the day.
"""

from datetime import timedelta

from ayo.common import clock
from ayo.common.actor import Actor, Role
from ayo.identity import facade as identity
from ayo.performance import facade as performance
from ayo.performance.data.pay import RunState


def hold() -> int:
    """Run and approve last month; return how many slips there are."""
    agency, leader = _holder(Role.BKPSDM_ADMIN), _holder(Role.LEADER)
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    run = performance.start_here(month=month, actor=agency)
    performance.work(run.pk, after_each=lambda: None)
    performance.move_run(run_id=run.pk, to=RunState.CHECKED, actor=agency)
    performance.move_run(run_id=run.pk, to=RunState.APPROVED, actor=leader)
    return run.slips.count()


def _holder(role: Role) -> Actor:
    return identity.actor_of(identity.persons_with_role(role, organisation_id=None)[0])
